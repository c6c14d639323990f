package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.junit.jupiter.api.Test;

class GuavaPaceTest {

    private static final long BEGIN = -5_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final RateWindow HUNDRED = RateWindow.of(100, Duration.ofSeconds(1));

    @Test
    void afterTheBurstEachWaitsForTheOneBefore() {
        Pace pace = drained(HUNDRED);
        assertEquals(BEGIN + SECOND / 100, pace.earliest(BEGIN), "nothing is stored at the start");
        long now = BEGIN + 2 * SECOND;
        for (int i = 0; i <= 100; i++) {
            assertTrue(pace.earliest(now) <= now, "a second's worth is stored, and who comes next pays: " + i);
            pace.take(1, now);
        }
        for (int i = 0; i < 1_000; i++) {
            assertEquals(now + SECOND / 100, pace.earliest(now), "to the nanosecond, at the time that it is given");
            now = pace.earliest(now);
            pace.take(1, now);
        }
        assertEquals(BEGIN + 12 * SECOND, now);
    }

    @Test
    void heavyRequestsMakeTheNextOneWaitLonger() {
        Pace pace = drained(HUNDRED);
        pace.take(30, BEGIN + SECOND / 100);
        assertEquals(BEGIN + 31 * SECOND / 100, pace.earliest(BEGIN + SECOND / 100));
    }

    @Test
    void whatUpperLanesUsedComesOffWhatTheLowerOnesMay() {
        Pace pace = drained(HUNDRED);
        long now = BEGIN + SECOND / 100;
        pace.passed(15);
        pace.passed(15);
        assertEquals(now, pace.earliest(now), "the first is on time; what is owed is paid by the next");
        pace.take(1, now);
        assertEquals(now + 31 * SECOND / 100, pace.earliest(now));
    }

    @Test
    void lowerLanesAreNotHeldUpForLongWhateverTheUpperOnesUsed() {
        Pace pace = drained(HUNDRED);
        long now = BEGIN + SECOND / 100;
        pace.passed(1_000_000);
        pace.passed(Integer.MAX_VALUE);
        pace.take(1, now);
        assertEquals(now + 101 * SECOND / 100, pace.earliest(now), "about a second");
    }

    @Test
    void theSlowestWindowUpToAMinuteSetsThePaceAndLessThanHalfOfTheReserveIsIdle() {
        RateWindow minute = RateWindow.of(1_000, Duration.ofMinutes(1));
        RateWindow hour = RateWindow.of(50_000, Duration.ofHours(1));
        assertEquals(955 / 60.0, rate(pace(0.1, HUNDRED, minute)), 1e-4);
        assertEquals(1_000 / 60.0, rate(pace(0, HUNDRED, minute)), 1e-4);
        assertEquals(955 / 60.0, rate(pace(0.1, minute, hour)), 1e-4, "an hour decides by itself");
        assertEquals(47_750 / 3_600.0, rate(pace(0.1, hour)), 1e-4, "unless there is nothing else");
        assertEquals(4.55, rate(pace(0.1, RateWindow.of(5, Duration.ofSeconds(1)))), 1e-4);
        assertEquals(Pace.NONE, pace(0.1, new RateWindow(1, Duration.ofSeconds(1), Measure.COUNT, Set.of(Lane.ORDER))));
    }

    @Test
    void windowsThatCountRequestsDoNotSlowDownHeavyOnesByTheirWeight() {
        Pace pace = pace(0, new RateWindow(100, Duration.ofSeconds(10), Measure.COUNT, Set.of()),
                RateWindow.of(6_000, Duration.ofMinutes(1)));
        long now = BEGIN;
        for (int i = 0; i < 1_000; i++) {
            pace.take(20, now);
            now = Math.max(now, pace.earliest(now));
        }
        assertEquals(5, 1_000.0 / ((now - BEGIN) / 1e9), 0.1, "weight 20 of 100 a second");
        Pace light = pace(0, new RateWindow(100, Duration.ofSeconds(10), Measure.COUNT, Set.of()),
                RateWindow.of(60_000, Duration.ofMinutes(1)));
        now = BEGIN;
        for (int i = 0; i < 1_000; i++) {
            light.take(1, now);
            now = Math.max(now, light.earliest(now));
        }
        assertEquals(10, 1_000.0 / ((now - BEGIN) / 1e9), 0.2, "ten requests a second, whatever they weigh");
    }

    @Test
    void aFewGoAtOnceEvenWhereAMinuteHoldsFew() {
        Pace pace = pace(0.1, RateWindow.of(15, Duration.ofSeconds(1)), RateWindow.of(15, Duration.ofMinutes(1)));
        int atOnce = 0;
        while (pace.earliest(BEGIN) <= BEGIN) {
            pace.take(1, BEGIN);
            atOnce++;
        }
        assertEquals(5, atOnce, "a third of the 14 that are not kept for orders, begun");
    }

    /** Of the long run, a second. */
    private static double rate(Pace pace) {
        return 1_000_000 * 1e9 / (pace.nanosUntilLast(2_000_000, BEGIN) - pace.nanosUntilLast(1_000_000, BEGIN));
    }

    private static Pace drained(RateWindow window) {
        Pace pace = pace(0, window);
        pace.take(1, BEGIN);
        return pace;
    }

    private static Pace pace(double reserved, RateWindow... windows) {
        return GuavaPace.of(new LimitProfile("test", "test", "test", List.of(windows), reserved, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5)), BEGIN);
    }
}
