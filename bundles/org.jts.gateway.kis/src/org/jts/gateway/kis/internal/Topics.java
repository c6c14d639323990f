package org.jts.gateway.kis.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Who listens to what. Thread-safe. */
final class Topics<K, V> {

    /** One listener and its keys, until it is closed. */
    final class Feed {
        final Set<K> keys;
        private final Consumer<V> listener;
        private final Set<K> served = ConcurrentHashMap.newKeySet();
        private volatile boolean open = true;

        Feed(Set<K> keys, Consumer<V> listener) {
            this.keys = Set.copyOf(keys);
            this.listener = listener;
        }

        void tell(K key, V value) {
            if (open) {
                served.add(key);
                listener.accept(value);
            }
        }

        /** Tells a first picture, unless a later one came meanwhile. */
        void begin(K key, V value) {
            if (!served.contains(key)) {
                tell(key, value);
            }
        }

        boolean isServed(K key) {
            return !open || served.contains(key);
        }

        void close() {
            open = false;
            for (K key : keys) {
                feeds.computeIfPresent(key, (k, all) -> {
                    all.remove(this);
                    return all.isEmpty() ? null : all;
                });
            }
        }
    }

    private final Map<K, CopyOnWriteArrayList<Feed>> feeds = new ConcurrentHashMap<>();

    Feed add(Set<K> keys, Consumer<V> listener) {
        Feed feed = new Feed(keys, listener);
        for (K key : keys) {
            feeds.compute(key, (k, all) -> {
                CopyOnWriteArrayList<Feed> list = all == null ? new CopyOnWriteArrayList<>() : all;
                list.add(feed);
                return list;
            });
        }
        return feed;
    }

    List<Feed> of(K key) {
        return feeds.getOrDefault(key, new CopyOnWriteArrayList<>());
    }

    void clear() {
        feeds.values().forEach(all -> all.forEach(f -> f.open = false));
        feeds.clear();
    }
}
