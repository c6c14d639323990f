package org.jts.ratelimit.internal;

import static org.jts.ratelimit.internal.Words.T;

import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;

/** What is said to whoever gets no permit. */
final class LimitErrors {

    private LimitErrors() {
    }

    static LimitException tooHeavy(LimitProfile profile, int weight) {
        return new LimitException(Reason.TOO_HEAVY, T.format("permit.tooHeavy", profile.name(), weight));
    }

    static LimitException closed(LimitProfile profile) {
        return new LimitException(Reason.CLOSED, T.format("permit.closed", profile.name()));
    }

    static LimitException timedOut(LimitProfile profile, Lane lane, Duration timeout) {
        return new LimitException(Reason.TIMED_OUT,
                T.format("permit.timedOut", profile.name(), Words.of(lane), timeout.toMillis()));
    }

    static LimitException queueFull(LimitProfile profile, int waiting) {
        return new LimitException(Reason.QUEUE_FULL,
                T.format("permit.queueFull", profile.name(), profile.maxWaiting(), waiting));
    }
}
