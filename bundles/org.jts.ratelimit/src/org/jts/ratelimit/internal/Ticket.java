package org.jts.ratelimit.internal;

import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.Permit;

/** A permit as an object: the number of a grant and whose it is. */
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
