package org.jts.bench.internal;

import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Measures the running workstation under a market of many quotes and ends it. Does nothing unless
 * {@value #SECONDS} is given.
 */
@Component(service = UiLoad.class, immediate = true)
public final class UiLoad {

    /** System property: for how many seconds to measure. */
    static final String SECONDS = "jts.bench.ui.seconds";
    private static final BrokerId BROKER = new BrokerId("load");
    private static final int SYMBOLS = 500;
    private static final long WARM_UP_MILLIS = 10_000;

    private final BrokerRegistry registry;
    private final MarketFeed feed;

    @Activate
    public UiLoad(@Reference BrokerRegistry registry, @Reference MarketFeed feed) {
        this.registry = registry;
        this.feed = feed;
        int seconds = Integer.getInteger(SECONDS, 0);
        if (seconds > 0) {
            Thread.ofPlatform().name("ui-load").daemon().start(() -> measure(seconds));
        }
    }

    private void measure(int seconds) {
        try {
            Display display = awaitWindow();
            Set<SymbolId> symbols = awaitSymbols();
            LongAdder quotes = new LongAdder();
            try (Subscription all = feed.watch(BROKER, symbols, q -> quotes.increment())) {
                Thread.sleep(WARM_UP_MILLIS);
                measure(display, quotes, seconds);
            }
            display.asyncExec(() -> PlatformUI.getWorkbench().close());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void measure(Display display, LongAdder quotes, int seconds) throws InterruptedException {
        long heapBefore = usedHeap();
        long cpuBefore = cpuNanos();
        long start = System.nanoTime();
        long quotesBefore = quotes.sum();
        StallMeter meter = new StallMeter(display);
        meter.run(start + seconds * 1_000_000_000L);
        double elapsed = (System.nanoTime() - start) / 1e9;
        double cores = (cpuNanos() - cpuBefore) / 1e9 / elapsed;
        double rate = (quotes.sum() - quotesBefore) / elapsed;
        double heap = (usedHeap() - heapBefore) / 1e6;
        print("ui.quotes", rate, "1/s");
        System.out.printf(Locale.ROOT, "{\"bench\":\"ui\",\"metric\":\"ui.stall.max\",\"value\":%.2f,\"unit\":\"ms\","
                + "\"peer\":\"latest wake of an idle thread\",\"peer_value\":%.2f}%n", meter.longestMillis(),
                meter.latestWakeMillis());
        print("ui.stall.undisturbed", meter.longestUndisturbedMillis(), "ms");
        print("ui.stall.cpu", meter.longestCpuMillis(), "ms");
        print("ui.stall.mean", meter.meanMillis(), "ms");
        print("ui.cpu", cores, "cores");
        print("ui.heap.growth", heap, "MB");
        System.err.print(meter.report());
        System.err.printf("of %d questions %d were held up while they were posted, and %d waited long while the "
                + "machine "
                + "held up an idle thread too, or its host the machine%n", meter.answers(), meter.held(),
                meter.disturbed());
    }

    private static Display awaitWindow() throws InterruptedException {
        while (true) {
            if (PlatformUI.isWorkbenchRunning()) {
                Display display = PlatformUI.getWorkbench().getDisplay();
                boolean[] shown = new boolean[1];
                display.syncExec(() -> shown[0] = PlatformUI.getWorkbench().getActiveWorkbenchWindow() != null);
                if (shown[0]) {
                    return display;
                }
            }
            Thread.sleep(50);
        }
    }

    private Set<SymbolId> awaitSymbols() throws InterruptedException {
        while (registry.broker(BROKER).filter(b -> b.state().isConnected()).isEmpty()
                || feed.symbols(BROKER).size() < SYMBOLS) {
            Thread.sleep(50);
        }
        List<Symbol> all = feed.symbols(BROKER);
        return all.subList(all.size() - SYMBOLS, all.size()).stream().map(Symbol::id)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String metric, double value, String unit) {
        System.out.printf(Locale.ROOT, "{\"bench\":\"ui\",\"metric\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"}%n", metric,
                value, unit);
    }
}
