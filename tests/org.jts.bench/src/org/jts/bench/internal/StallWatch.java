package org.jts.bench.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jts.bench.internal.UiThreadClock.Reading;

/**
 * Keeps the longest waits, and looks what the UI thread is in meanwhile if {@value #TRACE} is set. Not else: a thread
 * that is looked at waits until whoever looks has a processor to do it on.
 */
final class StallWatch implements Runnable {

    /** System property: whether to look. */
    static final String TRACE = "jts.bench.ui.trace";
    private static final long PAUSE_MILLIS = 1;
    private static final long LONG_NANOS = 4_000_000;
    private static final int KEPT = 12;
    private static final int FRAMES = 14;

    private final boolean trace = Boolean.getBoolean(TRACE);
    private final Thread ui;
    private final UiThreadClock clock;
    private final List<Stall> worst = new ArrayList<>();
    private List<String> seen = new ArrayList<>();
    private long askedAt;
    private Reading before;
    private volatile boolean running = true;
    private volatile long latestWakeNanos;

    /** A long wait; sampled once a millisecond after the first four. */
    private record Stall(long nanos, Reading spent, List<String> samples) {
        long weight() {
            return Math.max(nanos / 2, spent.cpuNanos());
        }
    }

    StallWatch(Thread ui, UiThreadClock clock) {
        this.ui = ui;
        this.clock = clock;
    }

    synchronized void asked(long nanoTime, Reading reading) {
        askedAt = nanoTime;
        before = reading;
        seen = new ArrayList<>();
    }

    synchronized void answered(long nanos, Reading spent) {
        askedAt = 0;
        if (nanos > LONG_NANOS) {
            worst.add(new Stall(nanos, spent, seen));
            worst.sort(Comparator.comparingLong(Stall::weight).reversed());
            if (worst.size() > KEPT) {
                worst.removeLast();
            }
        }
    }

    void end() {
        running = false;
    }

    long latestWakeNanos() {
        return latestWakeNanos;
    }

    @Override
    public void run() {
        while (running) {
            if (trace) {
                look();
            }
            long slept = System.nanoTime();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            latestWakeNanos = Math.max(latestWakeNanos, System.nanoTime() - slept - PAUSE_MILLIS * 1_000_000);
        }
    }

    private synchronized void look() {
        if (askedAt == 0 || System.nanoTime() - askedAt < LONG_NANOS) {
            return;
        }
        String where = Arrays.stream(ui.getStackTrace()).filter(StallWatch::tells).limit(FRAMES)
                .map(StallWatch::brief).collect(Collectors.joining(" < "));
        seen.add(String.format(Locale.ROOT, "%.1f ms computed, %s", clock.read().since(before).cpuNanos() / 1e6,
                where));
    }

    /** Leaves out what is below everything. */
    private static boolean tells(StackTraceElement frame) {
        String type = frame.getClassName();
        return !type.startsWith("java.") && !type.startsWith("org.eclipse.equinox.")
                && !type.startsWith("org.eclipse.core.") && !type.startsWith("org.eclipse.e4.ui.internal.workbench.");
    }

    private static String brief(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }

    synchronized String report() {
        StringBuilder text = new StringBuilder();
        for (Stall stall : worst) {
            text.append(String.format(Locale.ROOT,
                    "the UI thread answered after %.1f ms: %.1f ms computing, %.1f ms in the queue for a processor%n",
                    stall.nanos / 1e6, stall.spent.cpuNanos() / 1e6, stall.spent.queuedNanos() / 1e6));
            stall.samples.forEach(sample -> text.append("    at ").append(sample).append('\n'));
        }
        return text.toString();
    }
}
