package org.jts.storage.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.store.KeptQuote;

/** The SQL of last prices. */
final class QuoteTable {

    private QuoteTable() {
    }

    static void save(Connection connection, BrokerId broker, Collection<KeptQuote> quotes) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                INSERT OR REPLACE INTO quote (broker, exchange, code, received, time, last, last_size, open, high, low,
                previous_close, volume, bid, bid_size, ask, ask_size)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (KeptQuote quote : quotes) {
                bind(sql, broker, quote);
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    static List<KeptQuote> find(Connection connection, BrokerId broker) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT exchange, code, received, time, last, last_size, open, high, low, previous_close, volume, bid,
                bid_size, ask, ask_size FROM quote WHERE broker = ?""")) {
            sql.setString(1, broker.value());
            List<KeptQuote> found = new ArrayList<>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(new KeptQuote(quote(row), Instant.parse(row.getString(3))));
                }
            }
            return List.copyOf(found);
        }
    }

    private static void bind(PreparedStatement sql, BrokerId broker, KeptQuote kept) throws SQLException {
        Quote quote = kept.quote();
        sql.setString(1, broker.value());
        sql.setString(2, quote.symbol().exchange());
        sql.setString(3, quote.symbol().code());
        sql.setString(4, kept.receivedAt().toString());
        sql.setString(5, quote.time().toString());
        sql.setString(6, quote.last().toString());
        sql.setString(7, quote.lastSize().toString());
        sql.setString(8, text(quote.open()));
        sql.setString(9, text(quote.high()));
        sql.setString(10, text(quote.low()));
        sql.setString(11, text(quote.previousClose()));
        sql.setString(12, quote.volume().toString());
        sql.setString(13, text(quote.bid()));
        sql.setString(14, quote.bidSize().toString());
        sql.setString(15, text(quote.ask()));
        sql.setString(16, quote.askSize().toString());
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(new SymbolId(row.getString(1), row.getString(2)), Instant.parse(row.getString(4)),
                new BigDecimal(row.getString(5)), new BigDecimal(row.getString(6)), number(row.getString(7)),
                number(row.getString(8)), number(row.getString(9)), number(row.getString(10)),
                new BigDecimal(row.getString(11)), number(row.getString(12)), new BigDecimal(row.getString(13)),
                number(row.getString(14)), new BigDecimal(row.getString(15)));
    }

    private static String text(Optional<BigDecimal> number) {
        return number.map(BigDecimal::toString).orElse(null);
    }

    private static Optional<BigDecimal> number(String text) {
        return Optional.ofNullable(text).map(BigDecimal::new);
    }
}
