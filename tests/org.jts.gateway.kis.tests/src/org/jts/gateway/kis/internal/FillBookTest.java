package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.gateway.kis.internal.NoticeDecoder.Kind;
import org.jts.gateway.kis.internal.NoticeDecoder.Notice;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FillBookTest {

    private static final AccountId ACCOUNT = new AccountId("50012345-01");
    private static final Instant NOW = FakeTime.START;

    private final Folder folder = new Folder();
    private final FillBook book = book();
    private int notices;

    @AfterEach
    void close() {
        folder.close();
    }

    private FillBook book() {
        FillBook made = new FillBook(new FeeRates(new BigDecimal("0.00015"), new BigDecimal("0.002"),
                new BigDecimal("0.0025")), s -> false,
                new TradeFile(folder, new BrokerId("test")), new Routes("KRX"));
        made.remember(Clock.today(NOW));
        return made;
    }

    private Notice notice(Kind kind, int number, String original, int quantity, int price, String whole) {
        return new Notice(kind, ACCOUNT, OrderName.number(Integer.toString(number)), original, Side.BUY, "00",
                Venue.KRX.symbol("005930"), BigDecimal.valueOf(quantity), BigDecimal.valueOf(price),
                LocalTime.of(10, 0),
                BigDecimal.valueOf(100), BigDecimal.valueOf(70_000), BigDecimal.ZERO, "06010", "KRX", whole);
    }

    private FillBook.Effect hear(Kind kind, int number, int quantity, int price) {
        return book.heard(notice(kind, number, "", quantity, price, "notice " + notices++), NOW);
    }

    private static OrderRow row(int number, String original, int filled, int value, int rest, int cancelled) {
        return new OrderRow(new OrderName(Clock.today(NOW), OrderName.number(Integer.toString(number))), original,
                "06010", Venue.KRX.symbol("005930"), Side.BUY, "00", BigDecimal.valueOf(100),
                BigDecimal.valueOf(70_000),
                BigDecimal.ZERO, BigDecimal.valueOf(filled), BigDecimal.valueOf(value), BigDecimal.valueOf(rest),
                BigDecimal.ZERO, BigDecimal.valueOf(cancelled), NOW);
    }

    private static Order only(List<OrderEvent> events) {
        assertEquals(1, events.size(), events::toString);
        return events.getFirst().order();
    }

    @Test
    void anAcceptedOrderIsNoFill() {
        Order order = only(hear(Kind.ACCEPTED, 1, 100, 0).events());
        assertEquals(OrderStatus.ACCEPTED, order.status());
        assertEquals(BigDecimal.ZERO, order.filledQuantity());
    }

    /** A notice is dated when it came, and the answer to an order by our clock, which may have been set. */
    @Test
    void onlyTheListTellsWhenAnOrderWasPlaced() {
        OrderName name = new OrderName(Clock.today(NOW), OrderName.number("1"));
        book.placed(name, OrderRequest.market(new ClientOrderId("a"), ACCOUNT, Venue.KRX.symbol("005930"), Side.BUY,
                BigDecimal.valueOf(100)), "01", "06010", NOW.minus(Duration.ofHours(1)));
        assertEquals(Optional.empty(), book.listed(name, NOW));
        book.listed(ACCOUNT, row(1, "", 100, 7_000_000, 0, 0), NOW);
        Order told = book.listed(name, NOW).orElseThrow();
        assertEquals(NOW, told.createdAt());
        assertEquals(OrderStatus.FILLED, told.status());
        book.listed(ACCOUNT, row(2, OrderName.number("1"), 0, 0, 100, 0), NOW);
        assertEquals(Optional.empty(), book.listed(name, NOW), "it goes on as another one");
    }

    @Test
    void fillsAddUpAndAreNamedByTheirSum() {
        hear(Kind.ACCEPTED, 1, 100, 0);
        hear(Kind.FILLED, 1, 30, 70_000);
        OrderEvent.Filled second = assertInstanceOf(OrderEvent.Filled.class, hear(Kind.FILLED, 1, 70, 69_000).events()
                .getFirst());
        assertEquals(OrderStatus.FILLED, second.order().status());
        assertEquals("20260102-0000000001#100", second.execution().id().value());
        assertEquals(new BigDecimal("69300"), second.order().averagePrice().orElseThrow());
        BigDecimal value = new BigDecimal("6930000");
        assertEquals(0, value.multiply(new BigDecimal("0.00015")).setScale(0, RoundingMode.DOWN)
                .compareTo(second.order().fees()), "commission on the whole, rounded down once");
    }

    /** The thread that hears of a fill is interrupted when the connection ends. */
    @Test
    void aFillIsRememberedThoughItsThreadIsInterrupted() {
        hear(Kind.ACCEPTED, 1, 100, 0);
        Thread.currentThread().interrupt();
        hear(Kind.FILLED, 1, 30, 70_000);
        assertTrue(Thread.interrupted(), "whoever wanted the thread's end is heard");
        FillBook next = book();
        assertEquals(List.of(), next.listed(ACCOUNT, row(1, "", 30, 2_100_000, 70, 0), NOW), "known after a restart");
    }

    @Test
    void theSameNoticeAgainIsDoubtedAndTheListDecides() {
        Notice fill = notice(Kind.FILLED, 1, "", 10, 70_000, "same");
        book.heard(fill, NOW);
        FillBook.Effect again = book.heard(fill, NOW);
        assertTrue(again.doubt());
        assertEquals(List.of(), again.events());
        assertEquals(List.of(), book.listed(ACCOUNT, row(1, "", 10, 700_000, 90, 0), NOW), "it came twice");
        OrderEvent.Filled missed = assertInstanceOf(OrderEvent.Filled.class, book.listed(ACCOUNT, row(1, "", 20,
                1_400_000, 80, 0), NOW).getFirst(), "it was another one");
        assertEquals(BigDecimal.TEN, missed.execution().quantity());
        assertEquals(0, new BigDecimal(70_000).compareTo(missed.execution().price()));
    }

    @Test
    void moreThanTheOrderIsDoubted() {
        hear(Kind.FILLED, 1, 60, 70_000);
        assertTrue(hear(Kind.FILLED, 1, 60, 70_000).doubt());
    }

    @Test
    void aFillThatTheListToldFirstIsNotCountedAgain() {
        book.listed(ACCOUNT, row(1, "", 100, 7_000_000, 0, 0), NOW);
        assertEquals(FillBook.Effect.NONE, hear(Kind.FILLED, 1, 100, 70_000));
        assertEquals(1, book.trades(ACCOUNT, Instant.EPOCH).size());
    }

    @Test
    void aPartThatTheListToldFirstIsDoubtedAndNotCountedAgain() {
        hear(Kind.ACCEPTED, 1, 100, 0);
        assertEquals(1, book.listed(ACCOUNT, row(1, "", 30, 2_100_000, 70, 0), NOW).size());
        FillBook.Effect late = hear(Kind.FILLED, 1, 30, 70_000);
        assertTrue(late.doubt());
        assertEquals(List.of(), late.events());
        assertEquals(List.of(), book.listed(ACCOUNT, row(1, "", 30, 2_100_000, 70, 0), NOW));
        assertEquals(1, book.trades(ACCOUNT, Instant.EPOCH).size());
    }

    @Test
    void twinsOfOneSecondBothCount() {
        hear(Kind.FILLED, 1, 10, 70_000);
        assertTrue(hear(Kind.FILLED, 1, 10, 70_000).doubt(), "another one, or the same again");
        assertEquals(1, book.listed(ACCOUNT, row(1, "", 20, 1_400_000, 80, 0), NOW).size());
        assertEquals(2, book.trades(ACCOUNT, Instant.EPOCH).size());
    }

    @Test
    void anEndedOrderStaysEnded() {
        hear(Kind.FILLED, 1, 100, 70_000);
        assertEquals(List.of(), hear(Kind.ACCEPTED, 1, 100, 0).events());
        assertEquals(List.of(), hear(Kind.KILLED, 1, 100, 0).events());
    }

    @Test
    void cancelsEndTheOrderThatTheyName() {
        hear(Kind.ACCEPTED, 1, 100, 0);
        assertTrue(book.heard(notice(Kind.CANCELLED, 2, OrderName.number("1"), 40, 0, "part"), NOW).doubt(),
                "a part may stand in the list already");
        Order part = only(book.listed(ACCOUNT, row(1, "", 0, 0, 60, 40), NOW));
        assertEquals(BigDecimal.valueOf(60), part.quantity());
        assertTrue(book.heard(notice(Kind.CANCELLED, 3, OrderName.number("1"), 60, 0, "rest"), NOW).doubt());
        assertEquals(OrderStatus.CANCELLED, only(book.listed(ACCOUNT, row(1, "", 0, 0, 0, 100), NOW)).status());
        hear(Kind.ACCEPTED, 5, 100, 0);
        Order whole = only(book.heard(notice(Kind.CANCELLED, 6, OrderName.number("5"), 100, 0, "all"), NOW).events());
        assertEquals(OrderStatus.CANCELLED, whole.status());
        assertEquals("20260102-0000000005", whole.brokerOrderId().orElseThrow().value());
        assertTrue(book.heard(notice(Kind.CANCELLED, 4, OrderName.number("77"), 1, 0, "x"), NOW).doubt());
    }

    @Test
    void aChangedOrderGoesOnUnderItsNewName() {
        hear(Kind.ACCEPTED, 1, 100, 0);
        hear(Kind.FILLED, 1, 30, 70_000);
        Notice changed = notice(Kind.CHANGED, 2, OrderName.number("1"), 70, 0, "changed");
        Notice rest = new Notice(changed.kind(), changed.account(), changed.number(), changed.original(),
                changed.side(), changed.division(), changed.symbol(), changed.quantity(), changed.price(),
                changed.time(), BigDecimal.valueOf(70), changed.orderPrice(), changed.stopPrice(), changed.branch(),
                changed.route(), changed.whole());
        Order order = only(book.heard(rest, NOW).events());
        assertEquals(BigDecimal.valueOf(100), order.quantity());
        assertEquals(BigDecimal.valueOf(30), order.filledQuantity());
        assertEquals(OrderStatus.PARTIAL, order.status());
        assertEquals(List.of(), book.listed(ACCOUNT, row(1, "", 30, 2_100_000, 0, 70), NOW), "the old one is history");
    }

    @Test
    void endsAreTold() {
        assertEquals(OrderStatus.REJECTED, only(hear(Kind.REFUSED, 1, 100, 0).events()).status());
        assertEquals(OrderStatus.CANCELLED, only(hear(Kind.KILLED, 2, 100, 0).events()).status());
        assertEquals(OrderStatus.CANCELLED, only(book.listed(ACCOUNT, row(3, "", 0, 0, 0, 100), NOW)).status());
    }

    @Test
    void afterARestartATradeKeepsItsName() {
        hear(Kind.FILLED, 1, 30, 70_000);
        hear(Kind.FILLED, 1, 20, 70_000);
        FillBook next = book();
        List<OrderEvent> events = next.listed(ACCOUNT, row(1, "", 60, 4_200_000, 40, 0), NOW);
        OrderEvent.Filled missed = assertInstanceOf(OrderEvent.Filled.class, events.getFirst());
        assertEquals("20260102-0000000001#60", missed.execution().id().value());
        assertEquals(BigDecimal.TEN, missed.execution().quantity(), "the fifty of before are known");
        assertEquals(List.of("#30", "#50", "#60"), next.trades(ACCOUNT, Instant.EPOCH).stream()
                .map(t -> t.id().value().substring(19)).sorted().toList());
    }

    @Test
    void aTornLineInTheFileIsLeftOut() throws Exception {
        hear(Kind.FILLED, 1, 30, 70_000);
        try (Stream<Path> files = Files.walk(folder.path())) {
            Files.writeString(files.filter(Files::isRegularFile).findFirst().orElseThrow(),
                    "20260102-0000000001#50\t2026", StandardOpenOption.APPEND);
        }
        FillBook next = book();
        List<Execution> read = next.trades(ACCOUNT, Instant.EPOCH);
        assertEquals(1, read.size());
        assertFalse(read.getFirst().time().isAfter(NOW));
        next.listed(ACCOUNT, row(1, "", 60, 4_200_000, 40, 0), NOW);
        assertEquals(2, book().trades(ACCOUNT, Instant.EPOCH).size(), "one line behind the torn one");
    }
}
