package org.jts.audit.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.audit.AuditRecord;
import org.jts.api.time.TimeSource;

/**
 * Takes records at once and writes them on a thread of its own. The queue is bounded; what does not fit is counted, and
 * the count is written where it is missing. While the disk fails, records wait in the queue. Thread-safe.
 */
final class AuditWriter implements AutoCloseable {

    static final Duration RETRY = Duration.ofSeconds(5);
    private static final int BATCH = 500;
    /** Records come in groups; to be woken for each of them would take the processor from who makes them. */
    private static final Duration GATHER = Duration.ofMillis(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** What others are told of. Called on the writer's thread. */
    interface Watcher {
        void failed(IOException e);

        /** @param lost records since it failed */
        void again(long lost);

        /** More came than could be written, for the first time since the start. */
        void lost(long records);
    }

    private record Item(long number, AuditRecord entry, CountDownLatch written) {
    }

    private final BlockingQueue<Item> queue;
    private final Sink sink;
    private final Lines lines;
    private final TimeSource time;
    private final Watcher watcher;
    private final AtomicLong number = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private volatile long kept;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closed;
    /** Only the writer's thread: the lines of a batch. */
    private final LineBuffer text = new LineBuffer();
    /** Only the writer's thread: how many are known to be missing by the reader of the file. */
    private long lostTold;
    private long lostWhenFailed;

    AuditWriter(int capacity, Sink sink, Lines lines, TimeSource time, Watcher watcher) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.sink = sink;
        this.lines = lines;
        this.time = time;
        this.watcher = watcher;
        this.thread = Thread.ofPlatform().name("jts-audit").daemon().start(this::run);
    }

    /** Never waits. */
    void offer(AuditRecord entry) {
        if (closed || !queue.offer(new Item(number.incrementAndGet(), entry, null))) {
            lost.incrementAndGet();
        }
    }

    long kept() {
        return kept;
    }

    long lost() {
        return lost.get();
    }

    int waiting() {
        return queue.size();
    }

    Optional<String> problem() {
        return problem;
    }

    /** Waits until everything that was offered before is written, or cannot be. @return whether it is */
    boolean flush(Duration limit) throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        long deadline = System.nanoTime() + limit.toNanos();
        return queue.offer(new Item(0, null, written), limit.toNanos(), TimeUnit.NANOSECONDS)
                && written.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (problem.isEmpty()) {
                flush(LAST_WORDS);
            }
            thread.interrupt();
            thread.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
        }
    }

    private void run() {
        List<Item> batch = new ArrayList<>(BATCH);
        try {
            while (true) {
                batch.add(queue.take());
                boolean goesOn = gather();
                queue.drainTo(batch, BATCH - 1);
                write(batch);
                batch.clear();
                if (!goesOn) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Closed: what is left was not written within the time that there was.
        } finally {
            sink.close();
        }
    }

    /** @return whether it goes on; at the end, too, what was taken is written */
    private static boolean gather() {
        try {
            Thread.sleep(GATHER);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void write(List<Item> batch) throws InterruptedException {
        int records = 0;
        for (Item item : batch) {
            if (item.entry() != null) {
                line(item);
                records++;
            }
        }
        while (!tryToWrite(records, batch)) {
            Thread.sleep(RETRY);
        }
        text.clear();
    }

    /** A record that cannot be put into words costs its line, and no other one. */
    private void line(Item item) {
        try {
            lines.write(item.number(), item.entry(), text);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            Lines.unreadable(item.number(), time.now(), e.getClass().getSimpleName(), text);
        }
    }

    private boolean tryToWrite(int records, List<Item> batch) {
        long lostNow = lost.get();
        int end = text.size();
        if (lostNow > lostTold) {
            Lines.lost(time.now(), lostNow - lostTold, lostNow, text);
        }
        try {
            if (text.size() > 0) {
                sink.write(text);
            }
        } catch (IOException | RuntimeException e) {
            text.cut(end); // by the next time more may be lost
            failed(e instanceof IOException io ? io : new IOException(e));
            return false;
        }
        kept += records;
        if (lostTold == 0 && lostNow > 0 && problem.isEmpty()) {
            watcher.lost(lostNow);
        }
        lostTold = lostNow;
        if (problem.isPresent()) {
            problem = Optional.empty();
            watcher.again(lostNow - lostWhenFailed);
        }
        for (Item item : batch) {
            if (item.written() != null) {
                item.written().countDown();
            }
        }
        return true;
    }

    private void failed(IOException e) {
        boolean isNew = problem.isEmpty();
        problem = Optional.of(String.valueOf(e.getMessage()));
        if (isNew) {
            lostWhenFailed = lostTold;
            watcher.failed(e);
        }
    }
}
