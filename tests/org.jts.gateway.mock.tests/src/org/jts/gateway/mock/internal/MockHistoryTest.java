package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.MockHarness.MAIN;
import static org.jts.gateway.mock.internal.MockHarness.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.api.store.MarketStore;
import org.jts.exchange.KrxRules;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated market goes on where real candles end. */
class MockHistoryTest {

    private static final SymbolId HYNIX = SymbolId.parse("KRX:000660");
    private static final LocalDate LAST_DAY = LocalDate.of(2023, 12, 22);

    private final FakeTime time = new FakeTime();
    private final MemoryStore store = new MemoryStore();
    private final List<String> notices = new ArrayList<>();
    private final List<BrokerException> losses = new ArrayList<>();
    private MockGateway gateway = gateway(Map.of());
    private Runnable onNotice = () -> { };
    private int freeChecks;

    @AfterEach
    void close() {
        gateway.close();
        assertEquals(0, time.pendingTasks(), "tasks left on the clock");
    }

    @Test
    void pricesGoOnFromTheLastImportedClose() throws Exception {
        imported(SAMSUNG, 75_900);
        gateway.bindStore(store);
        connect();
        assertEquals(BigDecimal.valueOf(75_900), previousClose(SAMSUNG));
        BigDecimal last = gateway.quote(SAMSUNG).last();
        assertTrue(last.subtract(BigDecimal.valueOf(75_900)).abs().compareTo(BigDecimal.valueOf(76_000 * 3 / 10)) <= 0,
                () -> "expected a price within the day's limits of 75,900, was " + last);
    }

    @Test
    void importedCandlesAreTheHistory() throws Exception {
        List<Candle> real = imported(SAMSUNG, 75_900);
        gateway.bindStore(store);
        connect();
        List<Candle> shown = gateway.candles(new CandleQuery(SAMSUNG, Timeframe.DAY_1, real.getFirst().openTime(),
                real.getLast().openTime(), 100));
        assertEquals(real, shown);
    }

    @Test
    void builtInPricesAreTakenWhereWanted() throws Exception {
        BigDecimal builtIn = previousCloseWithoutStore();
        imported(SAMSUNG, 75_900);
        gateway = gateway(Map.of("market_start", "built-in"));
        gateway.bindStore(store);
        connect();
        assertEquals(builtIn, previousClose(SAMSUNG));
    }

    @Test
    void importMovesTheRunningMarketAsLongAsNobodyHasTraded() throws Exception {
        gateway.bindStore(store);
        connect();
        List<Quote> seen = new ArrayList<>();
        gateway.subscribeQuotes(Set.of(SAMSUNG), seen::add);
        time.advance(Duration.ofSeconds(1));
        assertNotEquals(BigDecimal.valueOf(75_900), previousClose(SAMSUNG));
        imported(SAMSUNG, 75_900);
        time.advance(Duration.ofSeconds(2));
        assertEquals(BigDecimal.valueOf(75_900), previousClose(SAMSUNG));
        assertEquals(BigDecimal.valueOf(75_900), seen.getLast().previousClose().orElseThrow());
        assertEquals(List.of(), losses, "an import is no connection loss");
        int before = seen.size();
        time.advance(Duration.ofSeconds(5));
        assertTrue(seen.size() > before, "expected quotes to go on");
    }

    @Test
    void importAfterTradingLeavesOrdersAndPositionsAlone() throws Exception {
        gateway.bindStore(store);
        connect();
        gateway.place(OrderRequest.market(new ClientOrderId("T-1"), MAIN, SAMSUNG, Side.BUY, BigDecimal.TEN));
        BigDecimal close = previousClose(SAMSUNG);
        imported(SAMSUNG, 75_900);
        time.advance(Duration.ofSeconds(2));
        assertEquals(close, previousClose(SAMSUNG));
        assertEquals(BigDecimal.TEN, gateway.positions(MAIN).getFirst().quantity());
        assertEquals(1, notices.size(), () -> "notices: " + notices);
        assertTrue(notices.getFirst().contains("KRX:005930"), notices.getFirst());
    }

    @Test
    void importAfterTradingMovesASymbolThatNobodyHolds() throws Exception {
        gateway.bindStore(store);
        connect();
        gateway.place(OrderRequest.market(new ClientOrderId("T-1"), MAIN, SAMSUNG, Side.BUY, BigDecimal.TEN));
        BigDecimal wanted = gateway.quote(HYNIX).last().multiply(new BigDecimal("1.05"));
        imported(HYNIX, wanted.longValue() / 1000 * 1000);
        time.advance(Duration.ofSeconds(3));
        BigDecimal mid = gateway.quote(HYNIX).bid().orElseThrow();
        assertTrue(mid.subtract(wanted).abs().compareTo(wanted.multiply(new BigDecimal("0.02"))) < 0,
                () -> "expected about %s, was %s".formatted(wanted, mid));
        assertTrue(notices.getFirst().contains("KRX:000660"), notices.getFirst());
    }

    @Test
    void otherCandlesThanImportedDaysMoveNothing() throws Exception {
        gateway.bindStore(store);
        connect();
        BigDecimal before = previousClose(SAMSUNG);
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, candles(75_900));
        time.advance(Duration.ofSeconds(2));
        assertEquals(before, previousClose(SAMSUNG));
    }

    @Test
    void unreadableStoreIsSaidAndTheMarketBeginsAllTheSame() throws Exception {
        gateway.bindStore(store);
        connect();
        store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1, candles(75_900));
        store.failWith("disk is gone");
        time.advance(Duration.ofSeconds(2));
        assertTrue(notices.getFirst().contains("disk is gone"), () -> "notices: " + notices);
        assertTrue(gateway.quote(SAMSUNG).last().signum() > 0);
    }

    @Test
    void storeThatWasUnreadableAtTheFirstConnectIsSaidOnceConnected() throws Exception {
        gateway.bindStore(store);
        store.failWith("disk is gone");
        connect();
        assertEquals(1, notices.size(), () -> "notices: " + notices);
        assertTrue(notices.getFirst().contains("disk is gone"), notices.getFirst());
    }

    @Test
    void storeIsNeverAskedUnderALock() throws Exception {
        gateway.bindStore(store);
        store.beforeReading(this::gatewayIsFree);
        connect();
        imported(SAMSUNG, 75_900);
        time.advance(Duration.ofSeconds(2));
        assertEquals(BigDecimal.valueOf(75_900), previousClose(SAMSUNG));
        assertTrue(freeChecks >= 2, () -> "expected the store to be asked at connect and after the import, was "
                + freeChecks);
    }

    @Test
    void noticesAreNeverToldUnderALock() throws Exception {
        gateway.bindStore(store);
        onNotice = this::gatewayIsFree;
        connect();
        gateway.place(OrderRequest.market(new ClientOrderId("T-1"), MAIN, SAMSUNG, Side.BUY, BigDecimal.TEN));
        imported(SAMSUNG, 75_900);
        time.advance(Duration.ofSeconds(2));
        assertEquals(1, freeChecks, () -> "notices: " + notices);
    }

    @Test
    void importWhileTheMarketIsMadeIsNotLost() throws Exception {
        imported(SAMSUNG, 70_000);
        gateway.bindStore(store);
        store.afterReading(() -> {
            store.afterReading(() -> { });
            try {
                imported(SAMSUNG, 75_900);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        connect();
        time.advance(Duration.ofSeconds(2));
        assertEquals(BigDecimal.valueOf(75_900), previousClose(SAMSUNG));
    }

    /** Another thread changes the settings to what they are, which waits for the gateway's locks. */
    private void gatewayIsFree() {
        freeChecks++;
        Thread other = Thread.ofPlatform().start(() -> gateway.configure(Configs.with(Map.of())));
        try {
            other.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertFalse(other.isAlive(), "expected no lock to be held, another thread waits for one");
    }

    @Test
    void importedShareThatTheExchangeDoesNotKnowIsListed() throws Exception {
        SymbolId other = SymbolId.parse("KRX:000020");
        imported(other, 9_870);
        gateway.bindStore(store);
        connect();
        assertEquals(BigDecimal.valueOf(9_870), previousClose(other));
    }

    @Test
    void todaysImportedCandleIsNotHistory() throws Exception {
        Instant today = LocalDate.of(2026, 1, 2).atStartOfDay(KrxRules.SEOUL).toInstant();
        List<Candle> real = new ArrayList<>(imported(SAMSUNG, 75_900));
        store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(today, 99_000)));
        gateway.bindStore(store);
        connect();
        assertEquals(real.getLast().close(), previousClose(SAMSUNG));
    }

    private MockGateway gateway(Map<String, Object> changes) {
        return Configs.gateway("mock", Configs.with(changes), time);
    }

    private List<Candle> imported(SymbolId symbol, long lastClose) throws Exception {
        List<Candle> candles = candles(lastClose);
        store.saveCandles(MarketStore.IMPORTED, symbol, Timeframe.DAY_1, candles);
        return candles;
    }

    private static List<Candle> candles(long lastClose) {
        List<Candle> candles = new ArrayList<>();
        for (int i = 4; i >= 0; i--) {
            candles.add(candle(LAST_DAY.minusDays(i).atStartOfDay(KrxRules.SEOUL).toInstant(), lastClose - 100 * i));
        }
        return candles;
    }

    private static Candle candle(Instant open, long close) {
        BigDecimal price = BigDecimal.valueOf(close);
        return new Candle(open, price, price.add(BigDecimal.TEN), price.subtract(BigDecimal.TEN), price,
                BigDecimal.valueOf(1_000_000));
    }

    private BigDecimal previousClose(SymbolId symbol) throws Exception {
        return gateway.quote(symbol).previousClose().orElseThrow();
    }

    private BigDecimal previousCloseWithoutStore() throws Exception {
        connect();
        BigDecimal close = previousClose(SAMSUNG);
        gateway.close();
        return close;
    }

    private void connect() throws Exception {
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                losses.add(reason);
            }

            @Override
            public void onNotice(String text) {
                notices.add(text);
                onNotice.run();
            }
        });
    }
}
