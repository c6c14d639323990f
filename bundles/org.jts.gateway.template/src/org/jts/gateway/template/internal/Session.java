package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/**
 * The connection with the broker, as long as there is one: its line, and the symbols that were learned with it. It is
 * made when the workstation says so, and never by itself. Thread-safe.
 */
final class Session {

    private final BrokerId id;
    private final URI address;
    private final String key;
    private final RequestLimiter limiter;
    private final ReentrantLock connecting = new ReentrantLock();
    private final AtomicInteger hangUps = new AtomicInteger();
    private volatile Line line;
    private volatile Map<SymbolId, Symbol> symbols = Map.of();

    Session(BrokerId id, URI address, String key, RequestLimiter limiter) {
        this.id = id;
        this.address = address;
        this.key = key;
        this.limiter = limiter;
    }

    // snippet: connect
    /** Nothing, when there is a line already. */
    void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        connecting.lockInterruptibly(); // two at once make one connection; not synchronized: it waits for the broker
        try {
            if (line == null || !line.isOpen()) {
                open(listener);
            }
        } finally {
            connecting.unlock();
        }
    }

    private void open(GatewayListener listener) throws BrokerException, InterruptedException {
        int before = hangUps.get();
        Line fresh = Line.open(id, address, key, limiter, listener);
        try {
            symbols = fresh.read(Lane.MARKET_DATA, "/symbols", Map.of(), json -> json.list("symbols").stream()
                    .map(Answers::symbol).collect(Collectors.toUnmodifiableMap(Symbol::id, Function.identity())));
            line = fresh;
        } finally {
            if (line != fresh || hangUps.get() != before) { // failed, or somebody disconnected meanwhile
                fresh.close();
            }
        }
    }

    void disconnect() {
        hangUps.incrementAndGet();
        Line open = line;
        if (open != null) {
            open.close();
        }
    }
    // end

    /** The line, which may be lost at any moment. */
    Line line() throws BrokerException {
        return lineIfOpen().orElseThrow(() -> new BrokerException(ErrorCategory.NETWORK, T.get("line.none")));
    }

    /** The same for who has something else to say when there is none. */
    Optional<Line> lineIfOpen() {
        return Optional.ofNullable(line).filter(Line::isOpen);
    }

    List<Symbol> symbols() throws BrokerException {
        line();
        return symbols.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    /** The broker's name for a symbol. */
    String code(SymbolId symbol) throws BrokerException {
        return Optional.ofNullable(symbols.get(symbol)).map(known -> known.id().code()).orElseThrow(
                () -> new BrokerException(ErrorCategory.VALIDATION, T.format("symbol.unknown", symbol)));
    }
}
