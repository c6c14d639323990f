package org.jts.ui.context;

import java.util.Objects;

import org.jts.api.BrokerId;
import org.jts.api.market.SymbolId;

/** A symbol as one broker offers it. @since 1.0 */
public record Instrument(BrokerId broker, SymbolId symbol) {
    public Instrument {
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(symbol, "symbol");
    }
}
