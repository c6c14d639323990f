package org.jts.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Waiting awake for what is about to come: a thread that sleeps takes 20 to 60 microseconds to wake, which is much
 * where all the work takes fifty. One thread looks again and again, as long as {@link #again} says so, and sleeps when
 * it does not. Between looks it lets others have its core.
 * <p>
 * A thread that sleeps gets a core back at once when it wakes; one that let it go to a busy thread waits for its turn,
 * some milliseconds. Where that took more than a tenth of the time, nobody in this process waits awake for a while;
 * where there is one core only, nobody ever does. Others that keep the core for less than 0.4 ms are not counted.
 * <p>
 * {@link #begin} and {@link #end} may be called by any thread, {@link #again} by the one that waits.
 *
 * @since 1.4
 */
public final class BusyWait {

    /** Above what short work of others takes on the core, and below what the scheduler gives to who wants all of it. */
    private static final Duration KEPT = Duration.ofNanos(400_000);
    /** Of all time, the part that may be lost to those who keep the core. */
    private static final int PART = 10;
    private static final Duration MOST_LOST = Duration.ofMillis(20);
    private static final Cores CORES = new Cores(Runtime.getRuntime().availableProcessors(), System::nanoTime,
            Thread::yield);

    private final Cores cores;
    private volatile long end;

    /** One that has not begun. */
    public BusyWait() {
        this(CORES);
    }

    BusyWait(Cores cores) {
        this.cores = cores;
        this.end = cores.now();
    }

    /**
     * What is waited for may come from now on.
     *
     * @param atMost after which it is not worth staying awake; counts anew when it had begun
     */
    public void begin(Duration atMost) {
        end = cores.now() + atMost.toNanos();
    }

    /** What was waited for has come, or is not worth being awake for any more. */
    public void end() {
        end = cores.now();
    }

    /** Whether something may come, so that a look is worth it. */
    public boolean isBegun() {
        return cores.now() - end < 0;
    }

    /**
     * To be called after each look in vain.
     *
     * @return whether to look again, and not to sleep; others may have had the core in between
     */
    public boolean again() {
        return isBegun() && cores.letGo();
    }

    /** The cores of this machine, and whether somebody else wants them. Thread-safe. */
    static final class Cores {

        private final boolean isOne;
        private final LongSupplier nanoTime;
        private final Runnable letGo;
        /** Guarded by this: what was lost to others and not yet made up for, and when that was reckoned. */
        private long lost;
        private long reckoned;
        /** Until when nobody waits awake. */
        private volatile long pauseEnd;

        Cores(int count, LongSupplier nanoTime, Runnable letGo) {
            this.isOne = count == 1;
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            this.letGo = Objects.requireNonNull(letGo, "letGo");
            this.reckoned = now();
            this.pauseEnd = reckoned;
        }

        private long now() {
            return nanoTime.getAsLong();
        }

        /** @return whether it was let go; then it is back */
        private boolean letGo() {
            long before = now();
            if (isOne || before - pauseEnd < 0) {
                return false;
            }
            letGo.run();
            long after = now();
            if (after - before > KEPT.toNanos()) {
                lost(after - before, after);
            }
            return true;
        }

        private synchronized void lost(long nanos, long now) {
            // a process that was halted for seconds has lost them for another reason
            lost = Math.max(0, lost - (now - reckoned) / PART) + Math.min(nanos, MOST_LOST.toNanos());
            reckoned = now;
            if (lost >= MOST_LOST.toNanos()) {
                pauseEnd = now + (lost - MOST_LOST.toNanos() / 2) * PART;
            }
        }
    }
}
