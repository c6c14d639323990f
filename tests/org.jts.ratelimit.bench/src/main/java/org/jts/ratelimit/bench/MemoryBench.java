package org.jts.ratelimit.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RequestLimiter;
import org.jts.ratelimit.internal.Ours;

/** What a key takes of the heap: 10,000 keys with the windows of KIS, a hundred permits each that all count still. */
public final class MemoryBench {

    private static final int KEYS = 10_000;
    private static final int PERMITS = 1_000_000;

    private MemoryBench() {
    }

    /** No arguments. */
    public static void main(String[] args) throws Exception {
        LimitProfile profile = Profiles.kis();
        List<RequestLimiter> limiters = new ArrayList<>(KEYS);
        fill(Ours.plain(profile, new SteppingTime())); // classes
        long before = used();
        for (int i = 0; i < KEYS; i++) {
            limiters.add(Ours.plain(profile, new SteppingTime()));
        }
        for (RequestLimiter limiter : limiters) {
            fill(limiter);
        }
        long after = used();
        for (RequestLimiter limiter : limiters) {
            int counted = limiter.usage().windows().getLast().used();
            if (counted != PERMITS / KEYS) {
                throw new IllegalStateException("expected all permits to count still, found " + counted);
            }
        }
        Line.print("limiter.bytes.per_key", (double) (after - before) / KEYS, "B");
    }

    private static void fill(RequestLimiter limiter) throws Exception {
        NumberedPermits permits = limiter.numbered().orElseThrow();
        for (int i = 0; i < PERMITS / KEYS; i++) {
            permits.end(permits.take(Lane.ORDER, 1, Duration.ZERO), Ending.ANSWERED);
        }
    }

    private static long used() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
