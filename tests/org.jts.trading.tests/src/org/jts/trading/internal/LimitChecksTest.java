package org.jts.trading.internal;

import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    void oneOrderTakesAShareOfTheBuyingPower() {
        fixture.setLimits(Map.of("max.share.percent", 25));
        expect(DeskFixture.limitBuy(4, 71_900), Field.QUANTITY, "may take 25 % of it, 250000 KRW, found about 287600");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(3, 71_900)));
    }

    @Test
    void aPriceFarFromTheLastTradeIsTakenForAMistake() {
        quote(70_000);
        expect(DeskFixture.limitBuy(1, 91_100), Field.LIMIT_PRICE,
                "a buy at most 91000 (30 % from the last trade, 70000), found 91100");
        expect(sale(48_900), Field.LIMIT_PRICE, "a sale at least 49000");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 30_000)),
                "far below is no mistake of a buyer");
        fixture.setLimits(Map.of("band.percent", ""));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 91_100)));
    }

    @Test
    void theSameOrderTwiceAtOnceIsTakenForAMistake() {
        fixture.setLimits(Map.of("duplicate.ms", 2_000L));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        fixture.time.advance(Duration.ofMillis(1_900));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "the ticket does not flicker");
        OrderOutcome again = fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, again).why()
                .contains("not before 2000 ms, found it after 1900 ms"),
                again::toString);
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(2, 71_900)).outcome());
        fixture.time.advance(Duration.ofMillis(100));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        assertEquals(3, fixture.gateway.placed().size());
    }

    @Test
    void ordersAreTakenWithinTheHours() {
        fixture.setLimits(Map.of("hours", "09:00-15:30"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "Friday at 10 in Seoul");
        fixture.time.advance(Duration.ofMinutes(330));
        expect(DeskFixture.limitBuy(1, 71_900), Field.SYMBOL, "09:00-15:30 at the exchange, where it is Friday 15:30");
        fixture.time.advance(Duration.ofHours(20));
        expect(DeskFixture.limitBuy(1, 71_900), Field.SYMBOL, "Saturday 11:30");
    }

    @Test
    void aMarketOrderNeedsAFreshPrice() {
        fixture.setLimits(Map.of("stale.seconds", 10));
        expect(MARKET, Field.TYPE, "one of the last 10 s, found none");
        quote(70_000);
        assertEquals(List.of(), fixture.desk.check(MARKET));
        fixture.time.advance(Duration.ofSeconds(11));
        expect(MARKET, Field.TYPE, "found one of 11 s ago");
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
    }

    @Test
    void aDaysOrdersAndLossesHaveALimit() {
        fixture.setLimits(Map.of("daily.orders", 2, "daily.loss", "50000"));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "at most 2, this would be number 3");
        fixture.setLimits(Map.of("daily.loss", "50000"));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        equity(950_001);
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
        equity(949_000);
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, "50000, the account has lost 51000");
        fixture.time.advance(Duration.ofDays(1));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "another day, from what there is");
    }

    @Test
    void anAccountsOwnLimitsGoFirst() {
        fixture.desk.setLimits(List.of(DeskFixture.limits(Map.of("max.quantity", "1")),
                DeskFixture.limits(Map.of("account", "fake/FAKE-001", "max.quantity", "3"))));
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(3, 71_900)));
        expect(DeskFixture.limitBuy(4, 71_900), Field.QUANTITY, "at most 3");
    }

    @Test
    void withASettingThatCannotBeUnderstoodNothingIsPlaced() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("max.quantity", "many"),
                Map.of("max.value", "-1"), Map.of("hours", "9-5"), Map.of("hours", "15:30-09:00"),
                Map.of("hours", "09:00"))) {
            String name = wrong.keySet().iterator().next();
            fixture.setLimits(wrong);
            expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, name + ": expected");
            assertInstanceOf(OrderOutcome.NotSent.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        }
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
        fixture.feed.quote = Optional.of(new LiveQuote(BROKER, Samples.quote(SAMSUNG, price), fixture.time.now(),
                Freshness.LIVE));
    }

    private void equity(long amount) {
        AccountSnapshot known = fixture.accounts.account(DeskFixture.PAPER).orElseThrow();
        Balance b = known.balances().getFirst();
        fixture.accounts.put(new AccountSnapshot(known.key(), known.account(),
                List.of(new Balance(b.account(), b.currency(),
                dec(amount), b.cash(), b.buyingPower(), fixture.time.now())), known.positions(),
                Optional.of(fixture.time.now()), Optional.empty()));
    }
}
