package org.jts.exchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/**
 * Listings to start with: well-known Korean shares, ETFs and crypto pairs with plausible prices (no market data), and
 * any number of made ones for load.
 *
 * @since 1.0
 */
public final class DefaultListings {

    private static final String RESOURCE = "listings.csv";

    private DefaultListings() {
    }

    /** Shares and ETFs of the Korea Exchange. */
    public static List<Listing> korean(MarketRules rules) {
        return read("KRX").stream().map(row -> krx(row, rules)).toList();
    }

    /** KRW pairs of Upbit. */
    public static List<Listing> crypto(MarketRules rules) {
        return read("UPBIT").stream().map(row -> upbit(row, rules)).toList();
    }

    /** Made shares {@code 900001}, {@code 900002} … with prices from 1,000 to 500,000 won. */
    public static List<Listing> synthetic(int count, MarketRules rules) {
        if (count < 1 || count > 99_999) {
            throw new IllegalArgumentException("synthetic listings: expected 1 to 99,999, was " + count);
        }
        List<Listing> made = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            // Spreads the prices over all tick bands without any chance in it.
            long price = 1_000 + (i * 7_919L * i) % 499_000;
            Symbol symbol = share("KRX", "9%05d".formatted(i), "합성종목 %d".formatted(i), "KOSPI", "합성", rules);
            made.add(Listing.of(symbol, rules, symbol.ticks().roundDown(BigDecimal.valueOf(price))));
        }
        return List.copyOf(made);
    }

    private static Listing krx(Row row, MarketRules rules) {
        Symbol symbol = share("KRX", row.code, row.name, row.market, row.sector, rules);
        return Listing.of(symbol, rules, row.price).withDailyVolume(row.volume);
    }

    private static Symbol share(String exchange, String code, String name, String market, String sector,
            MarketRules rules) {
        return new Symbol(new SymbolId(exchange, code), name, market, Optional.of(sector), CurrencyCode.KRW,
                rules.zone(), market.equals("ETF") ? KrxRules.etfTicks() : KrxRules.shareTicks(), BigDecimal.ONE,
                Optional.empty(), true);
    }

    private static Listing upbit(Row row, MarketRules rules) {
        Symbol symbol = new Symbol(new SymbolId("UPBIT", row.code), row.name, row.market, Optional.of(row.sector),
                CurrencyCode.KRW, rules.zone(), CryptoRules.upbitTicks(), CryptoRules.LOT,
                Optional.of(CryptoRules.MIN_ORDER_KRW), true);
        return Listing.of(symbol, rules, row.price).withDailyVolume(row.volume);
    }

    private static List<Row> read(String exchange) {
        List<Row> rows = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DefaultListings.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            in.readLine(); // the header
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",");
                if (cells[0].equals(exchange)) {
                    rows.add(new Row(cells[1], cells[2], cells[3], cells[4], new BigDecimal(cells[5]),
                            new BigDecimal(cells[6])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": expected a readable resource of this bundle", e);
        }
        return rows;
    }

    private record Row(String code, String name, String market, String sector, BigDecimal price, BigDecimal volume) {
    }
}
