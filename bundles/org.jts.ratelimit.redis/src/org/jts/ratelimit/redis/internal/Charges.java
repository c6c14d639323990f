package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;

import org.jts.api.limit.Lane;
import org.jts.ratelimit.redis.internal.SharedPermit.Ending;

/**
 * What this process has out: requests granted and not ended, lost ones in their grace, and its share. Guarded by the
 * limiter's lock; what {@link #share} and {@link #inFlight} tell may be read by any thread.
 */
final class Charges {

    private record Lost(SharedPermit permit, long due) {
    }

    private final InFlight inFlight = new InFlight();
    private final ArrayDeque<Lost> lost = new ArrayDeque<>();
    private final PoolDriver pool;
    private PoolRules rules;
    private volatile ShareLedger share;

    Charges(PoolRules rules, ShareLedger share, PoolDriver pool) {
        this.rules = rules;
        this.share = share;
        this.pool = pool;
    }

    ShareLedger share() {
        return share;
    }

    /** Nobody has used the share: it is free from now on. */
    void clearShare(long now) {
        share = new ShareLedger(rules, now);
    }

    int inFlight() {
        return inFlight.count();
    }

    /** Under other rules what is out stays out. */
    void use(PoolRules newRules, long now) {
        ShareLedger next = ShareLedger.after(share, newRules, now);
        inFlight.forEach(permit -> recharge(permit, newRules, next));
        lost.forEach(l -> recharge(l.permit(), newRules, next));
        rules = newRules;
        share = next;
        pool.reconfigure(newRules, inFlight, now);
    }

    private static void recharge(SharedPermit permit, PoolRules newRules, ShareLedger next) {
        permit.costs = newRules.costs(permit.lane, permit.weight);
        if (!permit.fromPool) {
            next.addInFlight(permit.costs);
        }
    }

    SharedPermit grant(SharedLimiter limiter, Lane lane, int weight, int[] costs, boolean fromPool, long now) {
        SharedPermit permit = new SharedPermit(limiter, lane, weight, costs, fromPool, pool.membership(), now);
        inFlight.add(permit);
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
    }

    /** @return when something happens by itself next, or {@link ShareLedger#UNKNOWN} */
    long nextAt() {
        long next = lost.isEmpty() ? ShareLedger.UNKNOWN : lost.peekFirst().due();
        SharedPermit oldest = inFlight.oldest();
        return oldest == null ? next
                : Math.min(next, oldest.grantedAt + rules.profile().answerLimit().toNanos());
    }

    private void settle(SharedPermit permit, boolean sent, long now) {
        if (permit.fromPool) {
            pool.ended(permit, sent, now);
        } else if (sent) {
            share.settle(permit.costs, now);
        } else {
            share.refund(permit.costs);
        }
    }
}
