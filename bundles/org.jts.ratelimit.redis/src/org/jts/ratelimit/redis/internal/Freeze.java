package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.Optional;

/**
 * Nothing is sent for a while after the broker refused a request: here at once, and in all processes as soon as they
 * hear of it from the pool. Written under the limiter's lock, read by any thread.
 */
final class Freeze {

    private static final long FIRST_NANOS = 100_000_000;
    private static final long LONGEST_NANOS = 60_000_000_000L;

    /** No broker bans for longer; a wait of centuries is a mistake in what it said. */
    private static final Duration LONGEST_ASKED = Duration.ofDays(30);

    private volatile long until;
    private volatile long refusals;
    private int step;
    private long lastAt;

    void refused(Optional<Duration> retryAfter, long now) {
        if (refusals == 0 || now - lastAt > LONGEST_NANOS) {
            step = 0;
        }
        if (!isFrozen(now)) {
            until = now + Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(step, 10));
            step++;
        }
        until = Math.max(until, now + nanos(retryAfter));
        lastAt = now;
        refusals++;
    }

    /** How long the broker says to wait. */
    static long nanos(Optional<Duration> retryAfter) {
        Duration asked = retryAfter.filter(d -> !d.isNegative()).orElse(Duration.ZERO);
        return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED.toNanos() : asked.toNanos();
    }

    /** The pool says how long all are to wait. */
    void heard(long nanos, long now) {
        if (nanos > 0) {
            until = isFrozen(now) ? Math.max(until, now + nanos) : now + nanos;
        }
    }

    boolean isFrozen(long now) {
        return until != 0 && until - now > 0;
    }

    /** @return when it is over, or {@code now} */
    long until(long now) {
        return isFrozen(now) ? until : now;
    }

    Optional<Duration> left(long now) {
        return isFrozen(now) ? Optional.of(Duration.ofNanos(until - now)) : Optional.empty();
    }

    /** Told by all processes, as far as is known. */
    long refusals(PoolReply seen) {
        return seen == null ? refusals : Math.max(refusals, seen.refusals());
    }
}
