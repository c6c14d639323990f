package org.jts.api.market;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The visible part of an order book at one moment. Best price first on both sides; a book may be locked or crossed for
 * a moment where a broker merges exchanges, so that is not checked.
 *
 * @param symbol which instrument
 * @param time   when it was so, by the exchange's clock
 * @param bids   buyers, prices descending
 * @param asks   sellers, prices ascending
 * @since 1.0
 */
public record OrderBook(SymbolId symbol, Instant time, List<PriceLevel> bids, List<PriceLevel> asks) {

    public OrderBook {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(time, "time");
        bids = sorted(List.copyOf(bids), "bids", -1);
        asks = sorted(List.copyOf(asks), "asks", 1);
    }

    public Optional<PriceLevel> bestBid() {
        return bids.isEmpty() ? Optional.empty() : Optional.of(bids.getFirst());
    }

    public Optional<PriceLevel> bestAsk() {
        return asks.isEmpty() ? Optional.empty() : Optional.of(asks.getFirst());
    }

    private static List<PriceLevel> sorted(List<PriceLevel> levels, String side, int sign) {
        for (int i = 1; i < levels.size(); i++) {
            if (levels.get(i).price().compareTo(levels.get(i - 1).price()) * sign <= 0) {
                throw new IllegalArgumentException("%s: expected prices %s, was %s".formatted(side,
                        sign > 0 ? "ascending" : "descending", levels));
            }
        }
        return levels;
    }
}
