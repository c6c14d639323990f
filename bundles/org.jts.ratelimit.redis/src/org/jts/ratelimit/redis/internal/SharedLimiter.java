package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.meter.LimitMeters;
import org.jts.ratelimit.notice.LimitErrors;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.SharedPermit.Ending;

/**
 * The limiter of one key whose budget several processes share: the core behind a lock, the threads that wait, the
 * connection, and one timer for the next moment at which something can change. The lock is never held during input or
 * output, or while anybody else is told.
 */
final class SharedLimiter implements RequestLimiter, AutoCloseable {

    private final String key;
    private final TimeSource time;
    private final RedisLink link;
    private final Consumer<LimitProfile> onReconfigure;
    private final LimitMeters meter;
    private final ReentrantLock lock = new ReentrantLock();
    private final SharedCore core;
    private boolean closed;
    private Subscription timer = () -> { };
    private long timerAt = ShareLedger.UNKNOWN;

    /**
     * @param onReconfigure takes new rules for the key, and sees to it that {@link #use} is called with them
     * @param spenders      whose requests it counts at present
     * @param meter         told of every permit that had to be waited for, and of those that could not be had
     */
    SharedLimiter(String key, PoolRules rules, TimeSource time, RedisLink link, PoolNotices news,
            Consumer<LimitProfile> onReconfigure, Supplier<Set<BrokerId>> spenders,
            LimitMeters meter) {
        this.key = key;
        this.time = time;
        this.link = link;
        this.onReconfigure = onReconfigure;
        this.meter = meter;
        this.core = new SharedCore(this, key, rules, time, news, spenders, this::send);
    }

    /** Begins to talk to Redis. @param before what this process has used of the same windows without sharing */
    void start(LimitUsage before) {
        change(now -> core.start(before, now));
    }

    /** Begins to talk to Redis; this process has sent nothing without sharing. */
    void start() {
        change(now -> core.start());
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        check(lane, weight);
        try {
            return take(lane, weight, timeout);
        } catch (LimitException e) {
            meter.missed(e.reason());
            throw e;
        }
    }

    private Permit take(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        Waiter waiter;
        long since;
        lock.lockInterruptibly();
        try {
            checkSendable(lane, weight);
            since = time.nanoTime();
            boolean passes = core.letsPass(lane, weight, since);
            SharedPermit permit = core.tryGrant(lane, weight, passes, since);
            if (permit != null) {
                return permit;
            }
            core.missed(lane, weight, timeout.isPositive(), since);
            if (!timeout.isPositive()) {
                pump(since);
                throw timedOut(lane, timeout);
            }
            checkRoom(since);
            waiter = new Waiter(lane, weight, core.rules().costs(lane, weight), deadline(since, timeout));
            waiter.paced = passes || !Pace.isPaced(lane);
            core.queue().add(waiter);
            pump(since);
        } finally {
            lock.unlock();
        }
        Permit permit = await(waiter, timeout);
        meter.waited(lane, time.nanoTime() - since);
        return permit;
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        check(lane, weight);
        lock.lock();
        try {
            if (closed || !core.rules().fits(core.rules().costs(lane, weight))) {
                return Optional.empty();
            }
            long now = time.nanoTime();
            SharedPermit permit = core.tryGrant(lane, weight, core.letsPass(lane, weight, now), now);
            if (permit == null) {
                core.missed(lane, weight, false, now);
                pump(now);
            }
            return Optional.ofNullable(permit);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LimitProfile profile() {
        return core.rules().profile();
    }

    @Override
    public void reconfigure(LimitProfile profile) {
        onReconfigure.accept(profile);
    }

    /** Keeps these rules from now on. What was charged stays charged, and who waits goes on waiting. */
    void use(PoolRules rules) {
        change(now -> core.use(rules, now));
    }

    @Override
    public LimitUsage usage() {
        return core.usage(time.nanoTime());
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return Duration.ofNanos(read(now -> core.forecast(lane, requests, now).toNanos()));
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        change(now -> core.refused(retryAfter, text, now));
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        change(now -> core.brokerCounted(window, used));
    }

    /** How many permits of a lane were granted to this process so far. Without a lock. */
    long granted(Lane lane) {
        return core.granted(lane);
    }

    /** Whether nothing of this process is charged to its share or under way: closing it then forgets nothing. */
    boolean isIdle() {
        return read(now -> core.isIdle(now) ? 1 : 0) == 1;
    }

    /** What was used of each window when it was last known, whether or not the pool can be asked now. */
    long[] lastKnown() {
        return core.lastKnown();
    }

    /** How many requests are under way, also after it was closed. */
    int inFlight() {
        return (int) read(core::inFlight);
    }

    /** Nobody spends from it any more: whoever waits is told. It can be used again. */
    void rest() {
        change(now -> core.dismissWaiting());
    }

    @Override
    public void close() {
        change(now -> {
            core.leave(true, now);
            core.dismissWaiting();
            closed = true;
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
            core.end(permit, ending, now);
            if (!closed && core.queue().isEmpty()) {
                arm(now);
            } else {
                pump(now);
            }
        } finally {
            lock.unlock();
        }
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
                core.look(now);
                change.at(now);
                pump(now);
            }
        } finally {
            lock.unlock();
        }
    }

    private long read(ToLongFunction<Long> figure) {
        lock.lock();
        try {
            return figure.applyAsLong(time.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void pump(long now) {
        if (!closed) {
            core.pump(link.connects(), now);
            arm(now);
        }
    }

    private void arm(long now) {
        long next = core.nextAt(now);
        if (next < timerAt || timerAt <= now) {
            timer.close();
            timerAt = next;
            timer = time.schedule("limiter-" + key, Duration.ofNanos(next - now), this::wake);
        }
    }

    private void wake() {
        change(now -> timerAt = ShareLedger.UNKNOWN);
    }

    /** Under the lock, but it does not wait. */
    private void send(Call call, String[] args) {
        int windows = core.rules().size();
        link.call(PoolKeys.of(key, windows), args).whenComplete((raw, failure) -> change(now -> {
            if (failure != null) {
                core.failed(call, Failures.text(failure), now);
            } else {
                core.answered(call, raw, windows, now);
            }
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
            case TOO_HEAVY -> throw LimitErrors.tooHeavyToShare(profile(), waiter.weight);
            default -> throw timedOut(waiter.lane, timeout);
        };
    }

    private void abandon(Waiter waiter) {
        change(now -> {
            if (waiter.state == Waiter.State.GRANTED) {
                core.end(waiter.permit, Ending.NOT_SENT, now);
            } else if (waiter.state == Waiter.State.WAITING) {
                core.queue().remove(waiter);
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

    private void checkSendable(Lane lane, int weight) throws LimitException {
        if (closed) {
            throw LimitErrors.closed(profile());
        }
        if (!core.rules().fits(core.rules().costs(lane, weight))) {
            throw LimitErrors.tooHeavyToShare(profile(), weight);
        }
    }

    private void checkRoom(long now) throws LimitException {
        if (core.queue().size() >= profile().maxWaiting()) {
            core.queueFull(now);
            throw LimitErrors.queueFull(profile(), core.queue().size());
        }
    }

    private LimitException timedOut(Lane lane, Duration timeout) {
        return core.isShared() ? LimitErrors.timedOut(profile(), lane, timeout)
                : LimitErrors.timedOutAlone(profile(), lane, timeout);
    }

    private static long deadline(long now, Duration timeout) {
        // A wait of centuries is a wait without end.
        return timeout.compareTo(Duration.ofDays(10_000)) > 0 ? ShareLedger.UNKNOWN - 1 : now + timeout.toNanos();
    }
}
