package org.jts.storage.internal;

import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.candle;
import static org.jts.testkit.Samples.dec;
import static org.jts.testkit.Samples.stock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;
import org.jts.api.market.Timeframe;
import org.jts.api.store.KeptQuote;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMarketStoreTest {

    private static final Instant DAY = Instant.parse("2023-12-21T15:00:00Z");
    private static final String IMPORTED = MarketStore.IMPORTED;

    @TempDir
    Path folder;
    private Fixture fixture;
    private SqliteMarketStore store;

    @BeforeEach
    void open() {
        fixture = new Fixture(folder);
        store = fixture.store;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void candleComesBackDigitForDigit() throws Exception {
        Candle exact = new Candle(DAY.plusNanos(123_456_789), dec("0.100000000000000000"),
                dec("123456789012345678901.25"),
                dec("0.1"), dec("1.50"), new BigDecimal("1E+3"));
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.MINUTE_1, List.of(exact));
        assertEquals(List.of(exact), store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.MINUTE_1)));
    }

    @Test
    void candleSurvivesARestart() throws Exception {
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 75_900)));
        store.close();
        try (Fixture second = new Fixture(folder)) {
            assertEquals(Optional.of(candle(DAY, 75_900)), second.store.lastCandle(IMPORTED, SAMSUNG, Timeframe.DAY_1));
        }
    }

    @Test
    void closingLeavesOneFileWithoutALogBesideIt() throws Exception {
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 75_900)));
        assertEquals(1, store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.DAY_1)).size());
        store.close();
        assertTrue(Files.exists(fixture.file()));
        assertEquals(List.of(false, false), List.of(Files.exists(folder.resolve("jts.db-wal")),
                Files.exists(folder.resolve("jts.db-shm"))));
        assertEquals(List.of(), fixture.events.notices());
    }

    @Test
    void laterCandleOfTheSameTimeReplacesTheEarlier() throws Exception {
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100), candle(days(1), 200)));
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 150)));
        assertEquals(List.of(candle(DAY, 150), candle(days(1), 200)),
                store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.DAY_1)));
    }

    @Test
    void whatIsSaidOfAStretchOfTimeReplacesAllThatWasStoredOfIt() throws Exception {
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1,
                List.of(candle(DAY, 100), candle(days(1), 200), candle(days(2), 300), candle(days(3), 400)));
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 150), candle(days(2), 350)));
        assertEquals(List.of(candle(DAY, 150), candle(days(2), 350), candle(days(3), 400)),
                store.candles("mock", Fixture.all(SAMSUNG, Timeframe.DAY_1)));
    }

    @Test
    void sourcesSymbolsAndTimeframesAreKeptApart() throws Exception {
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100)));
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 200)));
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.WEEK_1, List.of(candle(DAY, 300)));
        store.saveCandles(IMPORTED, HYNIX, Timeframe.DAY_1, List.of(candle(DAY, 400), candle(days(1), 500)));
        assertEquals(List.of(candle(DAY, 100)), store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.DAY_1)));
        assertEquals(List.of(candle(DAY, 200)), store.candles("mock", Fixture.all(SAMSUNG, Timeframe.DAY_1)));
        assertEquals(List.of(
                new StoredSeries(IMPORTED, HYNIX, Timeframe.DAY_1, 2, DAY, days(1)),
                new StoredSeries(IMPORTED, SAMSUNG, Timeframe.DAY_1, 1, DAY, DAY),
                new StoredSeries(IMPORTED, SAMSUNG, Timeframe.WEEK_1, 1, DAY, DAY),
                new StoredSeries("mock", SAMSUNG, Timeframe.DAY_1, 1, DAY, DAY)), store.series());
    }

    @Test
    void queryTakesTheNewestOfTheRangeInAscendingOrder() throws Exception {
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1,
                IntStream.range(0, 10).mapToObj(i -> candle(days(i), 100 + i)).toList());
        List<Candle> found = store.candles(IMPORTED,
                new CandleQuery(SAMSUNG, Timeframe.DAY_1, days(2), days(7), 3));
        assertEquals(List.of(candle(days(5), 105), candle(days(6), 106), candle(days(7), 107)), found);
    }

    @Test
    void quotesComeBackDigitForDigitTheNewestOfEachSymbol() throws Exception {
        BrokerId broker = new BrokerId("kis");
        Quote full = new Quote(SAMSUNG, DAY.plusNanos(1), dec("71900.50"), dec("10"), Optional.of(dec("71000")),
                Optional.of(dec("72000")), Optional.of(dec("70500")), Optional.of(dec("71100")), dec("1234567"),
                Optional.of(dec("71900")), dec("5"), Optional.of(dec("72000")), new BigDecimal("1E+3"));
        KeptQuote newest = new KeptQuote(full, DAY.plusSeconds(2));
        KeptQuote bare = new KeptQuote(Quote.ofPrice(HYNIX, DAY, dec("130000")), DAY);
        store.saveQuotes(broker, List.of(new KeptQuote(Quote.ofPrice(SAMSUNG, DAY, dec("70000")), DAY), bare));
        store.saveQuotes(broker, List.of(newest));
        store.saveQuotes(broker, List.of());
        store.saveQuotes(new BrokerId("other"), List.of(bare));
        store.close();
        try (Fixture second = new Fixture(folder)) {
            assertEquals(Set.of(newest, bare), Set.copyOf(second.store.quotes(broker)));
            assertEquals(List.of(), second.store.quotes(new BrokerId("none")));
        }
    }

    @Test
    void nothingStoredIsAnEmptyAnswer() throws Exception {
        assertEquals(List.of(), store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.DAY_1)));
        assertEquals(Optional.empty(), store.lastCandle(IMPORTED, SAMSUNG, Timeframe.DAY_1));
        assertEquals(List.of(), store.series());
        assertEquals(List.of(), store.symbols(new BrokerId("mock")));
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of());
        assertEquals(List.of(), store.series());
    }

    @Test
    void timeThatCannotBeStoredExactlyIsRefusedBeforeAnythingIsWritten() throws Exception {
        List<Candle> candles = List.of(candle(DAY, 100), candle(Instant.parse("2400-01-01T00:00:00Z"), 100));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, candles));
        assertTrue(refused.getMessage().contains("2400-01-01"), refused.getMessage());
        assertEquals(List.of(), store.series());
    }

    @Test
    void cancelledWriteLeavesNothingBehind() throws Exception {
        List<Candle> many = IntStream.range(0, 2_000).mapToObj(i -> candle(days(i), 100)).toList();
        int[] asked = {0};
        List<StoredSeries> stored = store.saveAll(Map.of(new SeriesKey(IMPORTED, SAMSUNG, Timeframe.DAY_1), many),
                () -> ++asked[0] > 2);
        assertEquals(List.of(), stored);
        assertEquals(List.of(), store.series());
    }

    @Test
    void symbolsComeBackInTheBrokersOrderWithEveryDetail() throws Exception {
        TickTable krx = new TickTable(List.of(new Band(dec("0"), dec("1")), new Band(dec("2000"), dec("5"))));
        Symbol stock = new Symbol(SAMSUNG, "삼성전자", "KOSPI", Optional.of("전기전자"), CurrencyCode.KRW,
                ZoneId.of("Asia/Seoul"), krx, dec("1"), Optional.empty(), true);
        Symbol coin = new Symbol(new SymbolId("UPBIT", "KRW-BTC"), "비트코인", "CRYPTO", Optional.empty(), CurrencyCode.KRW,
                ZoneId.of("UTC"), TickTable.uniform(dec("1000")), dec("0.00000001"), Optional.of(dec("5000")), false);
        BrokerId mock = new BrokerId("mock");
        store.saveSymbols(mock, List.of(stock, coin));
        store.saveSymbols(new BrokerId("other"), List.of(stock(HYNIX, "SK하이닉스")));
        assertEquals(List.of(stock, coin), store.symbols(mock));
        store.saveSymbols(mock, List.of(coin));
        assertEquals(List.of(coin), store.symbols(mock));
        assertEquals(1, store.symbols(new BrokerId("other")).size());
    }

    @Test
    void listenersHearOfEachSavedSeriesUntilTheyClose() throws Exception {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        store.listen((source, symbol, frame) -> {
            throw new IllegalStateException("a listener that is broken");
        });
        Subscription subscription = store.listen((source, symbol, frame) ->
                heard.add(source + " " + symbol + " " + frame));
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100)));
        Await.until("one call", () -> heard.size() == 1);
        assertEquals("mock KRX:005930 DAY_1", heard.peek());
        subscription.close();
        CountDownLatch next = new CountDownLatch(1);
        store.listen((source, symbol, frame) -> next.countDown());
        store.saveCandles("mock", HYNIX, Timeframe.DAY_1, List.of(candle(DAY, 100)));
        next.await();
        assertEquals(1, heard.size());
    }

    @Test
    void manyThreadsReadWhileOthersWrite() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> reads = new java.util.ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int day = i;
                threads.submit(() -> {
                    store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(days(day), 100)));
                    return null;
                });
                reads.add(threads.submit(() -> store.candles(IMPORTED, Fixture.all(SAMSUNG, Timeframe.DAY_1)).size()));
            }
            for (Future<Integer> read : reads) {
                int size = read.get();
                assertTrue(size >= 0 && size <= 20, "expected 0 to 20 candles, was " + size);
            }
        }
        assertEquals(20, store.series().getFirst().count());
    }

    @Test
    void interruptedCallerStillLearnsThatItsWriteHappened() throws Exception {
        Thread.currentThread().interrupt();
        store.saveCandles(IMPORTED, SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100)));
        assertTrue(Thread.interrupted(), "expected the interruption to be kept");
        assertEquals(1, store.series().size());
    }

    @Test
    void closedStoreSaysSo() {
        store.close();
        StoreException closed = assertThrows(StoreException.class, store::series);
        assertTrue(closed.getMessage().contains("closed"), closed.getMessage());
        store.close();
    }

    private static Instant days(int count) {
        return DAY.plus(Duration.ofDays(count));
    }
}
