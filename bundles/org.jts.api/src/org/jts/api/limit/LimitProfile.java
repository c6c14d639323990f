package org.jts.api.limit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jts.api.internal.Check;

/**
 * The rules of one metered key and how they are kept.
 *
 * @param id            names it in configuration: 1 to 60 of {@code a-z 0-9 . _ -}, starting with a letter or digit;
 *                      for example {@code kis.real}
 * @param name          for people, for example {@code KIS real}
 * @param source        where the figures come from: document, section, date
 * @param windows       the rules, at least one
 * @param reservedShare of every window for the lanes CANCEL and ORDER alone, 0 up to but not including 1; of a window
 *                      without room to share nothing is reserved
 * @param maxWaiting    requests that may wait at once, 1 or more
 * @param answerLimit   after it a request without an answer counts as lost, above 0
 * @param lostGrace     how long the broker may still count a lost request after its connection was given up
 * @since 1.0
 */
public record LimitProfile(String id, String name, String source, List<RateWindow> windows, double reservedShare,
        int maxWaiting, Duration answerLimit, Duration lostGrace) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");

    public LimitProfile {
        Check.matches(id, "limit profile id", ID, "1 to 60 of a-z 0-9 . _ - starting with a letter or digit");
        Check.text(name, "name", 100);
        Check.text(source, "source", 500);
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("limit profile %s: expected a window, was none".formatted(name));
        }
        if (!(reservedShare >= 0 && reservedShare < 1)) {
            throw new IllegalArgumentException(
                    "limit profile %s: expected a reserved share of 0 to below 1, was %s".formatted(name,
                    reservedShare));
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "limit profile %s: expected room for 1 waiting request or more, was %d".formatted(name,
                    maxWaiting));
        }
        Objects.requireNonNull(answerLimit, "answer limit");
        if (!answerLimit.isPositive() || lostGrace.isNegative()) {
            throw new IllegalArgumentException(
                    "limit profile %s: expected an answer limit above 0 and a grace of 0 or more, was %s and %s"
                            .formatted(name, answerLimit, lostGrace));
        }
    }

    /** The usual handling: a tenth reserved, 100 may wait, lost after 60 s, 5 s of grace. */
    public static LimitProfile of(String id, String name, String source, List<RateWindow> windows) {
        return new LimitProfile(id, name, source, windows, 0.1, 100, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }
}
