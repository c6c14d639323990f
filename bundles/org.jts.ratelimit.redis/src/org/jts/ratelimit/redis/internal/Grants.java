package org.jts.ratelimit.redis.internal;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.redis.internal.PoolMember.Run;

/**
 * Who gets a permit now: out of this process' own share of every window, which nobody else can touch, or else out of
 * the pool. Upper lanes first; whoever has to wait for room holds back those behind him where they would take it, and
 * nowhere else. Guarded by the limiter's lock.
 */
final class Grants {

    /** One pace for both. */
    private static final int PACED = LaneQueue.bit(Lane.MARKET_DATA.ordinal()) | LaneQueue.bit(Lane.HISTORY.ordinal());

    private final SharedLimiter limiter;
    private final LaneQueue<Waiter> queue;
    private final Charges charges;
    private final PoolDriver pool;
    private final Freeze freeze;
    private PoolRules rules;
    private Pace pace;

    Grants(SharedLimiter limiter, PoolRules rules, LaneQueue<Waiter> queue, Charges charges, PoolDriver pool,
            Freeze freeze, long now) {
        this.limiter = limiter;
        this.queue = queue;
        this.charges = charges;
        this.pool = pool;
        this.freeze = freeze;
        use(rules, now);
    }

    /** Who waits goes on waiting under other rules, but for whom they have no room at all. */
    void use(PoolRules newRules, long now) {
        rules = newRules;
        pace = new Pace(newRules, now);
        queue.removeIf(waiter -> !newRules.fits(newRules.costs(waiter.lane, waiter.weight)),
                waiter -> waiter.decide(Waiter.State.TOO_HEAVY));
        for (Lane lane : Lane.values()) {
            queue.of(lane.ordinal()).forEach(waiter -> waiter.costs = newRules.costs(waiter.lane, waiter.weight));
        }
    }

    /** @return whether a request that comes now need not stand behind anybody, and the pace lets it pass */
    boolean letsPass(Lane lane, int weight, long now) {
        return queue.letsPass(lane.ordinal(), (head, due) -> claim(head, due, now)) && pace.tryPass(lane, weight, now);
    }

    /** @return a permit, if there is one here; else null */
    SharedPermit tryGrant(Lane lane, int weight, int[] costs, boolean due, long now) {
        if (freeze.isFrozen(now)) {
            return null;
        }
        boolean fromPool = missing(lane, costs, due, now) != 0;
        return fromPool && !pool.takeAhead(lane, weight, now) ? null : grant(fromPool, lane, weight, costs, now);
    }

    /** @return nanoseconds until the pace lets the last of so many pass; 0 for a lane that is not paced */
    long pacedFor(Lane lane, int requests, long now) {
        return Pace.isPaced(lane) ? pace.nanosUntilLast(requests, now) : 0;
    }

    /** Serves who waits out of the share, and of what was taken ahead. */
    void serve(long now) {
        queue.removeIf(waiter -> waiter.deadline() <= now, waiter -> waiter.decide(Waiter.State.TIMED_OUT));
        pace.let(queue, now);
        queue.serve((head, due) -> serve(head, due, now));
    }

    private int serve(Waiter head, boolean due, long now) {
        if (freeze.isFrozen(now)) {
            return LaneQueue.ALL;
        }
        if (!due && !head.paced) {
            return PACED;
        }
        SharedPermit permit = tryGrant(head.lane, head.weight, head.costs, due, now);
        if (permit == null) {
            return missing(head.lane, head.costs, due, now);
        }
        queue.remove(head);
        head.grant(permit);
        return 0;
    }

    /** Whom nothing is in the way of will be served in a moment. */
    private int claim(Waiter head, boolean due, long now) {
        int missing = missing(head.lane, head.costs, due, now);
        return missing == 0 ? rules.neighbours(head.lane) : missing;
    }

    /** @return the lanes that would take the room of the share that a request lacks; 0 when it lacks none */
    private int missing(Lane lane, int[] costs, boolean due, long now) {
        return charges.share().heldLanes(costs, due || PoolRules.isUpper(lane), now);
    }

    /** @return when who waits could be served without asking the pool, or the pace lets somebody pass */
    long nextAt(long now) {
        if (queue.isEmpty()) {
            return ShareLedger.UNKNOWN;
        }
        long next = Math.min(queue.nextDeadline(), CallTimes.later(pace.nextAt(queue), now));
        for (Lane lane : Lane.values()) {
            Waiter head = queue.head(lane.ordinal());
            if (head != null) {
                long free = charges.share().earliest(head.costs, PoolRules.isUpper(lane), now);
                next = Math.min(next, CallTimes.later(Math.max(free, freeze.until(now)), now));
            }
        }
        return next;
    }

    /** Hands out what the pool has granted. @return how many found somebody */
    int receive(Run run, int granted, long now) {
        int used = 0;
        while (used < granted && !freeze.isFrozen(now)) {
            Waiter waiter = first(run.lane(), run.weight());
            if (waiter == null) {
                return used;
            }
            queue.remove(waiter);
            waiter.grant(grant(true, waiter.lane, waiter.weight, waiter.costs, now));
            used++;
        }
        return used;
    }

    private Waiter first(Lane lane, int weight) {
        for (Waiter waiter : queue.of(lane.ordinal())) {
            if (waiter.weight == weight) {
                return waiter;
            }
        }
        return null;
    }

    private SharedPermit grant(boolean fromPool, Lane lane, int weight, int[] costs, long now) {
        SharedPermit permit = charges.grant(limiter, lane, weight, costs, fromPool, now);
        queue.granted(lane.ordinal(), rules.neighbours(lane));
        return permit;
    }
}
