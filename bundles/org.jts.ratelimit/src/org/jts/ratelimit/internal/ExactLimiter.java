package org.jts.ratelimit.internal;

import static org.jts.ratelimit.internal.Words.T;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;

/**
 * The limiter of one key in one process: the core behind a lock, the threads that wait, and one timer for the next
 * moment at which something can change. Time is read under the lock, so that it never goes back between two decisions.
 */
final class ExactLimiter implements RequestLimiter, NumberedPermits, AutoCloseable {

    private static final int OPTIMISTIC_READS = 100;
    private static final VarHandle VERSION = versionHandle();

    private final String key;
    private final TimeSource time;
    private final WaitMeter waits;
    private final ReentrantLock lock = new ReentrantLock();
    private final LimiterCore core;
    private final Paces paces;
    private volatile LimitProfile profile;
    private boolean closed;
    private Subscription timer = () -> { };
    private long timerAt = WindowState.UNKNOWN;
    /** Odd while the core is being changed: readers without the lock try again. */
    private int version;

    /** Makes the pace of the lower lanes. */
    @FunctionalInterface
    interface Paces {
        Pace of(LimitProfile profile, long now);
    }

    /** @param waits told of every permit that had to be waited for */
    ExactLimiter(String key, LimitProfile profile, TimeSource time, Paces paces, WaitMeter waits) {
        this.key = key;
        this.time = time;
        this.waits = waits;
        this.profile = profile;
        this.paces = paces;
        long now = time.nanoTime();
        this.core = new LimiterCore(profile, paces.of(profile, now), now);
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        return new Ticket(this, take(lane, weight, timeout));
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        long ticket = tryTake(lane, weight);
        return ticket == NONE ? Optional.empty() : Optional.of(new Ticket(this, ticket));
    }

    @Override
    public Optional<NumberedPermits> numbered() {
        return Optional.of(this);
    }

    @Override
    public long take(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        long ticket = tryTake(lane, weight);
        return ticket == NONE ? waitFor(lane, weight, timeout) : ticket;
    }

    @Override
    public long tryTake(Lane lane, int weight) {
        check(lane, weight);
        enter();
        try {
            if (closed) {
                return NONE;
            }
            long ticket = core.tryGrant(lane, weight);
            if (ticket == NONE) {
                catchUp();
                ticket = core.tryGrant(lane, weight);
            }
            return ticket;
        } finally {
            leave();
        }
    }

    private long waitFor(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        Waiter waiter;
        long since;
        enter();
        try {
            checkSendable(lane, weight);
            since = catchUp();
            waiter = enqueue(lane, weight, timeout, since);
        } finally {
            leave();
        }
        long ticket = await(waiter, timeout);
        waits.waited(lane, time.nanoTime() - since);
        return ticket;
    }

    @Override
    public LimitProfile profile() {
        return profile;
    }

    @Override
    public void reconfigure(LimitProfile newProfile) {
        change(now -> {
            profile = newProfile;
            core.reconfigure(newProfile, paces.of(newProfile, now));
        });
    }

    @Override
    public LimitUsage usage() {
        for (int i = 0; i < OPTIMISTIC_READS; i++) {
            int before = (int) VERSION.getAcquire(this);
            LimitUsage seen = (before & 1) == 0 ? peek() : null;
            VarHandle.loadLoadFence();
            if (seen != null && (int) VERSION.getOpaque(this) == before) {
                return seen;
            }
            Thread.onSpinWait();
        }
        lock.lock();
        try {
            return core.usage(time.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        lock.lock();
        try {
            return Duration.ofNanos(core.forecast(lane, requests, time.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        change(now -> core.refused(retryAfter, now));
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        change(now -> core.brokerCounted(window, used, now));
    }

    @Override
    public void close() {
        enter();
        try {
            closed = true;
            core.stopStoring();
            core.queue().close();
            timer.close();
        } finally {
            leave();
        }
    }

    /** Sends away whoever waits; what is charged stays, and the limiter can be used again. */
    void dismissWaiting() {
        change(now -> core.queue().close());
    }

    /** Goes on where another process ended, before anybody has spent from it. */
    void continueFrom(SpentFile file, long wallMillis) {
        change(now -> core.continueFrom(file.past(), file.charged(), wallMillis, now));
    }

    /** What was answered in all, as {@link SpentLine} has its values. */
    long[] answered() {
        enter();
        try {
            catchUp();
            return core.answered();
        } finally {
            leave();
        }
    }

    /** How many permits of a lane were granted so far. Without a lock. */
    long granted(Lane lane) {
        return core.granted(lane);
    }

    /** Lets what happens by itself happen, although nobody asks for anything. */
    void catchUpNow() {
        change(now -> { });
    }

    /** Whether nothing is charged any more, so that forgetting it forgets nothing. */
    boolean isIdle() {
        // A permit that nobody ended and a budget that recovers need somebody to look.
        catchUpNow();
        LimitUsage usage = usage();
        return usage.inFlight() == 0 && usage.banned().isEmpty()
                && usage.windows().stream().allMatch(w -> w.used() == 0 && w.allowed() == w.window().permits());
    }

    @Override
    public void end(long ticket, Ending ending) {
        enter();
        try {
            long now = catchUp();
            if (core.end(ticket, ending, now) && !core.queue().isEmpty()) {
                pump(now);
            }
        } finally {
            leave();
        }
    }

    /** A change of the core at a time. */
    @FunctionalInterface
    private interface Change {
        void at(long now);
    }

    private void change(Change change) {
        enter();
        try {
            change.at(catchUp());
            pump(time.nanoTime());
        } finally {
            leave();
        }
    }

    private long catchUp() {
        long now = time.nanoTime();
        core.catchUp(now);
        return now;
    }

    private Waiter enqueue(Lane lane, int weight, Duration timeout, long now) throws LimitException {
        if (!timeout.isPositive()) {
            throw timedOut(lane, timeout);
        }
        if (core.queue().size() >= profile.maxWaiting()) {
            throw new LimitException(Reason.QUEUE_FULL, T.format("permit.queueFull", profile.name(),
                    profile.maxWaiting(),
                    core.queue().size()));
        }
        Waiter waiter = new Waiter(lane, weight, deadline(now, timeout));
        core.queue().add(waiter);
        pump(now);
        return waiter;
    }

    private long await(Waiter waiter, Duration timeout) throws LimitException, InterruptedException {
        try {
            waiter.decided.await();
        } catch (InterruptedException e) {
            abandon(waiter);
            throw e;
        }
        return switch (waiter.state) {
            case GRANTED -> waiter.ticket;
            case CLOSED -> throw closed();
            case TOO_HEAVY -> throw tooHeavy(waiter.weight);
            default -> throw timedOut(waiter.lane, timeout);
        };
    }

    private void abandon(Waiter waiter) {
        change(now -> {
            if (waiter.state == Waiter.State.GRANTED) {
                core.end(waiter.ticket, Ending.NOT_SENT, now);
            } else if (waiter.state == Waiter.State.WAITING) {
                core.queue().remove(waiter);
                waiter.decide(Waiter.State.CANCELLED);
            }
        });
    }

    private void wake() {
        enter();
        try {
            if (!closed) {
                // It may have come a little early: then another one is needed for the same moment.
                timerAt = WindowState.UNKNOWN;
                pump(catchUp());
            }
        } finally {
            leave();
        }
    }

    private void pump(long now) {
        long next = core.pump(now);
        if (next == timerAt && next > now || closed) {
            return;
        }
        timer.close();
        timerAt = next;
        timer = next == WindowState.UNKNOWN ? () -> { }
                : time.schedule("limiter-" + key, Duration.ofNanos(Math.max(0, next - now)), this::wake);
    }

    private LimitUsage peek() {
        try {
            return core.usage(time.nanoTime());
        } catch (RuntimeException torn) {
            // Read while it was being changed, for instance an array that grew: the version tells, and it is read
            // again.
            return null;
        }
    }

    private void enter() {
        lock.lock();
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence();
    }

    private void leave() {
        VERSION.setRelease(this, version + 1);
        lock.unlock();
    }

    private static void check(Lane lane, int weight) {
        Objects.requireNonNull(lane, "lane");
        if (weight < 1) {
            throw new IllegalArgumentException("weight: expected 1 or more, was " + weight);
        }
    }

    private void checkSendable(Lane lane, int weight) throws LimitException {
        if (closed) {
            throw closed();
        }
        if (!core.fits(lane, weight)) {
            throw tooHeavy(weight);
        }
    }

    private LimitException tooHeavy(int weight) {
        return new LimitException(Reason.TOO_HEAVY, T.format("permit.tooHeavy", profile.name(), weight));
    }

    private LimitException closed() {
        return new LimitException(Reason.CLOSED, T.format("permit.closed", profile.name()));
    }

    private LimitException timedOut(Lane lane, Duration timeout) {
        return new LimitException(Reason.TIMED_OUT,
                T.format("permit.timedOut", profile.name(), Words.of(lane), timeout.toMillis()));
    }

    private static long deadline(long now, Duration timeout) {
        // A wait of centuries is a wait without end.
        return timeout.compareTo(Duration.ofDays(10_000)) > 0 ? WindowState.UNKNOWN - 1 : now + timeout.toNanos();
    }

    private static VarHandle versionHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(ExactLimiter.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
