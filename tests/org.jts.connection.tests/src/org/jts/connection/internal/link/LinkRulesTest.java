package org.jts.connection.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.connection.internal.link.LinkRules.Action;
import org.jts.connection.internal.link.LinkRules.Moment;
import org.jts.connection.internal.link.LinkRules.Step;
import org.junit.jupiter.api.Test;

class LinkRulesTest {

    private static final Instant T0 = Instant.parse("2026-01-02T01:00:00Z");
    private static final Failure NO_LINE = new Failure(Cause.NETWORK, "no line");
    private static final Failure REFUSED = new Failure(Cause.AUTHENTICATION, "key refused");
    private static final Failure FAULT = new Failure(Cause.GATEWAY_FAULT, "it threw");
    private static final Failure SILENCE = new Failure(Cause.NO_ANSWER, "no answer");

    private final LinkRules rules = new LinkRules(
            new BackOff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0), 2, 3, 0, 3, Duration.ofSeconds(30));
    private Link link = Link.initial(T0);
    private List<Action> actions = List.of();
    private Instant now = T0;

    @Test
    void connectMakesAnAttemptAndASecondConnectDoesNothing() {
        signal(new Signal.Connect());
        assertPhase(ConnectionPhase.CONNECTING, Cause.REQUESTED, 1);
        assertEquals(List.of(Action.HANG_UP, Action.ATTEMPT), actions);
        signal(new Signal.Connect());
        assertEquals(List.of(), actions);
    }

    @Test
    void successIsConnectedAndWatched() {
        connected();
        assertPhase(ConnectionPhase.CONNECTED, Cause.REQUESTED, 0);
        assertEquals(List.of(Action.WATCH), actions);
    }

    @Test
    void networkFailureIsTriedAgainWithGrowingWaitsAndTheOutageKeepsItsBeginning() {
        signal(new Signal.Connect());
        now = T0.plusSeconds(1);
        signal(new Signal.Failed(link.session(), NO_LINE));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.NETWORK, 1);
        assertEquals(Optional.of(now.plusSeconds(1)), link.state().retryAt());
        for (int attempt = 2; attempt <= 8; attempt++) {
            now = link.state().retryAt().orElseThrow();
            signal(new Signal.Retry(link.session()));
            assertEquals(List.of(Action.ATTEMPT), actions);
            assertEquals(Optional.empty(), link.state().retryAt());
            signal(new Signal.Failed(link.session(), NO_LINE));
            assertPhase(ConnectionPhase.RECONNECTING, Cause.NETWORK, attempt);
            assertEquals(T0.plusSeconds(1), link.state().since());
        }
        assertEquals(Optional.of(now.plusSeconds(30)), link.state().retryAt());
    }

    @Test
    void brokerThatAsksForAPauseGetsIt() {
        signal(new Signal.Connect());
        signal(new Signal.Failed(link.session(),
                new Failure(Cause.BROKER, "too many", Optional.of(Duration.ofMinutes(5)))));
        assertEquals(Optional.of(now.plusSeconds(300)), link.state().retryAt());
    }

    @Test
    void refusedKeysAreTriedTwiceThenLeftToAPerson() {
        signal(new Signal.Connect());
        signal(new Signal.Failed(link.session(), REFUSED));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.AUTHENTICATION, 1);
        signal(new Signal.Retry(link.session()));
        signal(new Signal.Failed(link.session(), REFUSED));
        assertPhase(ConnectionPhase.FAILED, Cause.AUTHENTICATION, 2);
        assertEquals(List.of(Action.HANG_UP), actions);
        signal(new Signal.Connect());
        assertPhase(ConnectionPhase.CONNECTING, Cause.REQUESTED, 1);
    }

    @Test
    void wrongSettingsAreLeftToAPersonAtOnce() {
        signal(new Signal.Connect());
        signal(new Signal.Failed(link.session(), new Failure(Cause.CONFIGURATION, "no such account")));
        assertPhase(ConnectionPhase.FAILED, Cause.CONFIGURATION, 1);
        assertEquals("no such account", link.state().detail());
    }

    @Test
    void gatewayThatThrowsIsGivenUpAfterItsTries() {
        signal(new Signal.Connect());
        for (int attempt = 1; attempt <= 2; attempt++) {
            signal(new Signal.Failed(link.session(), FAULT));
            assertPhase(ConnectionPhase.RECONNECTING, Cause.GATEWAY_FAULT, attempt);
            signal(new Signal.Retry(link.session()));
        }
        signal(new Signal.Failed(link.session(), FAULT));
        assertPhase(ConnectionPhase.FAILED, Cause.GATEWAY_FAULT, 3);
    }

    @Test
    void configuredNumberOfTriesEndsAnyFailure() {
        LinkRules limited = new LinkRules(rules.backOff(), 2, 3, 2, 3, Duration.ofSeconds(30));
        Link seen = limited.step(link, new Signal.Connect(), moment()).link();
        seen = limited.step(seen, new Signal.Failed(seen.session(), NO_LINE), moment()).link();
        seen = limited.step(seen, new Signal.Retry(seen.session()), moment()).link();
        seen = limited.step(seen, new Signal.Failed(seen.session(), NO_LINE), moment()).link();
        assertEquals(ConnectionPhase.FAILED, seen.state().phase());
    }

    @Test
    void lostConnectionReconnectsAtOnceInNameAndHangsUp() {
        connected();
        signal(new Signal.Lost(link.session(), NO_LINE));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.NETWORK, 0);
        assertEquals(List.of(Action.HANG_UP, Action.WAIT), actions);
        assertEquals(Optional.of(now.plusSeconds(1)), link.state().retryAt());
    }

    @Test
    void connectionThatBreaksAgainAndAgainWaitsLongerUntilOneLasts() {
        connected();
        signal(new Signal.Lost(link.session(), NO_LINE));
        reconnected();
        signal(new Signal.Lost(link.session(), NO_LINE));
        assertEquals(Optional.of(now.plusSeconds(2)), link.state().retryAt());
        reconnected();
        now = now.plusSeconds(30);
        signal(new Signal.Lost(link.session(), NO_LINE));
        assertEquals(Optional.of(now.plusSeconds(1)), link.state().retryAt());
    }

    @Test
    void lossBeforeTheAttemptIsAnnouncedCountsAsAFailedAttempt() {
        signal(new Signal.Connect());
        signal(new Signal.Lost(link.session(), NO_LINE));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.NETWORK, 1);
    }

    @Test
    void thirdMissedHealthCheckMeansLost() {
        connected();
        signal(new Signal.Missed(link.session(), SILENCE));
        signal(new Signal.Missed(link.session(), SILENCE));
        assertPhase(ConnectionPhase.CONNECTED, Cause.REQUESTED, 0);
        assertEquals(List.of(Action.WATCH), actions);
        signal(new Signal.Missed(link.session(), SILENCE));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.NO_ANSWER, 0);
    }

    @Test
    void answerBetweenMissesStartsCountingAnew() {
        connected();
        signal(new Signal.Missed(link.session(), SILENCE));
        signal(new Signal.Missed(link.session(), SILENCE));
        signal(new Signal.Healthy(link.session()));
        assertEquals(0, link.misses());
        signal(new Signal.Missed(link.session(), SILENCE));
        assertPhase(ConnectionPhase.CONNECTED, Cause.REQUESTED, 0);
    }

    @Test
    void revokedSignInDoesNotWaitForMoreMisses() {
        connected();
        signal(new Signal.Missed(link.session(), REFUSED));
        assertPhase(ConnectionPhase.RECONNECTING, Cause.AUTHENTICATION, 0);
    }

    @Test
    void staleNewsChangesNothing() {
        connected();
        Link before = link;
        long old = link.session() - 1;
        for (Signal stale : List.of(new Signal.Lost(old, NO_LINE), new Signal.Failed(old, NO_LINE),
                new Signal.Connected(old), new Signal.Retry(old), new Signal.Missed(old, SILENCE),
                new Signal.Healthy(old), new Signal.Retry(link.session()), new Signal.Connected(link.session()),
                new Signal.Failed(link.session(), NO_LINE))) {
            signal(stale);
            assertSame(before, link, stale::toString);
            assertEquals(List.of(), actions);
        }
    }

    @Test
    void disconnectEndsAnything() {
        connected();
        signal(new Signal.Disconnect());
        assertPhase(ConnectionPhase.DISCONNECTED, Cause.REQUESTED, 0);
        assertEquals(List.of(Action.HANG_UP), actions);
        signal(new Signal.Disconnect());
        assertEquals(List.of(), actions);
        signal(new Signal.Lost(link.session(), NO_LINE));
        signal(new Signal.Missed(link.session(), SILENCE));
        signal(new Signal.Healthy(link.session()));
        assertPhase(ConnectionPhase.DISCONNECTED, Cause.REQUESTED, 0);
    }

    @Test
    void connectByHandDoesNotWaitForTheNextAttempt() {
        connected();
        signal(new Signal.Lost(link.session(), NO_LINE));
        signal(new Signal.Connect());
        assertPhase(ConnectionPhase.CONNECTING, Cause.REQUESTED, 1);
        assertTrue(actions.contains(Action.ATTEMPT));
    }

    @Test
    void removedGatewayStaysRemoved() {
        connected();
        signal(new Signal.Remove());
        assertPhase(ConnectionPhase.DISCONNECTED, Cause.REMOVED, 0);
        signal(new Signal.Connect());
        assertEquals(List.of(), actions);
        assertPhase(ConnectionPhase.DISCONNECTED, Cause.REMOVED, 0);
    }

    private void connected() {
        signal(new Signal.Connect());
        signal(new Signal.Connected(link.session()));
    }

    private void reconnected() {
        signal(new Signal.Retry(link.session()));
        signal(new Signal.Connected(link.session()));
    }

    private void signal(Signal signal) {
        Step step = rules.step(link, signal, moment());
        link = step.link();
        actions = step.actions();
    }

    private Moment moment() {
        return new Moment(now, Duration.between(T0, now).toNanos(), 0.5);
    }

    private void assertPhase(ConnectionPhase phase, Cause cause, int attempt) {
        assertEquals(phase, link.state().phase());
        assertEquals(cause, link.state().cause());
        assertEquals(attempt, link.state().attempt());
    }
}
