package org.jts.connection.internal;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Lets one thread at a time read what all put in, in order: whoever finds nobody at it reads until it is empty, and
 * nobody waits. What a reader puts in is read after what it is at.
 */
final class Inbox<T> {

    private final Consumer<T> reader;
    private final BiConsumer<T, Throwable> onFault;
    private final ConcurrentLinkedQueue<T> unread = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** @param onFault told what could not be read; the rest is read all the same */
    Inbox(Consumer<T> reader, BiConsumer<T, Throwable> onFault) {
        this.reader = reader;
        this.onFault = onFault;
    }

    void put(T item) {
        unread.add(item);
        if (count.getAndIncrement() > 0) {
            return; // whoever is at it takes this one too
        }
        do {
            T next = unread.poll();
            try {
                reader.accept(next);
            } catch (RuntimeException | Error e) {
                onFault.accept(next, e);
            }
        } while (count.decrementAndGet() > 0);
    }

    /** Whether somebody is reading still. */
    boolean isBusy() {
        return count.get() > 0;
    }
}
