package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuavaPaceTest {

    private final Semaphore ready = new Semaphore(0);
    private final GuavaPace pace = new GuavaPace(100, ready::release);

    @AfterEach
    void close() {
        pace.close();
    }

    @Test
    void whoComesTooEarlyIsToldWhenItIsTime() throws Exception {
        assertTrue(pace.tryPass(1));
        assertFalse(pace.tryPassQueued(1));
        assertFalse(pace.tryPass(1), "nobody passes those who wait");
        assertTrue(ready.tryAcquire(10, TimeUnit.SECONDS));
        assertTrue(pace.tryPassQueued(1));
        assertFalse(pace.tryPass(1), "one for one");
    }

    @Test
    void theTurnOfOneWhoGaveUpIsNotLost() throws Exception {
        assertTrue(pace.tryPass(1));
        assertFalse(pace.tryPassQueued(1));
        assertTrue(ready.tryAcquire(10, TimeUnit.SECONDS));
        assertTrue(pace.tryPass(1), "nobody waits any more: who comes next takes it");
        assertFalse(pace.tryPassQueued(1), "once");
        assertTrue(ready.tryAcquire(10, TimeUnit.SECONDS), "and it goes on as before");
    }

    @Test
    void whatUpperLanesUsedComesOffWhatTheLowerOnesMay() throws Exception {
        long begin = System.nanoTime();
        pace.passed(15);
        pace.passed(15);
        assertTrue(pace.tryPass(1), "the first is on time; what is owed is paid by the next");
        assertFalse(pace.tryPassQueued(1));
        assertTrue(ready.tryAcquire(10, TimeUnit.SECONDS));
        long waited = System.nanoTime() - begin;
        assertTrue(waited >= Duration.ofMillis(300).toNanos(), "31 at 100 a second, waited %d ns".formatted(waited));
    }

    @Test
    void lowerLanesAreNotHeldUpForLongWhateverTheUpperOnesUsed() throws Exception {
        pace.passed(1_000_000);
        assertTrue(pace.tryPass(1));
        assertFalse(pace.tryPassQueued(1));
        assertTrue(ready.tryAcquire(30, TimeUnit.SECONDS), "about a second later");
    }

    @Test
    void theSlowestWindowSetsThePaceAndLessThanHalfOfTheReserveIsIdle() {
        RateWindow minute = RateWindow.of(1_000, Duration.ofMinutes(1));
        assertEquals(955 / 60.0, SharedLimiters.sustained(minute, 0.1), 1e-9);
        assertEquals(1_000 / 60.0, SharedLimiters.sustained(minute, 0), 1e-9);
        assertEquals(5, SharedLimiters.sustained(RateWindow.of(5, Duration.ofSeconds(1)), 0.1), 1e-9,
                "nothing to reserve");
        assertEquals(Pace.NONE, SharedLimiters.pace(LimitProfile.of("orders", "orders only", "test",
                List.of(new RateWindow(1, Duration.ofSeconds(1), RateWindow.Measure.COUNT,
                        Set.of(Lane.ORDER)))), () -> { }));
    }
}
