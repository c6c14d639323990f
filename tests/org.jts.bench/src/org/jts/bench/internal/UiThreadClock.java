package org.jts.bench.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.swt.widgets.Display;

/** What the UI thread has had of the processor, and how long it stood ready to run without getting one. */
final class UiThreadClock {

    private static final long TICK_NANOS = 10_000_000;

    /**
     * Each 0 where the system does not say.
     *
     * @param cpuNanos    computed; on a virtual machine with some of what was taken from it
     * @param queuedNanos ready to run
     * @param stolenNanos time in which the host let this virtual machine's processors not run, in hundredths of a
     *                    second
     */
    record Reading(long cpuNanos, long queuedNanos, long stolenNanos) {
        Reading since(Reading before) {
            return new Reading(cpuNanos - before.cpuNanos, queuedNanos - before.queuedNanos,
                    stolenNanos - before.stolenNanos);
        }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long id;
    private final Path statistics;

    UiThreadClock(Display display) {
        id = display.getThread().threadId();
        Path[] found = new Path[1];
        // only Linux has the link, and it is the asking thread's own
        display.syncExec(() -> found[0] = own());
        statistics = found[0];
    }

    private static Path own() {
        try {
            Path proc = Path.of("/proc");
            Path own = proc.resolve(Files.readSymbolicLink(proc.resolve("thread-self"))).resolve("schedstat");
            return Files.isReadable(own) ? own : null;
        } catch (IOException e) {
            return null;
        }
    }

    Reading read() {
        return new Reading(threads.getThreadCpuTime(id), queued(), stolen());
    }

    private long queued() {
        if (statistics == null) {
            return 0;
        }
        try {
            return Long.parseLong(Files.readString(statistics).split(" ")[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long stolen() {
        try (BufferedReader lines = Files.newBufferedReader(Path.of("/proc/stat"))) {
            // cpu user nice system idle iowait irq softirq steal
            String[] all = lines.readLine().split(" +");
            return all.length > 8 ? Long.parseLong(all[8]) * TICK_NANOS : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
