package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SupervisorTest {

    private final Bench bench = new Bench();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void connectsAndSaysWhatTheGatewayCan() {
        assertFalse(bench.guarded().capabilities().has(Feature.QUOTE));
        bench.connected();
        assertTrue(bench.guarded().capabilities().has(Feature.QUOTE));
        assertEquals(List.of(ConnectionPhase.CONNECTING, ConnectionPhase.CONNECTED),
                bench.states.stream().map(ConnectionState::phase).toList());
        assertEquals(List.of("test: connected"), bench.notices());
        assertEquals("test", bench.supervisor.id().value());
        assertEquals("scripted", bench.supervisor.type());
        assertEquals("Scripted", bench.supervisor.name());
    }

    @Test
    void networkFailureIsRetriedUntilItWorksAndTheOutageIsNoticedOnce() {
        bench.gateway.onConnect(ScriptedGateway.refusal(ErrorCategory.NETWORK, "No route to broker"));
        bench.supervisor.connect();
        for (int attempt = 1; attempt <= 4; attempt++) {
            bench.awaitWaiting(attempt);
            assertEquals("No route to broker", bench.supervisor.state().detail());
            bench.retry();
        }
        bench.awaitWaiting(5);
        bench.gateway.onConnect(() -> { });
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(6, bench.gateway.connects());
        assertEquals(2, bench.notices().size(), bench.notices()::toString);
        assertTrue(bench.notices().get(0).startsWith("test: connection failed, retrying in"),
                bench.notices()::toString);
        assertTrue(bench.notices().get(1).startsWith("test: connected again after"), bench.notices()::toString);
    }

    @Test
    void refusedKeysAreLeftToAPersonWhoMayTryAgain() {
        bench.gateway.onConnect(ScriptedGateway.refusal(ErrorCategory.AUTHENTICATION, "Key expired"));
        bench.supervisor.connect();
        bench.awaitWaiting(1);
        bench.retry();
        bench.await(ConnectionPhase.FAILED);
        assertEquals(Cause.AUTHENTICATION, bench.supervisor.state().cause());
        assertEquals(1, bench.log.notices().stream().filter(n -> n.severity() == Severity.ERROR).count());
        bench.gateway.onConnect(() -> { });
        bench.connected();
    }

    @Test
    void attemptThatHangsIsGivenUpAfterItsLimitAndTheNextIsMade() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        bench.gateway.onConnect(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
        });
        bench.supervisor.connect();
        began.await();
        bench.time.advance(Duration.ofSeconds(15));
        bench.awaitWaiting(1);
        assertEquals(Cause.NO_ANSWER, bench.supervisor.state().cause());
        assertEquals(1, bench.supervisor.abandonedCalls());
        bench.gateway.onConnect(() -> { });
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
    }

    @Test
    void gatewayThatAlwaysHangsRunsOutOfPlacesAndIsGivenUp() {
        bench.gateway.onConnect(() -> ScriptedGateway.hangUntil(release));
        bench.gateway.onDisconnect(() -> ScriptedGateway.hangUntil(release));
        bench.supervisor.connect();
        Await.until("the gateway is given up", () -> {
            bench.time.advance(Duration.ofSeconds(1));
            return bench.supervisor.state().phase() == ConnectionPhase.FAILED;
        });
        assertEquals(Cause.GATEWAY_FAULT, bench.supervisor.state().cause());
        assertEquals(4, bench.supervisor.abandonedCalls());
        assertTrue(bench.supervisor.state().detail().contains("busy"), bench.supervisor.state()::detail);
    }

    @Test
    void missingClassIsAFaultOfTheGatewayThatNamesTheClass() {
        bench.gateway.onConnect(() -> {
            throw new NoClassDefFoundError("com/example/Http");
        });
        bench.supervisor.connect();
        bench.awaitWaiting(1);
        assertEquals(Cause.GATEWAY_FAULT, bench.supervisor.state().cause());
        assertTrue(bench.supervisor.state().detail().contains("com/example/Http"));
    }

    @Test
    void endlessRecursionInAGatewayIsItsFaultOnly() {
        bench.gateway.onConnect(SupervisorTest::recurse);
        bench.supervisor.connect();
        bench.awaitWaiting(1);
        assertEquals(Cause.GATEWAY_FAULT, bench.supervisor.state().cause());
    }

    @Test
    void lostConnectionIsMadeAgainAndTheGatewayHungUpBefore() {
        bench.connected();
        bench.gateway.lose("Cable pulled");
        assertEquals(ConnectionPhase.RECONNECTING, bench.supervisor.state().phase());
        assertEquals("Cable pulled", bench.supervisor.state().detail());
        Await.until("the gateway was disconnected", () -> bench.gateway.disconnects() == 1);
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(2, bench.gateway.connects());
    }

    @Test
    void lateNewsOfAnOldConnectionIsIgnored() {
        bench.connected();
        GatewayListener old = bench.gateway.listener();
        bench.gateway.lose("first");
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        old.onConnectionLost(new BrokerException(ErrorCategory.NETWORK, "late"));
        old.onNotice("late");
        assertEquals(ConnectionPhase.CONNECTED, bench.supervisor.state().phase());
        assertFalse(bench.notices().contains("test: late"));
    }

    @Test
    void idleConnectionIsCheckedAndABusyOneIsNot() throws Exception {
        bench.connected();
        bench.time.advance(Duration.ofSeconds(29));
        assertEquals(0, bench.gateway.healthChecks());
        bench.guarded().accounts();
        bench.time.advance(Duration.ofSeconds(29));
        assertEquals(0, bench.gateway.healthChecks());
        bench.time.advance(Duration.ofSeconds(1));
        awaitChecks(1);
        bench.time.advance(Duration.ofSeconds(30));
        awaitChecks(2);
        assertEquals(ConnectionPhase.CONNECTED, bench.supervisor.state().phase());
    }

    @Test
    void threeUnansweredChecksMeanALostConnection() {
        bench.connected();
        bench.gateway.onHealth(ScriptedGateway.refusal(ErrorCategory.TIMEOUT, "Silence"));
        for (int check = 1; check <= 3; check++) {
            bench.time.advance(Duration.ofSeconds(check == 1 ? 30 : 5));
            awaitChecks(check);
        }
        bench.awaitWaiting(0);
        assertEquals(Cause.NO_ANSWER, bench.supervisor.state().cause());
    }

    @Test
    void brokerThatRefusesACheckForItsLimitHasAnswered() {
        bench.connected();
        bench.gateway.onHealth(ScriptedGateway.refusal(ErrorCategory.RATE_LIMIT, "Slower"));
        for (int check = 1; check <= 5; check++) {
            bench.time.advance(Duration.ofSeconds(30));
            awaitChecks(check);
        }
        assertEquals(ConnectionPhase.CONNECTED, bench.supervisor.state().phase());
    }

    @Test
    void disconnectEndsAnAttemptThatHangs() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        bench.gateway.onConnect(() -> {
            began.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        bench.supervisor.connect();
        began.await();
        bench.supervisor.disconnect();
        assertEquals(ConnectionPhase.DISCONNECTED, bench.supervisor.state().phase());
        Await.until("the gateway was interrupted", interrupted::get);
        Await.until("and disconnected", () -> bench.gateway.disconnects() == 1);
        assertEquals(ConnectionPhase.DISCONNECTED, bench.supervisor.state().phase());
    }

    @Test
    void disconnectAndConnectByHandWorkAnyNumberOfTimes() {
        for (int i = 0; i < 50; i++) {
            bench.connected();
            bench.supervisor.disconnect();
            assertEquals(ConnectionPhase.DISCONNECTED, bench.supervisor.state().phase());
        }
        Await.until("every connection was ended", () -> bench.gateway.disconnects() == 50);
        assertEquals(50, bench.gateway.connects());
    }

    @Test
    void gatewayThatTalksTooMuchIsCutShort() {
        bench.connected();
        for (int i = 0; i < 1000; i++) {
            bench.gateway.listener().onNotice("Maintenance at 16:00");
        }
        assertEquals(12, bench.notices().size());
        assertTrue(bench.notices().getLast().contains("more than 10 notices"));
        bench.time.advance(Duration.ofMinutes(1));
        bench.gateway.listener().onNotice("Maintenance over");
        assertTrue(bench.notices().contains("test: Maintenance over"));
    }

    @Test
    void removedBrokerLeavesNoTimerAndNoThread() {
        bench.connected();
        bench.supervisor.remove();
        assertEquals(Cause.REMOVED, bench.supervisor.state().cause());
        Await.until("the gateway was disconnected", () -> bench.gateway.disconnects() == 1);
        Await.until("no timer is left", () -> bench.time.pendingTasks() == 0);
        Await.until("no thread is left", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("jts-gateway-test-")));
        bench.supervisor.connect();
        assertEquals(1, bench.gateway.connects());
    }

    private void awaitChecks(int count) {
        Await.until(count + " checks whose outcome counts",
                () -> bench.gateway.healthChecks() == count && !bench.supervisor.isChecking()
                        && !bench.supervisor.isBusy());
    }

    private static void recurse() {
        recurse();
    }
}
