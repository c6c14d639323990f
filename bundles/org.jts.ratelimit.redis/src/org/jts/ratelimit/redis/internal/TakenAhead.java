package org.jts.ratelimit.redis.internal;

import java.util.ArrayList;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.redis.internal.PoolMember.Mode;
import org.jts.ratelimit.redis.internal.PoolMember.Run;

/**
 * What a call to the pool asks for: everybody who waits here, in the order in which he is served, and some ahead.
 * Not thread-safe.
 */
final class TakenAhead {

    private static final int BATCH = 64;
    private static final Lane[] LANES = Lane.values();

    private final LaneQueue<Waiter> queue;
    private final PoolMember member;
    private final Stash stash = new Stash();

    TakenAhead(LaneQueue<Waiter> queue, PoolMember member) {
        this.queue = queue;
        this.member = member;
    }

    /** @return whether there was a permit of weight 1 */
    boolean take(Lane lane, int weight, long now) {
        return weight == 1 && stash.take(lane, now);
    }

    void missed(Lane lane, boolean waits, long now) {
        stash.missed(lane, now);
        if (!waits) {
            stash.ask(lane);
        }
    }

    void denied(Lane lane) {
        stash.denied(lane);
    }

    /** What to ask for now. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int due = queue.due();
        if (due >= 0) {
            runs.add(new Run(LANES[due], queue.head(due).weight, 1, Mode.DUE));
        }
        int left = BATCH;
        for (Lane lane : LANES) {
            left -= addWaiting(runs, lane, lane.ordinal() == due, left);
        }
        addSpare(runs);
        return runs;
    }

    /** @return how many were added */
    private int addWaiting(List<Run> runs, Lane lane, boolean withoutHead, int most) {
        boolean head = withoutHead;
        int added = 0;
        Run run = null;
        for (Waiter waiter : queue.of(lane.ordinal())) {
            if (added == most || !waiter.paced) {
                break;
            }
            if (head) {
                head = false;
                continue;
            }
            if (run != null && run.weight() != waiter.weight) {
                runs.add(run);
                run = null;
            }
            run = new Run(lane, waiter.weight, run == null ? 1 : run.count() + 1, Mode.NORMAL);
            added++;
        }
        if (run != null) {
            runs.add(run);
        }
        return added;
    }

    private void addSpare(List<Run> runs) {
        boolean any = !runs.isEmpty();
        for (Lane lane : LANES) {
            int wanted = stash.wanted(lane);
            if (wanted > 0 && (any || stash.isLow(lane))) {
                runs.add(new Run(lane, 1, wanted, Mode.SPARE));
            }
        }
    }

    /**
     * A permit that was granted and that nobody waits for is kept for a while when it may be, or else given back.
     *
     * @return whether it was kept
     */
    boolean keep(Run run, boolean mayBeKept, PoolRules rules, long now) {
        boolean kept = mayBeKept && run.weight() == 1 && rules.leaseNanos() > 2 * Stash.RETURN_NANOS;
        if (kept) {
            stash.add(run.lane(), now + Stash.RETURN_NANOS);
        } else {
            member.unused(rules.costs(run.lane(), run.weight()));
        }
        return kept;
    }

    /** Gives back what nobody took in time. @return whether there was any */
    boolean giveBackExpired(PoolRules rules, long now) {
        boolean any = false;
        for (Lane lane : LANES) {
            any |= giveBack(rules, lane, stash.expired(lane, now));
        }
        return any;
    }

    /** Gives everything back. */
    void giveBackAll(PoolRules rules) {
        for (Lane lane : LANES) {
            giveBack(rules, lane, stash.clear(lane));
        }
    }

    /** Forgets everything: it was taken under other rules. */
    void clear() {
        for (Lane lane : LANES) {
            stash.clear(lane);
        }
    }

    /** @return when the next one is to be given back, or {@link ShareLedger#UNKNOWN} */
    long nextReturn() {
        return stash.nextReturn();
    }

    private boolean giveBack(PoolRules rules, Lane lane, int count) {
        for (int i = 0; i < count; i++) {
            member.unused(rules.costs(lane, 1));
        }
        return count > 0;
    }
}
