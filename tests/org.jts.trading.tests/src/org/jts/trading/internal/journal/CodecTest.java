package org.jts.trading.internal.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

class CodecTest {

    private static final Instant AT = Instant.parse("2026-01-02T01:00:00.123456789Z");
    private static final BrokerId BROKER = new BrokerId("kis-main");
    private static final AccountId ACCOUNT = new AccountId("5001 \"x\"\n\u00e4-01");
    private static final SymbolId BTC = new SymbolId("UPBIT", "KRW-BTC");
    private static final OrderRequest REQUEST = new OrderRequest(new ClientOrderId("c1"), ACCOUNT, BTC, Side.SELL,
            OrderType.STOP_LIMIT, TimeInForce.GTC, new BigDecimal("0.00010000"), Optional.of(new BigDecimal("1E+8")),
            Optional.of(new BigDecimal("99999999.5")), Optional.of("NXT-03"));
    private static final Order FULL = new Order(Optional.of(new ClientOrderId("c1")),
            Optional.of(new BrokerOrderId("B-1")),
            ACCOUNT, BTC, Side.SELL, OrderType.STOP_LIMIT, TimeInForce.GTC, new BigDecimal("0.0001"),
            Optional.of(new BigDecimal("1E+8")), Optional.of(BigDecimal.ONE), OrderStatus.PARTIAL,
            new BigDecimal("0.00005"), Optional.of(new BigDecimal("1.10")), new BigDecimal("0.0"), AT, AT.plusNanos(1),
            Optional.of("거부: 잔고 부족"), Optional.of("NXT-03"));
    private static final Execution EXECUTION = new Execution(new ExecutionId("E1"), new BrokerOrderId("B-1"),
            Optional.empty(), ACCOUNT, BTC, Side.SELL, new BigDecimal("0.00005"), new BigDecimal("100000000"),
            new BigDecimal("2.5"), BigDecimal.ZERO, CurrencyCode.KRW, Instant.MAX);

    /** Journals are older than the bounds of a call. */
    @Test
    void aCallWithMoreThanOneMaySayIsReadWithoutIt() throws IOException {
        OrderCall call = new OrderCall(new AccountKey(BROKER, new AccountId("1")), "order-credit", "buy", "Credit buy",
                Map.of("PDNO", "VALUE"), false);
        String text = Codec.write(new Line(AT, new Entry.Calling("c1", call, AT, false)));
        String older = text.replace("VALUE", "a\\tb\\u0085" + "x".repeat(2_000)).replace("PDNO", "PD\\nNO");
        assertNotEquals(text, older);
        Entry.Calling read = (Entry.Calling) Codec.read(older, key -> null).orElseThrow().entry();
        assertEquals(Map.of("PD NO", "a b " + "x".repeat(996)), read.call().fields());
        assertEquals("Credit buy", read.call().title());
    }

    @Test
    void everyEntryIsReadAsItWasWritten() throws IOException {
        List<Entry> all = List.of(new Entry.Started("abc1234"), new Entry.Placing(BROKER, REQUEST),
                new Entry.Placing(BROKER, REQUEST, true), new Entry.Named("remote-1"),
                new Entry.Changing("c1", BigDecimal.TEN, Optional.empty()), new Entry.Cancelling("c1"),
                new Entry.Answered("c1", "modify", "unknown", "no answer\nwithin 10 s"),
                new Entry.Seen("kis-main:B-1", BROKER, true, FULL), new Entry.Moved("c1", FULL),
                new Entry.Traded("c1", EXECUTION), new Entry.Joined("kis-main:B-1", "c1"),
                new Entry.Settled("c1", "never"), new Entry.Held(new AccountKey(BROKER, ACCOUNT),
                        Map.of(BTC, new BigDecimal("-0.5")), Map.of(CurrencyCode.USD, new BigDecimal("10.01"))),
                new Entry.DayStarted(new AccountKey(BROKER, ACCOUNT), new Entry.Begun(LocalDate.of(2026, 1, 2),
                        new BigDecimal("1000000")), Map.of(CurrencyCode.USD, new Entry.Begun(LocalDate.of(2026, 1, 1),
                                new BigDecimal("2000.50")))),
                new Entry.Stopped(true, "too fast"));
        for (Entry entry : all) {
            String text = Codec.write(new Line(AT, entry));
            assertFalse(text.contains("\n"), text);
            assertEquals(Optional.of(new Line(AT, entry)), Codec.read(text, key -> FULL), text);
        }
    }

    @Test
    void aTextMayHaveEveryCharacter() throws IOException {
        String every = IntStream.range(0, 0x250).mapToObj(Character::toString).collect(Collectors.joining())
                + "\u2028\ud83d\ude00 end";
        Line line = new Line(AT, new Entry.Stopped(true, every));
        String text = Codec.write(line);
        assertTrue(text.chars().noneMatch(c -> c < ' '), text);
        assertEquals(Optional.of(line), Codec.read(text, key -> null));
    }

    @Test
    void whatKindOfOrderItIsStaysKnownThroughRecordsThatDoNotTellIt() throws IOException {
        Line line = new Line(AT, new Entry.Moved("c1", FULL.withInstruction(Optional.empty())));
        assertEquals(Optional.of(new Line(AT, new Entry.Moved("c1", FULL))), Codec.read(Codec.write(line),
                key -> FULL));
    }

    @Test
    void anOrderOfFewPartsIsReadAsItWasWritten() throws IOException {
        Order pending = Order.pending(OrderRequest.market(new ClientOrderId("c2"), ACCOUNT, BTC, Side.BUY,
                BigDecimal.ONE),
                Instant.EPOCH.minusNanos(1));
        Line line = new Line(Instant.EPOCH, new Entry.Seen("c2", BROKER, false, pending));
        assertEquals(line, Codec.read(Codec.write(line), key -> null).orElseThrow());
    }

    @Test
    void whatALaterVersionAddsIsLeftAside() throws IOException {
        String known = Codec.write(new Line(AT, new Entry.Cancelling("c1")));
        String more = known.substring(0, known.length() - 1) + ",\"why\":{\"deep\":[1,2]},\"list\":[],\"n\":null}";
        assertEquals(new Entry.Cancelling("c1"), Codec.read(more, key -> null).orElseThrow().entry());
        assertEquals(Optional.empty(), Codec.read(known.replace("cancelling", "dreaming"), key -> null));
    }

    @Test
    void aDayOfBeforeCurrenciesHadTheirOwnIsThatOfAll() throws IOException {
        String now = Codec.write(new Line(AT, new Entry.DayStarted(new AccountKey(BROKER, ACCOUNT), new Entry.Begun(
                LocalDate.of(2026, 1, 2), BigDecimal.TEN), Map.of(CurrencyCode.USD, new Entry.Begun(LocalDate.of(2026,
                        1, 1), BigDecimal.ONE)))));
        String before = now.replace(",\"day USD\":\"2026-01-01\"", "");
        assertNotEquals(now, before);
        Entry.DayStarted read = (Entry.DayStarted) Codec.read(before, key -> null).orElseThrow().entry();
        assertEquals(new Entry.Begun(LocalDate.of(2026, 1, 2), BigDecimal.ONE), read.others().get(CurrencyCode.USD));
    }

    @Test
    void aChangeOfAnOrderThatWasLetGoIsLeftAside() throws IOException {
        assertEquals(Optional.empty(), Codec.read(Codec.write(new Line(AT, new Entry.Moved("c1", FULL))), key -> null));
    }

    @Test
    void whatCannotBeUnderstoodSaysWhatWasExpected() {
        String known = Codec.write(new Line(AT, new Entry.Cancelling("c1")));
        expect(known.replace("\"v\":1", "\"v\":2"), "newer program");
        expect(known.replace("\"key\":\"c1\"", "\"kee\":\"c1\""), "expected a field \"key\"");
        expect("[1]", "expected an object");
        expect("no json", "no");
        expect(Codec.write(new Line(AT, new Entry.Placing(BROKER, REQUEST))).replace("SELL", "LEND"), "LEND");
    }

    private static void expect(String text, String words) {
        IOException refused = assertThrows(IOException.class, () -> Codec.read(text, key -> null));
        assertTrue(refused.getMessage().contains(words), refused::getMessage);
    }
}
