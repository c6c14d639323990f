package org.jts.trading.internal;

import java.time.Duration;
import java.util.Map;

import org.jts.api.time.TimeSource;
import org.jts.concurrent.BoundedMap;

/** Since when something is odd that may be gone at the next look, by a clock that nobody sets. One thread. */
final class Odd {

    private static final int REMEMBERED = 10_000;

    private final TimeSource time;
    private final Map<String, Long> since = BoundedMap.ofNewest(REMEMBERED);

    Odd(TimeSource time) {
        this.time = time;
    }

    /** Whether it was seen so long ago already; else it is noted that it is now. */
    boolean isOld(String what, Duration age) {
        long now = time.nanoTime();
        long first = since.computeIfAbsent(what, w -> now);
        return now - first >= age.toNanos();
    }

    /** It is not odd any more. */
    void forget(String what) {
        since.remove(what);
    }
}
