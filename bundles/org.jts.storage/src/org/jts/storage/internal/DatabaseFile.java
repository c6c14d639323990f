package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.jts.api.store.StoreException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** The file on disk: opening it, checking it, and putting a damaged one aside. */
final class DatabaseFile {

    /** Files up to this size are read through at every opening; it takes some 20 ms for 37,000 candles. */
    private static final long CHECKED_BYTES = 64L << 20;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String NATIVE_FOLDER = "org.sqlite.tmpdir";

    private final Path path;
    private final Migrations migrations;
    private final Duration busyLimit;

    /** @param busyLimit how long to wait while another program locks the file */
    DatabaseFile(Path path, Migrations migrations, Duration busyLimit) {
        this.path = path;
        this.migrations = migrations;
        this.busyLimit = busyLimit;
    }

    Path path() {
        return path;
    }

    Duration busyLimit() {
        return busyLimit;
    }

    /**
     * Makes the folder and unpacks the driver's native library into it, not into the machine's shared temporary one.
     */
    void prepare() throws StoreException {
        Path nativeFolder = path.resolveSibling("tmp");
        try {
            Files.createDirectories(nativeFolder);
        } catch (IOException e) {
            throw new StoreException(T.format("store.folder", path.getParent(), Reasons.of(e)), e);
        }
        if (System.getProperty(NATIVE_FOLDER) == null) {
            System.setProperty(NATIVE_FOLDER, nativeFolder.toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // the driver declares no narrower type
            throw new StoreException(T.format("store.native", nativeFolder, e.getMessage()), e);
        }
    }

    /** The connection that writes; checked and of the present schema. */
    Connection openWriter() throws SQLException, StoreException {
        SQLiteConfig config = config();
        config.setJournalMode(JournalMode.WAL);
        // A candle that was reported as stored is there after a power cut.
        config.setSynchronous(SynchronousMode.FULL);
        Connection connection = config.createConnection(url());
        try {
            check(connection);
            migrations.apply(connection, path);
            return connection;
        } catch (SQLException | StoreException | RuntimeException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    /** A connection that only reads, beside the one that writes. */
    Connection openReader() throws SQLException {
        Connection connection = config().createConnection(url());
        try (Statement sql = connection.createStatement()) {
            sql.executeUpdate("PRAGMA query_only = 1");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    /**
     * Renames the file and what belongs to it, so that the next opening starts a fresh one.
     *
     * @return where it is now
     */
    Path setAside(Instant now) throws StoreException {
        String stamp = STAMP.format(now);
        Path aside = free(path.resolveSibling("%s.damaged-%s".formatted(path.getFileName(), stamp)));
        try {
            for (String part : List.of("", "-wal", "-shm")) {
                Path from = path.resolveSibling(path.getFileName() + part);
                if (Files.exists(from)) {
                    Files.move(from, aside.resolveSibling(aside.getFileName() + part));
                }
            }
            return aside;
        } catch (IOException e) {
            throw new StoreException(T.format("store.aside", path, Reasons.of(e)), e);
        }
    }

    private static Path free(Path wanted) {
        Path candidate = wanted;
        for (int n = 2; Files.exists(candidate); n++) {
            candidate = wanted.resolveSibling(wanted.getFileName() + "-" + n);
        }
        return candidate;
    }

    private void check(Connection connection) throws SQLException {
        if (sizeOf(path) > CHECKED_BYTES) {
            return;
        }
        try (Statement sql = connection.createStatement();
                ResultSet row = sql.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = row.next() ? row.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw new SQLiteException(verdict.replaceAll("\\s+", " "), SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // SQLite says more clearly what is wrong with the file
        }
    }

    private SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(busyLimit.toMillis()));
        config.enforceForeignKeys(true);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + path;
    }

    static void closeQuietly(Connection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
