package org.jts.server.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.SymbolId;

/**
 * What the clients of one broker watch, asked of the broker once a symbol, however many watch it: brokers count
 * registrations. A message is made once and sent to all.
 *
 * @param <M> what is sent
 */
final class SharedFeed<M> {

    /** Asks the broker for one symbol. */
    interface Source<M> {
        Subscription open(SymbolId symbol, Consumer<M> sink) throws BrokerException, InterruptedException;
    }

    /** One symbol, and who watches it. */
    private final class Channel {
        private List<Consumer<M>> watchers = List.of();
        /** Guards what is told to whom, so that nobody is told the newest before an older one. */
        private final ReentrantLock telling = new ReentrantLock();
        /** Held while the broker is asked, so that others who want the same wait for its answer. */
        private final ReentrantLock opening = new ReentrantLock();
        private Optional<M> newest = Optional.empty();
        private volatile Subscription subscription;
        /** Guarded by the feed's lock: those who watch, and those who are about to. */
        private int users;

        private void take(M message) {
            telling.lock();
            try {
                newest = Optional.of(message);
                watchers.forEach(watcher -> watcher.accept(message));
            } finally {
                telling.unlock();
            }
        }

        private void add(Consumer<M> watcher) {
            telling.lock();
            try {
                watchers = Stream.concat(watchers.stream(), Stream.of(watcher)).toList();
                newest.ifPresent(watcher);
            } finally {
                telling.unlock();
            }
        }

        private void remove(Consumer<M> watcher) {
            telling.lock();
            try {
                watchers = watchers.stream().filter(w -> w != watcher).toList();
            } finally {
                telling.unlock();
            }
        }
    }

    private final Source<M> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SymbolId, Channel> channels = new HashMap<>();

    SharedFeed(Source<M> source) {
        this.source = source;
    }

    /**
     * Watches symbols until closed, the newest message of each first.
     *
     * @param watcher called on a thread of the broker; returns at once
     */
    Subscription watch(Set<SymbolId> symbols, Consumer<M> watcher) throws BrokerException, InterruptedException {
        Consumer<M> own = watcher::accept; // so that two with the same code are two
        Map<SymbolId, Channel> held = new HashMap<>();
        AtomicBoolean closed = new AtomicBoolean();
        Subscription end = () -> {
            if (closed.compareAndSet(false, true)) {
                held.forEach((symbol, channel) -> release(symbol, channel, own));
            }
        };
        try {
            for (SymbolId symbol : symbols) {
                Channel channel = hold(symbol);
                held.put(symbol, channel);
                open(symbol, channel);
            }
        } catch (BrokerException | InterruptedException | RuntimeException e) {
            end.close();
            throw e;
        }
        held.values().forEach(channel -> channel.add(own)); // when the broker has all of them, and not before
        return end;
    }

    /** How many symbols are asked for. */
    int size() {
        lock.lock();
        try {
            return channels.size();
        } finally {
            lock.unlock();
        }
    }

    private Channel hold(SymbolId symbol) {
        lock.lock();
        try {
            Channel channel = channels.computeIfAbsent(symbol, s -> new Channel());
            channel.users++;
            return channel;
        } finally {
            lock.unlock();
        }
    }

    private void open(SymbolId symbol, Channel channel) throws BrokerException, InterruptedException {
        channel.opening.lockInterruptibly();
        try {
            if (channel.subscription == null) {
                channel.subscription = source.open(symbol, channel::take);
            }
        } finally {
            channel.opening.unlock();
        }
    }

    private void release(SymbolId symbol, Channel channel, Consumer<M> watcher) {
        channel.remove(watcher);
        lock.lock();
        try {
            channel.users--;
            if (channel.users > 0) {
                return;
            }
            channels.remove(symbol, channel);
        } finally {
            lock.unlock();
        }
        Subscription last = channel.subscription;
        if (last != null) {
            last.close();
        }
    }
}
