package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.order.Execution;
import org.jts.api.trading.DeskOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A workstation, supervisor, desk and journal and all, trades at a broker behind a server, through a line that fails at
 * random. After each script the desk has to show exactly the orders and trades that the broker has.
 * <p>
 * All {@value #SCRIPTS} scripts run, which takes a minute or two; where it takes more than three, the rest runs only
 * with {@code --soak}.
 * {@code -Djts.fault.seed=N} runs the script of that seed alone.
 */
class FaultScriptTest {

    private static final int SCRIPTS = 200;
    private static final int LANES = 8;
    /** For so long scripts are begun; with {@code --soak} until all have run. */
    private static final long NANOS = Duration.ofMinutes(3).toNanos();

    @TempDir
    private Path folder;
    private final BundleContext context = FrameworkUtil.getBundle(FaultScriptTest.class).getBundleContext().getBundle(0)
            .getBundleContext();
    private Configuration supervision;

    /** Nothing connects by itself: the broker at the server is not this workstation's. */
    @BeforeEach
    void start() throws Exception {
        ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> admin = new ServiceTracker<>(context,
                ConfigurationAdmin.class, null);
        admin.open();
        Rig.stopWorkstation();
        supervision = admin.waitForService(10_000).getConfiguration("org.jts.connection", "?");
        supervision.update(new Hashtable<>(Map.of("connect.at.start", false, "backoff.first.millis", 100,
                "backoff.max.seconds", 1)));
        admin.close();
        Rig.startWorkstation();
    }

    @AfterEach
    void stop() throws Exception {
        Rig.stopWorkstation();
        supervision.delete();
    }

    @Test
    void afterRandomFaultScriptsTheDeskEqualsTheBroker() throws Exception {
        Long only = Long.getLong("jts.fault.seed");
        Certificates certificates = new Certificates(folder);
        certificates.make("server");
        AtomicInteger seeds = new AtomicInteger();
        long end = Boolean.getBoolean("jts.soak") ? Long.MAX_VALUE : System.nanoTime() + NANOS;
        int scripts = only == null ? SCRIPTS : 1;
        ConcurrentLinkedQueue<FaultLane.Tally> tallies = new ConcurrentLinkedQueue<>();
        try (ExecutorService lanes = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("lane-", 0)
                .factory())) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < Math.min(LANES, scripts); i++) {
                // Damage can only be told on a line that proves what passes over it: every second one does.
                Optional<Certificates> tls = i % 2 == 0 ? Optional.of(certificates) : Optional.empty();
                running.add(lanes.submit(() -> {
                    try (FaultLane lane = new FaultLane(tls)) {
                        while (System.nanoTime() < end) {
                            int n = seeds.getAndIncrement();
                            if (n >= scripts) {
                                break;
                            }
                            lane.run(only == null ? n : only);
                        }
                        tallies.add(lane.tally());
                    }
                    return null;
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        }
        FaultLane.Tally all = tallies.stream().reduce(FaultLane.Tally::plus).orElseThrow();
        System.out.println("fault scripts: " + all);
        assertTrue(all.scripts() == scripts || end < Long.MAX_VALUE && all.scripts() >= LANES, "scripts: " + all);
        if (all.scripts() == SCRIPTS) {
            assertTrue(all.accepted() > SCRIPTS, "accepted orders: " + all);
            assertTrue(all.losses() > SCRIPTS / 2, "lost lines: " + all);
            assertTrue(all.unknown() > 0 && all.notSent() > 0, "orders of every fate: " + all);
        }
    }

    @Test
    void noOrderLeavesAfterALossBeforeWhatHappenedMeanwhileIsShown() throws Exception {
        try (FaultLane lane = new FaultLane(Optional.empty())) {
            List<DeskOrder> shown = lane.tradeElsewhereWhileTheLineIsGone();
            DeskOrder elsewhere = shown.stream().filter(DeskOrder::foreign).findFirst()
                    .orElseThrow(() -> new AssertionError("expected the order of somebody else, found " + shown));
            assertEquals(BigDecimal.TEN, elsewhere.executions().stream().map(Execution::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add), elsewhere.toString());
        }
    }
}
