package org.jts.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a broker says to wait, for {@link org.jts.api.limit.RequestLimiter#refused}. @since 1.0 */
public final class RetryAfter {

    private static final int LONGEST_DIGITS = 9;
    /** No broker means longer; a date of the year 9999 is a way to say never. */
    private static final Duration LONGEST = Duration.ofDays(30);

    private RetryAfter() {
    }

    /**
     * @param headers of an answer
     * @param now     the wall clock: the header may name a date
     * @return what {@code Retry-After} says, from zero to 30 days; empty without the header, or when it says neither
     *         seconds nor date
     */
    public static Optional<Duration> of(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(text -> parse(text, now))
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> parse(String text, Instant now) {
        if (text.matches("[0-9]{1," + LONGEST_DIGITS + "}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration until = Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
