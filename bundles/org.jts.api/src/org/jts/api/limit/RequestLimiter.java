package org.jts.api.limit;

import java.time.Duration;
import java.util.Optional;

import org.jts.api.internal.PermitsByNumber;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps every window of one metered key (an account, an app key, an IP address): whoever spends from the key shares the
 * limiter. Thread-safe.
 *
 * <pre>{@code
 * try (Permit permit = limiter.acquire(Lane.ORDER, 1, Duration.ofSeconds(30))) {
 *     return send(request); // ended when the answer has been seen
 * }
 * }</pre>
 *
 * @since 1.0
 */
@ProviderType
public interface RequestLimiter extends MeteredLimit {

    /**
     * Waits for a permit. First come, first served within a lane; upper lanes first; no lane waits for ever.
     *
     * @param lane    what the request is for
     * @param weight  how much it counts, 1 or more
     * @param timeout how long to wait; zero does not wait
     * @throws LimitException       when the queue is full, the time is over, or the weight fits no window
     * @throws InterruptedException when interrupted while waiting; nothing is charged then
     */
    Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException;

    /**
     * @return a permit that is free now, else empty; never waits, and passes nobody of its lane or an upper one who
     * does
     */
    Optional<Permit> tryAcquire(Lane lane, int weight);

    /**
     * The same permits as plain numbers, to be asked for once and kept: a number means something only to the object
     * that gave it out. Limiters of one process have no object for a permit. Any other limiter has one inside, until
     * its number ends: so each number has to be ended, also one that became lost by itself.
     *
     * @return empty when this limiter has none
     */
    default Optional<NumberedPermits> numbered() {
        return Optional.of(new PermitsByNumber(this));
    }

    /** Replaces the rules; lower ones hold at once, and what was charged stays charged. */
    void reconfigure(LimitProfile profile);

    /** @return how long {@code requests} of weight 1 would take from now, if nobody else came */
    Duration forecast(Lane lane, int requests);

    /**
     * The broker refused a request for its rate although we kept the rules as we know them: someone else spends from
     * the key, or the rules have changed. Shrinks the budget, backs off, recovers slowly.
     *
     * @param retryAfter how long the broker says to wait, when it says so
     * @param text       the broker's words
     */
    void refused(Optional<Duration> retryAfter, String text);

    /**
     * The broker says how much of a window is used. More than we know of is counted as someone else's.
     *
     * @param window one of the profile's windows
     * @param used   by the broker's count
     */
    void brokerCounted(RateWindow window, int used);
}
