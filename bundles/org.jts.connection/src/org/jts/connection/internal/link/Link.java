package org.jts.connection.internal.link;

import java.time.Instant;
import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;

/**
 * Everything that is known about a connection: one immutable picture, replaced by the next.
 *
 * @param state          what others see
 * @param session        number of the attempt or connection that the picture is about; news of another one is stale
 * @param step           how far the back-off has grown
 * @param refusals       attempts in a row that the broker refused for keys or permissions
 * @param faults         attempts in a row in which the gateway threw what it must not
 * @param misses         health checks in a row without an answer
 * @param connectedNanos when it was last connected, by the monotonic clock
 * @param removed        the gateway is gone, and nothing can happen any more
 */
public record Link(ConnectionState state, long session, int step, int refusals, int faults, int misses,
        long connectedNanos, boolean removed) {

    /** Nobody asked for anything yet. */
    public static Link initial(Instant now) {
        return new Link(new ConnectionState(ConnectionPhase.DISCONNECTED, Cause.REQUESTED, "", now, 0,
                Optional.empty()), 0, 0, 0, 0, 0, 0, false);
    }

    /** Whether an attempt is under way, not waited for. */
    public boolean isAttempting() {
        return state.phase() == ConnectionPhase.CONNECTING
                || state.phase() == ConnectionPhase.RECONNECTING && state.retryAt().isEmpty();
    }

    Link with(ConnectionState newState) {
        return new Link(newState, session, step, refusals, faults, misses, connectedNanos, removed);
    }

    Link nextSession() {
        return new Link(state, session + 1, step, refusals, faults, misses, connectedNanos, removed);
    }

    Link counting(int newStep, int newRefusals, int newFaults) {
        return new Link(state, session, newStep, newRefusals, newFaults, misses, connectedNanos, removed);
    }

    Link missing(int newMisses) {
        return new Link(state, session, step, refusals, faults, newMisses, connectedNanos, removed);
    }

    Link connectedAt(long nanos) {
        return new Link(state, session, step, 0, faults, 0, nanos, removed);
    }

    Link gone() {
        return new Link(state, session, step, refusals, faults, misses, connectedNanos, true);
    }
}
