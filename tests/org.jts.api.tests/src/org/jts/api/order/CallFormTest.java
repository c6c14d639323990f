package org.jts.api.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.junit.jupiter.api.Test;

/** What a broker offers of its own, and what may not be sent of it. */
class CallFormTest {

    private static final AccountKey ACCOUNT = new AccountKey(new BrokerId("kis"), new AccountId("50012345-01"));
    private static final CallForm CREDIT = new CallForm("order-credit", "buy", "Credit order, buy", List.of(
            new CallForm.Field("CANO", "", true), new CallForm.Field("QTY", "Quantity", true),
            new CallForm.Field("EXCG", "", false)), Optional.empty(), Optional.of(new CallForm.Currencies("EXCG",
                    Map.of("TKSE", new CurrencyCode("JPY")))));
    private static final CallForm CHANGE = new CallForm("change", "", "Change or cancel", List.of(
            new CallForm.Field("KIND", "", true)), Optional.of(Map.of("KIND", "02")));
    private static final List<CallForm> ALL = List.of(CREDIT, CHANGE);

    private static String refused(OrderCall call) {
        OrderOutcome.Rejected refusal = CallForm.refusal(ALL, call).orElseThrow();
        assertEquals(RejectReason.UNSUPPORTED, refusal.reason());
        assertTrue(refusal.text().contains("Nothing was sent") || refusal.text().length() == 1_500, refusal.text());
        return refusal.text();
    }

    private static OrderCall call(String name, String variant, Map<String, String> fields, boolean isCancel) {
        return new OrderCall(ACCOUNT, name, variant, "x", fields, isCancel);
    }

    @Test
    void whatIsOfferedMayBeSent() {
        OrderCall call = CREDIT.call(ACCOUNT, Map.of("CANO", "50012345", "QTY", "3"));
        assertEquals(Optional.empty(), CallForm.refusal(ALL, call));
        assertEquals("order-credit buy", call.fullName());
        assertEquals("Credit order, buy QTY=3", call.title(), "without the number of the account");
        assertEquals("Credit order, buy QTY=01", CREDIT.call(ACCOUNT, Map.of("QTY", "01")).title(),
                "whatever else is like a part of it is said");
        assertFalse(call.isCancel());
        assertEquals(Optional.empty(), call.currency());
        assertEquals(Optional.of(new CurrencyCode("JPY")), CREDIT.call(ACCOUNT, Map.of("EXCG", "TKSE")).currency());
    }

    @Test
    void whatIsNotOfferedSaysWhatIs() {
        assertTrue(refused(call("order-credit", "sell", Map.of(), false)).contains("order-credit buy"));
        String unknown = refused(call("sell-all", "", Map.of(), false));
        assertTrue(unknown.contains("order-credit buy, change") && unknown.contains("sell-all"), unknown);
        assertTrue(CallForm.refusal(List.of(), call("x", "", Map.of(), false)).orElseThrow().text().contains("kis"));
    }

    @Test
    void tooMuchAndTooLittleIsSaidByName() {
        assertTrue(refused(call("order-credit", "buy", Map.of("CANO", "", "QTY", "", "PRICE", "1"), false))
                .contains("PRICE"));
        String missing = refused(call("order-credit", "buy", Map.of("CANO", ""), false));
        assertTrue(missing.contains("QTY") && !missing.contains("EXCG"), missing);
    }

    @Test
    void onlyWhatTakesBackIsACancel() {
        assertTrue(CHANGE.isCancel(Map.of("KIND", " 02 ")));
        assertFalse(CHANGE.isCancel(Map.of("KIND", "01")));
        assertFalse(CHANGE.isCancel(Map.of()));
        assertTrue(CHANGE.call(ACCOUNT, Map.of("KIND", "02")).isCancel());
        assertTrue(refused(call("change", "", Map.of("KIND", "01"), true)).contains("can place something"));
        assertEquals(Optional.empty(), CallForm.refusal(ALL, call("change", "", Map.of("KIND", "02"), true)));
    }

    @Test
    void whatIsSaidHasBounds() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put("f".repeat(90) + i, "v");
        }
        assertTrue(refused(call("change", "", many, false)).length() <= 1_500, "a text that can be told");
        many.put("one more", "v");
        assertThrows(IllegalArgumentException.class, () -> call("x", "", many, false));
        assertThrows(IllegalArgumentException.class, () -> call("x", "", Map.of("A", "v".repeat(1_001)), false));
        assertThrows(IllegalArgumentException.class, () -> call("x", "", Map.of("A", "1\n2"), false));
        assertThrows(IllegalArgumentException.class, () -> call("x", "", Map.of("n".repeat(101), ""), false));
    }

    @Test
    void aFormThatCannotBeCalledIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new CallForm(" ", "", "x", List.of(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new CallForm("x", "y".repeat(41), "x", List.of(),
                Optional.empty()));
        String longest = "w".repeat(300);
        assertEquals(200, CHANGE.call(ACCOUNT, Map.of("KIND", longest)).title().length());
    }
}
