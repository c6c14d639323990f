package org.jts.api.time;

import java.time.Duration;
import java.time.Instant;

import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The clock and the timer, as one service. Thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface TimeSource {

    /** The wall clock. May jump when the machine's clock is set: never measure with it. */
    Instant now();

    /** A monotonic clock in nanoseconds, with an origin of no meaning: only differences count. */
    long nanoTime();

    /**
     * Runs {@code task} once, on a thread of its own, {@code delay} from now.
     *
     * @param name names the thread, for those who read a thread dump
     * @return closes to cancel; a task that has started is interrupted
     */
    Subscription schedule(String name, Duration delay, Runnable task);

    /**
     * Runs {@code task} again and again, {@code delay} after the end of the run before, the first time after
     * {@code delay}.
     */
    Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task);

    /** Blocks the calling thread; never called on the UI thread. */
    void sleep(Duration duration) throws InterruptedException;
}
