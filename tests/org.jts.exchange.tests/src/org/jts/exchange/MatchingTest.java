package org.jts.exchange;

import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.assertReason;
import static org.jts.exchange.Trader.id;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchingTest {

    private final Exchange exchange = Trader.quiet(TEN).account(Trader.rich("C")).build();
    private final Trader a = new Trader(exchange, "A", SAMSUNG);
    private final Trader b = new Trader(exchange, "B", SAMSUNG);
    private final Trader c = new Trader(exchange, "C", SAMSUNG);

    @AfterEach
    void everythingAddsUp() {
        assertEquals(List.of(), exchange.audit().problems());
    }

    @Test
    void anOrderRestsUntilSomebodyMeetsIt() {
        Order buy = a.buy("10", "70000");
        assertEquals(OrderStatus.ACCEPTED, buy.status());
        Order sell = b.sell("10", "70000");
        assertEquals(OrderStatus.FILLED, sell.status());
        assertEquals(OrderStatus.FILLED, a.now(buy).status());
        assertNumber("70000", a.now(buy).averagePrice().orElseThrow());
    }

    @Test
    void aTradeIsMadeAtTheRestingOrdersPrice() {
        a.sell("10", "70000");
        Order buy = b.buy("10", "70500");
        assertNumber("70000", buy.averagePrice().orElseThrow());
        assertNumber("70000", exchange.quote(SAMSUNG).orElseThrow().last());
    }

    @Test
    void theBetterPriceGoesFirstThenTheOlderOrder() {
        Order second = a.sell("5", "70100");
        Order third = b.sell("5", "70100");
        Order first = b.sell("5", "70000");
        c.buy("12", "70200");
        assertEquals(OrderStatus.FILLED, b.now(first).status());
        assertEquals(OrderStatus.FILLED, a.now(second).status());
        assertNumber("2", b.now(third).filledQuantity());
        assertEquals(OrderStatus.PARTIAL, b.now(third).status());
    }

    @Test
    void whatIsLeftOfALimitOrderRests() {
        a.sell("4", "70000");
        Order buy = b.buy("10", "70000");
        assertEquals(OrderStatus.PARTIAL, buy.status());
        assertNumber("4", buy.filledQuantity());
        var book = exchange.orderBook(SAMSUNG).orElseThrow();
        assertNumber("6", book.bestBid().orElseThrow().size());
        assertTrue(book.asks().isEmpty());
    }

    @Test
    void lessQuantityKeepsThePlace() {
        Order first = a.buy("10", "70000");
        Order second = b.buy("10", "70000");
        a.modify(first, "8", null);
        c.sell("8", "70000");
        assertEquals(OrderStatus.FILLED, a.now(first).status());
        assertNumber("0", b.now(second).filledQuantity());
        assertEquals(id(first), id(a.now(first)));
    }

    @Test
    void moreQuantityLosesThePlace() {
        Order first = a.buy("10", "70000");
        Order second = b.buy("10", "70000");
        a.modify(first, "11", null);
        c.sell("10", "70000");
        assertEquals(OrderStatus.FILLED, b.now(second).status());
        assertNumber("0", a.now(first).filledQuantity());
    }

    @Test
    void anotherPriceLosesThePlaceAndMayTradeAtOnce() {
        Order resting = a.sell("3", "70100");
        Order buy = b.buy("10", "70000");
        Order changed = b.modify(buy, "10", "70100");
        assertNumber("3", changed.filledQuantity());
        assertEquals(OrderStatus.FILLED, a.now(resting).status());
        assertNumber("70100", changed.limitPrice().orElseThrow());
    }

    @Test
    void aChangeBelowWhatIsFilledIsRefused() {
        a.sell("4", "70000");
        Order buy = b.buy("10", "70000");
        var answer = exchange.modify(b.account, id(buy), number("4"), Optional.empty());
        assertReason(RejectReason.QUANTITY, assertInstanceOf(Answer.Refused.class, answer), "more than the 4");
        assertNumber("5", b.modify(buy, "5", null).quantity());
    }

    @Test
    void aMarketOrderTakesLevelAfterLevel() {
        a.sell("5", "70000");
        a.sell("5", "70100");
        Order buy = b.buyAtMarket("8");
        assertEquals(OrderStatus.FILLED, buy.status());
        assertNumber("70037.5", buy.averagePrice().orElseThrow());
        assertEquals(2, exchange.executions(b.account, TEN).size());
    }

    @Test
    void whatAMarketOrderDoesNotFindIsCancelledWithAText() {
        a.sell("5", "70000");
        Order buy = b.buyAtMarket("8");
        assertEquals(OrderStatus.CANCELLED, buy.status());
        assertNumber("5", buy.filledQuantity());
        assertTrue(buy.message().orElseThrow().contains("remaining 3"), buy.toString());
    }

    @Test
    void aMarketOrderWithoutAnybodyIsRefused() {
        a.buy("5", "69000");
        assertReason(RejectReason.NOT_TRADABLE,
                b.refused(Side.BUY, OrderType.MARKET, TimeInForce.DAY, "1", null, null), "sellers", "limit price");
        assertReason(RejectReason.NOT_TRADABLE,
                new Trader(Trader.quiet(TEN).build(), "A", SAMSUNG).refused(Side.SELL, OrderType.MARKET,
                        TimeInForce.DAY, "1", null, null), "buyers");
    }

    @Test
    void immediateOrCancelNeverRests() {
        a.sell("5", "70000");
        Order buy = b.place(Side.BUY, OrderType.LIMIT, TimeInForce.IOC, "8", "70000", null);
        assertEquals(OrderStatus.EXPIRED, buy.status());
        assertNumber("5", buy.filledQuantity());
        assertTrue(exchange.openOrders(b.account).isEmpty());
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
    }

    @Test
    void fillOrKillIsAllOrNothing() {
        a.sell("5", "70000");
        a.sell("5", "70100");
        Order tooMuch = b.place(Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "11", "70100", null);
        assertEquals(OrderStatus.EXPIRED, tooMuch.status());
        assertNumber("0", tooMuch.filledQuantity());
        assertTrue(tooMuch.message().orElseThrow().contains("expected 11 at once, found 10"));
        Order whole = b.place(Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "10", "70100", null);
        assertEquals(OrderStatus.FILLED, whole.status());
    }

    @Test
    void fillOrKillDoesNotCountOwnOrders() {
        a.sell("5", "70000");
        b.sell("5", "70100");
        Order buy = b.place(Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "10", "70100", null);
        assertEquals(OrderStatus.EXPIRED, buy.status());
        assertNumber("0", buy.filledQuantity());
    }

    @Test
    void anOrderNeverTradesWithOneOfItsOwnAccount() {
        a.sell("3", "70000");
        Order own = b.sell("5", "70100");
        Order buy = b.buy("10", "70200");
        assertEquals(OrderStatus.CANCELLED, buy.status());
        assertNumber("3", buy.filledQuantity());
        assertTrue(buy.message().orElseThrow().startsWith("self trade"));
        assertEquals(OrderStatus.ACCEPTED, b.now(own).status());
    }

    @Test
    void aBuyStopWaitsForItsPriceAndThenBuysAtTheMarket() {
        Order stop = c.place(Side.BUY, OrderType.STOP, TimeInForce.DAY, "5", null, "70500");
        a.sell("5", "70300");
        b.buy("5", "70300");
        assertEquals(OrderStatus.ACCEPTED, c.now(stop).status());
        a.sell("10", "70500");
        b.buy("1", "70500");
        Order fired = c.now(stop);
        assertEquals(OrderStatus.FILLED, fired.status());
        assertNumber("70500", fired.averagePrice().orElseThrow());
        assertTrue(fired.message().orElseThrow().contains("stop fired at 70,500"));
    }

    @Test
    void aSellStopLimitRestsAtItsLimitOnceFired() {
        Order stop = c.place(Side.SELL, OrderType.STOP_LIMIT, TimeInForce.DAY, "5", "69800", "69500");
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().asks().isEmpty(), "not in the book before");
        a.buy("5", "69500");
        b.sell("5", "69500");
        assertEquals(OrderStatus.ACCEPTED, c.now(stop).status());
        assertNumber("69800", exchange.orderBook(SAMSUNG).orElseThrow().bestAsk().orElseThrow().price());
    }

    @Test
    void aStopWhosePriceHasTradedFiresAtOnce() {
        a.sell("5", "69900");
        Order stop = b.place(Side.BUY, OrderType.STOP, TimeInForce.DAY, "5", null, "70000");
        assertEquals(OrderStatus.FILLED, stop.status());
    }

    @Test
    void aFiredStopThatFindsNobodyEndsWithAText() {
        Order stop = a.place(Side.SELL, OrderType.STOP, TimeInForce.DAY, "5", null, "70000");
        assertEquals(OrderStatus.CANCELLED, stop.status());
        assertTrue(stop.message().orElseThrow().contains("book is empty"));
    }

    @Test
    void stopsFireOldestFirstAndMayFireEachOther() {
        Order first = b.place(Side.SELL, OrderType.STOP, TimeInForce.DAY, "5", null, "69900");
        Order second = c.place(Side.SELL, OrderType.STOP, TimeInForce.DAY, "5", null, "69800");
        a.buy("1", "69900");
        a.buy("5", "69800");
        a.buy("5", "69700");
        c.sell("1", "69900");
        assertNumber("69800", b.now(first).averagePrice().orElseThrow());
        assertNumber("69700", c.now(second).averagePrice().orElseThrow());
    }

    @Test
    void aDormantStopCanBeChangedAndCancelled() {
        Order stop = c.place(Side.SELL, OrderType.STOP_LIMIT, TimeInForce.GTC, "5", "69800", "69500");
        assertNumber("7", c.modify(stop, "7", "69700").quantity());
        assertNumber("993", c.position().orElseThrow().sellable());
        assertEquals(OrderStatus.CANCELLED, c.cancel(stop).status());
        assertNumber("1000", c.position().orElseThrow().sellable());
    }

    @Test
    void aCancelledOrderIsGoneAndCannotBeCancelledAgain() {
        Order buy = a.buy("10", "70000");
        assertEquals(OrderStatus.CANCELLED, a.cancel(buy).status());
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
        var again = assertInstanceOf(Answer.Refused.class, exchange.cancel(a.account, id(buy)));
        assertReason(RejectReason.ORDER_CLOSED, again, "CANCELLED");
    }

    @Test
    void theSameClientIdIsNeverTradedTwice() {
        OrderRequest request = a.request(Side.BUY, OrderType.LIMIT, TimeInForce.DAY, "10", "70000", null);
        Trader.accepted(exchange.submit(request));
        var again = assertInstanceOf(Answer.Refused.class, exchange.submit(request));
        assertReason(RejectReason.DUPLICATE, again, request.clientOrderId().value());
        assertEquals(1, exchange.orders(a.account).size());
        assertEquals(request.clientOrderId(),
                exchange.order(a.account, request.clientOrderId()).orElseThrow().clientOrderId().orElseThrow());
    }

    @Test
    void theBookShowsTenLevelsASideBestFirst() {
        for (int i = 0; i < 12; i++) {
            a.buy("1", BigDecimal.valueOf(69_900 - 100L * i).toString());
            b.sell("1", BigDecimal.valueOf(70_000 + 100L * i).toString());
        }
        a.buy("2", "69900");
        var book = exchange.orderBook(SAMSUNG).orElseThrow();
        assertEquals(10, book.bids().size());
        assertEquals(10, book.asks().size());
        assertNumber("69900", book.bids().getFirst().price());
        assertNumber("3", book.bids().getFirst().size());
        assertNumber("70000", book.asks().getFirst().price());
        assertNumber("70900", book.asks().getLast().price());
    }

    @Test
    void openOrdersAndExecutionsComeOldestFirst() {
        Order first = a.buy("1", "69000");
        Order second = a.buy("1", "69100");
        assertEquals(List.of(id(first), id(second)),
                exchange.openOrders(a.account).stream().map(Trader::id).toList());
        exchange.advanceTo(TEN.plusSeconds(10));
        b.sell("1", "69100");
        exchange.advanceTo(TEN.plusSeconds(20));
        b.sell("1", "69000");
        var trades = exchange.executions(a.account, TEN.plusSeconds(5));
        assertEquals(2, trades.size());
        assertEquals(TEN.plusSeconds(10), trades.getFirst().time());
        assertEquals(1, exchange.executions(a.account, TEN.plusSeconds(11)).size());
        assertEquals(0, exchange.executions(new org.jts.api.account.AccountId("Z"), TEN).size());
    }

    @Test
    void endedOrdersAreKeptOnlyAsFarAsAsked() {
        Exchange small = Trader.quiet(TEN).keepOrders(2).build();
        Trader trader = new Trader(small, "A", SAMSUNG);
        Trader other = new Trader(small, "B", SAMSUNG);
        for (int i = 0; i < 4; i++) {
            trader.buy("1", "70000");
            other.sell("1", "70000");
        }
        assertEquals(2, small.orders(trader.account).size() + small.orders(other.account).size());
        assertTrue(small.executions(trader.account, TEN).size() <= 2);
        assertEquals(List.of(), small.audit().problems());
    }
}
