package org.jts.exchange;

import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.assertReason;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Days and auctions of the Korea Exchange, without simulated participants. Times are in Seoul. */
class SessionTest {

    private final Exchange exchange = Trader.quiet(at("2026-01-02T08:00")).account(Trader.rich("C")).build();
    private final Trader a = new Trader(exchange, "A", SAMSUNG);
    private final Trader b = new Trader(exchange, "B", SAMSUNG);
    private final Trader c = new Trader(exchange, "C", SAMSUNG);

    @AfterEach
    void everythingAddsUp() {
        assertEquals(List.of(), exchange.audit().problems());
    }

    @Test
    void theDayGoesThroughItsPhases() {
        assertEquals(SessionPhase.CLOSED, exchange.phase(SAMSUNG));
        assertEquals(at("2026-01-02T08:30"), exchange.nextEventAt());
        go("2026-01-02T08:30");
        assertEquals(SessionPhase.OPENING_AUCTION, exchange.phase(SAMSUNG));
        go("2026-01-02T09:00");
        assertEquals(SessionPhase.CONTINUOUS, exchange.phase(SAMSUNG));
        go("2026-01-02T15:20");
        assertEquals(SessionPhase.CLOSING_AUCTION, exchange.phase(SAMSUNG));
        go("2026-01-02T15:30");
        assertEquals(SessionPhase.CLOSED, exchange.phase(SAMSUNG));
        go("2026-01-05T09:00");
        assertEquals(SessionPhase.CONTINUOUS, exchange.phase(SAMSUNG));
    }

    @Test
    void anAuctionTradesAtOnePriceWhenItEnds() {
        go("2026-01-02T08:45");
        Order high = a.buy("10", "70500");
        Order low = a.buy("10", "69900");
        Order cheap = b.sell("6", "69800");
        Order fair = b.sell("8", "70200");
        assertEquals(OrderStatus.ACCEPTED, b.now(cheap).status());
        go("2026-01-02T08:59:59");
        assertNumber("0", a.now(high).filledQuantity());
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bestBid().orElseThrow().price()
                .compareTo(number("69800")) > 0, "the book may be crossed in an auction");
        go("2026-01-02T09:00");
        // 10 shares trade at 70,200 to 70,500; the surplus is the same; 70,200 is nearest to the last price
        assertNumber("70200", a.now(high).averagePrice().orElseThrow());
        assertEquals(OrderStatus.FILLED, a.now(high).status());
        assertNumber("70200", b.now(cheap).averagePrice().orElseThrow());
        assertNumber("4", b.now(fair).filledQuantity());
        assertNumber("0", a.now(low).filledQuantity());
        assertNumber("70200", exchange.quote(SAMSUNG).orElseThrow().open().orElseThrow());
    }

    @Test
    void theAuctionPriceIsThatOfMostVolumeThenNearestToTheLast() {
        go("2026-01-02T08:45");
        a.buy("5", "71000");
        b.sell("5", "69000");
        go("2026-01-02T09:00");
        // every price from 69,000 to 71,000 trades all 5: the last price itself wins
        assertNumber("70000", exchange.quote(SAMSUNG).orElseThrow().last());
    }

    @Test
    void marketOrdersWaitForTheAuctionAndGoFirst() {
        go("2026-01-02T08:45");
        Order limit = a.buy("10", "70000");
        Order market = c.buyAtMarket("4");
        assertEquals(OrderStatus.ACCEPTED, market.status());
        b.sell("6", "70000");
        go("2026-01-02T09:00");
        assertEquals(OrderStatus.FILLED, c.now(market).status());
        assertNumber("2", a.now(limit).filledQuantity());
    }

    @Test
    void aMarketOrderThatFindsNobodyInTheAuctionEnds() {
        go("2026-01-02T08:45");
        Order market = a.sellAtMarket("4");
        go("2026-01-02T09:00");
        assertEquals(OrderStatus.CANCELLED, a.now(market).status());
        assertTrue(a.now(market).message().orElseThrow().contains("nobody on the other side"));
        assertNumber("1000", a.position().orElseThrow().sellable());
    }

    @Test
    void aWaitingMarketOrderCanBeChangedAndCancelled() {
        go("2026-01-02T08:45");
        Order market = a.buyAtMarket("4");
        assertNumber("6", a.modify(market, "6", null).quantity());
        assertNumber("99453919", a.krw().buyingPower());
        a.cancel(market);
        assertNumber("100000000", a.krw().buyingPower());
    }

    @Test
    void ordersThatWantToTradeAtOnceAreRefusedInAnAuction() {
        go("2026-01-02T08:45");
        assertReason(RejectReason.UNSUPPORTED,
                a.refused(Side.BUY, OrderType.LIMIT, TimeInForce.IOC, "1", "70000", null), "auction", "IOC");
        assertReason(RejectReason.UNSUPPORTED,
                a.refused(Side.BUY, OrderType.LIMIT, TimeInForce.FOK, "1", "70000", null), "FOK");
    }

    @Test
    void inAnAuctionAnOrderThatCouldMeetAnOwnOneIsRefused() {
        go("2026-01-02T08:45");
        Order buy = a.buy("1", "70000");
        assertReason(RejectReason.OTHER, a.refusedLimit(Side.SELL, "1", "70000"), "self trade",
                Trader.id(buy).value());
        assertReason(RejectReason.OTHER, a.refused(Side.SELL, OrderType.MARKET, TimeInForce.DAY, "1", null, null),
                "self trade");
        a.sell("1", "70100");
    }

    @Test
    void dayOrdersExpireAtTheCloseAndGtcOrdersStay() {
        go("2026-01-02T10:00");
        Order day = a.buy("1", "69000");
        Order stop = a.place(Side.BUY, OrderType.STOP, TimeInForce.DAY, "1", null, "80000");
        Order gtc = a.place(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "2", "69000", null);
        go("2026-01-02T15:30");
        assertEquals(OrderStatus.EXPIRED, a.now(day).status());
        assertEquals(at("2026-01-02T15:30"), a.now(day).updatedAt());
        assertEquals(OrderStatus.EXPIRED, a.now(stop).status());
        assertEquals(OrderStatus.ACCEPTED, a.now(gtc).status());
        go("2026-01-05T10:00");
        b.sell("2", "69000");
        assertEquals(OrderStatus.FILLED, a.now(gtc).status());
    }

    @Test
    void theCloseIsTheNextDaysBaseAndMovesItsLimits() {
        go("2026-01-02T15:25");
        a.buy("1", "91000");
        b.sell("1", "91000");
        Order tooLow = a.place(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "1", "60000", null);
        go("2026-01-02T15:30");
        assertNumber("91000", exchange.quote(SAMSUNG).orElseThrow().last());
        assertNumber("70000", exchange.quote(SAMSUNG).orElseThrow().previousClose().orElseThrow());
        go("2026-01-05T08:30");
        var quote = exchange.quote(SAMSUNG).orElseThrow();
        assertNumber("91000", quote.previousClose().orElseThrow());
        assertEquals(Optional.empty(), quote.open());
        assertNumber("0", quote.volume());
        assertEquals(OrderStatus.CANCELLED, a.now(tooLow).status());
        assertTrue(a.now(tooLow).message().orElseThrow().contains("63,700 to 118,300"),
                a.now(tooLow).message().toString());
    }

    @Test
    void stopsFireOnTheAuctionPriceOnceTradingIsContinuous() {
        go("2026-01-02T08:45");
        Order stop = c.place(Side.BUY, OrderType.STOP_LIMIT, TimeInForce.DAY, "2", "71000", "70500");
        a.buy("5", "70500");
        b.sell("5", "70500");
        b.sell("2", "70800");
        assertEquals(OrderStatus.ACCEPTED, c.now(stop).status());
        go("2026-01-02T09:00");
        assertEquals(OrderStatus.FILLED, c.now(stop).status());
        assertNumber("70800", c.now(stop).averagePrice().orElseThrow());
    }

    @Test
    void ordersMayBeCancelledWhileTheMarketIsClosed() {
        go("2026-01-02T10:00");
        Order gtc = a.place(Side.BUY, OrderType.LIMIT, TimeInForce.GTC, "2", "69000", null);
        go("2026-01-03T12:00");
        assertEquals(OrderStatus.CANCELLED, a.cancel(gtc).status());
        assertNumber("100000000", a.krw().buyingPower());
    }

    @Test
    void aHaltThroughTheAuctionIsUncrossedWhenItIsLifted() {
        go("2026-01-02T08:45");
        Order buy = a.buy("5", "70500");
        b.sell("5", "70300");
        exchange.control().halt(SAMSUNG);
        go("2026-01-02T09:30");
        assertNumber("0", a.now(buy).filledQuantity());
        exchange.control().resume(SAMSUNG);
        assertEquals(OrderStatus.FILLED, a.now(buy).status());
        assertNumber("70300", a.now(buy).averagePrice().orElseThrow());
    }

    @Test
    void aMarketOrderDoesNotWaitBehindAHaltIntoTheNextDay() {
        go("2026-01-02T08:45");
        Order market = a.place(Side.BUY, OrderType.MARKET, TimeInForce.GTC, "1", null, null);
        exchange.control().halt(SAMSUNG);
        go("2026-01-02T16:00");
        assertEquals(OrderStatus.ACCEPTED, a.now(market).status());
        go("2026-01-05T08:30");
        assertEquals(OrderStatus.CANCELLED, a.now(market).status());
        assertNumber("100000000", a.krw().buyingPower());
    }

    @Test
    void cryptoDayOrdersExpireWhenTheDayRolls() {
        Exchange crypto = Exchange.builder().start(TEN).warmUp(false).account(Trader.poor("A", "1000000"))
                .listing(Trader.listing(Trader.BTC, CryptoRules.utcDay()).withModel(new PriceModel.NoLiquidity()))
                .build();
        Trader trader = new Trader(crypto, "A", Trader.BTC);
        Order day = trader.buy("0.001", "142500000");
        crypto.advanceTo(Instant.parse("2026-01-02T23:59:59.999Z"));
        assertEquals(OrderStatus.ACCEPTED, trader.now(day).status());
        crypto.advanceTo(Instant.parse("2026-01-03T00:00:00Z"));
        assertEquals(OrderStatus.EXPIRED, trader.now(day).status());
        assertEquals(SessionPhase.CONTINUOUS, crypto.phase(Trader.BTC));
    }

    @Test
    void withSimulatedParticipantsTheAuctionsTradeAndTheBookIsNeverCrossedInBetween() {
        Exchange lively = Exchange.builder().seed(5).start(at("2026-01-02T08:00"))
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(java.util.Set.of()))).build();
        lively.advanceTo(at("2026-01-02T08:59"));
        assertNumber("0", lively.quote(SAMSUNG).orElseThrow().volume());
        var auctionBook = lively.orderBook(SAMSUNG).orElseThrow();
        assertTrue(auctionBook.bestBid().orElseThrow().price()
                .compareTo(auctionBook.bestAsk().orElseThrow().price()) > 0);
        for (Instant t = at("2026-01-02T09:00:01"); t.isBefore(at("2026-01-02T15:20")); t = t.plusSeconds(61)) {
            lively.advanceTo(t);
            var book = lively.orderBook(SAMSUNG).orElseThrow();
            assertTrue(book.bestBid().orElseThrow().price().compareTo(book.bestAsk().orElseThrow().price()) < 0,
                    () -> "crossed: " + book);
            assertEquals(10, book.bids().size());
            assertEquals(10, book.asks().size());
        }
        lively.advanceTo(at("2026-01-02T15:29:59"));
        var before = lively.quote(SAMSUNG).orElseThrow();
        lively.advanceTo(at("2026-01-02T15:30"));
        var after = lively.quote(SAMSUNG).orElseThrow();
        assertTrue(after.volume().compareTo(before.volume()) > 0, "the closing auction traded");
        assertEquals(Optional.empty(), after.bid());
    }

    private void go(String seoul) {
        exchange.advanceTo(at(seoul));
    }

    static Instant at(String seoul) {
        return java.time.LocalDateTime.parse(seoul).atZone(KrxRules.SEOUL).toInstant();
    }
}
