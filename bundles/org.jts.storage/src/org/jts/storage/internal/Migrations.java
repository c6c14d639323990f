package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

import org.jts.api.store.StoreException;

/**
 * Brings a store file to the present schema, one numbered script after the other, each as a whole or not at all. The
 * number of the last one stands in {@code PRAGMA user_version}.
 */
final class Migrations {

    /** "JTS1" in SQLite's field for the application: a file of another program is not ours to change. */
    static final int APPLICATION_ID = 0x4A545331;

    private static final int SCRIPTS = 2;

    private final List<String> scripts;

    /** @param scripts the first makes version 1 of an empty file, the next version 2 of that, and so on */
    Migrations(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** The scripts that come with this bundle. */
    static Migrations shipped() {
        return new Migrations(IntStream.rangeClosed(1, SCRIPTS).mapToObj(Migrations::script).toList());
    }

    int version() {
        return scripts.size();
    }

    /** @param connection without a transaction under way */
    void apply(Connection connection, Path file) throws SQLException, StoreException {
        int found = pragma(connection, "user_version");
        refuseForeign(connection, file, found);
        if (found > version()) {
            throw new StoreException(T.format("store.newer", file, version(), found));
        }
        for (int version = found + 1; version <= version(); version++) {
            step(connection, version);
        }
    }

    private void step(Connection connection, int version) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.executeUpdate("BEGIN IMMEDIATE");
            try {
                sql.executeUpdate(scripts.get(version - 1));
                sql.executeUpdate("PRAGMA application_id = " + APPLICATION_ID);
                sql.executeUpdate("PRAGMA user_version = " + version);
                sql.executeUpdate("COMMIT");
            } catch (SQLException e) {
                Database.rollback(sql, e);
                throw e;
            }
        }
    }

    private static void refuseForeign(Connection connection, Path file, int version) throws SQLException,
            StoreException {
        int application = pragma(connection, "application_id");
        boolean empty = application == 0 && version == 0 && pragma(connection, "schema_version") == 0;
        if (!empty && application != APPLICATION_ID) {
            throw new StoreException(T.format("store.foreign", file));
        }
    }

    static int pragma(Connection connection, String name) throws SQLException {
        try (Statement sql = connection.createStatement(); ResultSet row = sql.executeQuery("PRAGMA " + name)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static String script(int number) {
        String name = "schema/%03d.sql".formatted(number);
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("expected the schema script %s in the bundle".formatted(name), e);
        }
    }
}
