package org.jts.connection.internal.stream;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Delivers everything, in order, as long as the receiver is not further behind than the bound. */
public final class EveryOutlet<E> extends Outlet<E> {

    private final LinkedBlockingQueue<E> queue;

    public EveryOutlet(String name, int capacity, Consumer<E> receiver, Consumer<Throwable> onFault) {
        super(name, receiver, onFault);
        this.queue = new LinkedBlockingQueue<>(capacity);
    }

    /** @return false when the queue is full: what was offered is lost */
    public boolean offer(E item) {
        if (isClosed()) {
            return true;
        }
        boolean taken = queue.offer(item);
        wake();
        return taken;
    }

    @Override
    E next() {
        return queue.poll();
    }

    @Override
    void clear() {
        queue.clear();
    }
}
