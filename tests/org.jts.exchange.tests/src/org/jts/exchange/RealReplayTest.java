package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.junit.jupiter.api.Test;

/**
 * The real daily candles that lie beside the project, in {@code shared/data}; {@code -Djts.shared=FOLDER} names another
 * place. They are not part of the project: where they are missing, the test says so and does not count.
 */
class RealReplayTest {

    private static final int DAYS = 20;

    @Test
    void realDaysAreReplayedToTheTick() throws IOException {
        for (String code : List.of("005930", "000660", "005380", "035420", "114800")) {
            List<Candle> real = newest(code, DAYS + 1);
            Listing listing = listing(code);
            Exchange exchange = Exchange.builder().seed(1).start(at("2026-01-02T08:00"))
                    .stepInterval(Duration.ofSeconds(20)).historyDays(0)
                    .listing(new Listing(listing.symbol(), listing.rules(), real.getFirst().close(),
                            listing.dailyVolume(), new PriceModel.Replay(real.subList(1, DAYS + 1), 0.02), List.of()))
                    .build();
            exchange.advanceTo(at("2026-01-29T16:00"));
            List<Candle> made = days(exchange, listing.symbol().id());
            assertEquals(DAYS, made.size());
            for (int i = 0; i < DAYS; i++) {
                assertEquals(prices(real.get(i + 1)), prices(made.get(i)), code);
            }
        }
    }

    @Test
    void theExchangeGoesOnFromTheLastRealClose() throws IOException {
        List<Candle> real = newest("005930", 10_000);
        assertTrue(real.size() > 8_000, () -> "was " + real.size());
        Listing listing = listing("005930");
        Exchange exchange = Exchange.builder().seed(1).start(at("2026-01-02T08:00"))
                .listing(listing.withHistory(real)).build();
        assertEquals(0, exchange.quote(Trader.SAMSUNG).orElseThrow().last().compareTo(real.getLast().close()));
        assertEquals(real, days(exchange, Trader.SAMSUNG));
        exchange.advanceTo(at("2026-01-02T09:01"));
        double open = exchange.quote(Trader.SAMSUNG).orElseThrow().open().orElseThrow().doubleValue();
        assertEquals(real.getLast().close().doubleValue(), open, open * 0.05);
    }

    private static List<String> prices(Candle candle) {
        return List.of(candle.open(), candle.high(), candle.low(), candle.close()).stream()
                .map(BigDecimal::toPlainString).toList();
    }

    private static List<Candle> days(Exchange exchange, SymbolId symbol) {
        return exchange.candles(new CandleQuery(symbol, Timeframe.DAY_1, Instant.MIN, Instant.MAX, 100_000));
    }

    private static Listing listing(String code) {
        return Trader.listing(new SymbolId("KRX", code), KrxRules.regular(Set.of()));
    }

    private static List<Candle> newest(String code, int count) throws IOException {
        Optional<Path> folder = dataFolder();
        assumeTrue(folder.isPresent(), "no folder shared/data above " + Path.of("").toAbsolutePath());
        List<Candle> candles = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.get().resolve(code + "_D.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            LocalDate day = LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE);
            candles.add(new Candle(day.atStartOfDay(KrxRules.SEOUL).toInstant(), new BigDecimal(cells[1]),
                    new BigDecimal(cells[2]), new BigDecimal(cells[3]), new BigDecimal(cells[4]),
                    new BigDecimal(cells[5])));
        }
        return candles.subList(Math.max(0, candles.size() - count), candles.size());
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
