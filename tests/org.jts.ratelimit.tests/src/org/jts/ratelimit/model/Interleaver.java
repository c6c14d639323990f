package org.jts.ratelimit.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * Runs the threads of a program one at a time and decides at each step who goes on, so that all ways to take turns can
 * be tried. Classes loaded by {@link SteppedClasses} call its static methods before each access to a field or an array
 * and instead of their locks and latches; what lies between two steps nobody else can notice. A step within a lock is
 * no choice unless somebody reads without it: whoever else wants the lock waits for its end whatever is chosen. Time
 * stands still while anybody can go on; a timer may go off at any step where its program allows it, and goes off when
 * nobody can.
 */
public final class Interleaver implements TimeSource {

    /** Ends threads of a run that has failed already. */
    private static final class Aborted extends Error {
        private static final long serialVersionUID = 1L;

        Aborted() {
            super("the run has ended", null, false, false);
        }
    }

    private record Timer(long at, int number, Runnable task) {
    }

    private static final int LONGEST_RUN = 20_000;
    private static final ThreadLocal<Actor> ACTOR = new ThreadLocal<>();
    private static volatile Interleaver current;

    private final Choices choices;
    private final int preemptions;
    private final boolean everyStep;
    private final boolean timersRace;
    private final List<Actor> actors = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final Map<ReentrantLock, Actor> owners = new IdentityHashMap<>();
    private final Semaphore over = new Semaphore(0);
    private Throwable failure;
    private boolean aborted;
    private int preempted;
    private int steps;
    private int timerNumbers;
    private long now;

    /**
     * @param preemptions how often a thread that could go on may be made to wait
     * @param everyStep   whether steps within a lock are choices too
     * @param timersRace  whether timers go off although threads could go on
     */
    Interleaver(Choices choices, int preemptions, boolean everyStep, boolean timersRace) {
        this.choices = choices;
        this.preemptions = preemptions;
        this.everyStep = everyStep;
        this.timersRace = timersRace;
    }

    /** Runs a program once. @return what was wrong, or null */
    Throwable run(Program program) throws InterruptedException {
        current = this;
        program.parts().forEach(this::spawn);
        chooseReady().turn.release();
        over.acquire();
        current = null;
        if (failure == null) {
            try {
                program.verify();
            } catch (AssertionError | RuntimeException e) {
                failure = e;
            }
        }
        return failure;
    }

    private Actor spawn(Program.Part part) {
        Actor actor = new Actor(actors.size(), part);
        actors.add(actor);
        Thread.ofVirtual().start(() -> live(actor));
        return actor;
    }

    private void live(Actor actor) {
        ACTOR.set(actor);
        actor.turn.acquireUninterruptibly();
        try {
            if (!aborted) {
                actor.part.run();
            }
        } catch (Aborted e) {
            // the failure of another thread is the run's
        } catch (Throwable e) {
            fail(e);
        }
        actor.state = Actor.State.DONE;
        Actor next = null;
        try {
            next = chooseReady();
        } catch (IllegalStateException e) {
            fail(e);
        }
        (next == null ? over : next.turn).release();
    }

    private void fail(Throwable e) {
        if (failure == null) {
            failure = e;
        }
        aborted = true;
    }

    /** {@code me} could go on. */
    private void choice(Actor me) {
        if (aborted) {
            throw new Aborted();
        }
        if (preempted == preemptions) {
            return;
        }
        List<Actor> others = othersReady(me);
        boolean timer = timersRace && !timers.isEmpty();
        int options = 1 + others.size() + (timer ? 1 : 0);
        int chosen = options == 1 ? 0 : choices.choose(options);
        if (chosen > 0) {
            preempted++;
            handOver(me, chosen <= others.size() ? others.get(chosen - 1) : fireTimer());
        }
    }

    /** {@code me} cannot go on before {@code on} is released. */
    private void block(Actor me, Object on) {
        me.state = Actor.State.BLOCKED;
        me.blockedOn = on;
        Actor next = chooseReady();
        if (next != me) {
            handOver(me, next);
        } else if (aborted) {
            throw new Aborted();
        }
    }

    private static void handOver(Actor me, Actor next) {
        next.turn.release();
        me.turn.acquireUninterruptibly();
        if (current.aborted) {
            throw new Aborted();
        }
    }

    /** @return who goes on now that the one who ran cannot; null when everybody has come to an end */
    private Actor chooseReady() {
        List<Actor> ready = othersReady(null);
        boolean somebodyWaits = actors.stream().anyMatch(a -> a.state == Actor.State.BLOCKED);
        while (ready.isEmpty() && somebodyWaits && !aborted && !timers.isEmpty()) {
            fireTimer();
            ready = othersReady(null);
        }
        if (ready.isEmpty() && somebodyWaits) {
            fail(new AssertionError("expected everybody to come to an end, found " + actors));
            actors.stream().filter(a -> a.state == Actor.State.BLOCKED).forEach(a -> a.state = Actor.State.READY);
            ready = othersReady(null);
        }
        if (ready.isEmpty()) {
            return null;
        }
        return ready.get(ready.size() == 1 || aborted ? 0 : choices.choose(ready.size()));
    }

    private List<Actor> othersReady(Actor me) {
        return actors.stream().filter(a -> a != me && a.state == Actor.State.READY).toList();
    }

    private Actor fireTimer() {
        Timer next = timers.stream().min(Comparator.comparingLong(Timer::at).thenComparingInt(Timer::number))
                .orElseThrow();
        timers.remove(next);
        now = Math.max(now, next.at());
        return spawn(next.task()::run);
    }

    private void release(Object what) {
        for (Actor actor : actors) {
            if (actor.state == Actor.State.BLOCKED && actor.blockedOn == what) {
                actor.state = Actor.State.READY;
            }
        }
    }

    /** Before an access to a field or an array, or anything else that others may notice. */
    public static void step() {
        Actor me = ACTOR.get();
        if (me == null) {
            return;
        }
        if (++current.steps > LONGEST_RUN) {
            throw new AssertionError("expected an end within %d steps, found none".formatted(LONGEST_RUN));
        }
        if (current.everyStep || me.locksHeld == 0) {
            current.choice(me);
        }
    }

    /** Instead of {@link ReentrantLock#lock()}. */
    public static void lock(ReentrantLock lock) {
        Actor me = ACTOR.get();
        if (me != null) {
            step();
            while (current.owners.containsKey(lock)) {
                current.block(me, lock);
            }
            current.owners.put(lock, me);
            me.locksHeld++;
        }
    }

    /** Instead of {@link ReentrantLock#unlock()}. */
    public static void unlock(ReentrantLock lock) {
        Actor me = ACTOR.get();
        if (me != null && current.owners.remove(lock) == me) {
            me.locksHeld--;
            current.release(lock);
        }
    }

    /** Lets go of every lock for a moment: what code does that checks in one step and acts in the next. */
    public static void letGo() {
        Actor me = ACTOR.get();
        if (me != null) {
            List<ReentrantLock> held = current.owners.entrySet().stream().filter(e -> e.getValue() == me)
                    .map(Map.Entry::getKey).toList();
            held.forEach(Interleaver::unlock);
            held.forEach(Interleaver::lock);
        }
    }

    /** Instead of {@link CountDownLatch#await()}. */
    public static void await(CountDownLatch latch) throws InterruptedException {
        Actor me = ACTOR.get();
        step();
        while (!me.interrupted && latch.getCount() > 0) {
            current.block(me, latch);
        }
        if (me.interrupted) {
            me.interrupted = false;
            throw new InterruptedException();
        }
    }

    /** Instead of {@link CountDownLatch#countDown()}. */
    public static void countDown(CountDownLatch latch) {
        step();
        latch.countDown();
        if (ACTOR.get() != null) {
            current.release(latch);
        }
    }

    /** Instead of {@link Thread#onSpinWait()}: nothing changes until somebody else goes on. */
    public static void spin() {
        Actor me = ACTOR.get();
        List<Actor> others = me == null ? List.of() : current.othersReady(me);
        if (!others.isEmpty()) {
            handOver(me, others.get(others.size() == 1 ? 0 : current.choices.choose(others.size())));
        }
    }

    /** Interrupts a part of the program by its place in the list. */
    public static void interrupt(int part) {
        step();
        Actor actor = current.actors.get(part);
        actor.interrupted = true;
        if (actor.state == Actor.State.BLOCKED && actor.blockedOn instanceof CountDownLatch) {
            actor.state = Actor.State.READY;
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        Timer timer = new Timer(now + delay.toNanos(), timerNumbers++, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        throw new UnsupportedOperationException("expected nothing to be repeated, found " + name);
    }

    @Override
    public void sleep(Duration duration) {
        throw new UnsupportedOperationException("expected nobody to sleep, found a sleep of " + duration);
    }
}
