package org.jts.api.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them in limits: {@code 500ms}, {@code 1s}, {@code 15m}, {@code 1h}, {@code 1d}. */
final class PeriodText {

    private static final Pattern PERIOD = Pattern.compile("(\\d{0,9})(ns|us|ms|s|m|h|d)");
    /** The longest first. */
    private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put("d", Duration.ofDays(1));
        UNITS.put("h", Duration.ofHours(1));
        UNITS.put("m", Duration.ofMinutes(1));
        UNITS.put("s", Duration.ofSeconds(1));
        UNITS.put("ms", Duration.ofMillis(1));
        UNITS.put("us", Duration.ofNanos(1_000));
        UNITS.put("ns", Duration.ofNanos(1));
    }

    private PeriodText() {
    }

    static Duration parse(String text) {
        Matcher matcher = PERIOD.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a time such as 500ms, 1s, 1m, 1h or 1d, was \"%s\"".formatted(text.strip()));
        }
        long count = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
        Duration period = UNITS.get(matcher.group(2)).multipliedBy(count);
        if (period.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("expected a time of a year at most, was \"%s\"".formatted(text.strip()));
        }
        return period;
    }

    static String format(Duration period) {
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long size = unit.getValue().toNanos();
            if (period.toNanos() % size == 0 && period.toNanos() >= size) {
                return period.toNanos() / size + unit.getKey();
            }
        }
        return "0s";
    }
}
