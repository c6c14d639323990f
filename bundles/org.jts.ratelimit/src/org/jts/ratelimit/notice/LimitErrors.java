package org.jts.ratelimit.notice;

import static org.jts.ratelimit.notice.Words.T;

import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;

/** What is said to whoever gets no permit. */
public final class LimitErrors {

    private LimitErrors() {
    }

    /** The request weighs more than the limit ever allows at once: asking again is of no use. */
    public static LimitException tooHeavy(LimitProfile profile, int weight) {
        return new LimitException(Reason.TOO_HEAVY, T.format("permit.tooHeavy", profile.name(), weight));
    }

    /** The same of a limit that other processes share. */
    public static LimitException tooHeavyToShare(LimitProfile profile, int weight) {
        return new LimitException(Reason.TOO_HEAVY, T.format("permit.tooHeavy.shared", profile.name(), weight));
    }

    /** The limiter is gone, since its broker is. */
    public static LimitException closed(LimitProfile profile) {
        return new LimitException(Reason.CLOSED, T.format("permit.closed", profile.name()));
    }

    /** Nothing came free for as long as the caller wanted to wait. */
    public static LimitException timedOut(LimitProfile profile, Lane lane, Duration timeout) {
        return new LimitException(Reason.TIMED_OUT,
                T.format("permit.timedOut", profile.name(), Words.of(lane), timeout.toMillis()));
    }

    /** The same of a limit that other processes share, while this one may only use its own share of it. */
    public static LimitException timedOutAlone(LimitProfile profile, Lane lane, Duration timeout) {
        return new LimitException(Reason.TIMED_OUT,
                T.format("permit.timedOut.alone", profile.name(), Words.of(lane), timeout.toMillis()));
    }

    /** @param waiting how many requests wait already */
    public static LimitException queueFull(LimitProfile profile, int waiting) {
        return new LimitException(Reason.QUEUE_FULL,
                T.format("permit.queueFull", profile.name(), profile.maxWaiting(), waiting));
    }
}
