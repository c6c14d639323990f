package org.jts.ratelimit.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When somebody wants permits without pause, and how many an exact limiter without any delay could give then. */
final class Demand {

    static final Duration BUSY = Duration.ofSeconds(34);
    static final Duration IDLE = Duration.ofSeconds(2);

    private final long start;

    /** @param start of the first busy time; the second follows after the idle one */
    Demand(long start) {
        this.start = start;
    }

    long end() {
        return start + BUSY.plus(IDLE).plus(BUSY).toNanos();
    }

    /** @return how long it is still busy, 0 when it is not */
    long busyFor(long now) {
        long since = now - start;
        long second = BUSY.plus(IDLE).toNanos();
        if (since < BUSY.toNanos()) {
            return BUSY.toNanos() - since;
        }
        return since < second ? 0 : Math.max(0, second + BUSY.toNanos() - since);
    }

    /** @return how long until it is busy again, 0 when it is or never will be */
    long idleFor(long now) {
        long since = now - start;
        long second = BUSY.plus(IDLE).toNanos();
        return since < BUSY.toNanos() || since >= second ? 0 : second - since;
    }

    /** @return what a greedy limiter gives whose every request is answered at once */
    static int ideal(boolean minuteRule) {
        Demand demand = new Demand(0);
        List<Long> given = new ArrayList<>();
        long now = 0;
        while (now < demand.end()) {
            if (demand.busyFor(now) == 0) {
                now += demand.idleFor(now);
                continue;
            }
            long free = freeAt(given, Profiles.PER_SECOND, Profiles.SECOND);
            if (minuteRule) {
                free = Math.max(free, freeAt(given, Profiles.PER_MINUTE, Profiles.MINUTE));
            }
            if (free > now) {
                now = free;
            } else {
                given.add(now);
            }
        }
        return given.size();
    }

    private static long freeAt(List<Long> given, int permits, Duration period) {
        return given.size() < permits ? 0 : given.get(given.size() - permits) + period.toNanos();
    }
}
