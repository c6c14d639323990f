package org.jts.gateway.kis.internal;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;

import org.jts.kis.catalog.UsSession;

/**
 * When something must be heard: from before the opening until the end of trading after hours. Outside of that a line
 * that says nothing is a quiet line; in it, one that is dead.
 */
final class SessionHours {

    private static final LocalTime KRX_FROM = LocalTime.of(8, 30);
    private static final LocalTime KRX_TO = LocalTime.of(20, 0);
    private static final LocalTime US_FROM = LocalTime.of(4, 0);
    private static final LocalTime US_TO = LocalTime.of(20, 0);

    private final Markets markets;
    private final Predicate<LocalDate> krxOpen;

    /** @param krxOpen whether the Korea Exchange trades on a day, as far as is known */
    SessionHours(Markets markets, Predicate<LocalDate> krxOpen) {
        this.markets = markets;
        this.krxOpen = krxOpen;
    }

    static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** How much of a silence that goes on until now lies within the sessions of now; zero while all are closed. */
    Duration counted(Instant now, Duration silence) {
        Duration longest = Duration.ZERO;
        if (markets.korea()) {
            longest = since(now, Clock.SEOUL, KRX_FROM, KRX_TO, krxOpen);
        }
        if (markets.us()) {
            Duration us = since(now, Venue.NEW_YORK, US_FROM, US_TO, UsSession::isTradingDay);
            longest = us.compareTo(longest) > 0 ? us : longest;
        }
        return longest.compareTo(silence) < 0 ? longest : silence;
    }

    /** For how long that session has been open; zero when it is not. */
    private static Duration since(Instant now, ZoneId zone, LocalTime from, LocalTime to,
            Predicate<LocalDate> isOpen) {
        LocalDate day = now.atZone(zone).toLocalDate();
        LocalTime clock = now.atZone(zone).toLocalTime();
        boolean open = isOpen.test(day) && !clock.isBefore(from) && clock.isBefore(to);
        return open ? Duration.between(day.atTime(from).atZone(zone).toInstant(), now) : Duration.ZERO;
    }
}
