package org.jts.ui.watch.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/** The user's watch list of each broker, kept in the preferences: symbols in their order, separated by spaces. */
final class WatchLists {
    /** More would be more than brokers stream and people read. */
    static final int MOST = 500;
    private static final List<String> DEFAULTS = List.of("005930", "000660", "035420", "005380", "069500", "KRW-BTC",
            "KRW-ETH", "BTCUSDT", "ETHUSDT");
    private static final int AT_LEAST = 5;
    private static final String KEY = "symbols.";

    private final Preferences preferences;

    WatchLists(Preferences preferences) {
        this.preferences = preferences;
    }

    /** @param available of the broker, in its order; not empty */
    List<SymbolId> of(BrokerId broker, List<Symbol> available) {
        String kept = preferences.get(KEY + broker, null);
        return kept == null ? defaults(available) : parse(kept);
    }

    void keep(BrokerId broker, List<SymbolId> symbols) {
        preferences.put(KEY + broker, symbols.stream().map(SymbolId::toString).collect(Collectors.joining(" ")));
        flush();
    }

    /** Back to what is shown to somebody new. */
    void reset(BrokerId broker) {
        preferences.remove(KEY + broker);
        flush();
    }

    /** The symbols that most people look for, or the broker's first ones where it has few of those. */
    static List<SymbolId> defaults(List<Symbol> available) {
        List<SymbolId> result = new ArrayList<>();
        for (String code : DEFAULTS) {
            available.stream().map(Symbol::id).filter(id -> id.code().equals(code)).findFirst().ifPresent(result::add);
        }
        for (Symbol symbol : available) {
            if (result.size() >= AT_LEAST) {
                break;
            }
            if (!result.contains(symbol.id())) {
                result.add(symbol.id());
            }
        }
        return result;
    }

    /** What is no symbol (any more, or through an edit by hand) is left out. */
    private static List<SymbolId> parse(String text) {
        return Arrays.stream(text.split(" ")).filter(WatchLists::isSymbol).map(SymbolId::parse)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new)).stream().limit(MOST).toList();
    }

    private static boolean isSymbol(String text) {
        try {
            SymbolId.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static Set<SymbolId> asSet(List<SymbolId> symbols) {
        return Set.copyOf(symbols);
    }

    private void flush() {
        try {
            preferences.flush();
        } catch (BackingStoreException e) {
            org.eclipse.core.runtime.ILog.of(WatchLists.class).warn("The watch list could not be saved: " + e, e);
        }
    }
}
