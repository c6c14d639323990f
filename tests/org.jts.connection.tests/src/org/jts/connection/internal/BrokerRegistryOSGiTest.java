package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerGateway;
import org.jts.sample.gateway.SampleGateway;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

@Timeout(120)
class BrokerRegistryOSGiTest {

    private static final Map<String, String> GOOD = Map.of("account", "1");

    private Framework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new Framework();
    }

    @AfterEach
    void stop() throws Exception {
        framework.bundle(Framework.SAMPLE).start();
        framework.bundle("org.jts.connection").start();
        framework.close();
    }

    @Test
    void configuredBrokerConnectsByItselfAndIsGoneWhenItIsRemoved() throws Exception {
        framework.setup().add(SampleGateway.PID, new BrokerId("one"), Map.of("account", "1", "broker.name", "One"));
        BrokerConnection connection = framework.awaitConnected("one");
        assertEquals("One", connection.name());
        assertEquals("sample", connection.type());
        assertEquals(1, connection.gateway().accounts().size());
        framework.setup().remove(new BrokerId("one"));
        framework.awaitGone("one");
        Await.until("its end", () -> connection.state().cause() == Cause.REMOVED);
    }

    @Test
    void gatewayBundleThatGoesAndComesBackTakesItsBrokersWithIt() throws Exception {
        framework.setup().add(SampleGateway.PID, new BrokerId("one"), GOOD);
        BrokerConnection before = framework.awaitConnected("one");
        Bundle bundle = framework.bundle(Framework.SAMPLE);
        for (int i = 0; i < 10; i++) {
            bundle.stop();
            framework.awaitGone("one");
            bundle.start();
            BrokerConnection after = framework.awaitConnected("one");
            assertNotSame(before, after);
            before = after;
        }
        assertEquals(1, framework.gateways().size());
    }

    @Test
    void changedSettingsMeanANewConnection() throws Exception {
        framework.setup().add(SampleGateway.PID, new BrokerId("one"), GOOD);
        BrokerConnection before = framework.awaitConnected("one");
        framework.setup().update(new BrokerId("one"), Map.of("account", "1", "broker.name", "Renamed"));
        Await.until("the new name", () -> framework.registry().broker(new BrokerId("one"))
                .filter(c -> c.name().equals("Renamed")).isPresent());
        assertNotSame(before, framework.awaitConnected("one"));
    }

    @Test
    void serviceWhosePropertiesChangeIsConnectedAnew() {
        ServiceRegistration<BrokerGateway> registration = framework.context.registerService(BrokerGateway.class,
                new ScriptedGateway(new BrokerId("one")), new Hashtable<>(Map.of("broker.id", "one")));
        BrokerConnection before = framework.awaitConnected("one");
        registration.setProperties(new Hashtable<>(Map.of("broker.id", "two")));
        BrokerConnection after = framework.awaitConnected("two");
        framework.awaitGone("one");
        assertNotSame(before, after);
        registration.unregister();
        framework.awaitGone("two");
    }

    @Test
    void gatewayThatDoesNotStartIsFailedWithItsReasonAndOthersGoOn() throws Exception {
        framework.setup().add(SampleGateway.PID, new BrokerId("broken"),
                Map.of("account", "1", "behaviour", "broken"));
        framework.setup().add(SampleGateway.PID, new BrokerId("fine"), GOOD);
        framework.awaitConnected("fine");
        BrokerConnection broken = framework.registry().broker(new BrokerId("broken")).orElseThrow();
        Await.until("it has failed", () -> broken.state().phase() == ConnectionPhase.FAILED);
        assertEquals(Cause.CONFIGURATION, broken.state().cause());
        assertTrue(broken.state().detail().startsWith("The gateway did not start"), broken.state()::detail);
    }

    /** Its component is still being made by another thread, which holds its lock for long on a busy machine. */
    @Test
    void gatewayThatIsNotThereYetIsAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        ServiceRegistration<?> registration = offer("late",
                () -> asked.incrementAndGet() == 1 ? null : new ScriptedGateway(new BrokerId("late")));
        framework.awaitConnected("late");
        assertEquals(2, asked.get());
        registration.unregister();
        framework.awaitGone("late");
    }

    @Test
    void gatewayThatNeverComesHasFailedThoughNobodyKnowsWhy() {
        ServiceRegistration<?> registration = offer("never", () -> null);
        Await.until("it is there", () -> framework.registry().broker(new BrokerId("never")).isPresent());
        BrokerConnection never = framework.registry().broker(new BrokerId("never")).orElseThrow();
        Await.until("it has failed", () -> never.state().phase() == ConnectionPhase.FAILED);
        assertEquals(Cause.CONFIGURATION, never.state().cause());
        registration.unregister();
        framework.awaitGone("never");
    }

    private ServiceRegistration<?> offer(String id, Supplier<BrokerGateway> gateways) {
        return framework.context.registerService(BrokerGateway.class, new ServiceFactory<BrokerGateway>() {
            @Override
            public BrokerGateway getService(Bundle bundle, ServiceRegistration<BrokerGateway> service) {
                return gateways.get();
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<BrokerGateway> service, BrokerGateway gateway) {
                // Nothing is kept.
            }
        }, new Hashtable<>(Map.of("broker.id", id)));
    }

    @Test
    void stoppedAndStartedAgainItLeavesNothingRunning() throws Exception {
        framework.setup().add(SampleGateway.PID, new BrokerId("one"), GOOD);
        framework.awaitConnected("one");
        Bundle bundle = framework.bundle("org.jts.connection");
        for (int i = 0; i < 3; i++) {
            bundle.stop();
            Await.until("no thread is left, found " + threads(), () -> threads().isEmpty());
            ServiceReference<BrokerGateway> gateway = framework.gateways().iterator().next();
            Await.until("nobody uses the gateway", () -> gateway.getUsingBundles() == null);
            assertEquals(List.of(), Arrays.stream(bundle.getServicesInUse() == null ? new ServiceReference<?>[0]
                    : bundle.getServicesInUse()).toList());
            bundle.start();
            framework.awaitConnected("one");
        }
    }

    @Test
    void oneServiceOfTwoWithTheSameIdIsUsed() {
        ScriptedGateway gateway = new ScriptedGateway(new BrokerId("one"));
        ServiceRegistration<BrokerGateway> first = framework.context.registerService(BrokerGateway.class, gateway,
                new Hashtable<>(Map.of("broker.id", "one")));
        BrokerConnection connection = framework.awaitConnected("one");
        ServiceRegistration<BrokerGateway> second = framework.context.registerService(BrokerGateway.class,
                new ScriptedGateway(new BrokerId("one")), new Hashtable<>(Map.of("broker.id", "one")));
        framework.awaitNotice("one: Two gateways claim to be broker one");
        second.unregister();
        assertSame(connection, framework.registry().broker(new BrokerId("one")).orElseThrow());
        first.unregister();
        framework.awaitGone("one");
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("jts-gateway-")).toList();
    }
}
