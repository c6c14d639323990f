package org.jts.install.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;
import org.junit.jupiter.api.Test;

/** When a change of plug-ins rests, and for how long. */
class PaceTest {

    /** A clock that stands still but for what is worked and slept. */
    private static final class Clock implements TimeSource {
        private final List<Duration> slept = new ArrayList<>();
        private long nanos;
        private boolean interrupts;

        void work(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (interrupts) {
                throw new InterruptedException();
            }
            slept.add(duration);
            work(duration);
        }

        @Override
        public Subscription schedule(String name, Duration delay, Runnable task) {
            throw new AssertionError("nothing is scheduled");
        }

        @Override
        public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
            throw new AssertionError("nothing is scheduled");
        }
    }

    private final Clock clock = new Clock();
    private final Pace pace = new Pace(clock, null);

    private void holding(Runnable change) {
        pace.lock().lock();
        try {
            pace.fresh();
            change.run();
        } finally {
            pace.lock().unlock();
        }
    }

    private void workAndBreathe(long millis) {
        clock.work(Duration.ofMillis(millis));
        pace.breathe();
    }

    @Test
    void whoHasWorkedRestsNineTimesAsLongAndNoLongerThanIsOfUse() {
        pace.begin();
        holding(() -> {
            workAndBreathe(1);
            workAndBreathe(2);
            workAndBreathe(5);
            workAndBreathe(4_000);
        });
        assertEquals(List.of(Duration.ofMillis(27), Duration.ofMillis(45), Duration.ofMillis(60)), clock.slept);
    }

    @Test
    void nobodyRestsAtTheStartAtTheEndOrWithoutHavingTheTurn() {
        holding(() -> workAndBreathe(5));
        pace.begin();
        workAndBreathe(5);
        pace.end();
        holding(() -> workAndBreathe(5));
        assertEquals(List.of(), clock.slept);
    }

    @Test
    void howLongTheRestsAreCanBeSaid() {
        for (String asked : List.of("0", "2", "often")) {
            Pace other = new Pace(clock, asked);
            other.begin();
            other.lock().lock();
            other.fresh();
            clock.work(Duration.ofMillis(5));
            other.breathe();
            other.lock().unlock();
        }
        assertEquals(List.of(Duration.ofMillis(10), Duration.ofMillis(45)), clock.slept);
    }

    @Test
    void whoIsInterruptedStaysSo() {
        pace.begin();
        clock.interrupts = true;
        holding(() -> workAndBreathe(5));
        assertTrue(Thread.interrupted());
    }
}
