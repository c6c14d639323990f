package org.jts.trading.internal;

import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits that a trader sets, each named with its value and the order's. */
class LimitChecksTest {

    private static final OrderDraft MARKET = new OrderDraft(DeskFixture.PAPER, SAMSUNG, Side.BUY, OrderType.MARKET,
            TimeInForce.DAY, dec(1), Optional.empty(), Optional.empty());

    private final DeskFixture fixture = new DeskFixture();

    @BeforeEach
    void accept() {
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void quantityAndValueHaveALimit() {
        fixture.setLimits(Map.of("max.quantity", "5", "max.value", "300000"));
        expect(DeskFixture.limitBuy(6, 10_000), Field.QUANTITY, "at most 5 in one order, found 6");
        expect(DeskFixture.limitBuy(5, 71_900), Field.QUANTITY, "at most 300000 KRW in one order, found about 359500");
        expect(MARKET, Field.LIMIT_PRICE, "no price is known");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(4, 71_900)));
        fixture.desk.place(DeskFixture.limitBuy(4, 71_900));
        OrderOutcome change = fixture.desk.modify(fixture.only().key(), dec(6), Optional.empty());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, change).why().contains("at most 5"), change::toString);
    }

    @Test
    void aValueIsLimitedForEachCurrency() {
        fixture.setLimits(Map.of("max.value", "300000 KRW, 1000 USD"));
        expect(DeskFixture.limitBuy(5, 71_900), Field.QUANTITY, "at most 300000 KRW");
        fixture.setLimits(Map.of("max.value", "1000 USD"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(5, 71_900)), "nothing is said of KRW");
        fixture.setLimits(Map.of("max.value", "1000 USD, 200000"));
        expect(DeskFixture.limitBuy(5, 71_900), Field.QUANTITY, "at most 200000 KRW");
    }

    @Test
    void oneOrderTakesAShareOfTheBuyingPower() {
        fixture.setLimits(Map.of("max.share.percent", "25"));
        expect(DeskFixture.limitBuy(4, 71_900), Field.QUANTITY, "may take 25 % of it, 250000 KRW, found about 287600");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(3, 71_900)));
    }

    @Test
    void aPriceFarFromTheLastTradeIsTakenForAMistake() {
        fixture.setLimits(Map.of("band.percent", "30"));
        quote(70_000);
        expect(DeskFixture.limitBuy(1, 91_100), Field.LIMIT_PRICE,
                "a buy at most 91000 (30 % from the last trade, 70000), found 91100");
        expect(sale(48_900), Field.LIMIT_PRICE, "a sale at least 49000");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 30_000)),
                "far below is no mistake of a buyer");
        fixture.setLimits(Map.of("band.percent", "off"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 91_100)));
    }

    @Test
    void aStopOrderIsComparedWithThePriceThatTriggersIt() {
        quote(70_000);
        DayStarts days = new DayStarts(fixture.accounts, fixture.feed, fixture.time, entry -> { });
        LimitChecks checks = new LimitChecks(account -> DeskFixture.limits(Map.of("band.percent", "30")), fixture.feed,
                fixture.accounts, new DayCounts(new Blotter(order -> { }, entry -> { }, () -> 0),
                        new CallBook(call -> { }), fixture.feed, days, fixture.time), days, fixture.time);
        List<Violation> found = new ArrayList<>();
        checks.check(stopLimit(100_000, 130_000), Samples.stock(SAMSUNG, "삼성전자"), found);
        assertEquals(List.of(), found);
        checks.check(stopLimit(100_000, 130_500), Samples.stock(SAMSUNG, "삼성전자"), found);
        assertTrue(found.getFirst().text().contains("a buy at most 130000"), found::toString);
    }

    @Test
    void whereNobodyWatchesThePriceIsAskedFor() {
        fixture.setLimits(Map.of("band.percent", "10"));
        OrderOutcome unpriced = fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, unpriced).why().contains("none is known"),
                unpriced::toString);
        fixture.gateway.setQuote(Samples.quote(SAMSUNG, 60_000));
        OrderOutcome far = fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, far).why().contains("a buy at most 66000"),
                far::toString);
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 65_900)).outcome());
    }

    @Test
    void theSameOrderTwiceAtOnceIsTakenForAMistake() {
        fixture.setLimits(Map.of("duplicate.ms", "2000"));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        fixture.time.advance(Duration.ofMillis(1_900));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "the ticket does not flicker");
        OrderDraft same = new OrderDraft(DeskFixture.PAPER, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY,
                new BigDecimal("1.0"), Optional.of(new BigDecimal("71900.00")), Optional.empty());
        OrderOutcome again = fixture.desk.place(same).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, again).why()
                .contains("not before 2000 ms, found it after 1900 ms"),
                again::toString);
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(2, 71_900)).outcome());
        fixture.time.advance(Duration.ofMillis(100));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        assertEquals(3, fixture.gateway.placed().size());
    }

    @Test
    void anOrderThatWasNotSentMayComeAgainAtOnce() {
        fixture.setLimits(Map.of("duplicate.ms", "10000"));
        fixture.gateway.onPlace(r -> new OrderOutcome.NotSent("no permit"));
        var placing = CompletableFuture.supplyAsync(() -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        Await.until("tried three times", () -> {
            fixture.time.advance(Duration.ofMillis(500));
            return placing.isDone();
        });
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
    }

    @Test
    void ordersAreTakenWithinTheHours() {
        fixture.setLimits(Map.of("hours", "09:00-15:30"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "Friday at 10 in Seoul");
        fixture.time.advance(Duration.ofMinutes(330));
        expect(DeskFixture.limitBuy(1, 71_900), Field.SYMBOL, "09:00-15:30 at the exchange, where it is Friday 15:30");
        fixture.setLimits(Map.of("hours", "live"));
        fixture.desk.unlock(DeskFixture.LIVE, "LIVE-001");
        assertEquals(List.of(), fixture.desk.check(live()), "after-hours trading");
        fixture.time.advance(Duration.ofMinutes(269));
        assertEquals(List.of(), fixture.desk.check(live()), "to the end of the late market");
        fixture.time.advance(Duration.ofMinutes(1));
        expect(live(), Field.SYMBOL, "08:00-20:00 at the exchange, where it is Friday 20:00");
        fixture.time.advance(Duration.ofHours(20).minusMinutes(270));
        expect(live(), Field.SYMBOL, "08:00-20:00 at the exchange, where it is Saturday 11:30");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "paper trades whenever it likes");
        fixture.setLimits(Map.of("hours", "exchange"));
        expect(DeskFixture.limitBuy(1, 71_900), Field.SYMBOL, "Saturday 11:30");
    }

    @Test
    void aMarketOrderNeedsAFreshPrice() {
        fixture.setLimits(Map.of("stale.seconds", "10"));
        OrderOutcome none = fixture.desk.place(MARKET).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, none).why()
                .contains("one of the last 10 s, found none"),
                none::toString);
        quote(70_000);
        assertEquals(List.of(), fixture.desk.check(MARKET));
        fixture.time.advance(Duration.ofSeconds(11));
        assertEquals(List.of(), fixture.desk.check(MARKET), "it streams: nothing was traded since");
        OrderOutcome old = fixture.desk.place(MARKET).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, old).why().contains("found one of 11 s ago"),
                old::toString);
        fixture.gateway.setQuote(Samples.quote(SAMSUNG, 70_000));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(MARKET).outcome(), "asked for anew");
        quote(70_000, Freshness.STALE);
        fixture.time.advance(Duration.ofSeconds(11));
        expect(MARKET, Field.TYPE, "found one of 11 s ago");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
    }

    @Test
    void aDaysOrdersAndLossesHaveALimit() {
        fixture.setLimits(Map.of("daily.orders", "2"));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "at most 2, this would be number 3; raise the limit, or "
                + "wait until the trading day ends, on Saturday 00:00 (Korean");
        assertEquals(List.of(), fixture.desk.check(sale(71_900)), "whoever holds may sell");
        fixture.setLimits(Map.of("daily.loss", "50000"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        equity(950_001);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        equity(949_000);
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "50000 KRW, the account has lost 51000 KRW");
        fixture.setLimits(Map.of("daily.loss", "5%"));
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "50000 KRW, the account has lost 51000 KRW");
        assertEquals(List.of(), fixture.desk.check(sale(71_900)), "whoever holds may sell");
        fixture.time.advance(Duration.ofDays(1));
        equity(949_000);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "another day, from what there is");
    }

    @Test
    void aLossStopsBuysInWhateverCurrencyItIs() {
        OrderDraft buy = DeskFixture.limitBuy(1, 71_900);
        equity(fixture, 1_000_000, 2_000);
        fixture.setLimits(Map.of("daily.loss", "5%"));
        assertEquals(List.of(), fixture.desk.check(buy));
        equity(fixture, 1_000_000, 1_901);
        assertEquals(List.of(), fixture.desk.check(buy));
        equity(fixture, 1_500_000, 1_900);
        expect(buy, Field.ACCOUNT, "a day: 100 USD, the account has lost 100 USD");
        assertEquals(List.of(), fixture.desk.check(sale(71_900)), "whoever holds may sell");
        fixture.setLimits(Map.of("daily.loss", "100 usd, 50000"));
        expect(buy, Field.ACCOUNT, "a day: 100 USD, the account has lost 100 USD");
        fixture.setLimits(Map.of("daily.loss", "101 USD, 50000"));
        assertEquals(List.of(), fixture.desk.check(buy));
        equity(fixture, 950_000, 1_900);
        expect(buy, Field.ACCOUNT, "a day: 50000 KRW, the account has lost 50000 KRW");
        fixture.setLimits(Map.of("daily.loss", "60000 KRW, 5%"));
        expect(buy, Field.ACCOUNT, "a day: 100 USD, the account has lost 100 USD");
    }

    @Test
    void aLossInACurrencyOfWhichTheLimitSaysNothingStopsBuysAndSaysSo() {
        equity(fixture, 1_000_000, 2_000);
        fixture.setLimits(Map.of("daily.loss", "50000"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "nothing is lost");
        equity(fixture, 1_000_000, 1_999);
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT,
                "lost 1 USD since it was first read today, and daily.loss names no amount in USD");
        equity(fixture, 1_000_000, 2_001);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
    }

    @Test
    void theFirstMoneyInACurrencyBeginsItsDayAndMoneyThatIsListedNoMoreIsGone() {
        fixture.setLimits(Map.of("daily.loss", "5%"));
        equity(1_000_000);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        equity(fixture, 1_000_000, 0);
        equity(fixture, 1_000_000, 2_000);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        fixture.desk.close();
        DeskFixture after = new DeskFixture(fixture.folder);
        after.setLimits(Map.of("daily.loss", "5%"));
        equity(after, 1_000_000);
        List<Violation> found = after.desk.check(DeskFixture.limitBuy(1, 71_900));
        after.desk.close();
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.getFirst().text().contains("the account has lost 2000 USD"), found::toString);
    }

    @Test
    void ofManyOrdersAtOnceNoMoreGoOutThanADayMayHave() throws Exception {
        fixture.setLimits(Map.of("daily.orders", "3"));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        fixture.gateway.onPlace(r -> {
            sent.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return new OrderOutcome.Accepted(new BrokerOrderId(r.clientOrderId().value()), fixture.time.now());
        });
        List<CompletableFuture<OrderOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
            all.add(outcome);
            Thread.ofVirtual().start(() -> outcome.complete(fixture.desk.place(DeskFixture.limitBuy(1, 71_900))
                    .outcome()));
        }
        Await.until("those that may not are refused", () -> all.stream().filter(CompletableFuture::isDone).count()
                == 14);
        held.countDown();
        long accepted = all.stream().map(CompletableFuture::join).filter(OrderOutcome.Accepted.class::isInstance)
                .count();
        assertEquals(2, accepted);
        assertEquals(2, sent.get());
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "at most 3, this would be number 4");
    }

    @Test
    void anOrderThatWasNotSentGivesItsPlaceAmongThoseOfTheDayBack() {
        fixture.setLimits(Map.of("daily.orders", "1"));
        AtomicInteger calls = new AtomicInteger();
        fixture.gateway.onPlace(r -> {
            calls.incrementAndGet();
            return new OrderOutcome.NotSent("no permit");
        });
        CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> outcome.complete(fixture.desk.place(DeskFixture.limitBuy(1, 71_900))
                .outcome()));
        Await.until("the first attempt was made", () -> calls.get() == 1);
        assertFalse(fixture.desk.check(DeskFixture.limitBuy(1, 71_900)).isEmpty(), "it has its place while it waits");
        Await.until("given up", () -> {
            fixture.time.advance(Duration.ofMillis(500));
            return outcome.isDone();
        });
        assertInstanceOf(OrderOutcome.NotSent.class, outcome.join());
        assertEquals(3, calls.get(), "its own place does not keep it from being tried again");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
    }

    @Test
    void aRestartDoesNotBeginANewDay() {
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "read once before the loss");
        fixture.desk.close();
        DeskFixture after = new DeskFixture(fixture.folder);
        after.setLimits(Map.of("daily.loss", "5%"));
        equity(after, 940_000);
        List<Violation> found = after.desk.check(DeskFixture.limitBuy(1, 71_900));
        after.desk.close();
        assertTrue(found.stream().anyMatch(v -> v.text().contains("the account has lost 60000")), found::toString);
    }

    @Test
    void theDefaultsLimitWhatIsALikelyMistake() {
        AccountLimits standard = AccountLimits.standard();
        fixture.desk.setLimits(account -> standard);
        assertEquals(Map.of(), standard.flaws);
        quote(70_000);
        expect(DeskFixture.limitBuy(1, 77_100), Field.LIMIT_PRICE, "a buy at most 77000 (10 %");
        expect(DeskFixture.limitBuy(2_000_000, 70_000), Field.QUANTITY, "at most 1000000 in one order");
        expect(DeskFixture.limitBuy(1_500, 70_000), Field.QUANTITY, "at most 100000000 KRW in one order");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(10, 71_900)));
    }

    @Test
    void withASettingThatCannotBeUnderstoodNothingIsPlaced() {
        for (Map<String, String> wrong : List.of(Map.of("max.quantity", "many"), Map.of("max.value", "-1"),
                Map.of("max.value", "10,000,000"), Map.of("hours", "9-5"), Map.of("hours", "15:30-09:00"),
                Map.of("hours", "09:00"), Map.of("max.share.percent", "101"), Map.of("stale.seconds", "0"),
                Map.of("duplicate.ms", "1.5"), Map.of("daily.loss", "200%"),
                Map.of("daily.loss", "5%, 6%"), Map.of("daily.loss", "5, 6"), Map.of("daily.loss", "5 USD%"),
                Map.of("daily.orders", "-1"))) {
            String name = wrong.keySet().iterator().next();
            fixture.setLimits(wrong);
            expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, name + ": expected");
            assertInstanceOf(OrderOutcome.NotSent.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        }
    }

    private static OrderDraft live() {
        return new OrderDraft(DeskFixture.LIVE, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(1),
                Optional.of(dec(71_900)), Optional.empty());
    }

    private static OrderDraft stopLimit(long stop, long limit) {
        return new OrderDraft(DeskFixture.PAPER, SAMSUNG, Side.BUY, OrderType.STOP_LIMIT, TimeInForce.DAY, dec(1),
                Optional.of(dec(limit)), Optional.of(dec(stop)));
    }

    private void expect(OrderDraft draft, Field field, String words) {
        List<Violation> found = fixture.desk.check(draft);
        assertTrue(found.stream().anyMatch(v -> v.field() == field && v.reason() == RejectReason.RISK_CHECK
                && v.text().contains(words)), () -> "expected " + words + ", found " + found);
    }

    private static OrderDraft sale(long price) {
        return new OrderDraft(DeskFixture.PAPER, SAMSUNG, Side.SELL, OrderType.LIMIT, TimeInForce.DAY, dec(1),
                Optional.of(dec(price)), Optional.empty());
    }

    private void quote(long price) {
        quote(price, Freshness.LIVE);
    }

    private void quote(long price, Freshness freshness) {
        fixture.feed.quote = Optional.of(new LiveQuote(BROKER, Samples.quote(SAMSUNG, price), fixture.time.now(),
                freshness));
    }

    private void equity(long amount) {
        equity(fixture, amount);
    }

    /** @param dollars what there is in dollars beside the won */
    private static void equity(DeskFixture fixture, long won, long dollars) {
        equity(fixture, won);
        AccountSnapshot known = fixture.accounts.account(DeskFixture.PAPER).orElseThrow();
        Balance b = known.balances().getFirst();
        fixture.accounts.put(new AccountSnapshot(known.key(), known.account(), List.of(b, new Balance(b.account(),
                CurrencyCode.USD, dec(dollars), dec(dollars), dec(dollars), fixture.time.now())), known.positions(),
                known.asOf(), Optional.empty()));
    }

    private static void equity(DeskFixture fixture, long amount) {
        AccountSnapshot known = fixture.accounts.account(DeskFixture.PAPER).orElseThrow();
        Balance b = known.balances().getFirst();
        fixture.accounts.put(new AccountSnapshot(known.key(), known.account(),
                List.of(new Balance(b.account(), b.currency(),
                dec(amount), b.cash(), b.buyingPower(), fixture.time.now())), known.positions(),
                Optional.of(fixture.time.now()), Optional.empty()));
    }
}
