package org.jts.trading.internal;

import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.SEOUL;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A day of orders and losses is one of the exchange, of which an account may have several. */
class DaysTest {

    private static final SymbolId APPLE = DeskFixture.APPLE.id();

    private final DeskFixture fixture = new DeskFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void dollarsHaveTheDayOfNewYorkAndWonThatOfSeoul() {
        assertEquals(LocalTime.of(10, 0), fixture.time.now().atZone(SEOUL).toLocalTime(), "20:00 in New York");
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000, 2_000);
        assertEquals(List.of(), check());
        fixture.time.advance(Duration.ofHours(3));
        equity(1_000_000, 1_900);
        expect("100 USD, the account has lost 100 USD");
        fixture.time.advance(Duration.ofHours(1));
        equity(1_000_000, 1_900);
        assertEquals(List.of(), check(), "midnight in New York");
        equity(949_000, 1_900);
        expect("50000 KRW, the account has lost 51000 KRW");
        fixture.time.advance(Duration.ofHours(10));
        equity(949_000, 1_810);
        assertEquals(List.of(), check(), "midnight in Seoul");
        equity(949_000, 1_805);
        expect("95 USD, the account has lost 95 USD");
    }

    @Test
    void eachDayGoesOnOverARestart() {
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000, 2_000);
        fixture.time.advance(Duration.ofHours(4));
        equity(1_000_000, 1_900);
        fixture.desk.close();
        DeskFixture after = new DeskFixture(fixture.folder, Duration.ofHours(15));
        after.setLimits(Map.of("daily.loss", "5%"));
        equity(after, 990_000, 1_800);
        List<Violation> found = after.desk.check(DeskFixture.limitBuy(1, 71_900));
        after.desk.close();
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().text().contains("95 USD, the account has lost 100 USD"), found::toString);
    }

    @Test
    void aCurrencyInWhichNothingIsTradedHasTheDayOfTheHomeCurrency() {
        fixture.feed.more = List.of();
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000, 2_000);
        fixture.time.advance(Duration.ofHours(13));
        equity(1_000_000, 1_900);
        expect("100 USD, the account has lost 100 USD");
        fixture.time.advance(Duration.ofHours(1));
        equity(1_000_000, 1_900);
        assertEquals(List.of(), check(), "midnight in Seoul");
    }

    /** What was reckoned for the orders before does not count on, whichever way the clock went. */
    @Test
    void aDayEndsAndComesBackWithoutAnotherReading() {
        Instant morning = fixture.time.now();
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000, 2_000);
        equity(949_000, 2_000);
        expect("the account has lost 51000 KRW");
        expect("the account has lost 51000 KRW");
        fixture.setLimits(Map.of("daily.loss", "6%"));
        assertEquals(List.of(), check());
        fixture.setLimits(Map.of("daily.loss", "5%"));
        fixture.time.advance(Duration.ofHours(14).minusNanos(1));
        expect("the account has lost 51000 KRW");
        fixture.time.advance(Duration.ofNanos(1));
        assertEquals(List.of(), check(), "midnight in Seoul");
        fixture.time.setWallClock(morning);
        expect("the account has lost 51000 KRW");
    }

    @Test
    void aCurrencyHasTheDayOfItsExchangeAsSoonAsThatIsKnown() {
        fixture.feed.more = List.of();
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000, 2_000);
        equity(1_000_000, 1_900);
        expect("100 USD, the account has lost 100 USD");
        fixture.feed.more = List.of(DeskFixture.APPLE);
        assertEquals(List.of(), check(), "another day in New York");
    }

    @Test
    void placesAreCountedAnewWhenTheClockComesBackToADay() {
        FakeTime time = fixture.time;
        Instant morning = time.now();
        DayCounts counts = counts(blotter());
        counts.take(buy(SAMSUNG), 9, morning);
        assertEquals(1, today(counts));
        time.advance(Duration.ofHours(14));
        assertEquals(0, today(counts), "midnight in Seoul");
        time.setWallClock(morning);
        assertEquals(1, today(counts));
    }

    @Test
    void anOrderCountsUntilTheDayOfItsExchangeIsOver() {
        FakeTime time = fixture.time;
        Blotter blotter = blotter();
        blotter.add(BROKER, order("a", SAMSUNG));
        blotter.add(BROKER, order("b", APPLE));
        DayCounts counts = counts(blotter);
        assertEquals(2, today(counts));
        assertTrue(counts.take(buy(APPLE), 3, time.now()).isEmpty());
        assertFalse(counts.take(buy(SAMSUNG), 3, time.now()).isEmpty(), "one limit for all exchanges");
        time.advance(Duration.ofHours(4));
        assertEquals(1, today(counts), "another day in New York");
        assertTrue(counts.take(buy(APPLE), 2, time.now()).isEmpty());
        time.advance(Duration.ofHours(10));
        assertEquals(1, today(counts), "another day in Seoul");
    }

    @Test
    void aPlaceIsGivenBackOnTheDayOnWhichItWasTaken() {
        DayCounts counts = counts(blotter());
        Instant before = fixture.time.now();
        counts.take(buy(APPLE), 9, before);
        counts.take(buy(APPLE), 9, before);
        counts.giveBack(buy(APPLE), before);
        assertEquals(1, today(counts));
        fixture.time.advance(Duration.ofHours(4));
        counts.take(buy(APPLE), 9, fixture.time.now());
        counts.giveBack(buy(APPLE), before);
        assertEquals(1, today(counts), "that of yesterday is not counted any more");
    }

    @Test
    void aClockThatIsSetBackMakesNoRoom() {
        DayCounts counts = counts(blotter());
        counts.take(buy(SAMSUNG), 9, fixture.time.now().plus(Duration.ofDays(1)));
        counts.take(buy(SAMSUNG), 9, fixture.time.now());
        assertEquals(2, today(counts));
    }

    @Test
    void aClockThatWasFarAheadForAMomentMakesNoDayWithoutEnd() {
        DayCounts counts = counts(blotter());
        counts.take(buy(SAMSUNG), 9, fixture.time.now().plus(Duration.ofDays(30)));
        counts.take(buy(SAMSUNG), 9, fixture.time.now());
        assertEquals(2, today(counts));
        fixture.time.advance(Duration.ofDays(1));
        assertEquals(0, today(counts), "another day");
    }

    @Test
    void whoAsksBeforeTheJournalWasReadIsAnsweredAnewThen() {
        Blotter blotter = blotter();
        DayCounts counts = counts(blotter);
        assertEquals(0, today(counts));
        blotter.add(BROKER, order("a", SAMSUNG));
        counts.restored();
        assertEquals(1, today(counts));
    }

    private static long today(DayCounts counts) {
        return counts.full(DeskFixture.PAPER, 1).map(DayCounts.Full::orders).orElse(0L);
    }

    private DayCounts counts(Blotter blotter) {
        return new DayCounts(blotter, new CallBook(call -> { }), fixture.feed, new DayStarts(fixture.accounts,
                fixture.feed, fixture.time, entry -> { }), fixture.time);
    }

    private static OrderDraft buy(SymbolId symbol) {
        return new OrderDraft(DeskFixture.PAPER, symbol, Side.BUY, OrderType.MARKET, TimeInForce.DAY, BigDecimal.ONE,
                Optional.empty(), Optional.empty());
    }

    private static Blotter blotter() {
        return new Blotter(order -> { }, entry -> { }, () -> 0);
    }

    private Order order(String name, SymbolId symbol) {
        return Order.pending(OrderRequest.market(new ClientOrderId(name), DeskFixture.PAPER.account(), symbol, Side.BUY,
                BigDecimal.ONE), fixture.time.now());
    }

    private List<Violation> check() {
        return fixture.desk.check(DeskFixture.limitBuy(1, 71_900));
    }

    private void expect(String words) {
        List<Violation> found = check();
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().text().contains(words), () -> "expected " + words + ", found " + found);
    }

    private void equity(long won, long dollars) {
        equity(fixture, won, dollars);
    }

    private static void equity(DeskFixture fixture, long won, long dollars) {
        AccountSnapshot known = fixture.accounts.account(DeskFixture.PAPER).orElseThrow();
        List<Balance> balances = List.of(balance(fixture, CurrencyCode.KRW, won),
                balance(fixture, CurrencyCode.USD, dollars));
        fixture.accounts.put(new AccountSnapshot(known.key(), known.account(), balances, known.positions(),
                Optional.of(fixture.time.now()), Optional.empty()));
    }

    private static Balance balance(DeskFixture fixture, CurrencyCode currency, long equity) {
        return new Balance(DeskFixture.PAPER.account(), currency, dec(equity), dec(1_000_000), dec(1_000_000),
                fixture.time.now());
    }
}
