package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.PoolMember.Run;
import org.jts.ratelimit.redis.internal.SharedPermit.Ending;

/**
 * The limiter of one key whose budget several processes share. A request is served out of this process' own share of
 * every window, which nobody else can touch, or else out of the pool in Redis. While Redis cannot be asked the share
 * alone goes on. Everything is decided under one lock, which is never held during input or output.
 */
final class SharedLimiter implements RequestLimiter, AutoCloseable {

    private static final long CROWDED_NANOS = 5_000_000_000L;

    private final String key;
    private volatile String[] keys;
    private final TimeSource time;
    private final RedisLink link;
    private final LimiterNews news;
    private final BiConsumer<SharedLimiter, LimitProfile> onReconfigure;
    private final ReentrantLock lock = new ReentrantLock();
    private final WaitQueue queue = new WaitQueue();
    private final PoolDriver pool;
    private final Charges charges;
    private final Freeze freeze = new Freeze();
    private final SharingWatch watch;
    private Pace pace;
    private volatile PoolRules rules;
    private volatile Sharing sharing = Sharing.FENCED;
    private volatile long nextPermitAt;
    private boolean started;
    private boolean newcomer = true;
    private boolean placeTaken;
    private boolean closed;
    private boolean closesWhenIdle;
    private Subscription timer = () -> { };
    private long timerAt = ShareLedger.UNKNOWN;

    /**
     * @param onReconfigure takes new rules for the key, and sees to it that {@link #use} is called with them
     */
    SharedLimiter(String key, PoolRules rules, TimeSource time, RedisLink link, LimiterNews news,
            BiConsumer<SharedLimiter, LimitProfile> onReconfigure) {
        this.key = key;
        this.keys = PoolKeys.of(key, rules.size());
        this.rules = rules;
        this.time = time;
        this.link = link;
        this.news = news;
        this.onReconfigure = onReconfigure;
        this.pace = new Pace(rules);
        this.watch = new SharingWatch(key, news);
        long now = time.nanoTime();
        // An earlier process of this place may have used the share just before it ended.
        long opensAt = now + rules.graceNanos();
        ShareLedger share = new ShareLedger(rules, opensAt);
        share.fill(rules.terms().coldWaitNanos() + rules.terms().coldWaitNanos() / 100, opensAt);
        this.pool = new PoolDriver(rules, queue, new PoolMember(rules, new OwnLog()), this::send, this::receive);
        this.charges = new Charges(rules, share, pool);
    }

    /** Begins to talk to Redis. @param before what this process has used of the same windows without it */
    void start(LimitUsage before) {
        change(now -> {
            if (before.windows().size() == rules.size()) {
                pool.usedBefore(before.windows().stream().mapToLong(WindowUsage::used).toArray());
            }
            started = true;
        });
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        check(lane, weight);
        Waiter waiter;
        lock.lockInterruptibly();
        try {
            int[] costs = rules.costs(lane, weight);
            checkSendable(costs, weight);
            long now = time.nanoTime();
            boolean passed = queue.isEmpty() && pace.tryPass(lane, weight, now);
            SharedPermit permit = passed ? tryServe(lane, weight, costs, false, now) : null;
            if (permit != null) {
                return permit;
            }
            pool.missed(lane, weight, timeout.isPositive(), now);
            if (!timeout.isPositive()) {
                pump(now);
                throw timedOut(lane, timeout);
            }
            checkRoom();
            waiter = new Waiter(lane, weight, costs, deadline(now, timeout));
            waiter.paced = passed || !Pace.isPaced(lane);
            queue.add(waiter);
            pump(now);
        } finally {
            lock.unlock();
        }
        return await(waiter, timeout);
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        check(lane, weight);
        lock.lock();
        try {
            int[] costs = rules.costs(lane, weight);
            if (closed || !rules.fits(costs)) {
                return Optional.empty();
            }
            long now = time.nanoTime();
            SharedPermit permit = queue.isEmpty() && pace.tryPass(lane, weight, now)
                    ? tryServe(lane, weight, costs, false, now) : null;
            if (permit == null) {
                pool.missed(lane, weight, false, now);
                pump(now);
            }
            return Optional.ofNullable(permit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LimitProfile profile() {
        return rules.profile();
    }

    @Override
    public void reconfigure(LimitProfile profile) {
        onReconfigure.accept(this, profile);
    }

    /** Keeps these rules from now on. What was charged stays charged. */
    void use(PoolRules newRules) {
        change(now -> {
            pool.leave(now);
            keys = PoolKeys.of(key, newRules.size());
            rules = newRules;
            pace = new Pace(newRules);
            charges.use(newRules, now);
            queue.close();
        });
    }

    @Override
    public LimitUsage usage() {
        PoolRules seenRules = rules;
        ShareLedger seenShare = charges.share();
        PoolReply seen = pool.last();
        boolean shared = sharing == Sharing.SHARED;
        List<WindowUsage> windows = new ArrayList<>();
        for (int i = 0; i < seenRules.size(); i++) {
            boolean known = seen != null && seen.used().length == seenRules.size();
            long poolUsed = shared && known ? seen.used()[i] : 0;
            long poolAllowed = shared && known ? (long) seenRules.pool(i) * seen.permille() / 1000 : 0;
            int all = seenRules.window(i).permits();
            windows.add(new WindowUsage(seenRules.window(i), (int) Math.max(0, seenShare.used(i) + poolUsed),
                    (int) Math.min(all, seenShare.allowed(i) + poolAllowed)));
        }
        long now = time.nanoTime();
        return new LimitUsage(windows, queue.sizes(), charges.inFlight(),
                Duration.ofNanos(Math.max(0, nextPermitAt - now)), freeze.left(now), freeze.refusals(seen), sharing);
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return Forecast.of(rules, usage(), lane, requests);
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        change(now -> {
            freeze.refused(retryAfter, now);
            pool.refused(retryAfter.map(Duration::toNanos).orElse(0L) / 1000);
        });
        news.refused(key, text);
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        int index = rules.profile().windows().indexOf(window);
        if (index >= 0) {
            // What the other processes had out of their shares is not known, and so counts as someone else's.
            change(now -> pool.brokerCounted(index, used - charges.share().used(index)));
        }
    }

    boolean isIdle() {
        return charges.inFlight() == 0 && queue.isEmpty();
    }

    /** Nobody spends from it any more: whoever waits is told, and it closes when the last request has ended. */
    void rest() {
        change(now -> {
            queue.close();
            closesWhenIdle = true;
        });
        closeWhenIdle();
    }

    /** @return whether it could be taken into use again */
    boolean revive() {
        lock.lock();
        try {
            closesWhenIdle = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void closeWhenIdle() {
        boolean idle;
        lock.lock();
        try {
            idle = closesWhenIdle && !closed && isIdle();
        } finally {
            lock.unlock();
        }
        if (idle) {
            close();
        }
    }

    @Override
    public void close() {
        change(now -> {
            pool.leave(now);
            closed = true;
            queue.close();
            timer.close();
        });
    }

    void end(SharedPermit permit, Ending ending) {
        lock.lock();
        try {
            if (permit.ended) {
                return;
            }
            long now = time.nanoTime();
            charges.end(permit, ending, now);
            if (closed) {
                return;
            }
            if (queue.isEmpty() && !closesWhenIdle) {
                arm(now);
            } else {
                pump(now);
            }
        } finally {
            lock.unlock();
        }
        if (closesWhenIdle) {
            closeWhenIdle();
        }
    }

    private SharedPermit tryServe(Lane lane, int weight, int[] costs, boolean due, long now) {
        if (freeze.isFrozen(now)) {
            return null;
        }
        boolean fromPool = !charges.share().tryCharge(costs, due || PoolRules.isUpper(lane), now);
        if (fromPool && !pool.takeAhead(lane, weight, now)) {
            return null;
        }
        return grant(lane, weight, costs, fromPool, now);
    }

    private SharedPermit grant(Lane lane, int weight, int[] costs, boolean fromPool, long now) {
        SharedPermit permit = charges.grant(this, lane, weight, costs, fromPool, now);
        queue.granted(lane);
        return permit;
    }

    private int receive(Run run, int granted, long now) {
        int used = 0;
        for (; used < granted; used++) {
            Waiter waiter = queue.first(run.lane(), run.weight());
            if (waiter == null || freeze.isFrozen(now)) {
                return used;
            }
            queue.remove(waiter);
            waiter.grant(grant(waiter.lane, waiter.weight, waiter.costs, true, now));
        }
        return used;
    }

    /** A change at a time. */
    @FunctionalInterface
    private interface Change {
        void at(long now);
    }

    private void change(Change change) {
        lock.lock();
        try {
            if (!closed) {
                long now = time.nanoTime();
                change.at(now);
                pump(now);
            }
        } finally {
            lock.unlock();
        }
    }

    private void pump(long now) {
        if (closed) {
            return;
        }
        charges.catchUp(now);
        queue.expire(now);
        pace.let(queue, now);
        serve(now);
        if (started) {
            pool.poll(now, link.connects());
        }
        tellSharing(now);
        arm(now);
    }

    /** Serves who waits out of the share. A lane that it holds back holds back all below it. */
    private void serve(long now) {
        Lane due = queue.due();
        if (due != null && !serveHead(due, true, now)) {
            return;
        }
        for (Lane lane : Lane.values()) {
            while (queue.head(lane) != null) {
                if (!serveHead(lane, false, now)) {
                    return;
                }
            }
        }
    }

    private boolean serveHead(Lane lane, boolean due, long now) {
        Waiter head = queue.head(lane);
        SharedPermit permit = due || head.paced ? tryServe(lane, head.weight, head.costs, due, now) : null;
        if (permit == null) {
            return false;
        }
        queue.remove(head);
        head.grant(permit);
        return true;
    }

    private void tellSharing(long now) {
        String trouble = pool.trouble(now);
        PoolReply seen = pool.last();
        sharing = trouble == null ? Sharing.SHARED : Sharing.FENCED;
        watch.saw(trouble, seen, rules, now);
        int[] one = rules.costs(Lane.HISTORY, 1);
        ShareLedger share = charges.share();
        long free = Math.min(share.earliest(one, false, now),
                trouble == null ? pool.freeAt(one, now) : ShareLedger.UNKNOWN);
        nextPermitAt = Math.min(now + rules.profile().answerLimit().toNanos(), Math.max(free, freeze.until(now)));
        if (seen != null) {
            if (seen.free() && share.isUntouched() && !placeTaken) {
                placeTaken = true;
                charges.clearShare(now);
            }
            charges.share().setPermille(seen.permille());
            // There is a share for each process that was expected: whoever comes on top of them has none.
            newcomer &= seen.live() > rules.terms().processes();
            if (newcomer) {
                charges.share().closeUntil(now + CROWDED_NANOS);
            }
        }
    }

    private void arm(long now) {
        long next = Math.min(Math.min(pool.nextAt(now), watch.nextAt()), charges.nextAt());
        if (!queue.isEmpty()) {
            next = Math.min(next, Math.min(queue.nextDeadline(), later(pace.nextAt(queue), now)));
            next = Math.min(next, later(shareFreeAt(now), now));
        }
        next = Math.max(next, now + 1);
        if (next < timerAt || timerAt <= now) {
            timer.close();
            timerAt = next;
            timer = time.schedule("limiter-" + key, Duration.ofNanos(next - now), this::wake);
        }
    }

    private long shareFreeAt(long now) {
        for (Lane lane : Lane.values()) {
            Waiter head = queue.head(lane);
            if (head != null) {
                long free = charges.share().earliest(head.costs, PoolRules.isUpper(lane), now);
                return Math.max(free, freeze.until(now));
            }
        }
        return ShareLedger.UNKNOWN;
    }

    /** What could have been done by now has been. */
    private static long later(long at, long now) {
        return at > now ? at : ShareLedger.UNKNOWN;
    }

    private void wake() {
        change(now -> timerAt = ShareLedger.UNKNOWN);
    }

    /** Under the lock, but it does not wait. */
    private void send(Call call, String[] args) {
        int windows = rules.size();
        link.call(keys, args).whenComplete((raw, failure) -> change(now -> {
            if (failure != null) {
                pool.failed(call, Failures.text(failure), now);
                return;
            }
            PoolReply reply = PoolReply.of(raw, windows);
            freeze.heard(reply.frozen() * 1000, now);
            pool.answered(call, reply, now);
        }));
    }

    private Permit await(Waiter waiter, Duration timeout) throws LimitException, InterruptedException {
        try {
            waiter.decided.await();
        } catch (InterruptedException e) {
            abandon(waiter);
            throw e;
        }
        return switch (waiter.state) {
            case GRANTED -> waiter.permit;
            case CLOSED -> throw LimitErrors.closed(profile());
            default -> throw timedOut(waiter.lane, timeout);
        };
    }

    private void abandon(Waiter waiter) {
        change(now -> {
            if (waiter.state == Waiter.State.GRANTED) {
                charges.end(waiter.permit, Ending.NOT_SENT, now);
            } else if (waiter.state == Waiter.State.WAITING) {
                queue.remove(waiter);
                waiter.decide(Waiter.State.CANCELLED);
            }
        });
    }

    private static void check(Lane lane, int weight) {
        Objects.requireNonNull(lane, "lane");
        if (weight < 1) {
            throw new IllegalArgumentException("weight: expected 1 or more, was " + weight);
        }
    }

    private void checkSendable(int[] costs, int weight) throws LimitException {
        if (closed) {
            throw LimitErrors.closed(profile());
        }
        if (!rules.fits(costs)) {
            throw LimitErrors.tooHeavy(profile(), weight);
        }
    }

    private void checkRoom() throws LimitException {
        if (queue.size() >= profile().maxWaiting()) {
            throw LimitErrors.queueFull(profile(), queue.size());
        }
    }

    private LimitException timedOut(Lane lane, Duration timeout) {
        return LimitErrors.timedOut(profile(), lane, timeout, sharing == Sharing.SHARED);
    }

    private static long deadline(long now, Duration timeout) {
        // A wait of centuries is a wait without end.
        return timeout.compareTo(Duration.ofDays(10_000)) > 0 ? ShareLedger.UNKNOWN - 1 : now + timeout.toNanos();
    }
}
