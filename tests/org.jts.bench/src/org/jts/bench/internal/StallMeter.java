package org.jts.bench.internal;

import java.util.concurrent.CountDownLatch;

import org.eclipse.swt.widgets.Display;
import org.jts.bench.internal.UiThreadClock.Reading;

/**
 * The longest time for which the UI thread left a posted event unanswered. One thread asks every few milliseconds, and
 * the next question waits for the answer to the last; another measures how late it is woken itself: what the machine
 * does to a thread that does nothing.
 * <p>
 * Beside the wait stands how much of it the UI thread computed. That part is the program's own and is much the same on
 * a busy machine; the rest it stood in the queue for a processor, or waited for somebody: the screen, the collector.
 */
final class StallMeter {

    private static final long PAUSE_MILLIS = 2;
    private static final long HELD_NANOS = 1_000_000;

    private final Display display;
    private final UiThreadClock clock;
    private final StallWatch watch;
    private volatile long answeredNanos;
    private volatile Reading after;
    private long longestNanos;
    private long longestCpuNanos;
    private long sumNanos;
    private long answers;
    private long held;

    StallMeter(Display display) {
        this.display = display;
        this.clock = new UiThreadClock(display);
        this.watch = new StallWatch(display.getThread(), clock);
    }

    /** Measures until the time is over. Blocks. */
    void run(long untilNanos) throws InterruptedException {
        Thread watcher = Thread.ofPlatform().name("ui-stall-watch").daemon().start(watch);
        while (System.nanoTime() < untilNanos && !display.isDisposed()) {
            ask();
            Thread.sleep(PAUSE_MILLIS);
        }
        watch.end();
        watcher.join();
    }

    private void ask() throws InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        Reading before = clock.read();
        long from = System.nanoTime();
        watch.asked(from, before);
        // Read where it is answered: how soon the asking thread hears of it is not the UI thread's doing.
        display.asyncExec(() -> {
            answeredNanos = System.nanoTime();
            after = clock.read();
            answered.countDown();
        });
        long posted = System.nanoTime();
        answered.await();
        if (posted - from > HELD_NANOS) {
            // This thread was held up while it posted, for the most part before or after: the post counts from its end.
            long nanos = Math.max(0, answeredNanos - posted);
            watch.answered(nanos, after.since(before));
            count(nanos);
            held++;
            return;
        }
        Reading spent = after.since(before);
        watch.answered(answeredNanos - from, spent);
        count(answeredNanos - from);
        longestCpuNanos = Math.max(longestCpuNanos, spent.cpuNanos());
    }

    private void count(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
        sumNanos += nanos;
        answers++;
    }

    long answers() {
        return answers;
    }

    /** How many questions were asked of which it is not known to the millisecond when, on a busy machine. */
    long held() {
        return held;
    }

    double longestMillis() {
        return longestNanos / 1e6;
    }

    /** How much the UI thread computed at most before an answer. */
    double longestCpuMillis() {
        return longestCpuNanos / 1e6;
    }

    double meanMillis() {
        return sumNanos / 1e6 / Math.max(1, answers);
    }

    /** The longest wait in whose time the machine let everybody run. */
    double longestUndisturbedMillis() {
        return watch.longestUndisturbedNanos() / 1e6;
    }

    /** How many waits the machine had a part in. */
    long disturbed() {
        return watch.disturbed();
    }

    double latestWakeMillis() {
        return watch.latestWakeNanos() / 1e6;
    }

    /** The longest waits and what they were made of, for whoever wants to mend them. */
    String report() {
        return watch.report();
    }
}
