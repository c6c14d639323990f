package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

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
        return new LimitException(Reason.TOO_HEAVY, T.format("permit.tooHeavy", profile.name(), weight));
    }

    static LimitException queueFull(LimitProfile profile, int waiting) {
        return new LimitException(Reason.QUEUE_FULL,
                T.format("permit.queueFull", profile.name(), profile.maxWaiting(), waiting));
    }

    static LimitException closed(LimitProfile profile) {
        return new LimitException(Reason.CLOSED, T.format("permit.closed", profile.name()));
    }

    static LimitException timedOut(LimitProfile profile, Lane lane, Duration timeout, boolean shared) {
        String name = profile.name();
        long millis = timeout.toMillis();
        return new LimitException(Reason.TIMED_OUT, shared
                ? T.format("permit.timedOut", name, Words.of(lane), millis)
                : T.format("permit.timedOut.fenced", name, Words.of(lane), millis));
    }
}
