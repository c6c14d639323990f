package org.jts.api.connection;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What a connection is doing, why, since when, and what comes next: the same in views, console and metrics.
 *
 * @param phase   what
 * @param cause   why
 * @param detail  why, in words for people; empty when there is nothing to add
 * @param since   when the phase began
 * @param attempt number of the attempt under way or last made since it was last connected; 0 when connected or off
 * @param retryAt when the next attempt is made, when one is planned
 * @since 1.0
 */
public record ConnectionState(ConnectionPhase phase, Cause cause, String detail, Instant since, int attempt,
        Optional<Instant> retryAt) {
    public ConnectionState {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(retryAt, "retry at");
    }

    public boolean isConnected() {
        return phase == ConnectionPhase.CONNECTED;
    }
}
