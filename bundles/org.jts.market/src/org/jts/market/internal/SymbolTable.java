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
 * @param list   in the broker's order
 * @param byId   the same
 * @param loaded whether the broker gave them in this run; else they come from the store, or there are none
 */
record SymbolTable(List<Symbol> list, Map<SymbolId, Symbol> byId, boolean loaded) {

    static final SymbolTable EMPTY = new SymbolTable(List.of(), Map.of(), false);

    static SymbolTable of(Collection<Symbol> symbols, boolean loaded) {
        Map<SymbolId, Symbol> byId = LinkedHashMap.newLinkedHashMap(symbols.size());
        symbols.forEach(s -> byId.put(s.id(), s));
        return new SymbolTable(List.copyOf(byId.values()), Map.copyOf(byId), loaded);
    }

    Optional<Symbol> find(SymbolId id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean isEmpty() {
        return list.isEmpty();
    }
}
