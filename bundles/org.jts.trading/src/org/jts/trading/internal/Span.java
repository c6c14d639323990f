package org.jts.trading.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A stretch of time.
 *
 * @param from  its first moment
 * @param until the first moment behind it
 */
record Span(Instant from, Instant until) {

    /** No moment is in it. */
    static final Span NONE = new Span(Instant.MAX, Instant.MIN);

    /** The day that a moment is in, where the zone is. */
    static Span ofDay(Instant moment, ZoneId zone) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        return new Span(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    boolean has(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }
}
