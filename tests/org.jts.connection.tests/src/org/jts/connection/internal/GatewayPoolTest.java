package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.Severity;
import org.jts.connection.internal.GatewayPool.Offer;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatewayPoolTest {

    private static final BrokerId A = new BrokerId("a");

    private final FakeTime time = new FakeTime();
    private final FakeEventLog log = new FakeEventLog(time);
    private final GatewayPool pool = new GatewayPool(time, Limits.defaults(), new Random(1),
            Notices.to(log), new AuditRecorder(time), true);
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    @Test
    void gatewaysAreConnectedAndListedById() {
        pool.add(offer(2, "b"));
        pool.add(offer(1, "a"));
        assertEquals(List.of("a", "b"), pool.brokers().stream().map(c -> c.id().value()).toList());
        Await.until("both are connected",
                () -> pool.brokers().stream().allMatch(c -> c.state().isConnected()));
        assertEquals("Name of a", pool.broker(A).orElseThrow().name());
        assertEquals("sample", pool.broker(A).orElseThrow().type());
        assertEquals(Optional.empty(), pool.broker(new BrokerId("c")));
    }

    @Test
    void probesAreNotListed() {
        pool.add(new Offer(1, Map.of("broker.id", "a", "broker.probe", true), Bench.always(new ScriptedGateway(A))));
        assertEquals(List.of(), pool.brokers());
        pool.remove(1);
    }

    @Test
    void gatewayWithoutAUsableIdIsRefusedWithWhatToDo() {
        pool.add(new Offer(1, Map.of("service.pid", "x~1"), Bench.always(new ScriptedGateway(A))));
        pool.add(new Offer(2, Map.of("broker.id", "Has Spaces"), Bench.always(new ScriptedGateway(A))));
        assertEquals(List.of(), pool.brokers());
        assertEquals(2, log.notices().size());
        assertTrue(log.notices().getLast().detail().contains("Has Spaces"));
        assertTrue(log.notices().getFirst().detail().contains("service.pid=x~1"));
    }

    @Test
    void secondGatewayOfAnIdIsNoticedAndTakesOverWhenTheFirstGoes() {
        pool.add(offer(1, "a"));
        BrokerConnection first = pool.broker(A).orElseThrow();
        pool.add(offer(2, "a"));
        assertSame(first, pool.broker(A).orElseThrow());
        assertEquals(1, log.notices().stream().filter(n -> n.severity() == Severity.ERROR).count());
        pool.remove(1);
        BrokerConnection second = pool.broker(A).orElseThrow();
        assertNotSame(first, second);
        // Whoever is telling the first something tells it that too, after what it is at.
        Await.until("the end of the first", () -> first.state().cause() == Cause.REMOVED);
    }

    @Test
    void lateGoodbyeLeavesTheSuccessorInPlace() {
        pool.add(offer(1, "a"));
        pool.remove(1);
        pool.add(offer(2, "a"));
        BrokerConnection successor = pool.broker(A).orElseThrow();
        pool.remove(1);
        assertSame(successor, pool.broker(A).orElseThrow());
        pool.add(offer(3, "a"));
        pool.remove(3);
        assertSame(successor, pool.broker(A).orElseThrow());
    }

    @Test
    void aGoodbyeThatIsHeardBeforeTheGreetingLeavesNothing() {
        pool.remove(1);
        pool.add(offer(1, "a"));
        assertEquals(Optional.empty(), pool.broker(A));
        pool.remove(2);
        pool.update(offer(2, "a"));
        assertEquals(Optional.empty(), pool.broker(A));
        pool.add(offer(3, "a"));
        BrokerConnection before = pool.broker(A).orElseThrow();
        pool.update(offer(3, "a"));
        assertNotSame(before, pool.broker(A).orElseThrow());
    }

    @Test
    void listenerHearsWhatIsThereThenEveryChangeInOrder() {
        Subscription before = pool.listen(new Recorder());
        pool.add(offer(1, "a"));
        Await.until("told that it is connected", () -> heard.contains("a CONNECTED"));
        before.close();
        heard.clear();
        Subscription subscription = pool.listen(new Recorder());
        pool.broker(A).orElseThrow().disconnect();
        Await.until("told that it is not", () -> heard.contains("a DISCONNECTED"));
        pool.remove(1);
        Await.until("all is heard", () -> heard.size() == 4);
        assertEquals(List.of("added a", "a DISCONNECTED", "a DISCONNECTED", "removed a"), heard);
        subscription.close();
        pool.add(offer(2, "a"));
        Await.until("connected", () -> pool.broker(A).orElseThrow().state().isConnected());
        assertEquals(4, heard.size());
    }

    @Test
    void listenerThatHangsOrThrowsHoldsUpNobody() {
        pool.listen(new RegistryListener() {
            @Override
            public void onAdded(BrokerConnection connection) {
                ScriptedGateway.hangUntil(release);
            }
        });
        pool.listen(new RegistryListener() {
            @Override
            public void onAdded(BrokerConnection connection) {
                throw new IllegalStateException("view is gone");
            }
        });
        pool.listen(new Recorder());
        pool.add(offer(1, "a"));
        Await.until("the third is told", () -> heard.contains("a CONNECTED"));
        Await.until("the fault is noticed", () -> log.notices().stream()
                .anyMatch(n -> n.text().equals("A receiver of connection states fails")));
    }

    @Test
    void listenerThatNeverReturnsIsDroppedWithANotice() {
        pool.listen(new RegistryListener() {
            @Override
            public void onAdded(BrokerConnection connection) {
                ScriptedGateway.hangUntil(release);
            }
        });
        pool.add(offer(1, "a"));
        BrokerConnection connection = pool.broker(A).orElseThrow();
        for (int i = 0; i < 6000; i++) {
            connection.connect();
            connection.disconnect();
        }
        Await.until("a notice", () -> log.notices().stream().anyMatch(n -> n.text().contains("was dropped")));
    }

    @Test
    void closedPoolHasNoBrokersAndNoTimers() {
        pool.add(offer(1, "a"));
        pool.add(offer(2, "b"));
        Await.until("both are connected",
                () -> pool.brokers().stream().allMatch(c -> c.state().isConnected()));
        pool.close();
        assertEquals(List.of(), pool.brokers());
        Await.until("no timer is left", () -> time.pendingTasks() == 0);
        pool.remove(1);
    }

    private static Offer offer(long number, String id) {
        return new Offer(number, Map.of("broker.id", id, "broker.type", "sample", "broker.name", "Name of " + id),
                Bench.always(new ScriptedGateway(new BrokerId(id))));
    }

    private final class Recorder implements RegistryListener {
        @Override
        public void onAdded(BrokerConnection connection) {
            heard.add("added " + connection.id());
        }

        @Override
        public void onRemoved(BrokerConnection connection) {
            heard.add("removed " + connection.id());
        }

        @Override
        public void onStateChanged(BrokerConnection connection, ConnectionState state) {
            heard.add(connection.id() + " " + (state.phase() == ConnectionPhase.CONNECTED ? "CONNECTED"
                    : state.phase().name()));
        }
    }
}
