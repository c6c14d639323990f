package org.jts.market.internal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/**
 * The symbols of a broker at one moment.
 *
 * @param list in the broker's order
 * @param byId the same
 */
record SymbolTable(List<Symbol> list, Map<SymbolId, Symbol> byId) {

    static final SymbolTable EMPTY = new SymbolTable(List.of(), Map.of());

    static SymbolTable of(Collection<Symbol> symbols) {
        Map<SymbolId, Symbol> byId = LinkedHashMap.newLinkedHashMap(symbols.size());
        symbols.forEach(s -> byId.put(s.id(), s));
        return new SymbolTable(List.copyOf(byId.values()), Map.copyOf(byId));
    }

    Optional<Symbol> find(SymbolId id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean isEmpty() {
        return list.isEmpty();
    }
}
