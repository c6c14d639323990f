package org.jts.server.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.wire.MarketWire;

import io.grpc.Status;

/** Finds what requests name. */
final class Brokers {

    private final BrokerRegistry registry;
    /** The symbols of brokers whose clients name codes alone; read once a connection. */
    private final Map<BrokerConnection, List<Symbol>> symbols = new ConcurrentHashMap<>();

    Brokers(BrokerRegistry registry) {
        this.registry = registry;
    }

    List<BrokerConnection> all() {
        return registry.brokers();
    }

    /** @param id empty for the only one there is */
    BrokerConnection broker(String id) {
        return find(id).orElseThrow(() -> id.isEmpty()
                ? Status.INVALID_ARGUMENT.withDescription("broker_id: expected one of %s, found none"
                        .formatted(names(all()))).asRuntimeException()
                : Status.NOT_FOUND.withDescription("broker_id: expected one of %s, found \"%s\""
                        .formatted(names(all()), id)).asRuntimeException());
    }

    /** @param id empty for the only one there is */
    Optional<BrokerConnection> find(String id) {
        List<BrokerConnection> all = registry.brokers();
        if (id.isEmpty()) {
            return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
        }
        for (BrokerConnection broker : all) { // each order comes by here
            if (broker.id().value().equals(id)) {
                return Optional.of(broker);
            }
        }
        return Optional.empty();
    }

    private static String names(List<BrokerConnection> all) {
        return all.isEmpty() ? "the brokers set up at this server, of which there are none"
                : String.join(", ", all.stream().map(broker -> broker.id().value()).toList());
    }

    /** @param text EXCHANGE:CODE, or a code that one exchange has */
    SymbolId symbol(BrokerConnection broker, String text) throws BrokerException, InterruptedException {
        if (text.indexOf(':') >= 0) {
            return MarketWire.symbolId(text);
        }
        List<Symbol> known = symbols.get(broker);
        if (known == null) {
            known = broker.gateway().symbols();
            symbols.keySet().retainAll(registry.brokers());
            symbols.put(broker, known);
        }
        List<SymbolId> found = known.stream().map(Symbol::id).filter(id -> id.code().equals(text)).toList();
        if (found.size() != 1) {
            throw new BrokerException(ErrorCategory.VALIDATION, found.isEmpty()
                    ? "symbol: expected EXCHANGE:CODE or a code of %s, found \"%s\"".formatted(broker.id(), text)
                    : "symbol: expected one of %s, found \"%s\", which all of them have".formatted(found, text));
        }
        return found.getFirst();
    }
}
