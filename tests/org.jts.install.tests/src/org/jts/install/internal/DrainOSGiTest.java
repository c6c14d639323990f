package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the orders of a broker before its gateway goes. */
final class DrainOSGiTest {

    private static final Optional<Signer> TRUSTED = Optional.of(new Signer(Trust.UNSIGNED, "", ""));
    private static final OrderRequest REQUEST = OrderRequest.market(new ClientOrderId("o1"), ScriptedGateway.ACCOUNT,
            Samples.SAMSUNG, Side.BUY, BigDecimal.ONE);

    @TempDir
    Path folder;
    private Rig rig;
    private PluginChange update;
    private BrokerConnection broker;

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder);
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"))
                .feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        rig.configure("acme", "a1");
        rig.installer().apply(rig.install(site, "1.0.0"), new Consent(TRUSTED, Working.LEAVE), InstallMonitor.NONE);
        broker = rig.awaitConnected("a1");
        update = rig.install(site, "1.1.0");
        rig.desk.put(order(OrderStatus.ACCEPTED));
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    private static DeskOrder order(OrderStatus status) {
        return new DeskOrder("o1", new BrokerId("a1"), Order.pending(REQUEST, Instant.EPOCH)
                .withStatus(status, Instant.EPOCH, Optional.empty()), List.of(), false);
    }

    private void apply(Working working, InstallMonitor monitor) throws Exception {
        rig.installer().apply(update, new Consent(TRUSTED, working), monitor);
    }

    private String version() {
        return rig.bundle(AcmeJar.NAME).orElseThrow().getVersion().toString();
    }

    @Test
    void workingOrdersAreNamedAndLeftWhereTheyAre() throws Exception {
        Preflight seen = rig.installer().check(update, InstallMonitor.NONE);
        assertEquals(List.of("o1"), seen.working().stream().map(DeskOrder::key).toList());
        apply(Working.LEAVE, InstallMonitor.NONE);
        assertEquals("1.1.0", version());
        assertEquals(List.of(), rig.desk.cancelled());
        assertTrue(rig.desk.flushes() > 0, "what is known of the orders is on disk before the gateway goes");
    }

    @Test
    void workingOrdersAreCancelledFirstWhenThatIsWished() throws Exception {
        List<String> steps = new ArrayList<>();
        apply(Working.CANCEL, (step, share) -> {
            steps.add(step);
            if (step.equals("Cancelling order o1")) {
                Thread.ofVirtual().start(() -> {
                    Await.until("the order is being cancelled", () -> rig.desk.cancelled().contains("o1"));
                    assertEquals("1.0.0", version(), "nothing has changed yet");
                    rig.desk.put(order(OrderStatus.CANCELLED));
                });
            }
            return true;
        });
        assertEquals(List.of("o1"), rig.desk.cancelled());
        assertTrue(steps.contains("Cancelling order o1"), steps.toString());
        assertEquals("1.1.0", version());
    }

    @Test
    void anOrderThatCannotBeCancelledKeepsTheOldVersion() throws Exception {
        InstallException refused = assertThrows(InstallException.class, () -> apply(Working.CANCEL,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().startsWith("The order o1 could not be cancelled"), refused.getMessage());
        assertEquals("1.0.0", version());
        assertTrue(rig.awaitConnected("a1").gateway().place(REQUEST) instanceof OrderOutcome.Accepted);
    }

    @Test
    void noNewOrderReachesABrokerThatIsBeingDrained() throws Exception {
        List<OrderOutcome> outcomes = new ArrayList<>();
        apply(Working.CANCEL, (step, share) -> {
            if (step.equals("Cancelling order o1")) {
                outcomes.add(broker.gateway().place(REQUEST));
                rig.desk.put(order(OrderStatus.CANCELLED));
            }
            return true;
        });
        assertTrue(outcomes.getFirst() instanceof OrderOutcome.NotSent, outcomes.toString());
        assertTrue(rig.awaitConnected("a1").gateway().place(REQUEST) instanceof OrderOutcome.Accepted);
    }

    @Test
    void noOrderGoesThroughTheNewVersionBeforeItHasTakenOver() throws Exception {
        rig.configure("acme", "a2");
        rig.awaitConnected("a2");
        List<OrderOutcome> outcomes = new ArrayList<>();
        apply(Working.LEAVE, (step, share) -> {
            if (step.equals("Waiting for a2")) { // a1 is back by then
                outcomes.add(rig.registry().broker(new BrokerId("a1")).orElseThrow().gateway().place(REQUEST));
            }
            return true;
        });
        assertTrue(outcomes.getFirst() instanceof OrderOutcome.NotSent, outcomes.toString());
        assertTrue(rig.awaitConnected("a1").gateway().place(REQUEST) instanceof OrderOutcome.Accepted);
        assertTrue(rig.awaitConnected("a2").gateway().place(REQUEST) instanceof OrderOutcome.Accepted);
    }

    @Test
    void aDiskThatTakesNothingKeepsTheOldVersion() throws Exception {
        rig.desk.failFlush("The disk is full.");
        InstallException refused = assertThrows(InstallException.class, () -> apply(Working.LEAVE,
                InstallMonitor.NONE));
        assertTrue(refused.getMessage().endsWith("The disk is full."), refused.getMessage());
        assertEquals("1.0.0", version());
        rig.awaitConnected("a1");
    }

    @Test
    void givingUpWhileItIsDrainedLeavesEverythingAsItWas() throws Exception {
        assertThrows(InterruptedException.class, () -> apply(Working.CANCEL,
                (step, share) -> !step.startsWith("Cancelling")));
        assertEquals("1.0.0", version());
        assertEquals(ConnectionPhase.CONNECTED, rig.awaitConnected("a1").state().phase());
        assertTrue(rig.awaitConnected("a1").gateway().place(REQUEST) instanceof OrderOutcome.Accepted);
    }
}
