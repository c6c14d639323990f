package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;

/**
 * The sessions of all app keys, one a key. What the first has no room for goes to the next; one that another program
 * holds, or that the broker says is full, is left alone. Thread-safe.
 */
final class StreamPool {

    /** Opens the session of a key; called when there is something for it. */
    @FunctionalInterface
    interface Opener {
        KisStream open() throws BrokerException, InterruptedException;
    }

    private static final class Slot {
        final Opener opener;
        KisStream stream;
        int room;
        /** Another program has it; asked again after a while. */
        BrokerException taken;
        long takenAt;

        Slot(Opener opener, int room) {
            this.opener = opener;
            this.room = room;
        }
    }

    /** For so long a session that another program holds is not asked for. */
    private static final Duration LEAVE_ALONE = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Slot> slots = new ArrayList<>();
    private final List<KisStream> opened = new CopyOnWriteArrayList<>();
    private final Consumer<String> notices;
    private final TimeSource time;
    private volatile boolean closed;

    /**
     * @param openers  one a key, that of the accounts first
     * @param reserved places of the first that are for notices of orders
     * @param notices  told what a trader should know
     * @param time     after which a session that was taken is asked for again
     */
    StreamPool(List<Opener> openers, int reserved, Consumer<String> notices, TimeSource time) {
        this.time = time;
        for (Opener opener : openers) {
            slots.add(new Slot(opener, slots.isEmpty() ? KisStream.MOST - reserved : KisStream.MOST));
        }
        this.notices = notices;
    }

    /** Opens the first session, so that a connection that cannot be had is known at once. */
    void open() throws BrokerException, InterruptedException {
        lock.lockInterruptibly();
        try {
            stream(slots.getFirst());
        } finally {
            lock.unlock();
        }
    }

    private KisStream stream(Slot slot) throws BrokerException, InterruptedException {
        if (closed) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("line.none"));
        }
        if (slot.stream == null) {
            slot.stream = slot.opener.open();
            opened.add(slot.stream);
            if (closed) {
                slot.stream.close();
            }
        }
        return slot.stream;
    }

    /** Notices of orders come by the key of the accounts. */
    void registerNotices(String id, String key) throws BrokerException, InterruptedException {
        lock.lockInterruptibly();
        try {
            stream(slots.getFirst()).register(id, key, KisStream.MOST);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Registers wherever there is room.
     *
     * @throws BrokerException with the reason when no session has any
     */
    void register(String id, String key) throws BrokerException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (slots.stream().anyMatch(s -> s.stream != null && s.stream.isRegistered(id, key))) {
                return;
            }
            for (Slot slot : slots) {
                if (!isTaken(slot) && register(slot, id, key)) {
                    return;
                }
            }
            throw full();
        } finally {
            lock.unlock();
        }
    }

    private boolean isTaken(Slot slot) {
        return slot.taken != null && time.nanoTime() - slot.takenAt < LEAVE_ALONE.toNanos();
    }

    private boolean register(Slot slot, String id, String key) throws BrokerException, InterruptedException {
        if (slot.stream != null && slot.stream.registrations() >= slot.room) {
            return false;
        }
        try {
            return stream(slot).register(id, key, slot.room);
        } catch (BrokerException e) {
            switch (e.brokerCode()) {
                case KisStream.IN_USE -> {
                    slot.taken = e;
                    slot.takenAt = time.nanoTime();
                    if (slots.size() > 1) {
                        notices.accept(e.getMessage());
                    }
                }
                case KisStream.FULL -> slot.room = slot.stream.registrations();
                default -> throw e;
            }
            return false;
        }
    }

    private BrokerException full() {
        List<Slot> usable = slots.stream().filter(s -> !isTaken(s)).toList();
        if (usable.isEmpty()) {
            return slots.getFirst().taken;
        }
        return new BrokerException(ErrorCategory.UNSUPPORTED, T.format("stream.full", KisStream.MOST, usable.stream()
                .mapToInt(s -> s.room).sum(), usable.size()));
    }

    void deregister(String id, String key) {
        lock.lock();
        try {
            slots.stream().filter(s -> s.stream != null).forEach(s -> s.stream.deregister(id, key));
        } finally {
            lock.unlock();
        }
    }

    /** Of all open sessions, how long that has been silent which is silent longest. */
    Duration silence() {
        return opened.stream().map(KisStream::silence).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    int sessions() {
        return opened.size();
    }

    /** Does not wait for whoever registers: with the sessions their waiting ends. */
    void close() {
        closed = true;
        opened.forEach(KisStream::close);
    }
}
