package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.api.Test;

/** A quiet line while the markets are closed is no dead line. */
class SessionHoursTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final Duration SHORT = Duration.ofSeconds(95);

    private static Duration counted(Markets markets, String now, Duration silence) {
        return new SessionHours(markets, day -> SessionHours.isWeekday(day) && !day.equals(LocalDate.of(2026, 12, 25)))
                .counted(Instant.parse(now), silence);
    }

    @Test
    void inTheSessionAllSilenceCounts() {
        assertEquals(SHORT, counted(Markets.KRX, "2026-11-18T01:00:00Z", SHORT));
        assertEquals(SHORT, counted(Markets.US, "2026-11-18T15:00:00Z", SHORT));
    }

    @Test
    void whileAllIsClosedNoneCounts() {
        assertEquals(Duration.ZERO, counted(Markets.BOTH, "2026-11-21T08:00:00Z", LONG), "Saturday");
        assertEquals(Duration.ZERO, counted(Markets.KRX, "2026-11-18T15:00:00Z", LONG), "midnight in Seoul");
        assertEquals(Duration.ZERO, counted(Markets.US, "2026-11-18T01:30:00Z", LONG), "half past eight in New York");
        assertEquals(Duration.ZERO, counted(Markets.BOTH, "2026-12-25T03:00:00Z", LONG), "Christmas in Seoul");
        assertEquals(Duration.ZERO, counted(Markets.US, "2026-11-26T16:00:00Z", LONG), "Thanksgiving");
    }

    @Test
    void whatWasBeforeTheOpeningDoesNotCount() {
        assertEquals(Duration.ofMinutes(1), counted(Markets.KRX, "2026-11-17T23:31:00Z", LONG));
        assertEquals(Duration.ofMinutes(30), counted(Markets.US, "2026-07-15T08:30:00Z", LONG), "summer time");
        assertEquals(Duration.ZERO, counted(Markets.US, "2026-11-18T08:30:00Z", LONG), "winter: an hour later");
    }
}
