package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;

/** What can be traded: from the broker's master files where there are some, else a short list that comes along. */
final class Symbols {

    static final String FUND = "ETF";
    private static final String BUNDLED = "symbols.csv";
    /** Shares on the Korea Exchange since 2023-01-25; the same on NXT. */
    private static final TickTable SHARES = ticks(0, 1, 2_000, 5, 5_000, 10, 20_000, 50, 50_000, 100, 200_000, 500,
            500_000, 1_000);
    private static final TickTable FUNDS = ticks(0, 1, 2_000, 5);
    /** Cents from one dollar on, as the markets have it; the broker does not say. */
    private static final TickTable US = new TickTable(List.of(new Band(BigDecimal.ZERO, new BigDecimal("0.0001")),
            new Band(BigDecimal.ONE, new BigDecimal("0.01"))));

    private final Map<SymbolId, Symbol> symbols;

    private Symbols(List<Symbol> all) {
        Map<SymbolId, Symbol> map = new LinkedHashMap<>();
        all.forEach(s -> map.putIfAbsent(s.id(), s));
        symbols = map;
    }

    static Symbols of(List<Symbol> all) {
        return new Symbols(all);
    }

    List<Symbol> all() {
        return List.copyOf(symbols.values());
    }

    /** @throws BrokerException when there is no such symbol */
    Symbol need(SymbolId id) throws BrokerException {
        Symbol symbol = symbols.get(id);
        if (symbol == null) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("symbol.unknown", id));
        }
        return symbol;
    }

    Optional<Symbol> find(SymbolId id) {
        return Optional.ofNullable(symbols.get(id));
    }

    boolean isFund(SymbolId id) {
        return find(id).filter(s -> s.market().equals(FUND)).isPresent();
    }

    static Symbol symbol(String code, String name, String market, Optional<String> sector, boolean active) {
        return new Symbol(Venue.KRX.symbol(code), name, market, sector, CurrencyCode.KRW, Clock.SEOUL,
                market.equals(FUND) ? FUNDS : SHARES, BigDecimal.ONE, Optional.empty(), active);
    }

    static Symbol us(SymbolId id, String name, boolean fund) {
        return new Symbol(id, name, fund ? FUND : id.exchange(), Optional.empty(), CurrencyCode.USD, Venue.NEW_YORK, US,
                BigDecimal.ONE, Optional.empty(), true);
    }

    /** What there is of a file without the file. */
    static List<Symbol> bundled(MasterFile file) {
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Symbols.class.getResourceAsStream(BUNDLED), BUNDLED),
                StandardCharsets.UTF_8))) {
            return in.lines().filter(l -> !l.startsWith("#")).map(l -> l.split(",")).filter(c -> c[0].equals(
                    file.name())).map(c -> file.venue.isUs() ? us(file.venue.symbol(c[1]), c[2], c[3].equals(FUND))
                            : symbol(c[1], c[2], c[3], Optional.of(c[4]), true)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(BUNDLED + ": expected a readable resource of this bundle", e);
        }
    }

    private static TickTable ticks(long... fromAndTick) {
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < fromAndTick.length; i += 2) {
            bands.add(new Band(BigDecimal.valueOf(fromAndTick[i]), BigDecimal.valueOf(fromAndTick[i + 1])));
        }
        return new TickTable(bands);
    }
}
