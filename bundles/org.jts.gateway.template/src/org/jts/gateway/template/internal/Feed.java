package org.jts.gateway.template.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.jts.api.market.SymbolId;

/** One subscription of a listener: told nothing older than what it was told, and nothing after its close. */
final class Feed<T> {

    private final Consumer<T> listener;
    private final Map<SymbolId, Instant> told = new HashMap<>();
    private volatile boolean closed;

    Feed(Consumer<T> listener) {
        this.listener = listener;
    }

    // snippet: feed
    /** On the one thread that tells: the picture that was asked for may be older than a frame that came meanwhile. */
    void tell(SymbolId symbol, Instant time, T item) {
        Instant last = told.getOrDefault(symbol, Instant.MIN);
        if (!closed && !time.isBefore(last)) {
            told.put(symbol, time);
            listener.accept(item);
        }
    }
    // end

    void close() {
        closed = true;
    }
}
