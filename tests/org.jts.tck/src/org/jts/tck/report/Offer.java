package org.jts.tck.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Timeframe;

/** Capabilities as lines to read. */
final class Offer {

    private Offer() {
    }

    /** What they are called, in the words of {@link Words}, and what they are. */
    static Map<String, String> lines(Capabilities offered, Words words) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(words.get("Offers"),
                offered.features().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")));
        lines.put(words.get("Orders"), offered.orders().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + " (" + e.getValue().stream().sorted().map(Enum::name)
                        .collect(Collectors.joining(", ")) + ")").collect(Collectors.joining(", ")));
        lines.put(words.get("Timeframes"), offered.timeframes().stream().sorted().map(Timeframe::code)
                .collect(Collectors.joining(", ")));
        lines.put(words.get("Symbols streamed at once"), offered.maxStreamedSymbols().isPresent()
                ? Integer.toString(offered.maxStreamedSymbols().getAsInt()) : words.get("no limit"));
        return lines;
    }
}
