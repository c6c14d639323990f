package org.jts.storage.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;

/** The SQL of symbols. */
final class SymbolTable {

    private SymbolTable() {
    }

    static void replace(Connection connection, BrokerId broker, Collection<Symbol> symbols) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("DELETE FROM symbol WHERE broker = ?")) {
            sql.setString(1, broker.value());
            sql.executeUpdate();
        }
        try (PreparedStatement sql = connection.prepareStatement("""
                INSERT INTO symbol (broker, place, exchange, code, name, market, sector, currency, zone, ticks,
                lot_size, min_order_value, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            int place = 0;
            for (Symbol symbol : symbols) {
                bind(sql, broker, place++, symbol);
                sql.addBatch();
            }
            sql.executeBatch();
        }
    }

    static List<Symbol> find(Connection connection, BrokerId broker) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT exchange, code, name, market, sector, currency, zone, ticks, lot_size, min_order_value, active
                FROM symbol WHERE broker = ? ORDER BY place""")) {
            sql.setString(1, broker.value());
            List<Symbol> found = new ArrayList<>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(symbol(row));
                }
            }
            return List.copyOf(found);
        }
    }

    static String ticksToText(TickTable ticks) {
        return ticks.bands().stream().map(band -> band.from() + "=" + band.tick()).collect(Collectors.joining(" "));
    }

    static TickTable ticksFromText(String text) {
        return new TickTable(Arrays.stream(text.split(" ")).map(band -> {
            int equals = band.indexOf('=');
            return new Band(new BigDecimal(band.substring(0, equals)), new BigDecimal(band.substring(equals + 1)));
        }).toList());
    }

    private static void bind(PreparedStatement sql, BrokerId broker, int place, Symbol symbol) throws SQLException {
        sql.setString(1, broker.value());
        sql.setInt(2, place);
        sql.setString(3, symbol.id().exchange());
        sql.setString(4, symbol.id().code());
        sql.setString(5, symbol.name());
        sql.setString(6, symbol.market());
        sql.setString(7, symbol.sector().orElse(null));
        sql.setString(8, symbol.currency().value());
        sql.setString(9, symbol.zone().getId());
        sql.setString(10, ticksToText(symbol.ticks()));
        sql.setString(11, symbol.lotSize().toString());
        sql.setString(12, symbol.minOrderValue().map(BigDecimal::toString).orElse(null));
        sql.setBoolean(13, symbol.active());
    }

    private static Symbol symbol(ResultSet row) throws SQLException {
        return new Symbol(new SymbolId(row.getString(1), row.getString(2)), row.getString(3), row.getString(4),
                Optional.ofNullable(row.getString(5)), new CurrencyCode(row.getString(6)), ZoneId.of(row.getString(7)),
                ticksFromText(row.getString(8)), new BigDecimal(row.getString(9)),
                Optional.ofNullable(row.getString(10)).map(BigDecimal::new), row.getBoolean(11));
    }
}
