package org.jts.api.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps every window of one metered key (an account, an app key, an IP address): whoever spends from the key shares the
 * limiter. Thread-safe.
 *
 * <pre>{@code
 * try (Permit permit = limiter.acquire(Lane.ORDER, 1, Duration.ofSeconds(30))) {
 *     return send(request); // closed when the answer has been seen
 * }
 * }</pre>
 *
 * @since 1.0
 */
@ProviderType
public interface RequestLimiter {

    /**
     * Waits for a permit. First come, first served within a lane.
     *
     * @param lane    what the request is for
     * @param weight  how much it counts, 1 or more
     * @param timeout how long to wait; zero does not wait
     * @throws LimitException       when the queue is full or the time is over
     * @throws InterruptedException when interrupted while waiting; nothing is charged then
     */
    Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException;

    /** @return a permit that is free now, else empty; never waits */
    Optional<Permit> tryAcquire(Lane lane, int weight);

    List<RateWindow> windows();

    /** Reads without a lock. */
    LimitUsage usage();
}
