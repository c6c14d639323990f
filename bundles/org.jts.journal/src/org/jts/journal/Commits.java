package org.jts.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Numbers and seals records and brings them to the disk: one sync for all who wait at the same time, by one of them,
 * and by a thread of its own for what nobody waits for. Thread-safe.
 */
final class Commits {

    /** For how long a record that nobody waits for may wait for others, so that it never makes one wait that is. */
    private static final long LINGER_NANOS = 10_000_000;

    private final Consumer<JournalException> onFailure;
    private final JournalFile file;
    private final Seal seal = new Seal();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition committed = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Thread writer;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean committing;
    private boolean lingering;
    private boolean closed;
    private long number;
    /** The last record that somebody appended. */
    private long news;
    private String last;
    private long syncedNumber;
    private String syncedSeal;
    /** Grows with every failed commit: what was waiting then was chained to records that do not exist. */
    private long failures;
    private JournalException lastFailure;

    Commits(JournalFile file, JournalScan scan, Consumer<JournalException> onFailure) {
        this.file = file;
        this.onFailure = onFailure;
        this.number = scan.records();
        this.news = scan.lastNews();
        this.last = scan.lastSeal();
        this.syncedNumber = number;
        this.syncedSeal = last;
        this.writer = Thread.ofPlatform().name("journal-writer").daemon().start(this::writeLazily);
    }

    /** Appends and waits until it is on disk. @return its number */
    long append(String text) throws JournalException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            long mine = add(text, bytes);
            await(mine);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /** Appends and returns at once. */
    void appendSoon(String text) throws JournalException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            add(text, bytes);
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything appended so far is on disk. */
    void sync() throws JournalException {
        lock.lock();
        try {
            await(number);
        } finally {
            lock.unlock();
        }
    }

    private void await(long upTo) throws JournalException {
        long failuresBefore = failures;
        while (syncedNumber < upTo && failures == failuresBefore) {
            commitOrWait();
        }
        if (failures != failuresBefore) {
            throw lastFailure;
        }
    }

    private void commitOrWait() {
        if (committing) {
            committed.awaitUninterruptibly();
        } else {
            commit();
        }
    }

    /** The number of the last record appended, 0 when there is none. */
    long lastNumber() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the file that is written. */
    Journal.Rolled roll() throws IOException {
        lock.lock();
        try {
            while (committing || pending.size() > 0) {
                commitOrWait();
            }
            Journal.Rolled rolled = new Journal.Rolled(number, news);
            committing = true;
            lock.unlock();
            try {
                file.startFile(rolled.end() + 1);
            } finally {
                lock.lock();
                committing = false;
                committed.signalAll();
                if (pending.size() > 0) {
                    wakeWriter();
                }
            }
            return rolled;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is left, notes the end, and ends; harmless when closed. */
    void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            while (committing || pending.size() > 0) {
                commitOrWait();
            }
            closed = true;
            work.signalAll();
            file.finish(syncedNumber, syncedSeal);
        } finally {
            lock.unlock();
        }
        awaitWriter();
        file.close();
    }

    /** It has nothing left to do: after this no thread of the journal is there. */
    private void awaitWriter() {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param bytes the text as it is on disk: made once, for the seal and the file, before the lock is held */
    private long add(String text, byte[] bytes) throws JournalException {
        if (closed) {
            throw new JournalException("Journal %s: expected it to be open, it was closed.".formatted(file.folder()));
        }
        number++;
        if (!text.startsWith(Journal.OWN)) {
            news = number;
        }
        last = seal.next(last, number, bytes, 0, bytes.length);
        pending.writeBytes((number + " " + last + " ").getBytes(StandardCharsets.US_ASCII));
        pending.writeBytes(bytes);
        pending.write('\n');
        return number;
    }

    /** Writes all that waits, for all who wait; with the lock, which it lets go while the disk works. */
    private void commit() {
        ByteArrayOutputStream batch = pending;
        long upTo = number;
        String sealThen = last;
        pending = new ByteArrayOutputStream(batch.size());
        committing = true;
        JournalException failure = null;
        lock.unlock();
        try {
            file.write(batch.toByteArray(), upTo);
        } catch (IOException e) {
            failure = file.explain(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            failure = file.explain(new IOException(e));
        } finally {
            lock.lock();
            committing = false;
        }
        if (failure == null) {
            syncedNumber = upTo;
            syncedSeal = sealThen;
        } else {
            failures++;
            lastFailure = failure;
            pending.reset();
            number = syncedNumber;
            news = Math.min(news, syncedNumber);
            last = syncedSeal;
        }
        committed.signalAll();
        if (pending.size() > 0) {
            wakeWriter();
        }
        if (failure != null) {
            tell(failure);
        }
    }

    /** Behind everything else: whatever the listener does, the journal goes on. With the lock, which it lets go. */
    private void tell(JournalException failure) {
        lock.unlock();
        try {
            onFailure.accept(failure);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            lock.lock();
        }
    }

    /** One that lingers looks by itself soon: waking it would only take time from whoever appends. */
    private void wakeWriter() {
        if (!lingering) {
            work.signal();
        }
    }

    /** Lets others take along what is pending. @return whether they did */
    private boolean takenAlong() {
        long upTo = number;
        lingering = true;
        try {
            long left = LINGER_NANOS;
            while (left > 0 && !closed) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody else has this thread: whoever interrupts it only makes it write at once.
            return false;
        } finally {
            lingering = false;
        }
        return syncedNumber >= upTo;
    }

    private void writeLazily() {
        lock.lock();
        try {
            while (!closed) {
                if (pending.size() == 0 || committing) {
                    work.awaitUninterruptibly();
                } else if (!takenAlong() && pending.size() > 0 && !committing) {
                    commit();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
