package org.jts.install.internal.run;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.time.TimeSource;

/**
 * Changes of plug-ins in short pieces with long rests between them. A thread that computes on and on makes an order
 * that passes from one thread to the next wait for a processor, up to a whole time slice at each pass; on two
 * processors one such thread is enough. Priorities do not help: most systems let a program set them for show, or look
 * at them only when the slice is over.
 * <p>
 * Whoever changes something holds {@link #lock()}; only the holder calls the rest. Until {@link #begin()} nobody rests:
 * a program that starts has no orders under way.
 */
public final class Pace {

    /** How long is worked in one piece, where the work can be broken off: a fraction of a time slice. */
    private static final Duration PIECE = Duration.ofMillis(2);
    /** Framework or system property: how many times as long as the work the rest is; 0 for none. */
    public static final String RESTS = "jts.plugins.rests";
    private static final int USUAL_RESTS = 9;
    /** What took longer was mostly waiting. */
    private static final Duration LONGEST_REST = Duration.ofMillis(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final TimeSource time;
    private final int rests;
    private volatile boolean isOn;
    /** Guarded by the lock: since when there was no rest. */
    private long since;

    /** @param asked value of {@link #RESTS}; null or no number for the usual */
    public Pace(TimeSource time, String asked) {
        this.time = time;
        this.rests = asked != null && asked.matches("\\d{1,3}") ? Integer.parseInt(asked) : USUAL_RESTS;
    }

    /** Held while something changes. */
    public Lock lock() {
        return lock;
    }

    /** From now on there are orders that could be in a hurry. */
    public void begin() {
        isOn = true;
    }

    /** The program ends, and waits for it. */
    public void end() {
        isOn = false;
    }

    /** The holder begins something, having rested. */
    public void fresh() {
        since = time.nanoTime();
    }

    /**
     * Rests when it is time to. Called between the steps of a change, and within those that go on and on. A thread that
     * was interrupted does not rest, and stays interrupted.
     */
    public void breathe() {
        if (!isOn || rests == 0 || !lock.isHeldByCurrentThread()) {
            return;
        }
        long worked = time.nanoTime() - since;
        if (worked < PIECE.toNanos()) {
            return;
        }
        try {
            Duration rest = Duration.ofNanos(worked).multipliedBy(rests);
            time.sleep(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        fresh();
    }
}
