package org.jts.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.ExecutionId;
import org.junit.jupiter.api.Test;

class IdentifierTest {

    @Test
    void aBrokerIdIsFitForFileNamesAndPaths() {
        assertEquals("kis-main", new BrokerId("kis-main").toString());
        for (String bad : List.of("", " ", "Kis", "-kis", "a/b", "a".repeat(41))) {
            refused(BrokerId::new, bad, "broker id");
        }
    }

    @Test
    void aCurrencyIsAnUpperCaseCode() {
        assertEquals("USDT", new CurrencyCode("USDT").toString());
        for (String bad : List.of("", "won", "K", "ABCDEFGHIJKLM")) {
            refused(CurrencyCode::new, bad, "currency");
        }
    }

    @Test
    void aSymbolIsReadAsItIsWritten() {
        for (String text : List.of("KRX:005930", "UPBIT:KRW-BTC", "NASDAQ:BRK.B")) {
            assertEquals(text, SymbolId.parse(text).toString());
        }
        for (String bad : List.of("005930", "krx:005930", "KRX:", "KRX:00 59", "KRX:a:b")) {
            refused(SymbolId::parse, bad, "expected");
        }
    }

    @Test
    void idsOfTheBrokerMayBeAnythingButBlankOrEndless() {
        List<Function<String, Object>> makers =
                List.of(AccountId::new, BrokerOrderId::new, ClientOrderId::new, ExecutionId::new);
        for (Function<String, Object> maker : makers) {
            assertEquals("50012345-01", maker.apply("50012345-01").toString());
            refused(maker, " ", "blank");
            refused(maker, "x".repeat(101), "at most");
            assertThrows(NullPointerException.class, () -> maker.apply(null));
        }
    }

    @Test
    void idsSortByTheirText() {
        assertTrue(new BrokerId("a").compareTo(new BrokerId("b")) < 0);
        assertTrue(new AccountId("2").compareTo(new AccountId("1")) > 0);
        assertTrue(SymbolId.parse("KRX:1").compareTo(SymbolId.parse("NYSE:0")) < 0);
        assertTrue(SymbolId.parse("KRX:2").compareTo(SymbolId.parse("KRX:1")) > 0);
        assertEquals(0, new ClientOrderId("c").compareTo(new ClientOrderId("c")));
        assertEquals(0, new BrokerOrderId("c").compareTo(new BrokerOrderId("c")));
        assertEquals(0, new ExecutionId("c").compareTo(new ExecutionId("c")));
        assertTrue(CurrencyCode.KRW.compareTo(CurrencyCode.USD) < 0);
        AccountKey first = new AccountKey(new BrokerId("a"), new AccountId("2"));
        assertTrue(first.compareTo(new AccountKey(new BrokerId("b"), new AccountId("1"))) < 0);
        assertTrue(first.compareTo(new AccountKey(new BrokerId("a"), new AccountId("1"))) > 0);
        assertEquals("a/2", first.toString());
    }

    private static void refused(Function<String, ?> maker, String value, String word) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> maker.apply(value));
        assertTrue(e.getMessage().contains(word) && e.getMessage().contains("expected"), e.getMessage());
    }
}
