package org.jts.concurrent;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners of one kind. Thread-safe; whoever is told may add and remove. A listener that throws is logged and the next
 * one is told all the same.
 *
 * @param <L> kind of listener
 * @since 1.0
 */
public final class Listeners<L> {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry<L>> entries = new CopyOnWriteArrayList<>();

    /** @return closes to remove it; the same listener may be added twice and is then told twice */
    public Subscription add(L listener) {
        Entry<L> entry = new Entry<>(listener);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Calls each listener in the order of adding, on the calling thread. */
    public void tell(Consumer<L> call) {
        for (Entry<L> entry : entries) {
            tellOne(entry.listener, call);
        }
    }

    /** Calls one listener as {@link #tell} does: what it throws is logged, not thrown. */
    public static <L> void tellOne(L listener, Consumer<L> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.error("a listener failed and was passed over: {}", listener.getClass().getName(), e);
        }
    }

    /** By identity, so that equal listeners are told apart. */
    private static final class Entry<L> {
        private final L listener;

        Entry(L listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }
    }
}
