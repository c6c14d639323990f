package org.jts.bench.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jts.bench.internal.UiThreadClock.Reading;

/**
 * Keeps the long waits, and looks what the UI thread is in meanwhile if {@value #TRACE} is set. Not else: a thread
 * that is looked at waits until whoever looks has a processor to do it on.
 * <p>
 * It also is the thread that does nothing: whenever the machine wakes it late, that is kept too, so that a wait can be
 * told from one in which nobody got to run.
 */
final class StallWatch implements Runnable {

    /** System property: whether to look. */
    static final String TRACE = "jts.bench.ui.trace";
    private static final long PAUSE_MILLIS = 1;
    private static final long LONG_NANOS = 4_000_000;
    /** As late as this the machine wakes nobody that it has a processor for. */
    private static final long LATE_NANOS = 5_000_000;
    private static final int TOLD = 12;
    private static final int FRAMES = 14;

    private final boolean trace = Boolean.getBoolean(TRACE);
    private final Thread ui;
    private final UiThreadClock clock;
    private final List<Stall> stalls = new ArrayList<>();
    private final List<Late> lates = new ArrayList<>();
    private List<String> seen = new ArrayList<>();
    private long askedAt;
    private Reading before;
    private long longestShortNanos;
    private volatile boolean running = true;
    private volatile long latestWakeNanos;

    /** A long wait; sampled once a millisecond after the first four. */
    private record Stall(long from, long nanos, Reading spent, List<String> samples) {
    }

    /** A wake that came late: from when it was due until it came. */
    private record Late(long due, long nanos) {
        boolean within(Stall stall) {
            return due < stall.from + stall.nanos && due + nanos > stall.from;
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
        if (nanos > LONG_NANOS) {
            stalls.add(new Stall(askedAt, nanos, spent, seen));
        } else {
            longestShortNanos = Math.max(longestShortNanos, nanos);
        }
        askedAt = 0;
    }

    void end() {
        running = false;
    }

    long latestWakeNanos() {
        return latestWakeNanos;
    }

    /** The longest wait in whose time the machine neither woke the idle thread late nor was stopped by its host. */
    synchronized long longestUndisturbedNanos() {
        return stalls.stream().filter(stall -> !isDisturbed(stall)).mapToLong(Stall::nanos).max()
                .orElse(longestShortNanos);
    }

    /** How many waits the machine had a part in. */
    synchronized long disturbed() {
        return stalls.stream().filter(this::isDisturbed).count();
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
            woke(slept + PAUSE_MILLIS * 1_000_000);
        }
    }

    private void woke(long due) {
        long late = System.nanoTime() - due;
        latestWakeNanos = Math.max(latestWakeNanos, late);
        if (late > LATE_NANOS) {
            synchronized (this) {
                lates.add(new Late(due, late));
            }
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

    private boolean isDisturbed(Stall stall) {
        return stall.spent.stolenNanos() > 0 || lateNanos(stall) > 0;
    }

    private long lateNanos(Stall stall) {
        return lates.stream().filter(late -> late.within(stall)).mapToLong(Late::nanos).max().orElse(0);
    }

    synchronized String report() {
        StringBuilder text = new StringBuilder();
        stalls.sort(Comparator.comparingLong(Stall::nanos).reversed());
        tell(text, stalls.stream().filter(this::isDisturbed).toList());
        tell(text, stalls.stream().filter(stall -> !isDisturbed(stall)).toList());
        return text.toString();
    }

    private void tell(StringBuilder text, List<Stall> some) {
        some.stream().limit(TOLD).forEach(stall -> {
            Reading spent = stall.spent;
            text.append(String.format(Locale.ROOT,
                    "the UI thread answered after %.1f ms: %.1f ms computing, %.1f ms in the queue for a processor; "
                    + "meanwhile the idle thread woke %.1f ms late and the host took %d ms%n",
                    stall.nanos / 1e6, spent.cpuNanos() / 1e6, spent.queuedNanos() / 1e6, lateNanos(stall) / 1e6,
                    spent.stolenNanos() / 1_000_000));
            stall.samples.forEach(sample -> text.append("    at ").append(sample).append('\n'));
        });
    }
}
