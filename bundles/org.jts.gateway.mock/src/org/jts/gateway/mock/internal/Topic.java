package org.jts.gateway.mock.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to news of one kind, by key. Subscribing and closing are for any thread; delivering is for one thread
 * at a time, and no lock is held while a listener runs.
 *
 * @param <K> what listeners choose by: a symbol, an account
 * @param <T> what they are told
 */
final class Topic<K, T> {

    private static final Logger LOG = LoggerFactory.getLogger(Topic.class);

    private final Map<K, Set<Feed>> feeds = new ConcurrentHashMap<>();

    boolean isWanted(K key) {
        return feeds.containsKey(key);
    }

    Set<K> keys() {
        return Set.copyOf(feeds.keySet());
    }

    Feed subscribe(Set<K> keys, Consumer<T> listener) {
        Feed feed = new Feed(Set.copyOf(keys), listener);
        for (K key : feed.keys) {
            feeds.compute(key, (k, there) -> {
                Set<Feed> all = there == null ? ConcurrentHashMap.newKeySet() : there;
                all.add(feed);
                return all;
            });
        }
        return feed;
    }

    /** Tells those who have had the first picture of the key, and have not seen this one yet. */
    void deliver(K key, long sequence, T item) {
        feeds.getOrDefault(key, Set.of()).forEach(feed -> feed.next(key, sequence, item));
    }

    /** Shows every feed the picture of each of its keys anew; what was before does not count any more. */
    void restart(BiConsumer<Feed, K> first) {
        feeds.forEach((key, all) -> all.forEach(feed -> first.accept(feed, key)));
    }

    void close() {
        feeds.values().forEach(all -> all.forEach(Feed::close));
    }

    /** One listener and the keys it chose. */
    final class Feed implements Subscription {

        private final Set<K> keys;
        private final Consumer<T> listener;
        /** Per key, up to which sequence number the listener knows everything; none before the first picture. */
        private final Map<K, Long> known = new ConcurrentHashMap<>();
        private volatile boolean closed;
        private boolean complained;

        private Feed(Set<K> keys, Consumer<T> listener) {
            this.keys = keys;
            this.listener = listener;
        }

        Set<K> keys() {
            return keys;
        }

        /** The present picture of a key, which holds everything up to {@code sequence}. */
        void first(K key, long sequence, T item) {
            known.put(key, sequence);
            tell(item);
        }

        /** Tells from now on what comes after {@code sequence}, without a first picture. */
        void begin(K key, long sequence) {
            known.put(key, sequence);
        }

        private void next(K key, long sequence, T item) {
            Long before = known.get(key);
            if (before != null && sequence > before) {
                tell(item);
            }
        }

        private void tell(T item) {
            if (closed) {
                return;
            }
            try {
                listener.accept(item);
            } catch (RuntimeException | Error e) { // whatever it is, others are told all the same
                if (!complained) {
                    complained = true;
                    LOG.warn("A listener failed and may have missed {}; it is told of what comes next", item, e);
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            for (K key : keys) {
                feeds.computeIfPresent(key, (k, all) -> {
                    all.remove(this);
                    return all.isEmpty() ? null : all;
                });
            }
        }
    }
}
