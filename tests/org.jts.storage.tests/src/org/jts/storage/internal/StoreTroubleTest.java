package org.jts.storage.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.candle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.market.Candle;
import org.jts.api.market.Timeframe;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** What happens when the disk, the file or another program does what it should not. */
class StoreTroubleTest {

    private static final Instant DAY = Instant.parse("2023-12-21T15:00:00Z");
    private static final Duration AFTER_PAUSE = Duration.ofSeconds(3);

    @TempDir
    Path folder;

    @Test
    void fileLockedByAnotherProgramIsToldAndUsedOnceItIsFree() throws Exception {
        fill(3);
        try (Fixture fixture = new Fixture(folder)) {
            try (Connection other = open(); Statement sql = other.createStatement()) {
                sql.execute("PRAGMA locking_mode = EXCLUSIVE");
                sql.execute("BEGIN EXCLUSIVE");
                sql.execute("UPDATE candle SET volume = '1'");
                StoreException locked = assertThrows(StoreException.class, fixture.store::series);
                assertSays(locked, "locked by another program", "close that program", "jts.db");
                assertNotice(fixture, Severity.ERROR, "locked by another program");
                assertThrows(StoreException.class, fixture.store::series);
                assertEquals(1, fixture.events.notices().size(), "expected one notice for one trouble");
            }
            fixture.time.advance(AFTER_PAUSE);
            assertEquals(3, fixture.store.series().getFirst().count());
            assertEquals("The store works again.", fixture.events.notices().getLast().text());
        }
    }

    @Test
    void writeWaitsForALockAndThenFailsWithoutLosingTheStore() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, 1);
            try (Connection other = open(); Statement sql = other.createStatement()) {
                sql.execute("BEGIN IMMEDIATE");
                StoreException locked = assertThrows(StoreException.class, () -> save(fixture, 1, 1));
                assertSays(locked, "locked by another program");
                assertEquals(1, fixture.store.series().getFirst().count());
            }
            save(fixture, 1, 1);
            assertEquals(2, fixture.store.series().getFirst().count());
        }
    }

    @Test
    void fileThatIsNoDatabaseIsKeptAndAFreshOneStarted() throws Exception {
        Files.writeString(folder.resolve("jts.db"), "this was once a database".repeat(100));
        try (Fixture fixture = new Fixture(folder)) {
            assertEquals(List.of(), fixture.store.series());
            Path kept = damagedFile();
            assertTrue(Files.readString(kept).startsWith("this was once a database"), "expected the old bytes in "
                    + kept);
            assertNotice(fixture, Severity.ERROR, kept.toString());
            save(fixture, 0, 1);
            assertEquals(1, fixture.store.series().size());
        }
    }

    @Test
    void fileWithDamagedPagesIsFoundAtTheStartAndKept() throws Exception {
        fill(2_000);
        damagePages();
        try (Fixture fixture = new Fixture(folder)) {
            assertEquals(List.of(), fixture.store.series());
            assertTrue(Files.size(damagedFile()) > 50_000, "expected the whole damaged file to be kept");
            assertNotice(fixture, Severity.ERROR, "damaged");
        }
    }

    @Test
    void damageFoundWhileRunningIsToldAndTheNextUseStartsAfresh() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, 2_000);
            fixture.store.database().write(connection -> {
                try (Statement sql = connection.createStatement()) {
                    // Schema and pages no longer agree: what a broken disk looks like from within.
                    sql.execute("PRAGMA writable_schema = ON");
                    sql.execute("UPDATE sqlite_schema SET rootpage = 999999 WHERE name = 'symbol'");
                }
                return Optional.of(true);
            });
            fixture.close();
        }
        try (Fixture fixture = new Fixture(folder)) {
            assertEquals(List.of(), fixture.store.series());
            assertNotice(fixture, Severity.ERROR, "damaged");
            damagedFile();
        }
    }

    @Test
    void damageInTheMiddleOfAReadIsReportedAndMended() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, 2_000);
            StoreException damage = assertThrows(StoreException.class,
                    () -> fixture.store.database().read(connection -> {
                throw new org.sqlite.SQLiteException("database disk image is malformed",
                        org.sqlite.SQLiteErrorCode.SQLITE_CORRUPT);
            }));
            assertSays(damage, "damaged", "set aside");
            assertEquals(List.of(), fixture.store.series());
            save(fixture, 0, 1);
            assertEquals(1, fixture.store.series().getFirst().count());
            assertTrue(Files.size(damagedFile()) > 0);
        }
    }

    @Test
    void twoDamagedFilesOfTheSameSecondAreBothKept() throws Exception {
        for (int i = 0; i < 2; i++) {
            Files.writeString(folder.resolve("jts.db"),
                    "rubbish number %d, long enough to be read as a header".formatted(i)
                    .repeat(30));
            try (Fixture fixture = new Fixture(folder)) {
                assertEquals(List.of(), fixture.store.series());
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.filter(f -> f.getFileName().toString().contains("damaged")).count());
        }
    }

    @Test
    void storeOfANewerWorkstationIsLeftAlone() throws Exception {
        fill(1);
        execute("PRAGMA user_version = 99");
        byte[] before = Files.readAllBytes(folder.resolve("jts.db"));
        try (Fixture fixture = new Fixture(folder)) {
            StoreException newer = assertThrows(StoreException.class, fixture.store::series);
            assertSays(newer, "version 2 or older", "found version 99", "newer workstation", "left as it is");
            assertNotice(fixture, Severity.ERROR, "version 99");
        }
        assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(folder.resolve("jts.db"))));
    }

    @Test
    void databaseOfAnotherProgramIsLeftAlone() throws Exception {
        execute("CREATE TABLE diary (entry TEXT)");
        try (Fixture fixture = new Fixture(folder)) {
            StoreException foreign = assertThrows(StoreException.class, fixture.store::series);
            assertSays(foreign, "another program", "move it elsewhere");
        }
        execute("INSERT INTO diary VALUES ('still here')");
    }

    @Test
    void fullDiskFailsTheWholeWriteAndKeepsWhatWasThere() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, 10);
            limitPages(fixture, 0);
            StoreException full = assertThrows(StoreException.class, () -> save(fixture, 10, 50_000));
            assertSays(full, "disk full", "free some space", "Nothing was half-written");
            assertNotice(fixture, Severity.ERROR, "disk full");
            assertEquals(10, fixture.store.series().getFirst().count());
            limitPages(fixture, 1_000_000);
            save(fixture, 10, 5_000);
            assertEquals(5_010, fixture.store.series().getFirst().count());
            assertEquals("The store works again.", fixture.events.notices().getLast().text());
        }
    }

    @Test
    void fullDiskDuringAnImportStoresNothingOfTheFile() throws Exception {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, 1);
            limitPages(fixture, 0);
            String[] lines = Stream.concat(Stream.of("date,open,high,low,close,volume"),
                    IntStream.range(0, 5_000).mapToObj(i -> java.time.LocalDate.of(2000, 1, 1).plusDays(i)
                            + ",100,110,90,105,1000")).toArray(String[]::new);
            Path file = fixture.write("000660_D.csv", lines);
            StoreException full = assertThrows(StoreException.class,
                    () -> fixture.candles.importCsv(file, share -> { }, () -> false));
            assertSays(full, "disk full");
            assertEquals(List.of(SAMSUNG), fixture.store.series().stream().map(s -> s.symbol()).toList());
        }
    }

    @Test
    void folderThatCannotBeMadeIsTold() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "in the way").resolve("data");
        try (Fixture fixture = new Fixture(blocked)) {
            StoreException refused = assertThrows(StoreException.class, fixture.store::series);
            assertSays(refused, "expected a folder that can be written", blocked.toString(), "write permission");
            assertNotice(fixture, Severity.ERROR, "expected a folder");
        }
    }

    @Test
    void folderInThePlaceOfTheFileIsTold() throws Exception {
        Files.createDirectories(folder.resolve("jts.db").resolve("x"));
        try (Fixture fixture = new Fixture(folder)) {
            StoreException refused = assertThrows(StoreException.class, fixture.store::series);
            assertSays(refused, "expected to open the store", "no folder has the file's name");
        }
        assertTrue(Files.isDirectory(folder.resolve("jts.db").resolve("x")));
    }

    @Test
    void openingInTheBackgroundReportsTroubleByItself() throws Exception {
        Files.createDirectories(folder.resolve("jts.db"));
        var time = new org.jts.tck.time.FakeTime();
        var events = new org.jts.testkit.FakeEventLog(time);
        SqliteMarketStore store = new SqliteMarketStore(new LocalDataFolder(folder), events, time);
        try {
            Await.until("a notice", () -> !events.notices().isEmpty());
            assertEquals(Severity.ERROR, events.notices().getFirst().severity());
        } finally {
            store.close();
        }
    }

    @Test
    void everyFaultHasASentenceThatSaysWhatToDo() {
        Path file = Path.of("jts.db");
        for (var code : List.of(org.sqlite.SQLiteErrorCode.SQLITE_READONLY, org.sqlite.SQLiteErrorCode.SQLITE_IOERR,
                org.sqlite.SQLiteErrorCode.SQLITE_IOERR_WRITE, org.sqlite.SQLiteErrorCode.SQLITE_LOCKED,
                org.sqlite.SQLiteErrorCode.SQLITE_INTERNAL, org.sqlite.SQLiteErrorCode.SQLITE_NOTADB)) {
            StoreException fault = Faults.translate(new org.sqlite.SQLiteException("the words of SQLite", code), file,
                    Duration.ofSeconds(5));
            assertSays(fault, "expected", "found", ";", "jts.db");
        }
        assertFalse(Faults.isDamage(new SQLException("something else")));
    }

    @Test
    void olderFileIsBroughtUpStepByStepAndABrokenStepChangesNothing() throws Exception {
        Path file = folder.resolve("x.db");
        Migrations one = new Migrations(List.of("CREATE TABLE a (x TEXT); INSERT INTO a VALUES ('kept');"));
        Migrations broken = new Migrations(List.of("", "CREATE TABLE b (x TEXT); INSERT INTO nowhere VALUES (1);"));
        Migrations two = new Migrations(List.of("", "CREATE TABLE b (x TEXT); INSERT INTO b SELECT x FROM a;"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = connection.createStatement()) {
            one.apply(connection, file);
            one.apply(connection, file);
            assertThrows(SQLException.class, () -> broken.apply(connection, file));
            assertEquals(1, Migrations.pragma(connection, "user_version"));
            two.apply(connection, file);
            assertEquals(2, Migrations.pragma(connection, "user_version"));
            try (var row = sql.executeQuery("SELECT x FROM b")) {
                assertEquals("kept", row.getString(1));
            }
        }
    }

    private void fill(int count) throws StoreException {
        try (Fixture fixture = new Fixture(folder)) {
            save(fixture, 0, count);
        }
    }

    private static void save(Fixture fixture, int from, int count) throws StoreException {
        List<Candle> candles = IntStream.range(from, from + count)
                .mapToObj(i -> candle(DAY.plus(Duration.ofMinutes(i)), 100 + i)).toList();
        fixture.store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.MINUTE_1, candles);
    }

    /** SQLite answers SQLITE_FULL when a file would outgrow this, as it does when the disk is full. */
    private static void limitPages(Fixture fixture, int more) throws StoreException {
        fixture.store.database().write(connection -> {
            try (Statement sql = connection.createStatement()) {
                sql.execute("PRAGMA max_page_count = " + (more + Migrations.pragma(connection, "page_count")));
            }
            return Optional.of(true);
        });
    }

    private void damagePages() throws Exception {
        try (FileChannel file = FileChannel.open(folder.resolve("jts.db"), StandardOpenOption.WRITE)) {
            for (long at = 8 * 4096; at + 4096 < file.size(); at += 3 * 4096) {
                file.write(ByteBuffer.wrap(new byte[2048]), at);
            }
        }
    }

    private Path damagedFile() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> kept = files.filter(f -> f.getFileName().toString().matches("jts\\.db\\.damaged-\\d{8}T\\d{6}Z"))
                    .toList();
            assertEquals(1, kept.size(), "expected one file set aside, found " + kept);
            return kept.getFirst();
        }
    }

    private Connection open() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5_000);
        return config.createConnection("jdbc:sqlite:" + folder.resolve("jts.db"));
    }

    private void execute(String text) throws SQLException {
        try (Connection connection = open(); Statement sql = connection.createStatement()) {
            sql.execute(text);
        }
    }

    private static void assertSays(Exception e, String... parts) {
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), "expected \"%s\" in: %s".formatted(part, e.getMessage()));
        }
    }

    private static void assertNotice(Fixture fixture, Severity severity, String part) {
        List<Notice> notices = fixture.events.notices();
        assertTrue(notices.stream().anyMatch(n -> n.severity() == severity && n.detail().contains(part)),
                "expected a notice with \"%s\", found %s".formatted(part, notices));
    }
}
