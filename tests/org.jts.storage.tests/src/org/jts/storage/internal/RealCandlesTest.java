package org.jts.storage.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.CandleImport.ImportReport;
import org.jts.api.store.MarketStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daily candles that lie beside the project, in {@code shared/data}; {@code -Djts.shared=FOLDER} names another
 * place. They are not part of the project: where they are missing, the test says so and does not count.
 */
class RealCandlesTest {

    private static final Duration A_FEW_SECONDS = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void everyRealCandleIsStoredInAFewSeconds() throws Exception {
        Optional<Path> data = dataFolder();
        assumeTrue(data.isPresent(), "no folder shared/data above " + Path.of("").toAbsolutePath());
        Map<String, List<Integer>> counts = new TreeMap<>();
        long start = System.nanoTime();
        try (Fixture fixture = new Fixture(folder)) {
            for (Path file : csvFiles(data.get())) {
                ImportReport report = fixture.candles.importCsv(file, share -> { }, () -> false);
                report.refused().forEach(row -> System.out.println(file.getFileName() + " " + row));
                counts.put(file.getFileName().toString(), List.of(report.accepted(), report.refused().size()));
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("real candles, accepted and refused: %s in %d ms%n", counts, took.toMillis());
            assertEquals(Map.of("000660_D.csv", List.of(6693, 0), "005380_D.csv", List.of(8343, 0), "005930_D.csv",
                    List.of(8343, 0), "035420_D.csv", List.of(5232, 0), "069500_D.csv", List.of(5243, 0),
                    "114800_D.csv",
                    List.of(3524, 0)), counts);
            assertEquals("75900", fixture.store.lastCandle(MarketStore.IMPORTED, SymbolId.parse("KRX:005930"),
                    Timeframe.DAY_1).orElseThrow().close().toString());
            assertTrue(took.compareTo(A_FEW_SECONDS) < 0, "expected a few seconds, took " + took);
        }
    }

    private static List<Path> csvFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(f -> f.toString().endsWith("_D.csv")).sorted().toList();
        }
    }

    private static Optional<Path> dataFolder() {
        String named = System.getProperty("jts.shared");
        if (named != null) {
            return Optional.of(Path.of(named, "data"));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve("shared").resolve("data");
            if (Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
