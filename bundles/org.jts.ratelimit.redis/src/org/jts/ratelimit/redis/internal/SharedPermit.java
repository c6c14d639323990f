package org.jts.ratelimit.redis.internal;

import org.jts.api.limit.Lane;
import org.jts.api.limit.Permit;

/** A permit out of the pool or out of the share. All but what it was given for is guarded by the limiter's lock. */
final class SharedPermit implements Permit {

    /** How a request ended. */
    enum Ending {
        ANSWERED, NOT_SENT, LOST
    }

    final SharedLimiter limiter;
    final Lane lane;
    final int weight;
    final boolean fromPool;
    final long grantedAt;
    int[] costs;
    /** The membership of the pool that it was taken under. */
    int membership;
    boolean ended;
    SharedPermit older;
    SharedPermit newer;

    SharedPermit(SharedLimiter limiter, Lane lane, int weight, int[] costs, boolean fromPool, int membership,
            long grantedAt) {
        this.limiter = limiter;
        this.lane = lane;
        this.weight = weight;
        this.costs = costs;
        this.fromPool = fromPool;
        this.membership = membership;
        this.grantedAt = grantedAt;
    }

    @Override
    public void close() {
        limiter.end(this, Ending.ANSWERED);
    }

    @Override
    public void giveBack() {
        limiter.end(this, Ending.NOT_SENT);
    }

    @Override
    public void lost() {
        limiter.end(this, Ending.LOST);
    }
}
