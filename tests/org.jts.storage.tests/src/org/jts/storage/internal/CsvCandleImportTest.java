package org.jts.storage.internal;

import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jts.api.event.Severity;
import org.jts.api.market.Candle;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.CandleImport.ImportReport;
import org.jts.api.store.CandleImport.RefusedRow;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCandleImportTest {

    private static final String HEADER = "date,open,high,low,close,volume,ticker,code,name,interval";
    private static final String GOOD = "20231222,75800,76300,75400,75900,14515608,005930,005930,삼성전자,D";
    private static final Instant DAY = Instant.parse("2023-12-21T15:00:00Z");

    @TempDir
    Path folder;
    private Fixture fixture;

    @BeforeEach
    void open() {
        fixture = new Fixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void goodRowBecomesACandleAtMidnightInSeoul() throws Exception {
        ImportReport report = read(fixture.write("any.csv", HEADER, GOOD));
        assertEquals(List.of(), report.refused());
        assertEquals(1, report.accepted());
        assertEquals(List.of(new StoredSeries(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1, 1, DAY, DAY)),
                report.series());
        assertEquals(List.of(new Candle(DAY, dec("75800"), dec("76300"), dec("75400"), dec("75900"), dec("14515608"))),
                stored(SAMSUNG, Timeframe.DAY_1));
        assertEquals("Imported 1 candles of KRX:005930 1d from any.csv; 0 rows refused.",
                fixture.events.notices().getFirst().text());
        assertEquals(Severity.INFO, fixture.events.notices().getFirst().severity());
    }

    @Test
    void inAKoreanWindowRefusalsAreKorean() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREA);
        try {
            ImportReport report = read(fixture.write("any.csv", HEADER, GOOD, GOOD));
            assertEquals("date: KRX:005930의 같은 날짜가 2번째 줄에 이미 있습니다", report.refused().getFirst().reason());
            assertEquals("any.csv에서 KRX:005930 1d 캔들 1개를 가져왔고 1줄은 거부했습니다.",
                    fixture.events.notices().getFirst().text());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void decimalsKeepTheirDigits() throws Exception {
        read(fixture.write("a.csv", HEADER, "20231222,0.10,0.300000000000000001,0.1,0.20,1.50,005930,005930,x,D"));
        Candle candle = stored(SAMSUNG, Timeframe.DAY_1).getFirst();
        assertEquals(List.of(dec("0.10"), dec("0.300000000000000001"), dec("0.20"), dec("1.50")),
                List.of(candle.open(), candle.high(), candle.close(), candle.volume()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "20231222,0,0,0,75900,0,005930,005930,x,D | a day without trading",
        "20231222,0,76300,75400,75900,10,005930,005930,x,D | open: expected a number above 0, found 0",
        "20231222,75800,75400,76300,75900,10,005930,005930,x,D | expected high >= low, found high 75400, low 76300",
        "20231222,75800,76300,75400,80000,10,005930,005930,x,D | expected close within low 75400 and high 76300, "
        + "found 80000",
        "20231222,7x800,76300,75400,75900,10,005930,005930,x,D | open: expected a number such as 71900 or 0.5, found "
        + "\"7x800\"",
        "20231222,NaN,76300,75400,75900,10,005930,005930,x,D | open: expected a number such as 71900 or 0.5, found "
        + "\"NaN\"",
        "20231222,7.58e4,76300,75400,75900,10,005930,005930,x,D | open: expected a number",
        "20231222,75800,76300,-75400,75900,10,005930,005930,x,D | low: expected a number above 0, found -75400",
        "20231222,75800,76300,75400,75900,-1,005930,005930,x,D | volume: expected 0 or more, found -1",
        "20231222,75800,76300,75400,,10,005930,005930,x,D | close: expected a number, found nothing",
        "20231232,75800,76300,75400,75900,10,005930,005930,x,D | date: expected a day such as 20231222 or "
        + "2023-12-22, found \"20231232\"",
        "20230229,75800,76300,75400,75900,10,005930,005930,x,D | found \"20230229\"",
        "22.12.2023,75800,76300,75400,75900,10,005930,005930,x,D | found \"22.12.2023\"",
        ",75800,76300,75400,75900,10,005930,005930,x,D | date: expected a day such as 20231222, found nothing",
        "20260103,75800,76300,75400,75900,10,005930,005930,x,D | expected no later than today (2026-01-02), found "
        + "20260103",
        "00010101,75800,76300,75400,75900,10,005930,005930,x,D | expected a year after 1677",
        "20231222,75800,76300,75400,75900,10 | expected 10 columns as in the first line, found 6",
        "20231222,75,800,76300,75400,75900,10,005930,005930,x,D | expected 10 columns as in the first line, found 11",
        "20231222,\"75800\"0,76300,75400,75900,10,005930,005930,x,D | misplaced quotation mark",
        "20231222,\"75800,76300,75400,75900,10,005930,005930,x,D | expected 10 columns as in the first line, found 2",
        "20231222,75800,76300,75400,75900,10,5930,5930,x,D | found \"5930\" (leading zeros lost?)",
        "20231222,75800,76300,75400,75900,10,x,samsung,x,D | code: expected six digits or capital letters such as "
        + "005930",
        "20231222,75800,76300,75400,75900,10,x,00 5930,x,D | symbol code: expected 1 to 20 characters without spaces",
        "20231222,75800,76300,75400,75900,10,x,krx:005930,x,D | exchange: expected 2 to 12 upper-case letters",
        "20231222,75800,76300,75400,75900,10,005930,005930,x,fortnight | interval: expected D, W, M or minutes",
        "20231222,75800,76300,75400,75900,10,005930,005930,x,7 | interval: expected D, W, M or minutes",
        "20231222,75800,76300,75400,75900,10,005930,005930,x,5m | date: expected a time of day for a candle of 5m"})
    void dirtyRowIsRefusedWithItsReasonAndTheRestIsKept(String dirty, String reason) throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER,
                "20231221,75000,75100,74900,75000,1,005930,005930,x,D", dirty,
                "20231220,75000,75100,74900,75000,1,005930,005930,x,D"));
        assertEquals(2, report.accepted());
        RefusedRow refused = report.refused().getFirst();
        assertEquals(1, report.refused().size());
        assertEquals(3, refused.line());
        assertEquals(dirty, refused.text());
        assertTrue(refused.reason().contains(reason), "expected \"%s\" in: %s".formatted(reason, refused.reason()));
        assertEquals(2, stored(SAMSUNG, Timeframe.DAY_1).size());
        assertTrue(fixture.events.notices().getFirst().detail().contains("line 3: " + refused.reason()));
        assertEquals(Severity.WARNING, fixture.events.notices().getFirst().severity());
    }

    @Test
    void secondRowOfADateIsRefusedAndNamesTheFirst() throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER, "20231221,10,10,10,10,1,005930,005930,x,D",
                GOOD, GOOD.replace("75900", "75901"), GOOD.replace("005930", "000660")));
        assertEquals(3, report.accepted());
        assertEquals(4, report.refused().getFirst().line());
        assertEquals("date: expected each date once for KRX:005930, found it in line 3 already",
                report.refused().getFirst().reason());
        assertEquals(dec("75900"), stored(SAMSUNG, Timeframe.DAY_1).getLast().close());
        assertEquals(1, stored(HYNIX, Timeframe.DAY_1).size());
    }

    @Test
    void severalSymbolsAndIntervalsInOneFileBecomeSeriesOfTheirOwn() throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER, GOOD, GOOD.replace(",D", ",W"),
                GOOD.replace("005930", "000660"), GOOD.replace("005930,삼", "BINANCE:BTCUSDT,삼")));
        assertEquals(List.of("KRX:005930 DAY_1", "KRX:005930 WEEK_1", "KRX:000660 DAY_1", "BINANCE:BTCUSDT DAY_1"),
                report.series().stream().map(s -> s.symbol() + " " + s.timeframe()).toList());
        assertEquals(Instant.parse("2023-12-17T15:00:00Z"), stored(SAMSUNG, Timeframe.WEEK_1).getFirst().openTime());
        assertEquals(Instant.parse("2023-12-22T00:00:00Z"),
                stored(new SymbolId("BINANCE", "BTCUSDT"), Timeframe.DAY_1).getFirst().openTime());
    }

    @ParameterizedTest
    @CsvSource({"1m,MINUTE_1", "1,MINUTE_1", "5min,MINUTE_5", "15,MINUTE_15", "30m,MINUTE_30", "60,HOUR_1", "1h,HOUR_1",
        "240,HOUR_4", "1d,DAY_1", "d,DAY_1", "W,WEEK_1", "1w,WEEK_1", "M,MONTH_1", "1M,MONTH_1"})
    void intervalsAreReadInTheirUsualSpellings(String text, Timeframe frame) throws Exception {
        assertEquals(frame, CandleTimes.timeframe(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"202312220907", "20231222090759", "2023-12-22 09:07", "2023-12-22T09:07:30",
        "2023-12-22T00:07:00Z", "2023-12-22T09:07:00+09:00"})
    void minuteCandlesAreDatedInEveryUsualWay(String date) throws Exception {
        read(fixture.write("a.csv", HEADER, GOOD.replace("20231222", date).replace(",D", ",5m")));
        assertEquals(Instant.parse("2023-12-22T00:05:00Z"), stored(SAMSUNG, Timeframe.MINUTE_5).getFirst().openTime());
    }

    @Test
    void timeMayHaveAColumnOfItsOwn() throws Exception {
        read(fixture.write("005930_1m.csv", "date,time,open,high,low,close,volume", "20231222,0901,10,10,10,10,1",
                "20231222,0902,11,11,11,11,1"));
        assertEquals(List.of(Instant.parse("2023-12-22T00:01:00Z"), Instant.parse("2023-12-22T00:02:00Z")),
                stored(SAMSUNG, Timeframe.MINUTE_1).stream().map(Candle::openTime).toList());
    }

    @Test
    void columnsMayStandInAnyOrderWithOthersBetween() throws Exception {
        ImportReport report = read(fixture.write("a.csv", "Volume, CLOSE ,low,high,open,remark,date,code",
                "100,75900,75400,76300,75800,\"a, \"\"b\"\"\",2023-12-22,005930"));
        assertEquals(List.of(), report.refused());
        assertEquals(dec("75800"), stored(SAMSUNG, Timeframe.DAY_1).getFirst().open());
    }

    @Test
    void fileNameTellsSymbolAndIntervalWhereColumnsDoNot() throws Exception {
        read(fixture.write("005930_W.csv", "date,open,high,low,close,volume", "20231222,10,10,10,10,1"));
        assertEquals(1, stored(SAMSUNG, Timeframe.WEEK_1).size());
        read(fixture.write("005930-old.csv", "date,open,high,low,close,volume", "20231222,10,10,10,10,1"));
        assertEquals(1, stored(SAMSUNG, Timeframe.DAY_1).size());
    }

    @Test
    void byteOrderMarkWindowsLineEndsAndBlankLinesDoNoHarm() throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "\uFEFF" + HEADER + "\r\n\r\n" + GOOD + "\r\n   \r\nrubbish\r\n\r\n");
        ImportReport report = read(file);
        assertEquals(1, report.accepted());
        assertEquals(List.of(5L), report.refused().stream().map(RefusedRow::line).toList());
    }

    @Test
    void oldMacLineEndsAndAMissingLastOneDoNoHarm() throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, HEADER + "\r" + GOOD + "\r" + GOOD.replace("1222", "1221"));
        assertEquals(2, read(file).accepted());
    }

    @Test
    void nameInAnotherEncodingDoesNoHarm() throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, HEADER + "\n" + GOOD, Charset.forName("EUC-KR"));
        assertEquals(1, read(file).accepted());
    }

    @Test
    void quotationMarkThatIsNeverClosedSpoilsOneRowOnly() throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER, GOOD,
                GOOD.replace("1222", "1221").replace("삼", "\"삼"),
                GOOD.replace("1222", "1220")));
        assertEquals(2, report.accepted());
        assertEquals(3, report.refused().getFirst().line());
    }

    @Test
    void rowFullOfRubbishIsShownShortAndPrintable() throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER, GOOD, "\u0000\u0007\u001b[31m"
                + "x".repeat(300_000)));
        RefusedRow refused = report.refused().getFirst();
        assertEquals(200, refused.text().length());
        assertFalse(refused.text().chars().anyMatch(Character::isISOControl), refused.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | found an empty file",
        "hello | found no date, open, high, low, close, volume",
        "date,open,high,low,close | found no volume",
        "date,date,open,high,low,close,volume,code | found \"date\" twice",
        "date;open;high;low;close;volume | found no date"})
    void fileThatIsNoCandleFileIsRefusedAsAWhole(String header, String expected) throws Exception {
        Path file = fixture.write("a.csv", header, GOOD);
        if (header.isEmpty()) {
            Files.writeString(file, "");
        }
        StoreException refused = assertThrows(StoreException.class, () -> read(file));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertTrue(refused.getMessage().contains("Nothing was stored"), refused.getMessage());
        assertEquals(List.of(), fixture.store.series());
    }

    @Test
    void fileWithoutAnySymbolIsRefusedWithAdvice() throws IOException {
        Path file = fixture.write("candles.csv", "date,open,high,low,close,volume", "20231222,10,10,10,10,1");
        StoreException refused = assertThrows(StoreException.class, () -> read(file));
        assertTrue(refused.getMessage().contains("005930_D.csv"), refused.getMessage());
    }

    @Test
    void missingFileAndFolderAreTold() {
        StoreException missing = assertThrows(StoreException.class, () -> read(folder.resolve("gone.csv")));
        assertTrue(missing.getMessage().contains("there is no such file"), missing.getMessage());
        StoreException isFolder = assertThrows(StoreException.class, () -> read(folder));
        assertTrue(isFolder.getMessage().contains("is a folder"), isFolder.getMessage());
    }

    @Test
    void fileWithOnlyBadRowsStoresNothingAndIsNoFailure() throws Exception {
        ImportReport report = read(fixture.write("a.csv", HEADER, "x", "y"));
        assertEquals(0, report.accepted());
        assertEquals(2, report.refused().size());
        assertFalse(report.cancelled());
        assertEquals("Imported 0 candles from a.csv; 2 rows refused.", fixture.events.notices().getFirst().text());
    }

    @Test
    void manyRefusedRowsAreAllInTheReportAndBoundedInTheNotice() throws Exception {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        IntStream.range(0, 1_500).forEach(i -> lines.add("bad row " + i));
        ImportReport report = read(fixture.write("a.csv", lines.toArray(String[]::new)));
        assertEquals(1_500, report.refused().size());
        assertTrue(fixture.events.notices().getFirst().detail().contains("and 500 more"));
    }

    @Test
    void cancelWhileReadingStoresNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ImportReport report = fixture.candles.importCsv(days(1_000), share -> { }, () -> asked.incrementAndGet() > 500);
        assertTrue(report.cancelled());
        assertEquals(0, report.accepted());
        assertEquals(List.of(), fixture.store.series());
        assertEquals(List.of(), fixture.events.notices());
    }

    @Test
    void cancelWhileWritingStoresNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ImportReport report = fixture.candles.importCsv(days(1_200), share -> { },
                () -> asked.incrementAndGet() > 1_203);
        assertTrue(report.cancelled());
        assertEquals(List.of(), fixture.store.series());
    }

    @Test
    void progressRisesToOne() throws Exception {
        List<Double> shares = new ArrayList<>();
        fixture.candles.importCsv(days(2_000), shares::add, () -> false);
        assertTrue(shares.size() > 5, "expected several steps, found " + shares);
        assertEquals(shares.stream().sorted().toList(), shares);
        assertEquals(1.0, shares.getLast());
    }

    @Test
    void importingTwiceKeepsOneOfEach() throws Exception {
        Path file = days(100);
        read(file);
        assertEquals(100, read(file).series().getFirst().count());
    }

    private Path days(int count) throws IOException {
        String rows = IntStream.range(0, count).mapToObj(i -> LocalDate.of(2000, 1, 1).plusDays(i) + ",10,10,10,10,1")
                .collect(Collectors.joining("\n"));
        return Files.writeString(folder.resolve("005930_D.csv"), "date,open,high,low,close,volume\n" + rows,
                StandardCharsets.UTF_8);
    }

    private ImportReport read(Path file) throws StoreException {
        return fixture.candles.importCsv(file, share -> { }, () -> false);
    }

    private List<Candle> stored(SymbolId symbol, Timeframe frame) throws StoreException {
        return fixture.store.candles(MarketStore.IMPORTED, Fixture.all(symbol, frame));
    }
}
