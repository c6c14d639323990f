package org.jts.ratelimit.redis.internal;

import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;

/** Why there was no permit, in words. */
final class LimitErrors {

    private LimitErrors() {
    }

    static LimitException tooHeavy(LimitProfile profile, int weight) {
        return new LimitException(Reason.TOO_HEAVY,
                "%s: expected a request that fits what processes share of the limit, found a weight of %d; ask for less"
                        .formatted(profile.name(), weight) + " at once.");
    }

    static LimitException queueFull(LimitProfile profile, int waiting) {
        return new LimitException(Reason.QUEUE_FULL,
                "%s: expected at most %d requests to wait for the limit, found %d; try again later."
                        .formatted(profile.name(), profile.maxWaiting(), waiting));
    }

    static LimitException closed(LimitProfile profile) {
        return new LimitException(Reason.CLOSED,
                "%s: the broker was removed or is being updated.".formatted(profile.name()));
    }

    static LimitException timedOut(LimitProfile profile, Lane lane, Duration timeout, boolean shared) {
        return new LimitException(Reason.TIMED_OUT, "%s: no permit for a request of lane %s within %d ms%s."
                .formatted(profile.name(), lane, timeout.toMillis(), shared ? ""
                        : "; Redis cannot be asked, only this process' own share is spent"));
    }
}
