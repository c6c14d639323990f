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
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;

/** The SQL of accounts with their balances and positions. */
final class AccountTable {

    private AccountTable() {
    }

    static void replace(Connection connection, BrokerId broker, Collection<AccountSnapshot> accounts)
            throws SQLException {
        for (String table : List.of("account", "balance", "position")) {
            try (PreparedStatement sql = connection.prepareStatement("DELETE FROM " + table + " WHERE broker = ?")) {
                sql.setString(1, broker.value());
                sql.executeUpdate();
            }
        }
        try (PreparedStatement account = connection.prepareStatement("""
                INSERT INTO account (broker, account, place, name, type, currency, is_default, as_of)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""");
                PreparedStatement balance = connection.prepareStatement("""
                        INSERT INTO balance (broker, account, place, currency, total_equity, cash, buying_power, as_of)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""");
                PreparedStatement position = connection.prepareStatement("""
                        INSERT INTO position (broker, account, place, exchange, code, name, currency, quantity,
                        sellable, average_price, current_price) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            int place = 0;
            for (AccountSnapshot snapshot : accounts) {
                addAccount(account, broker, place++, snapshot);
                addBalances(balance, broker, snapshot);
                addPositions(position, broker, snapshot);
            }
            account.executeBatch();
            balance.executeBatch();
            position.executeBatch();
        }
    }

    private static void addAccount(PreparedStatement sql, BrokerId broker, int place, AccountSnapshot snapshot)
            throws SQLException {
        Account account = snapshot.account();
        begin(sql, broker, account.id(), place);
        sql.setString(4, account.name());
        sql.setString(5, account.type().name());
        sql.setString(6, account.currency().value());
        sql.setBoolean(7, account.isDefault());
        sql.setString(8, snapshot.asOf().map(Instant::toString).orElse(null));
        sql.addBatch();
    }

    private static void addBalances(PreparedStatement sql, BrokerId broker, AccountSnapshot snapshot)
            throws SQLException {
        int place = 0;
        for (Balance balance : snapshot.balances()) {
            begin(sql, broker, snapshot.account().id(), place++);
            sql.setString(4, balance.currency().value());
            sql.setString(5, balance.totalEquity().toString());
            sql.setString(6, balance.cash().toString());
            sql.setString(7, balance.buyingPower().toString());
            sql.setString(8, balance.asOf().toString());
            sql.addBatch();
        }
    }

    private static void addPositions(PreparedStatement sql, BrokerId broker, AccountSnapshot snapshot)
            throws SQLException {
        int place = 0;
        for (Position position : snapshot.positions()) {
            begin(sql, broker, snapshot.account().id(), place++);
            sql.setString(4, position.symbol().exchange());
            sql.setString(5, position.symbol().code());
            sql.setString(6, position.name());
            sql.setString(7, position.currency().value());
            sql.setString(8, position.quantity().toString());
            sql.setString(9, position.sellable().toString());
            sql.setString(10, position.averagePrice().toString());
            sql.setString(11, position.currentPrice().toString());
            sql.addBatch();
        }
    }

    private static void begin(PreparedStatement sql, BrokerId broker, AccountId account, int place)
            throws SQLException {
        sql.setString(1, broker.value());
        sql.setString(2, account.value());
        sql.setInt(3, place);
    }

    static List<AccountSnapshot> find(Connection connection, BrokerId broker) throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT account, name, type, currency, is_default, as_of FROM account
                WHERE broker = ? ORDER BY place""")) {
            sql.setString(1, broker.value());
            List<AccountSnapshot> found = new ArrayList<>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(snapshot(connection, broker, row));
                }
            }
            return List.copyOf(found);
        }
    }

    private static AccountSnapshot snapshot(Connection connection, BrokerId broker, ResultSet row)
            throws SQLException {
        Account account = new Account(new AccountId(row.getString(1)), row.getString(2),
                AccountType.valueOf(row.getString(3)), new CurrencyCode(row.getString(4)), row.getBoolean(5));
        return new AccountSnapshot(new AccountKey(broker, account.id()), account,
                balances(connection, broker, account.id()), positions(connection, broker, account.id()),
                Optional.ofNullable(row.getString(6)).map(Instant::parse), Optional.empty());
    }

    private static List<Balance> balances(Connection connection, BrokerId broker, AccountId account)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT currency, total_equity, cash, buying_power, as_of FROM balance
                WHERE broker = ? AND account = ? ORDER BY place""")) {
            sql.setString(1, broker.value());
            sql.setString(2, account.value());
            List<Balance> found = new ArrayList<>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(new Balance(account, new CurrencyCode(row.getString(1)),
                            new BigDecimal(row.getString(2)), new BigDecimal(row.getString(3)),
                            new BigDecimal(row.getString(4)), Instant.parse(row.getString(5))));
                }
            }
            return found;
        }
    }

    private static List<Position> positions(Connection connection, BrokerId broker, AccountId account)
            throws SQLException {
        try (PreparedStatement sql = connection.prepareStatement("""
                SELECT exchange, code, name, currency, quantity, sellable, average_price, current_price FROM position
                WHERE broker = ? AND account = ? ORDER BY place""")) {
            sql.setString(1, broker.value());
            sql.setString(2, account.value());
            List<Position> found = new ArrayList<>();
            try (ResultSet row = sql.executeQuery()) {
                while (row.next()) {
                    found.add(new Position(account, new SymbolId(row.getString(1), row.getString(2)),
                            row.getString(3), new CurrencyCode(row.getString(4)), new BigDecimal(row.getString(5)),
                            new BigDecimal(row.getString(6)), new BigDecimal(row.getString(7)),
                            new BigDecimal(row.getString(8))));
                }
            }
            return found;
        }
    }
}
