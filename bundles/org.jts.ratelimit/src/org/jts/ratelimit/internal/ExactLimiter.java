package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.notice.LimitErrors;

/**
 * The limiter of one key in one process: the core behind a lock, the threads that wait, and one timer for the next
 * moment at which something can change. Time is read under the lock, so that it never goes back between two decisions.
 */
final class ExactLimiter implements RequestLimiter, NumberedPermits, AutoCloseable {

    private final String key;
    private final TimeSource time;
    private final WaitMeter waits;
    private final VersionedLock lock = new VersionedLock();
    private final LimiterCore core;
    private final Paces paces;
    private volatile LimitProfile profile;
    private boolean closed;
    private Subscription timer = () -> { };
    private long timerAt = WindowState.UNKNOWN;

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
        lock.enter();
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
            lock.leave();
        }
    }

    private long waitFor(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        Waiter waiter;
        long since;
        lock.enter();
        try {
            checkSendable(lane, weight);
            since = catchUp();
            waiter = enqueue(lane, weight, timeout, since);
        } finally {
            lock.leave();
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
        return lock.read(() -> core.usage(time.nanoTime()));
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return lock.readAlone(() -> Duration.ofNanos(core.forecast(lane, requests, time.nanoTime())));
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
        lock.enter();
        try {
            closed = true;
            core.stopStoring();
            core.dismissWaiting();
            timer.close();
        } finally {
            lock.leave();
        }
    }

    /** Sends away whoever waits; what is charged stays, and the limiter can be used again. */
    void dismissWaiting() {
        change(now -> core.dismissWaiting());
    }

    /** Goes on where another process ended, before anybody has spent from it. */
    void continueFrom(SpentFile file, long wallMillis) {
        change(now -> core.continueFrom(file.past(), file.charged(), wallMillis, now));
    }

    /** What was answered in all, as {@link SpentLine} has its values. */
    long[] answered() {
        lock.enter();
        try {
            catchUp();
            return core.answered();
        } finally {
            lock.leave();
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
        lock.enter();
        try {
            long now = catchUp();
            if (core.end(ticket, ending, now) && !core.queue().isEmpty()) {
                pump(now);
            }
        } finally {
            lock.leave();
        }
    }

    /** A change of the core at a time. */
    @FunctionalInterface
    private interface Change {
        void at(long now);
    }

    private void change(Change change) {
        lock.enter();
        try {
            change.at(catchUp());
            pump(time.nanoTime());
        } finally {
            lock.leave();
        }
    }

    private long catchUp() {
        long now = time.nanoTime();
        core.catchUp(now);
        return now;
    }

    private Waiter enqueue(Lane lane, int weight, Duration timeout, long now) throws LimitException {
        if (!timeout.isPositive()) {
            throw LimitErrors.timedOut(profile, lane, timeout);
        }
        if (core.queue().size() >= profile.maxWaiting()) {
            throw LimitErrors.queueFull(profile, core.queue().size());
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
            case CLOSED -> throw LimitErrors.closed(profile);
            case TOO_HEAVY -> throw LimitErrors.tooHeavy(profile, waiter.weight);
            default -> throw LimitErrors.timedOut(profile, waiter.lane, timeout);
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
        lock.enter();
        try {
            if (!closed) {
                // It may have come a little early: then another one is needed for the same moment.
                timerAt = WindowState.UNKNOWN;
                pump(catchUp());
            }
        } finally {
            lock.leave();
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

    private static void check(Lane lane, int weight) {
        Objects.requireNonNull(lane, "lane");
        if (weight < 1) {
            throw new IllegalArgumentException("weight: expected 1 or more, was " + weight);
        }
    }

    private void checkSendable(Lane lane, int weight) throws LimitException {
        if (closed) {
            throw LimitErrors.closed(profile);
        }
        if (!core.fits(lane, weight)) {
            throw LimitErrors.tooHeavy(profile, weight);
        }
    }

    private static long deadline(long now, Duration timeout) {
        // A wait of centuries is a wait without end.
        return timeout.compareTo(Duration.ofDays(10_000)) > 0 ? WindowState.UNKNOWN - 1 : now + timeout.toNanos();
    }
}
