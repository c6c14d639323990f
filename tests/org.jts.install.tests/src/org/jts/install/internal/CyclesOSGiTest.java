package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.BrokerId;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Signer;
import org.jts.install.internal.run.Pace;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Installs, updates, rolls back and removes a broker again and again while another one places orders and streams.
 * {@code -Djts.soak=true}: a hundred times; the figures go to the file that {@code JTS_BENCH_PLUGINS} names, each
 * beside what one thread that does nothing but compute, at the lowest priority, does to the same orders in the same
 * run.
 */
final class CyclesOSGiTest {

    private static final Consent YES = new Consent(Optional.of(new Signer(Signer.Trust.UNSIGNED, "", "")),
            Working.LEAVE);
    private static final boolean SOAK = Boolean.getBoolean("jts.soak");
    private static final int CYCLES = SOAK ? 100 : 5;
    /** So that what is measured is not the compiler. */
    private static final int WARM_UP = SOAK ? 20 : 1;

    private static final int MOST_BESIDE = 10_000;

    @TempDir
    Path folder;
    private Rig rig;

    @BeforeEach
    void start() throws Exception {
        if (SOAK) {
            System.setProperty(Pace.RESTS, "usual");
        }
        rig = new Rig(folder);
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    @Test
    void whatComesAndGoesDisturbsNobodyAndLeavesNothing() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"))
                .feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        rig.configure("acme", "a1");
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (Neighbour neighbour = new Neighbour(rig)) {
            Times unmeasured = new Times();
            for (int i = 0; i < WARM_UP; i++) {
                cycle(site, loaders, neighbour, unmeasured);
            }
            Set<String> threads = threads();
            rig.eventsOfOthers("org.acme");
            Times times = new Times();
            for (int i = 0; i < CYCLES; i++) {
                cycle(site, loaders, neighbour, times);
            }
            Times beside = new Times();
            measured(neighbour, beside, () -> besideOneBusyThread(neighbour, times.orders()));
            int lost = neighbour.lost();
            assertEquals(0, lost, "events of the other broker that were lost");
            assertEquals(List.of(), rig.eventsOfOthers("org.acme"), "what happened to other bundles");
            Await.until("no thread is left but those from before, found " + threads(),
                    () -> threads.containsAll(threads()));
            int leaks = leaks(loaders);
            assertEquals(0, leaks, "class loaders that are left");
            report(lost, leaks, new Slowed(neighbour, times), new Slowed(neighbour, beside));
        }
    }

    /** Which orders were sent while something changed, and as many right after each change, when nothing did. */
    private static final class Times {
        private final List<int[]> busy = new ArrayList<>();
        private final List<int[]> quiet = new ArrayList<>();

        /** How many were sent while something changed. */
        int orders() {
            return busy.stream().mapToInt(range -> range[1] - range[0]).sum();
        }
    }

    /** How long orders took at the 99th percentile, in us. */
    private record Slowed(double quiet, double busy) {
        Slowed(Neighbour neighbour, Times times) {
            this(neighbour.p99(times.quiet), neighbour.p99(times.busy));
        }

        double percent() {
            return (busy / quiet - 1) * 100;
        }
    }

    /** The least that any work done meanwhile costs: what the machine itself does to orders beside it. */
    private static void besideOneBusyThread(Neighbour neighbour, int orders) throws InterruptedException {
        int from = neighbour.sent();
        Thread busy = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        }, "busy");
        busy.setPriority(Thread.MIN_PRIORITY);
        busy.start();
        Await.until("orders beside a busy thread", () -> neighbour.sent() >= from + Math.min(orders, MOST_BESIDE));
        busy.interrupt();
        busy.join();
    }

    /** Something that is measured. */
    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    private static void measured(Neighbour neighbour, Times times, Step step) throws Exception {
        int from = neighbour.sent();
        step.run();
        int to = neighbour.sent();
        Await.until("as many orders in quiet", () -> neighbour.sent() >= 2 * to - from);
        times.busy.add(new int[] {from, to});
        times.quiet.add(new int[] {to, 2 * to - from});
    }

    private void cycle(TestSite site, List<WeakReference<ClassLoader>> loaders, Neighbour neighbour, Times times)
            throws Exception {
        measured(neighbour, times, () -> {
            apply(rig.install(site, "1.0.0"), loaders);
            rig.awaitConnected("a1");
        });
        measured(neighbour, times, () -> apply(rig.install(site, "1.1.0"), loaders));
        measured(neighbour, times, () -> {
            apply(new PluginChange.RollBack(Rig.FEATURE), loaders);
            rig.awaitConnected("a1");
        });
        measured(neighbour, times, () -> {
            rig.installer().apply(new PluginChange.Remove(Rig.FEATURE), YES, InstallMonitor.NONE);
            Await.until("a1 is gone", () -> rig.registry().broker(new BrokerId("a1")).isEmpty());
        });
    }

    private void apply(PluginChange change, List<WeakReference<ClassLoader>> loaders) throws Exception {
        rig.installer().apply(change, YES, InstallMonitor.NONE);
        loaders.add(new WeakReference<>(rig.bundle(AcmeJar.NAME).orElseThrow().adapt(BundleWiring.class)
                .getClassLoader()));
    }

    private static int leaks(List<WeakReference<ClassLoader>> loaders) {
        Await.until("the class loaders of removed bundles are gone", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
        return (int) loaders.stream().filter(loader -> loader.get() != null).count();
    }

    /** Names of threads that a plug-in could have left. Those of the JDK's pools come and go by themselves. */
    private static Set<String> threads() {
        Set<String> names = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("ForkJoinPool") && !name.startsWith("Worker-")
                        && !name.startsWith("VirtualThread"))
                .forEach(names::add);
        return names;
    }

    private static void report(int lost, int leaks, Slowed slowed, Slowed beside) throws IOException {
        List<String> lines = List.of(line("cycles", CYCLES, "1", ""), line("events.lost", lost, "1", ""),
                line("order.p99.change", slowed.percent(), "%", peer(beside.percent())),
                line("order.p99.quiet", slowed.quiet(), "us", peer(beside.quiet())),
                line("order.p99.busy", slowed.busy(), "us", peer(beside.busy())),
                line("leaks", leaks, "1", ""));
        lines.forEach(System.out::println);
        String file = System.getenv("JTS_BENCH_PLUGINS");
        if (file != null) {
            Files.write(Path.of(file), lines);
        }
    }

    private static String peer(double value) {
        return String.format(Locale.ROOT, ",\"peer\":\"one busy thread\",\"peer_value\":%.1f", value);
    }

    private static String line(String metric, double value, String unit, String peer) {
        return String.format(Locale.ROOT,
                "{\"bench\":\"plugins\",\"metric\":\"plugin.%s\",\"value\":%.1f,\"unit\":\"%s\"%s}", metric, value,
                unit, peer);
    }
}
