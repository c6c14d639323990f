package org.jts.ui.kit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jts.api.market.Symbol;

/**
 * Finds symbols as traders type them: by code, by a part of the name in any case, or by the initial consonants of a
 * Korean name ({@code ㅅㅅㅈㅈ} finds 삼성전자).
 *
 * @since 1.0
 */
public final class SymbolSearch {
    private static final int NO_MATCH = Integer.MAX_VALUE;
    private static final char FIRST_SYLLABLE = '가';
    private static final char LAST_SYLLABLE = '힣';
    /** Syllables that begin with the same consonant stand together, so many of them. */
    private static final int PER_INITIAL = 588;
    private static final String INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private SymbolSearch() {
    }

    /**
     * @param symbols to look through
     * @param text    what was typed
     * @param limit   at most so many
     * @return best matches first; empty for a blank text
     */
    public static List<Symbol> find(List<Symbol> symbols, String text, int limit) {
        String wanted = normal(text);
        if (wanted.isEmpty()) {
            return List.of();
        }
        record Ranked(Symbol symbol, int rank) {
        }
        return symbols.stream().map(symbol -> new Ranked(symbol, rank(symbol, wanted)))
                .filter(ranked -> ranked.rank != NO_MATCH)
                .sorted(Comparator.comparingInt(Ranked::rank).thenComparing(ranked -> ranked.symbol.name().length()))
                .limit(limit).map(Ranked::symbol).toList();
    }

    /** @return the best match, when there is one */
    public static Optional<Symbol> best(List<Symbol> symbols, String text) {
        return find(symbols, text, 1).stream().findFirst();
    }

    private static int rank(Symbol symbol, String wanted) {
        String code = normal(symbol.id().code());
        String name = normal(symbol.name());
        if (code.equals(wanted) || normal(symbol.id().toString()).equals(wanted)) {
            return 0;
        }
        if (name.equals(wanted)) {
            return 1;
        }
        if (code.startsWith(wanted)) {
            return 2;
        }
        if (name.startsWith(wanted)) {
            return 3;
        }
        if (name.contains(wanted) || code.contains(wanted)) {
            return 4;
        }
        return initials(name).contains(wanted) ? 5 : NO_MATCH;
    }

    private static String normal(String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static String initials(String name) {
        StringBuilder result = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            result.append(c < FIRST_SYLLABLE || c > LAST_SYLLABLE ? c
                    : INITIALS.charAt((c - FIRST_SYLLABLE) / PER_INITIAL));
        }
        return result.toString();
    }
}
