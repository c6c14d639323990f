package org.jts.api.limit;

import java.time.Duration;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Permits of a {@link RequestLimiter} as plain numbers, for callers that ask so often that an object for each permit
 * would count: nothing is allocated for a permit that is free at once. A number means one grant and no other, ever:
 * whoever ends it late, or twice, ends nothing. Permits of both kinds are the same otherwise, and share windows, lanes
 * and queue.
 *
 * <pre>{@code
 * long permit = permits.take(Lane.MARKET_DATA, 1, patience);
 * Ending ending = Ending.LOST;
 * try {
 *     ask();
 *     ending = Ending.ANSWERED;
 * } finally {
 *     permits.end(permit, ending);
 * }
 * }</pre>
 *
 * Thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface NumberedPermits {

    /** No permit: what {@link #tryTake} says when none is free. */
    long NONE = -1;

    /** How a request ended, as the methods of {@link Permit} say it. */
    enum Ending {
        /** {@link Permit#close()}: the answer has been seen. */
        ANSWERED,
        /** {@link Permit#giveBack()}: nothing was sent. */
        NOT_SENT,
        /** {@link Permit#lost()}: no answer came, and the connection has been closed. */
        LOST
    }

    /**
     * As {@link RequestLimiter#acquire}.
     *
     * @return the number of the permit, 0 or more
     * @throws LimitException       when the queue is full, the time is over, or the weight fits no window
     * @throws InterruptedException when interrupted while waiting; nothing is charged then
     */
    long take(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException;

    /** As {@link RequestLimiter#tryAcquire}. @return the number of a permit that is free now, or {@link #NONE} */
    long tryTake(Lane lane, int weight);

    /** Ends a permit. The first ending of a number counts, later ones do nothing; {@link #NONE} does nothing. */
    void end(long permit, Ending ending);
}
