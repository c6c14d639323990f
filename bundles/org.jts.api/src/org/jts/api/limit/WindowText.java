package org.jts.api.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jts.api.limit.RateWindow.Measure;

/** Windows as text, see {@link RateWindow#parse}. */
final class WindowText {

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,9})\\s*/\\s*([0-9a-z]+)\\s*(?:\\[([^\\[\\]]*)])?");
    private static final String COUNT = "count";

    private WindowText() {
    }

    static RateWindow parse(String text) {
        Matcher matcher = WINDOW.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a window such as 18/1s or 100/10s[order], was \"%s\"".formatted(text.strip()));
        }
        Duration period = PeriodText.parse(matcher.group(2));
        int permits = Integer.parseInt(matcher.group(1));
        if (permits < 1 || !period.isPositive()) {
            throw new IllegalArgumentException(
                    "expected 1 permit or more in a time above 0, was \"%s\"".formatted(text.strip()));
        }
        Set<Lane> lanes = EnumSet.noneOf(Lane.class);
        Measure measure = Measure.WEIGHT;
        if (matcher.group(3) != null) {
            for (String word : matcher.group(3).strip().split("[\\s+]+")) {
                if (word.equals(COUNT)) {
                    measure = Measure.COUNT;
                } else {
                    lanes.add(lane(word));
                }
            }
        }
        return new RateWindow(permits, period, measure, lanes);
    }

    /** @return at least one window */
    static List<RateWindow> parseAll(String text) {
        return Arrays.stream(text.split(",", -1)).map(WindowText::parse).toList();
    }

    static String format(RateWindow window) {
        String words = Arrays.stream(Lane.values()).filter(window.lanes()::contains).map(WindowText::word)
                .collect(Collectors.joining(" "));
        if (window.measure() == Measure.COUNT) {
            words = words.isEmpty() ? COUNT : words + " " + COUNT;
        }
        return window.permits() + "/" + PeriodText.format(window.period()) + (words.isEmpty() ? "" : "[" + words + "]");
    }

    static String formatAll(List<RateWindow> windows) {
        return windows.stream().map(WindowText::format).collect(Collectors.joining(", "));
    }

    private static Lane lane(String word) {
        return Arrays.stream(Lane.values()).filter(lane -> word(lane).equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected %s or %s in brackets, was \"%s\"".formatted(
                        Arrays.stream(Lane.values()).map(WindowText::word).collect(Collectors.joining(", ")), COUNT,
                        word)));
    }

    private static String word(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
