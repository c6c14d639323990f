package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * What follows when the broker refuses a request although its rules were kept as we know them. Nothing is sent for 100,
 * 200, 400, 800 ms … or as long as the broker says, and the budget shrinks by a tenth; each quiet minute gives a
 * twentieth of the whole back. Refusals of requests that were under way at the first one count as one. Not thread-safe.
 */
final class Penalty {

    static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();
    static final double SMALLEST_SHARE = 0.25;
    /** No broker bans for longer; a wait of centuries is a mistake in what it said. */
    static final Duration LONGEST_ASKED = Duration.ofDays(30);

    private double share = 1;
    private int step;
    private long frozenUntil;
    private long quietSince;
    private long refusals;

    /** @return share of the broker's budget that is used at present */
    double share() {
        return share;
    }

    long refusals() {
        return refusals;
    }

    /** @return until when nothing is sent; in the past when there is no such time */
    long frozenUntil() {
        return frozenUntil;
    }

    boolean isFrozen(long now) {
        return refusals > 0 && now < frozenUntil;
    }

    void refused(Optional<Duration> retryAfter, long now) {
        refusals++;
        long asked = retryAfter.map(Penalty::nanos).orElse(0L);
        if (isFrozen(now)) {
            frozenUntil = Math.max(frozenUntil, now + asked);
            quietSince = frozenUntil;
            return;
        }
        long backOff = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(step, 10));
        step++;
        share = Math.max(SMALLEST_SHARE, share * 0.9);
        frozenUntil = now + Math.max(backOff, asked);
        quietSince = frozenUntil;
    }

    private static long nanos(Duration asked) {
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED.toNanos() : asked.isNegative() ? 0 : asked.toNanos();
    }

    /** @return whether the share has grown */
    boolean recover(long now) {
        boolean grown = false;
        while (share < 1 && now - quietSince >= QUIET_NANOS) {
            quietSince += QUIET_NANOS;
            share = Math.min(1, share + 0.05);
            step = 0;
            grown = true;
        }
        return grown;
    }
}
