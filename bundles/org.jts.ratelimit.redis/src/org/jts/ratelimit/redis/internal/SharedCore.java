package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.SharedPermit.Ending;

/**
 * Every decision of a shared limiter, without lock, thread or connection: the caller gives the time and keeps others
 * out, and calls {@link #pump} after every change. {@link #usage} and {@link #granted} may be called by any thread.
 */
final class SharedCore {

    private static final int WHOLE = 1000;

    private final LaneQueue<Waiter> queue = new LaneQueue<>(Lane.values().length);
    private final Freeze freeze = new Freeze();
    private final PoolDriver pool;
    private final Charges charges;
    private final Grants grants;
    private final Place place;
    private final UsageView view;
    private final SharingWatch sharingWatch;
    private final BudgetWatch budgetWatch;
    private volatile PoolRules rules;
    private boolean started;

    /** @param spenders whose requests it counts at present; @param sender sends calls to the pool */
    SharedCore(SharedLimiter limiter, String key, PoolRules rules, TimeSource time, PoolNotices news,
            Supplier<Set<BrokerId>> spenders, PoolDriver.Sender sender) {
        this.rules = rules;
        this.sharingWatch = new SharingWatch(key, news, spenders);
        this.budgetWatch = new BudgetWatch(key, news, spenders);
        this.place = new Place(time, rules);
        ShareLedger share = new ShareLedger(rules);
        // Whoever had this place before may have used the share just before it ended.
        share.presumeUsed(time.nanoTime() + rules.graceNanos(), rules.coldWaitNanos());
        this.pool = new PoolDriver(rules, queue, new PoolMember(rules, new OwnLog()), sender,
                (run, granted, now) -> grants().receive(run, granted, now));
        this.charges = new Charges(rules, share, pool);
        this.grants = new Grants(limiter, rules, queue, charges, pool, freeze, time.nanoTime());
        this.view = new UsageView(rules, queue, charges, pool, freeze);
    }

    private Grants grants() {
        return grants;
    }

    /** As they hold. Read by any thread. */
    PoolRules rules() {
        return rules;
    }

    LaneQueue<Waiter> queue() {
        return queue;
    }

    /**
     * Begins to talk to Redis.
     *
     * @param before what this process has used of the same windows without sharing: its share bears what it can of
     *               it, and the pool the rest
     */
    void start(LimitUsage before, long now) {
        if (before.windows().size() == rules.size()) {
            // What somebody else has used, other processes among them, is told by others.
            long[] used = before.windows().stream()
                    .mapToLong(w -> w.byLane().values().stream().mapToLong(Integer::longValue).sum()).toArray();
            for (int i = 0; i < used.length; i++) {
                used[i] -= charges.share().usedBefore(i, used[i], now);
            }
            pool.usedBefore(used);
        }
        start();
    }

    /** Begins to talk to Redis; this process has sent nothing without sharing. */
    void start() {
        started = true;
    }

    /** What was charged stays charged, and who waits goes on waiting. */
    void use(PoolRules newRules, long now) {
        boolean same = newRules.signature().equals(rules.signature());
        if (same) {
            rules = newRules;
            return;
        }
        leave(false, now);
        rules = newRules;
        charges.use(newRules, now);
        grants.use(newRules, now);
        place.use(newRules);
        view.use(newRules);
    }

    /** Tells the pool that this process goes, without waiting for an answer. @param forGood or to come back */
    void leave(boolean forGood, long now) {
        pool.leave(charges.share().usedOfAll(now), forGood, now);
    }

    /** A request that need not stand behind anybody. @return null when it finds no room here, or has to wait */
    SharedPermit tryGrant(Lane lane, int weight, boolean passes, long now) {
        return passes ? grants.tryGrant(lane, weight, rules.costs(lane, weight), false, now) : null;
    }

    boolean letsPass(Lane lane, int weight, long now) {
        place.look(rules, charges.share(), now);
        return grants.letsPass(lane, weight, now);
    }

    /** There was no permit for a request. @param waits whether it waits for one */
    void missed(Lane lane, int weight, boolean waits, long now) {
        pool.missed(lane, weight, waits, now);
    }

    /** There was no room to wait. */
    void queueFull(long now) {
        budgetWatch.queueFull(rules.profile().maxWaiting(), now);
    }

    void end(SharedPermit permit, Ending ending, long now) {
        charges.end(permit, ending, now);
    }

    void refused(Optional<Duration> retryAfter, String text, long now) {
        freeze.refused(retryAfter, now);
        pool.feedback().refused(Freeze.nanos(retryAfter) / 1000);
        budgetWatch.refused(text, freeze, now);
    }

    void brokerCounted(RateWindow window, int used) {
        int index = rules.profile().windows().indexOf(window);
        if (index >= 0) {
            // What the other processes had out of their shares is not known, and so counts as someone else's.
            pool.feedback().counted(index, used - charges.share().used(index));
        }
    }

    void failed(Call call, String why, long now) {
        pool.failed(call, why, now);
    }

    /** @param windows that the rules had when it was called */
    void answered(Call call, List<Object> raw, int windows, long now) {
        PoolReply reply = PoolReply.of(raw, windows);
        freeze.heard(reply.frozen() * 1000, now);
        if (pool.answered(call, reply, now)) {
            place.heard(reply, call.sent, call.op.equals("J"), pool.hasLostPlace(), rules, charges.share(), now);
        }
    }

    /** Whoever waits is told that it is over. */
    void dismissWaiting() {
        queue.removeIf(waiter -> true, waiter -> waiter.decide(Waiter.State.CLOSED));
    }

    /** Notices that time has passed, before anything is decided. */
    void look(long now) {
        place.look(rules, charges.share(), now);
    }

    /** Does what can be done by now. @param connected how often there was a new connection */
    void pump(int connected, long now) {
        charges.catchUp(now);
        grants.serve(now);
        if (started) {
            pool.poll(now, connected);
        }
        PoolReply reply = pool.last();
        String trouble = place.isAsleep() ? T.get("trouble.asleep") : pool.trouble(now);
        view.look(trouble == null, now);
        sharingWatch.saw(trouble, reply, rules, now);
        if (reply != null) {
            charges.share().setPermille(reply.permille());
        }
        budgetWatch.look(freeze, reply == null ? WHOLE : reply.permille(), rules.profile().maxWaiting(), now);
    }

    /** @return when to pump again at the latest */
    long nextAt(long now) {
        long next = Math.min(Math.min(pool.nextAt(now), sharingWatch.nextAt()), charges.nextAt());
        next = Math.min(next, place.nextAt(now));
        return Math.max(Math.min(next, grants.nextAt(now)), now + 1);
    }

    /** @return how many requests are under way */
    int inFlight(long now) {
        charges.catchUp(now);
        return charges.inFlight();
    }

    /** Whether nothing of this process is charged to its share or under way: closing it then forgets nothing. */
    boolean isIdle(long now) {
        charges.catchUp(now);
        return queue.isEmpty() && charges.isIdle();
    }

    LimitUsage usage(long now) {
        return view.usage(now);
    }

    /** How long so many requests of weight 1 would take. */
    Duration forecast(Lane lane, int requests, long now) {
        return Forecast.of(rules, usage(now), lane, requests, grants.pacedFor(lane, requests, now));
    }

    /** What was used of each window when it was last known, whether or not the pool can be asked now. */
    long[] lastKnown() {
        return view.lastKnown();
    }

    boolean isShared() {
        return view.isShared();
    }

    /** How many permits of a lane were granted so far. */
    long granted(Lane lane) {
        return charges.granted(lane);
    }
}
