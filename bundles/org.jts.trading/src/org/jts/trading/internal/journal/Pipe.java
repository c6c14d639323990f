package org.jts.trading.internal.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.jts.journal.JournalRecord;

/**
 * Understands records on a thread of its own, in order, while the one that reads them makes sure of the next ones. One
 * thread hands in.
 */
final class Pipe implements Consumer<JournalRecord> {

    private static final int BATCH = 500;
    private static final int BATCHES = 20;
    private static final List<JournalRecord> END = List.of();

    private final BlockingQueue<List<JournalRecord>> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Consumer<JournalRecord> reader;
    private final Thread thread;
    private List<JournalRecord> batch = new ArrayList<>(BATCH);
    /** Why it reads no longer; else null. */
    private volatile RuntimeException failure;

    Pipe(Consumer<JournalRecord> reader) {
        this.reader = reader;
        this.thread = Thread.ofPlatform().name("desk-replay").daemon().start(this::read);
    }

    @Override
    public void accept(JournalRecord found) {
        batch.add(found);
        if (batch.size() == BATCH) {
            pass(batch);
            batch = new ArrayList<>(BATCH);
        }
    }

    /** Waits until all that was handed in is understood; what the reader threw is thrown here. */
    void finish() {
        if (!batch.isEmpty()) {
            pass(batch);
        }
        pass(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Nobody wants to know any more. */
    void abandon() {
        thread.interrupt();
    }

    private void pass(List<JournalRecord> records) {
        try {
            batches.put(records);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private CancellationException interrupted() {
        thread.interrupt();
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted while the journal was read");
    }

    private void read() {
        try {
            for (List<JournalRecord> records = batches.take(); records != END; records = batches.take()) {
                if (failure == null) {
                    understand(records);
                }
            }
        } catch (InterruptedException e) {
            failure = new CancellationException("nobody wants to know any more");
        }
    }

    /** After a failure the rest is taken and left aside, so that nobody waits. */
    private void understand(List<JournalRecord> records) {
        try {
            records.forEach(reader);
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
