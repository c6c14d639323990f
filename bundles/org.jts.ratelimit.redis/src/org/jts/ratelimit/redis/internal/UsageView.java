package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.concurrent.LaneQueue;

/**
 * What any thread may see of a limiter, without its lock: its own share, and of the pool what it said last, while it
 * can be spent from.
 */
final class UsageView {

    private final LaneQueue<Waiter> queue;
    private final Charges charges;
    private final PoolDriver pool;
    private final Freeze freeze;
    private volatile PoolRules rules;
    private volatile Sharing sharing = Sharing.FENCED;
    private volatile long nextPermitAt;

    UsageView(PoolRules rules, LaneQueue<Waiter> queue, Charges charges, PoolDriver pool, Freeze freeze) {
        this.rules = rules;
        this.queue = queue;
        this.charges = charges;
        this.pool = pool;
        this.freeze = freeze;
    }

    void use(PoolRules newRules) {
        rules = newRules;
    }

    boolean isShared() {
        return sharing == Sharing.SHARED;
    }

    /** Under the limiter's lock. @param shared whether the pool can be spent from */
    void look(boolean shared, long now) {
        sharing = shared ? Sharing.SHARED : Sharing.FENCED;
        int[] one = rules.costs(Lane.HISTORY, 1);
        long free = Math.min(charges.share().earliest(one, false, now),
                shared ? pool.freeAt(one, now) : ShareLedger.UNKNOWN);
        nextPermitAt = Math.min(now + rules.profile().answerLimit().toNanos(), Math.max(free, freeze.until(now)));
    }

    LimitUsage usage(long now) {
        PoolRules seenRules = rules;
        PoolReply reply = pool.last();
        boolean shared = isShared() && reply != null && reply.used().length == seenRules.size();
        List<WindowUsage> windows = new ArrayList<>();
        for (int i = 0; i < seenRules.size(); i++) {
            windows.add(window(i, seenRules, shared ? reply : null));
        }
        return new LimitUsage(windows, waiting(), charges.inFlight(),
                Duration.ofNanos(Math.max(0, nextPermitAt - now)), freeze.left(now), freeze.refusals(reply), sharing);
    }

    /** @param reply of the pool, or null when it cannot be spent from */
    private WindowUsage window(int i, PoolRules seenRules, PoolReply reply) {
        ShareLedger share = charges.share();
        long used = share.used(i) + (reply == null ? 0 : reply.used()[i]);
        long allowed = share.allowed(i) + (reply == null ? 0 : (long) seenRules.pool(i) * reply.permille() / 1000);
        return new WindowUsage(seenRules.window(i), (int) Math.max(0, used),
                (int) Math.min(seenRules.window(i).permits(), allowed), charges.lanes(i, reply != null));
    }

    long[] lastKnown() {
        PoolRules seenRules = rules;
        PoolReply reply = pool.last();
        long[] used = new long[seenRules.size()];
        for (int i = 0; i < used.length; i++) {
            boolean known = reply != null && reply.used().length == used.length;
            used[i] = charges.share().used(i) + (known ? reply.used()[i] : 0);
        }
        return used;
    }

    private Map<Lane, Integer> waiting() {
        Map<Lane, Integer> all = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            int size = queue.size(lane.ordinal());
            if (size > 0) {
                all.put(lane, size);
            }
        }
        return all;
    }
}
