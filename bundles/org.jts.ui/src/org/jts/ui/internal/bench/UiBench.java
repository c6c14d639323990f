package org.jts.ui.internal.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/**
 * Measures the running window for a while: the longest stall of the event loop, the processor time of the whole program,
 * the growth of the heap. Writes one JSON object a line to the file that {@value #FILE} names; nothing happens without.
 */
public final class UiBench {
    /** System property: the file to write. */
    public static final String FILE = "jts.bench.ui";
    /** System property: how long to wait before measuring, in seconds; for connecting and warming up. */
    public static final String WARM_UP = "jts.bench.ui.warmup";
    /** System property: how long to measure, in seconds. */
    public static final String SECONDS = "jts.bench.ui.seconds";
    /** System property: true ends the program when all is written. */
    public static final String EXIT = "jts.bench.exit";

    private static final double MEGA = 1024 * 1024;

    private UiBench() {
    }

    /** Starts in the background when the system property asks for it. */
    public static void startIfAsked(Display display) {
        String file = System.getProperty(FILE, "");
        if (!file.isEmpty()) {
            Thread.ofPlatform().daemon().name("jts-ui-bench").start(() -> run(display, Path.of(file)));
        }
    }

    private static void run(Display display, Path file) {
        try (UiStallMeter meter = UiStallMeter.start(display)) {
            Thread.sleep(Duration.ofSeconds(Integer.getInteger(WARM_UP, 15)));
            long heapBefore = usedHeap();
            meter.reset();
            Duration cpuBefore = cpu();
            long begin = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(Integer.getInteger(SECONDS, 30)));
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cores = cpu().minus(cpuBefore).toNanos() / 1e9 / seconds;
            double stallMillis = meter.maxNanos() / 1e6;
            double growth = (usedHeap() - heapBefore) / MEGA;
            Files.writeString(file, line("ui.stall.max", stallMillis, "ms") + line("ui.cpu", cores, "cores")
                    + line("ui.heap.growth", growth, "MB"));
            if (Boolean.getBoolean(EXIT)) {
                display.asyncExec(() -> PlatformUI.getWorkbench().close());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bench: expected to write " + file + ", found: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a collection, so that garbage does not count as growth; outside the time that is measured. */
    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String line(String metric, double value, String unit) {
        return String.format(Locale.ROOT, "{\"bench\":\"ui\",\"metric\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"}%n", metric,
                value, unit);
    }
}
