package org.jts.storage.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;

/** A store in a folder of its own, with the clock and the event log of a test. */
final class Fixture implements AutoCloseable {

    final FakeTime time = new FakeTime();
    final FakeEventLog events = new FakeEventLog(time);
    final Path folder;
    final SqliteMarketStore store;
    final CsvCandleImport candles;

    Fixture(Path folder) {
        this.folder = folder;
        store = new SqliteMarketStore(new LocalDataFolder(folder), events, time, Duration.ofMillis(200));
        candles = new CsvCandleImport(store, events, time);
    }

    Path file() {
        return folder.resolve(SqliteMarketStore.FILE);
    }

    Path write(String name, String... lines) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(name), String.join("\n", lines), StandardCharsets.UTF_8);
    }

    static CandleQuery all(SymbolId symbol, Timeframe timeframe) {
        return new CandleQuery(symbol, timeframe, Instant.MIN, Instant.MAX, CandleQuery.MAX_LIMIT);
    }

    @Override
    public void close() {
        store.close();
    }
}
