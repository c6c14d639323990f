package org.jts.ratelimit.internal;

import org.jts.api.limit.Permit;
import org.jts.ratelimit.internal.LimiterCore.Ending;

/** A permit: which grant of which limiter. */
final class Ticket implements Permit {

    private final ExactLimiter limiter;
    private final long number;

    Ticket(ExactLimiter limiter, long number) {
        this.limiter = limiter;
        this.number = number;
    }

    @Override
    public void close() {
        limiter.end(number, Ending.ANSWERED);
    }

    @Override
    public void giveBack() {
        limiter.end(number, Ending.NOT_SENT);
    }

    @Override
    public void lost() {
        limiter.end(number, Ending.LOST);
    }
}
