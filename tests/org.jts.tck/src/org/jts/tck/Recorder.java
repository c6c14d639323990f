package org.jts.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps what a listener is told, in the order in which it comes. Thread-safe. */
final class Recorder<T> implements Consumer<T> {

    private final List<T> received = new ArrayList<>();

    @Override
    public synchronized void accept(T item) {
        received.add(item);
    }

    synchronized List<T> all() {
        return List.copyOf(received);
    }

    synchronized int count() {
        return received.size();
    }

    List<T> matching(Predicate<T> wanted) {
        return all().stream().filter(wanted).toList();
    }

    boolean has(Predicate<T> wanted) {
        return all().stream().anyMatch(wanted);
    }
}
