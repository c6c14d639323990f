package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.jts.exchange.Trader.BTC;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

/** Same seed, same day, to the byte. */
class DeterminismTest {

    private static final Instant START = at("2026-01-02T08:20");
    private static final Instant END = at("2026-01-05T09:10");
    /** Of the day below, recorded; it changes only when the exchange is meant to behave differently. */
    private static final String GOLDEN = "ab31944402f8475bac65ed3390b7e65b286e4d1848b9b798ed6770d6bfd85356";

    @Test
    void theRecordedDayComesOutAgain() {
        assertEquals(GOLDEN, day(7, Duration.ofMinutes(7)).digest());
    }

    @Test
    void howTimeIsCutMakesNoDifference() {
        String inOne = day(8, Duration.ofDays(10)).digest();
        assertEquals(inOne, day(8, Duration.ofMillis(40_123)).digest());
        assertEquals(inOne, day(8, Duration.ofSeconds(1)).digest());
    }

    @Test
    void anotherSeedIsAnotherDay() {
        assertNotEquals(day(8, Duration.ofHours(1)).digest(), day(9, Duration.ofHours(1)).digest());
    }

    @Test
    void listeningChangesNothing() {
        Exchange silent = builder(8).build();
        Exchange heard = builder(8).build();
        List<Long> sequences = new ArrayList<>();
        heard.listen(new ExchangeListener() {
            @Override
            public void onTrade(long sequence, MarketTrade trade) {
                sequences.add(sequence);
            }
        });
        silent.advanceTo(at("2026-01-02T09:30"));
        heard.advanceTo(at("2026-01-02T09:30"));
        assertEquals(silent.digest(), heard.digest());
        assertEquals(sequences.stream().sorted().distinct().toList(), sequences);
    }

    @Test
    void whatAccountsDoNeverChangesThePricePath() {
        Exchange alone = builder(8).build();
        Exchange busy = builder(8).build();
        Trader trader = new Trader(busy, "MOCK-001", SAMSUNG);
        busy.advanceTo(at("2026-01-02T09:10"));
        trader.buyAtMarket("100");
        busy.advanceTo(at("2026-01-02T15:31"));
        alone.advanceTo(at("2026-01-02T15:31"));
        assertEquals(alone.quote(SAMSUNG).orElseThrow().last(), busy.quote(SAMSUNG).orElseThrow().last());
        assertNotEquals(alone.digest(), busy.digest());
    }

    @Test
    void aSymbolsPathDoesNotDependOnItsNeighbours() {
        Listing samsung = Trader.listing(SAMSUNG, KrxRules.regular(Set.of()));
        Exchange alone = Exchange.builder().seed(8).start(START).listing(samsung).build();
        alone.advanceTo(at("2026-01-02T15:31"));
        Exchange among = builder(8).build();
        among.advanceTo(at("2026-01-02T15:31"));
        var query = new CandleQuery(SAMSUNG, Timeframe.MINUTE_1, Instant.EPOCH, END, 5_000);
        assertEquals(alone.candles(query).subList(0, 4_600), among.candles(query).subList(0, 4_600));
    }

    @Test
    void ordersOfTheSameInstantCountInTheOrderTheyCame() {
        Exchange first = Trader.quiet(Trader.TEN).build();
        Exchange second = Trader.quiet(Trader.TEN).build();
        for (Exchange exchange : List.of(first, second)) {
            new Trader(exchange, "A", SAMSUNG).buy("1", "70000");
            new Trader(exchange, "B", SAMSUNG).sell("1", "70000");
        }
        assertEquals(first.digest(), second.digest());
        Exchange turned = Trader.quiet(Trader.TEN).build();
        new Trader(turned, "B", SAMSUNG).sell("1", "70000");
        new Trader(turned, "A", SAMSUNG).buy("1", "70000");
        assertNotEquals(first.digest(), turned.digest());
    }

    @Test
    void refusalsAndControlsAreInTheDigest() {
        String before = Trader.quiet(Trader.TEN).build().digest();
        Exchange refused = Trader.quiet(Trader.TEN).build();
        new Trader(refused, "A", SAMSUNG).refusedLimit(Side.BUY, "1", "1");
        Exchange halted = Trader.quiet(Trader.TEN).build();
        halted.control().halt(SAMSUNG);
        assertEquals(4, Set.of(before, refused.digest(), halted.digest(), builder(1).build().digest()).size());
    }

    private static ExchangeBuilder builder(long seed) {
        return Exchange.builder().seed(seed).start(START).stepInterval(Duration.ofSeconds(5))
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of())))
                .listing(Trader.listing(new SymbolId("KRX", "247540"), KrxRules.regular(Set.of()))
                        .withModel(PriceModel.FlashCrash.soon()))
                .listing(Trader.listing(BTC, CryptoRules.utcDay()))
                .account(Trader.poor("MOCK-001", "1000000000"));
    }

    /** Two sessions and a weekend in which an account trades every five minutes of the first session. */
    private static Exchange day(long seed, Duration chunk) {
        Exchange exchange = builder(seed).build();
        var random = new Random(seed);
        Trader trader = new Trader(exchange, "MOCK-001", SAMSUNG);
        int number = 0;
        for (Instant t = at("2026-01-02T08:40"); t.isBefore(at("2026-01-02T15:40")); t = t.plusSeconds(300)) {
            pump(exchange, t, chunk);
            order(exchange, trader, random, number++, SAMSUNG);
            order(exchange, trader, random, number++, BTC);
            if (number % 8 == 0) {
                exchange.openOrders(trader.account).stream().findFirst()
                        .ifPresent(o -> exchange.cancel(trader.account, Trader.id(o)));
            }
        }
        pump(exchange, END, chunk);
        assertEquals(List.of(), exchange.audit().problems());
        return exchange;
    }

    private static void order(Exchange exchange, Trader trader, Random random, int number, SymbolId symbol) {
        BigDecimal last = exchange.quote(symbol).orElseThrow().last();
        var ticks = exchange.symbol(symbol).orElseThrow().ticks();
        boolean market = random.nextInt(3) == 0;
        BigDecimal limit = ticks.roundDown(last.multiply(BigDecimal.valueOf(995 + random.nextInt(10), 3)));
        exchange.submit(new OrderRequest(new ClientOrderId("d" + number), trader.account, symbol,
                random.nextInt(3) > 0 ? Side.BUY : Side.SELL, market ? OrderType.MARKET : OrderType.LIMIT,
                TimeInForce.values()[random.nextInt(4)], BigDecimal.valueOf(1 + random.nextInt(9))
                        .movePointLeft(symbol.equals(BTC) ? 2 : 0),
                market ? Optional.empty() : Optional.of(limit), Optional.empty()));
    }

    private static void pump(Exchange exchange, Instant until, Duration chunk) {
        while (exchange.now().isBefore(until)) {
            Instant next = exchange.now().plus(chunk);
            exchange.advanceTo(next.isBefore(until) ? next : until);
        }
    }
}
