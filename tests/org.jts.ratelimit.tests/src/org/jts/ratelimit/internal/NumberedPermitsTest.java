package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumberedPermitsTest {

    private final FakeTime time = new FakeTime();
    private final ExactLimiter limiter = new ExactLimiter("key", LimitProfile.of("test", "test limit", "test",
            List.of(RateWindow.of(18, Duration.ofSeconds(1)), RateWindow.of(1_000, Duration.ofMinutes(1)),
                    RateWindow.of(50_000, Duration.ofHours(1)))),
            time, (p, r) -> Pace.NONE, (k, t) -> { });
    private final NumberedPermits permits = limiter.numbered().orElseThrow();

    @AfterEach
    void close() {
        limiter.close();
    }

    @Test
    void aGrantAllocatesNothingWhateverTheCompilerDoes() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TimeSource steps = new SteppingTime(Duration.ofMillis(720));
        ExactLimiter busy = new ExactLimiter("busy", limiter.profile(), steps, (p, r) -> Pace.NONE, (k, t) -> { });
        takeAndEnd(busy, 6_000);
        // From now on the rings hold what they will ever hold: an hour's worth, dropped as fast as it comes.
        assertEquals(5_000, busy.usage().windows().getLast().used(), 10);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            // What the machine links and loads when code runs for the first time is not the limiter's.
            long before = threads.getCurrentThreadAllocatedBytes();
            takeAndEnd(busy, 1_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated by 1,000 grants");
        busy.close();
    }

    private static void takeAndEnd(NumberedPermits permits, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            permits.end(permits.take(Lane.ORDER, 1, Duration.ZERO), Ending.ANSWERED);
        }
    }

    @Test
    void aNumberThatHasEndedEndsNothingEverAgain() throws Exception {
        long first = permits.take(Lane.ORDER, 1, Duration.ZERO);
        permits.end(first, Ending.NOT_SENT);
        long second = permits.take(Lane.ORDER, 1, Duration.ZERO);
        assertTrue(first >= 0 && second >= 0 && first != second);
        for (Ending ending : Ending.values()) {
            permits.end(first, ending);
        }
        permits.end(NumberedPermits.NONE, Ending.ANSWERED);
        permits.end(Long.MAX_VALUE, Ending.ANSWERED);
        permits.end(12_345, Ending.ANSWERED);
        assertEquals(1, limiter.usage().inFlight(), "the second is as it was");
        permits.end(second, Ending.ANSWERED);
        assertEquals(0, limiter.usage().inFlight());
        assertEquals(1, limiter.usage().windows().getFirst().used());
    }

    @Test
    void numbersAndObjectsSpendFromTheSameWindows() throws Exception {
        for (int i = 0; i < 9; i++) {
            assertTrue(permits.tryTake(Lane.ORDER, 1) >= 0);
            limiter.tryAcquire(Lane.ORDER, 1).orElseThrow();
        }
        assertEquals(NumberedPermits.NONE, permits.tryTake(Lane.ORDER, 1));
        assertEquals(LimitException.Reason.TIMED_OUT,
                assertThrows(LimitException.class, () -> permits.take(Lane.ORDER, 1, Duration.ZERO)).reason());
    }

    @Test
    void aPermitClosedTwiceLeavesTheNextHolderOfItsPlaceAlone() throws Exception {
        Permit careless = limiter.acquire(Lane.ORDER, 1, Duration.ZERO);
        careless.giveBack();
        limiter.acquire(Lane.ORDER, 1, Duration.ZERO);
        careless.giveBack();
        careless.close();
        assertEquals(1, limiter.usage().inFlight());
    }
}
