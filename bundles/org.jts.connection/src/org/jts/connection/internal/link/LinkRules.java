package org.jts.connection.internal.link;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.connection.internal.link.Signal.Connect;
import org.jts.connection.internal.link.Signal.Connected;
import org.jts.connection.internal.link.Signal.Disconnect;
import org.jts.connection.internal.link.Signal.Failed;
import org.jts.connection.internal.link.Signal.Healthy;
import org.jts.connection.internal.link.Signal.Lost;
import org.jts.connection.internal.link.Signal.Missed;
import org.jts.connection.internal.link.Signal.Remove;
import org.jts.connection.internal.link.Signal.Retry;

/**
 * The rules of a connection: from a picture and a signal to the next picture and what is to be done. Pure: the same
 * input gives the same answer.
 *
 * @param backOff   waits between attempts
 * @param authTries attempts after which refused keys or permissions are left to a person
 * @param faultTries attempts after which a gateway that throws is left to a person
 * @param maxTries  attempts after which any failure is left to a person; 0 for never
 * @param maxMisses health checks in a row without an answer that mean a lost connection
 * @param stable    how long a connection must have lasted for the back-off to start anew
 */
public record LinkRules(BackOff backOff, int authTries, int faultTries, int maxTries, int maxMisses, Duration stable) {

    /** What is to be done after a step. */
    public enum Action {
        /** Make an attempt, for the picture's session. */
        ATTEMPT,
        /** Signal {@link Retry} at the picture's time. */
        WAIT,
        /** Plan the next health check. */
        WATCH,
        /** End what the session before had: timers, attempt, streams, the gateway's connection. */
        HANG_UP
    }

    /** The picture after a signal, and what is to be done. */
    public record Step(Link link, List<Action> actions) {
    }

    /** The clocks and the dice of one step. */
    public record Moment(Instant now, long nanos, double random) {
    }

    public Step step(Link link, Signal signal, Moment moment) {
        if (link.removed()) {
            return nothing(link);
        }
        return switch (signal) {
            case Connect() -> connect(link, moment);
            case Disconnect() -> disconnect(link, moment);
            case Remove() -> end(link.gone(), Cause.REMOVED, ConnectionPhase.DISCONNECTED,
                    T.get("state.removed"), moment);
            case Retry(long session) -> current(link, session) ? retry(link, moment) : nothing(link);
            case Connected(long session) -> current(link, session) ? connected(link, moment) : nothing(link);
            case Failed(long session, Failure why) -> current(link, session) ? failed(link, why, moment)
                    : nothing(link);
            case Lost(long session, Failure why) -> current(link, session) ? lost(link, why, moment) : nothing(link);
            case Healthy(long session) -> healthy(link, session);
            case Missed(long session, Failure why) -> current(link, session) ? missed(link, why, moment)
                    : nothing(link);
        };
    }

    private Step connect(Link link, Moment moment) {
        boolean busy = link.isAttempting() || link.state().isConnected();
        if (busy) {
            return nothing(link);
        }
        int attempt = link.state().phase() == ConnectionPhase.RECONNECTING ? link.state().attempt() + 1 : 1;
        Link next = link.nextSession().counting(0, 0, 0).with(new ConnectionState(ConnectionPhase.CONNECTING,
                Cause.REQUESTED, "", moment.now(), attempt, Optional.empty()));
        return new Step(next, List.of(Action.HANG_UP, Action.ATTEMPT));
    }

    private Step disconnect(Link link, Moment moment) {
        if (link.state().phase() == ConnectionPhase.DISCONNECTED) {
            return nothing(link);
        }
        return end(link, Cause.REQUESTED, ConnectionPhase.DISCONNECTED, "", moment);
    }

    private Step retry(Link link, Moment moment) {
        ConnectionState was = link.state();
        if (was.phase() != ConnectionPhase.RECONNECTING || was.retryAt().isEmpty()) {
            return nothing(link);
        }
        Link next = link.nextSession().with(new ConnectionState(was.phase(), was.cause(), was.detail(), was.since(),
                was.attempt() + 1, Optional.empty()));
        return new Step(next, List.of(Action.ATTEMPT));
    }

    private Step connected(Link link, Moment moment) {
        if (!link.isAttempting()) {
            return nothing(link);
        }
        Link next = link.connectedAt(moment.nanos()).with(new ConnectionState(ConnectionPhase.CONNECTED,
                Cause.REQUESTED, "", moment.now(), 0, Optional.empty()));
        return new Step(next, List.of(Action.WATCH));
    }

    private Step failed(Link link, Failure why, Moment moment) {
        if (!link.isAttempting()) {
            return nothing(link);
        }
        Link counted = link.counting(link.step() + 1,
                why.cause() == Cause.AUTHENTICATION ? link.refusals() + 1 : 0,
                why.cause() == Cause.GATEWAY_FAULT ? link.faults() + 1 : 0);
        if (isHopeless(counted, why)) {
            return end(counted, why.cause(), ConnectionPhase.FAILED, why.detail(), moment);
        }
        return wait(counted, why, link.state().attempt(), moment);
    }

    private boolean isHopeless(Link link, Failure why) {
        return why.cause() == Cause.CONFIGURATION || link.refusals() >= authTries || link.faults() >= faultTries
                || maxTries > 0 && link.state().attempt() >= maxTries;
    }

    private Step lost(Link link, Failure why, Moment moment) {
        if (link.isAttempting()) {
            // It broke between the end of the attempt and its being announced.
            return failed(link, why, moment);
        }
        if (!link.state().isConnected()) {
            return nothing(link);
        }
        boolean lasted = moment.nanos() - link.connectedNanos() >= stable.toNanos();
        Link counted = lasted ? link.counting(1, 0, 0) : link.counting(link.step() + 1, 0, link.faults());
        return wait(counted, why, 0, moment);
    }

    private static Step healthy(Link link, long session) {
        if (!current(link, session) || !link.state().isConnected()) {
            return nothing(link);
        }
        return new Step(link.missing(0), List.of(Action.WATCH));
    }

    private Step missed(Link link, Failure why, Moment moment) {
        if (!link.state().isConnected()) {
            return nothing(link);
        }
        // A revoked sign-in will not mend by asking again: sign in anew at once.
        if (why.cause() == Cause.AUTHENTICATION || link.misses() + 1 >= maxMisses) {
            return lost(link, why, moment);
        }
        return new Step(link.missing(link.misses() + 1), List.of(Action.WATCH));
    }

    private Step wait(Link link, Failure why, int attempt, Moment moment) {
        Duration delay = backOff.delay(link.step(), moment.random());
        Duration wait = why.retryAfter().filter(d -> d.compareTo(delay) > 0).orElse(delay);
        ConnectionState was = link.state();
        Instant since = was.phase() == ConnectionPhase.RECONNECTING ? was.since() : moment.now();
        Link next = link.nextSession().missing(0).with(new ConnectionState(ConnectionPhase.RECONNECTING, why.cause(),
                why.detail(), since, attempt, Optional.of(moment.now().plus(wait))));
        return new Step(next, List.of(Action.HANG_UP, Action.WAIT));
    }

    private static Step end(Link link, Cause cause, ConnectionPhase phase, String detail, Moment moment) {
        int attempt = phase == ConnectionPhase.FAILED ? link.state().attempt() : 0;
        Link next = link.nextSession().counting(0, 0, 0).missing(0)
                .with(new ConnectionState(phase, cause, detail, moment.now(), attempt, Optional.empty()));
        return new Step(next, List.of(Action.HANG_UP));
    }

    private static boolean current(Link link, long session) {
        return link.session() == session;
    }

    private static Step nothing(Link link) {
        return new Step(link, List.of());
    }
}
