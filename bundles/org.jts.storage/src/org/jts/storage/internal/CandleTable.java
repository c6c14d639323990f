package org.jts.storage.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.StoredSeries;

/** The SQL of candles. */
final class CandleTable {

    /** What a 64-bit count of nanoseconds can say in whole seconds: years 1677 to 2262. */
    static final Instant MIN_TIME = Instant.ofEpochSecond(Long.MIN_VALUE / 1_000_000_000L);
    static final Instant MAX_TIME = Instant.ofEpochSecond(Long.MAX_VALUE / 1_000_000_000L);

    private static final int BATCH = 500;
    private static final String SERIES = """
            SELECT s.source, s.exchange, s.code, s.timeframe, count(*), min(c.open_time), max(c.open_time)
            FROM series s JOIN candle c ON c.series = s.id
            %s GROUP BY s.id ORDER BY s.source, s.exchange, s.code""";

    private CandleTable() {
    }

    /** @return false when cancelled half way: then the transaction must not be committed */
    static boolean save(Connection connection, SeriesKey key, Collection<Candle> candles, BooleanSupplier cancelled)
            throws SQLException {
        long series = makeSeries(connection, key);
        try (PreparedStatement sql = connection.prepareStatement("""
                INSERT INTO candle (series, open_time, open, high, low, close, volume) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low,
                close = excluded.close, volume = excluded.volume""")) {
            int pending = 0;
            for (Candle candle : candles) {
                bind(sql, series, candle);
                sql.addBatch();
                if (++pending == BATCH) {
                    if (cancelled.getAsBoolean()) {
                        return false;
                    }
                    sql.executeBatch();
                    pending = 0;
                }
            }
            if (cancelled.getAsBoolean()) {
                return false;
            }
            sql.executeBatch();
            return true;
        }
    }

    /** Deletes what is stored between two times, both included. */
    static void delete(Connection connection, SeriesKey key, long fromNanos, long toNanos) throws SQLException {
        OptionalLong series = findSeries(connection, key);
        if (series.isEmpty()) {
            return;
        }
        try (PreparedStatement sql = connection.prepareStatement(
                "DELETE FROM candle WHERE series = ? AND open_time BETWEEN ? AND ?")) {
            sql.setLong(1, series.getAsLong());
            sql.setLong(2, fromNanos);
            sql.setLong(3, toNanos);
            sql.executeUpdate();
        }
    }

    static List<Candle> find(Connection connection, String source, CandleQuery query) throws SQLException {
        OptionalLong series = findSeries(connection, new SeriesKey(source, query.symbol(), query.timeframe()));
        if (series.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT open_time, open, high, low, close, volume FROM candle
                WHERE series = ? AND open_time BETWEEN ? AND ? ORDER BY open_time DESC LIMIT ?""")) {
            sql.setLong(1, series.getAsLong());
            sql.setLong(2, clampedNanos(query.from()));
            sql.setLong(3, clampedNanos(query.to()));
            sql.setInt(4, query.limit());
            List<Candle> newestFirst = candles(sql);
            Collections.reverse(newestFirst);
            return List.copyOf(newestFirst);
        }
    }

    static Optional<Candle> last(Connection connection, SeriesKey key) throws SQLException {
        return find(connection, key.source(), new CandleQuery(key.symbol(), key.timeframe(), MIN_TIME, MAX_TIME, 1))
                .stream().findFirst();
    }

    static List<StoredSeries> series(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement(); ResultSet rows = sql.executeQuery(SERIES.formatted(""))) {
            List<StoredSeries> all = storedSeries(rows);
            all.sort(CandleTable::bySourceSymbolTimeframe);
            return List.copyOf(all);
        }
    }

    static List<StoredSeries> series(Connection connection, SeriesKey key) throws SQLException {
        OptionalLong id = findSeries(connection, key);
        if (id.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement sql = connection.prepareStatement(SERIES.formatted("WHERE s.id = ?"))) {
            sql.setLong(1, id.getAsLong());
            try (ResultSet rows = sql.executeQuery()) {
                return storedSeries(rows);
            }
        }
    }

    /** @throws IllegalArgumentException beyond what can be stored exactly */
    static long nanos(Instant time) {
        if (time.isBefore(MIN_TIME) || time.isAfter(MAX_TIME)) {
            throw new IllegalArgumentException(
                    "candle: expected an open time between %s and %s, was %s".formatted(MIN_TIME, MAX_TIME, time));
        }
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static long clampedNanos(Instant time) {
        if (time.isBefore(MIN_TIME)) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(MAX_TIME) ? Long.MAX_VALUE : nanos(time);
    }

    private static Instant nanosToInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    private static int bySourceSymbolTimeframe(StoredSeries a, StoredSeries b) {
        int bySource = a.source().compareTo(b.source());
        int bySymbol = bySource != 0 ? bySource : a.symbol().compareTo(b.symbol());
        return bySymbol != 0 ? bySymbol : a.timeframe().compareTo(b.timeframe());
    }

    private static void bind(PreparedStatement sql, long series, Candle candle) throws SQLException {
        sql.setLong(1, series);
        sql.setLong(2, nanos(candle.openTime()));
        sql.setString(3, candle.open().toString());
        sql.setString(4, candle.high().toString());
        sql.setString(5, candle.low().toString());
        sql.setString(6, candle.close().toString());
        sql.setString(7, candle.volume().toString());
    }

    private static List<Candle> candles(PreparedStatement sql) throws SQLException {
        List<Candle> found = new ArrayList<>();
        try (ResultSet row = sql.executeQuery()) {
            while (row.next()) {
                found.add(new Candle(nanosToInstant(row.getLong(1)), decimal(row, 2), decimal(row, 3), decimal(row, 4),
                        decimal(row, 5), decimal(row, 6)));
            }
        }
        return found;
    }

    private static BigDecimal decimal(ResultSet row, int column) throws SQLException {
        return new BigDecimal(row.getString(column));
    }

    private static List<StoredSeries> storedSeries(ResultSet rows) throws SQLException {
        List<StoredSeries> found = new ArrayList<>();
        while (rows.next()) {
            found.add(new StoredSeries(rows.getString(1), new SymbolId(rows.getString(2), rows.getString(3)),
                    Timeframe.valueOf(rows.getString(4)), rows.getLong(5), nanosToInstant(rows.getLong(6)),
                    nanosToInstant(rows.getLong(7))));
        }
        return found;
    }

    private static long makeSeries(Connection connection, SeriesKey key) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "INSERT OR IGNORE INTO series (source, exchange, code, timeframe) VALUES (?, ?, ?, ?)")) {
            bind(sql, key);
            sql.executeUpdate();
        }
        return findSeries(connection, key).orElseThrow();
    }

    private static OptionalLong findSeries(Connection connection, SeriesKey key) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement(
                "SELECT id FROM series WHERE source = ? AND exchange = ? AND code = ? AND timeframe = ?")) {
            bind(sql, key);
            try (ResultSet row = sql.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void bind(PreparedStatement sql, SeriesKey key) throws SQLException {
        sql.setString(1, key.source());
        sql.setString(2, key.symbol().exchange());
        sql.setString(3, key.symbol().code());
        sql.setString(4, key.timeframe().name());
    }
}
