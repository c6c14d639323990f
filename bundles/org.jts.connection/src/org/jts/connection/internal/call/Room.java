package org.jts.connection.internal.call;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** Places for calls of one kind. Who may wait for one gets it in turn. Thread-safe. */
final class Room {

    private final int size;
    /** Guarded by this, as the queue. */
    private int free;
    private final Deque<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
    /** How many of its places calls hold that were given up and have not returned. */
    private int abandoned;

    Room(int size) {
        this.size = size;
        this.free = size;
    }

    int size() {
        return size;
    }

    /** @return whether a place is free, which is taken then */
    synchronized boolean tryEnter() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /**
     * Waits for a place.
     *
     * @return whether one came free within {@code limit}, which is taken then; never once the thread is interrupted,
     *         which it stays, nor while calls that do not return hold all of them
     */
    boolean enter(TimeSource time, String timerName, Duration limit) {
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        synchronized (this) {
            if (tryEnter()) {
                return true;
            }
            if (abandoned == size) {
                return false;
            }
            waiting.add(turn);
        }
        Subscription timer = time.schedule(timerName, limit, () -> turn.complete(false));
        try {
            return turn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!turn.complete(false) && turn.join()) {
                leave();
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it with a failure", e);
        } finally {
            timer.close();
            synchronized (this) {
                waiting.remove(turn);
            }
        }
    }

    /** Gives a place back, or to who waits longest. */
    synchronized void leave() {
        for (CompletableFuture<Boolean> next = waiting.poll(); next != null; next = waiting.poll()) {
            if (next.complete(true)) {
                return;
            }
        }
        free++;
    }

    synchronized int abandoned() {
        return abandoned;
    }

    /** A call that holds a place was given up. When all are, nobody waits any longer. */
    synchronized void abandon() {
        abandoned++;
        if (abandoned == size) {
            waiting.forEach(turn -> turn.complete(false));
            waiting.clear();
        }
    }

    /** A call that was given up has returned after all. */
    synchronized void returned() {
        abandoned--;
    }

    /** Lets all in who wait: there is nothing any more for which they would need room. */
    synchronized void open() {
        for (CompletableFuture<Boolean> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.complete(true);
        }
    }
}
