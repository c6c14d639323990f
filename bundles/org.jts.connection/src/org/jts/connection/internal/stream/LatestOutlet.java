package org.jts.connection.internal.stream;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jts.api.market.SymbolId;

/**
 * Delivers the latest of each symbol: what a newer one replaced before it was delivered is skipped. Holds at most one
 * thing a symbol.
 */
final class LatestOutlet<E> extends Outlet<E> {

    private final Set<SymbolId> symbols;
    private final Function<E, SymbolId> symbolOf;
    private final Map<SymbolId, E> latest = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<SymbolId> turn = new ConcurrentLinkedQueue<>();

    LatestOutlet(String name, Set<SymbolId> symbols, Function<E, SymbolId> symbolOf, Consumer<E> receiver,
            Consumer<Throwable> onFault) {
        super(name, receiver, onFault);
        this.symbols = symbols;
        this.symbolOf = symbolOf;
    }

    void offer(E item) {
        SymbolId symbol = symbolOf.apply(item);
        // Symbols nobody asked for would make it grow without end.
        if (isClosed() || !symbols.contains(symbol)) {
            return;
        }
        if (latest.put(symbol, item) == null) {
            turn.add(symbol);
        }
        wake();
    }

    @Override
    E next() {
        SymbolId symbol = turn.poll();
        return symbol == null ? null : latest.remove(symbol);
    }

    @Override
    void clear() {
        turn.clear();
        latest.clear();
    }
}
