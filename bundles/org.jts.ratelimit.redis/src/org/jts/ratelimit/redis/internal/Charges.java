package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Map;

import org.jts.api.limit.Lane;
import org.jts.ratelimit.redis.internal.SharedPermit.Ending;

/**
 * What this process has out: requests granted and not ended, lost ones in their grace, its share, and what each lane
 * has of all that. Guarded by the limiter's lock; what {@link #share}, {@link #inFlight}, {@link #lanes} and
 * {@link #granted} tell may be read by any thread.
 */
final class Charges {

    private record Lost(SharedPermit permit, long due) {
    }

    private final InFlight inFlight = new InFlight();
    private final ArrayDeque<Lost> lost = new ArrayDeque<>();
    private final PoolDriver pool;
    private PoolRules rules;
    private volatile ShareLedger share;
    private volatile LaneUse ofShare;
    private volatile LaneUse ofPool;
    /** By lane, since the beginning. */
    private final long[] granted = new long[Lane.values().length];

    Charges(PoolRules rules, ShareLedger share, PoolDriver pool) {
        this.rules = rules;
        this.share = share;
        this.pool = pool;
        this.ofShare = new LaneUse(rules);
        this.ofPool = new LaneUse(rules);
    }

    ShareLedger share() {
        return share;
    }

    int inFlight() {
        return inFlight.count() + lost.size();
    }

    /** How many permits of a lane were granted so far. */
    long granted(Lane lane) {
        return granted[lane.ordinal()];
    }

    /**
     * What each lane of this process has of window {@code i}.
     *
     * @param withPool whether what it has of the pool counts
     */
    Map<Lane, Integer> lanes(int i, boolean withPool) {
        Map<Lane, Integer> all = ofShare.of(i);
        if (withPool) {
            ofPool.addTo(all, i);
        }
        return all;
    }

    /** Whether nothing is charged to this process' share, or under way. */
    boolean isIdle() {
        return inFlight() == 0 && share.isIdle();
    }

    /** Under other rules what is out stays out. */
    void use(PoolRules newRules, long now) {
        ShareLedger next = ShareLedger.after(share, newRules, now);
        LaneUse nextOfShare = LaneUse.after(ofShare, newRules);
        LaneUse nextOfPool = LaneUse.after(ofPool, newRules);
        inFlight.forEach(permit -> recharge(permit, newRules, next, nextOfShare, nextOfPool));
        lost.forEach(l -> recharge(l.permit(), newRules, next, nextOfShare, nextOfPool));
        rules = newRules;
        share = next;
        ofShare = nextOfShare;
        ofPool = nextOfPool;
        pool.reconfigure(newRules, each -> {
            inFlight.forEach(each);
            lost.forEach(l -> each.accept(l.permit()));
        }, now);
    }

    private static void recharge(SharedPermit permit, PoolRules newRules, ShareLedger next, LaneUse ofShare,
            LaneUse ofPool) {
        permit.costs = newRules.costs(permit.lane, permit.weight);
        (permit.fromPool ? ofPool : ofShare).granted(permit.lane, permit.costs);
        if (!permit.fromPool) {
            next.addInFlight(permit.costs);
        }
    }

    SharedPermit grant(SharedLimiter limiter, Lane lane, int weight, int[] costs, boolean fromPool, long now) {
        SharedPermit permit = new SharedPermit(limiter, lane, weight, costs, fromPool, pool.membership(), now);
        inFlight.add(permit);
        granted[lane.ordinal()]++;
        (fromPool ? ofPool : ofShare).granted(lane, costs);
        if (!fromPool) {
            share.addInFlight(costs);
        }
        return permit;
    }

    void end(SharedPermit permit, Ending ending, long now) {
        permit.ended = true;
        inFlight.remove(permit);
        if (ending == Ending.LOST) {
            lost.add(new Lost(permit, now + rules.graceNanos()));
        } else {
            settle(permit, ending == Ending.ANSWERED, now);
        }
    }

    /** Brings what happens by itself up to {@code now}. */
    void catchUp(long now) {
        long answerLimit = rules.profile().answerLimit().toNanos();
        while (inFlight.oldest() != null && inFlight.oldest().grantedAt + answerLimit <= now) {
            end(inFlight.oldest(), Ending.LOST, now);
        }
        while (!lost.isEmpty() && lost.peekFirst().due() <= now) {
            settle(lost.removeFirst().permit(), true, now);
        }
        share.forget(now);
        ofShare.forget(now);
        ofPool.forget(now);
    }

    /** @return when something happens by itself next, or {@link ShareLedger#UNKNOWN} */
    long nextAt() {
        long next = lost.isEmpty() ? ShareLedger.UNKNOWN : lost.peekFirst().due();
        SharedPermit oldest = inFlight.oldest();
        return oldest == null ? next
                : Math.min(next, oldest.grantedAt + rules.profile().answerLimit().toNanos());
    }

    private void settle(SharedPermit permit, boolean sent, long now) {
        (permit.fromPool ? ofPool : ofShare).ended(permit.lane, permit.costs, sent, now);
        if (permit.fromPool) {
            pool.ended(permit, sent, now);
        } else if (sent) {
            share.settle(permit.costs, now);
        } else {
            share.refund(permit.costs);
        }
    }
}
