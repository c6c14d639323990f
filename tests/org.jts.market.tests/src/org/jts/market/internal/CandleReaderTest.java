package org.jts.market.internal;

import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.candle;
import static org.jts.testkit.Samples.stock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.jts.api.BrokerId;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.MarketFeed.CandleSeries;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.api.store.MarketStore;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.MemoryStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandleReaderTest {

    private static final Instant DAY_1 = Instant.parse("2025-12-28T15:00:00Z");
    private static final Instant DAY_2 = Instant.parse("2025-12-29T15:00:00Z");
    private static final Instant DAY_3 = Instant.parse("2025-12-30T15:00:00Z");

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeGateway gateway = new FakeGateway(BROKER).with(stock(SAMSUNG, "삼성전자"));
    private final MemoryStore store = new MemoryStore();
    private final CandleReader reader = new CandleReader(registry, () -> store, events);

    @BeforeEach
    void add() {
        registry.add(new FakeConnection(gateway, time));
    }

    @Test
    void importedCandlesFillInWhatTheBrokerDoesNotHaveAndTheBrokerWins() throws Exception {
        store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY_1, 1), candle(DAY_2, 2)));
        gateway.setCandles(SAMSUNG, List.of(candle(DAY_2, 20), candle(DAY_3, 30)));
        CandleSeries series = reader.read(BROKER, query(Timeframe.DAY_1, 10));
        assertEquals(List.of(candle(DAY_1, 1), candle(DAY_2, 20), candle(DAY_3, 30)), series.candles());
        assertEquals(Freshness.LIVE, series.freshness());
        assertEquals(2, store.candles(BROKER.value(), query(Timeframe.DAY_1, 10)).size(), "kept under its own name");
    }

    @Test
    void whatTheBrokerSaidOfTheSameDaysEarlierCountsNoMore() throws Exception {
        gateway.setCandles(SAMSUNG, List.of(candle(DAY_1, 1), candle(DAY_2, 2), candle(DAY_3, 3)));
        reader.read(BROKER, query(Timeframe.DAY_1, 10));
        List<Candle> now = List.of(candle(DAY_1, 10), candle(DAY_3, 30));
        gateway.setCandles(SAMSUNG, now);
        assertEquals(now, reader.read(BROKER, query(Timeframe.DAY_1, 10)).candles());
        gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is cut"));
        assertEquals(now, reader.read(BROKER, query(Timeframe.DAY_1, 10)).candles());
    }

    @Test
    void theNewestAreKeptWhenThereAreMoreThanAskedFor() throws Exception {
        store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY_1, 1), candle(DAY_2, 2)));
        gateway.setCandles(SAMSUNG, List.of(candle(DAY_3, 30)));
        assertEquals(List.of(candle(DAY_2, 2), candle(DAY_3, 30)),
                reader.read(BROKER, query(Timeframe.DAY_1, 2)).candles());
    }

    @Test
    void withoutALineTheStoreAnswersAndSaysSo() throws Exception {
        gateway.setCandles(SAMSUNG, List.of(candle(DAY_3, 30)));
        reader.read(BROKER, query(Timeframe.DAY_1, 10));
        gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is cut"));
        CandleSeries series = reader.read(BROKER, query(Timeframe.DAY_1, 10));
        assertEquals(List.of(candle(DAY_3, 30)), series.candles());
        assertEquals(Freshness.CACHED, series.freshness());
    }

    @Test
    void withoutALineAndWithoutStoreTheReasonIsThrown() {
        gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is cut"));
        BrokerException e = assertThrows(BrokerException.class, () -> reader.read(BROKER, query(Timeframe.DAY_1, 10)));
        assertTrue(e.getMessage().startsWith("the line is cut (no candles of KRX:005930 are stored"), e.getMessage());
    }

    @Test
    void aTimeframeTheBrokerDoesNotHaveIsSaid() {
        BrokerException e = assertThrows(BrokerException.class, () -> reader.read(BROKER, query(Timeframe.WEEK_1, 10)));
        assertEquals(ErrorCategory.UNSUPPORTED, e.category());
        assertTrue(e.getMessage().contains("1w"), e.getMessage());
    }

    @Test
    void anUnknownBrokerIsNamed() {
        BrokerException e = assertThrows(BrokerException.class,
                () -> reader.read(new BrokerId("nobody"), query(Timeframe.DAY_1, 10)));
        assertTrue(e.getMessage().contains("nobody"), e.getMessage());
    }

    @Test
    void aBrokenStoreIsSaidAndTheBrokerStillAnswers() throws Exception {
        store.failWith("the disk is full");
        gateway.setCandles(SAMSUNG, List.of(candle(DAY_3, 30)));
        assertEquals(1, reader.read(BROKER, query(Timeframe.DAY_1, 10)).candles().size());
        assertEquals(2, events.notices().size());
        assertTrue(events.notices().stream().allMatch(n -> n.detail().contains("the disk is full")));
    }

    private static CandleQuery query(Timeframe timeframe, int limit) {
        return new CandleQuery(SAMSUNG, timeframe, Instant.EPOCH, FakeTime.START, limit);
    }
}
