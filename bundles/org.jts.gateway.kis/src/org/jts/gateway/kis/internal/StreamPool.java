package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;

/**
 * The sessions of all app keys, one a key. What the first has no room for goes to the next; one that another program
 * holds, or that the broker says is full, is left alone. The end of the first is the end of the connection; what a
 * further one carried goes elsewhere. A place is taken under a lock, and whatever takes time is done without it.
 * Thread-safe.
 */
final class StreamPool {

    /** Opens the session of a key; called when there is something for it. */
    @FunctionalInterface
    interface Opener {
        KisStream open(KisStream.Receiver receiver) throws BrokerException, InterruptedException;
    }

    /** Whom the sessions are for. */
    interface Owner extends KisStream.Receiver {
        /** What a trader should know. */
        void notice(String text);

        /** Does something on a thread that ends with the connection. */
        void later(Work work);
    }

    /** What may take time. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    /** A registration. */
    private record Place(String id, String key) {
    }

    /** For so long a session that another program holds, or that ended, is not asked for. */
    private static final Duration LEAVE_ALONE = Duration.ofMinutes(1);

    /** One key. Its fields are guarded by the lock of the pool; who opens its session holds its own. */
    private final class Slot implements KisStream.Receiver {
        final ReentrantLock opening = new ReentrantLock();
        final Opener opener;
        final boolean first;
        KisStream stream;
        int room;
        BrokerException taken;
        long takenAt;

        Slot(Opener opener, boolean first, int room) {
            this.opener = opener;
            this.first = first;
            this.room = room;
        }

        boolean isTaken() {
            return taken != null && time.nanoTime() - takenAt < LEAVE_ALONE.toNanos();
        }

        int used() {
            return (int) places.values().stream().filter(s -> s == this).count();
        }

        @Override
        public void frame(Frame frame, String plain) throws BrokerException {
            owner.frame(frame, plain);
        }

        @Override
        public void unreadable(BrokerException problem) {
            owner.unreadable(problem);
        }

        @Override
        public void ended(String why) {
            boolean given = released(this);
            if (!given && first) {
                owner.ended(why);
            } else if (!given) {
                lost(this, why);
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Place, Slot> places = new HashMap<>();
    private final List<KisStream> opened = new CopyOnWriteArrayList<>();
    private final Owner owner;
    private final TimeSource time;
    private volatile boolean closed;

    /**
     * @param openers  one a key, that of the accounts first
     * @param reserved places of the first that are for notices of orders
     * @param time     after which a session that was taken is asked for again
     */
    StreamPool(List<Opener> openers, int reserved, Owner owner, TimeSource time) {
        this.owner = owner;
        this.time = time;
        for (Opener opener : openers) {
            boolean first = slots.isEmpty();
            slots.add(new Slot(opener, first, first ? KisStream.MOST - reserved : KisStream.MOST));
        }
    }

    private <V> V locked(Supplier<V> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the first session, so that a connection that cannot be had is known at once. */
    void open() throws BrokerException, InterruptedException {
        stream(slots.getFirst());
    }

    private KisStream stream(Slot slot) throws BrokerException, InterruptedException {
        slot.opening.lockInterruptibly();
        try {
            KisStream there = locked(() -> slot.stream);
            if (there != null) {
                return there;
            }
            if (closed) {
                throw new BrokerException(ErrorCategory.NETWORK, T.get("line.none"));
            }
            KisStream fresh = slot.opener.open(slot);
            locked(() -> slot.stream = fresh);
            opened.add(fresh);
            if (closed) {
                fresh.close();
            }
            return fresh;
        } finally {
            slot.opening.unlock();
        }
    }

    /** Notices of orders come by the key of the accounts. */
    void registerNotices(String id, String key) throws BrokerException, InterruptedException {
        Slot slot = slots.getFirst();
        BrokerException taken = locked(() -> slot.isTaken() ? slot.taken : null);
        if (taken != null) {
            throw taken;
        }
        try {
            stream(slot).register(id, key);
        } catch (BrokerException e) {
            if (e.brokerCode().equals(KisStream.IN_USE)) {
                giveUp(slot, e);
            }
            throw e;
        }
    }

    /**
     * Registers wherever there is room.
     *
     * @throws BrokerException with the reason when no session has any
     */
    void register(String id, String key) throws BrokerException, InterruptedException {
        Place place = new Place(id, key);
        Set<Slot> tried = new HashSet<>();
        while (true) {
            Slot slot = locked(() -> take(place, tried));
            if (slot == null) {
                throw locked(this::full);
            }
            tried.add(slot);
            try {
                stream(slot).register(id, key);
                return;
            } catch (BrokerException e) {
                locked(() -> places.remove(place, slot));
                switch (e.brokerCode()) {
                    case KisStream.IN_USE -> giveUp(slot, e);
                    case KisStream.FULL -> locked(() -> slot.room = slot.used());
                    default -> throw e;
                }
            } catch (InterruptedException e) {
                locked(() -> places.remove(place, slot));
                throw e;
            }
        }
    }

    /** Where it is already, or the first session that has room. */
    private Slot take(Place place, Set<Slot> tried) {
        Slot there = places.get(place);
        if (there != null && !tried.contains(there)) {
            return there;
        }
        for (Slot slot : slots) {
            if (!slot.isTaken() && !tried.contains(slot) && slot.used() < slot.room) {
                places.put(place, slot);
                return slot;
            }
        }
        return null;
    }

    private BrokerException full() {
        List<Slot> usable = slots.stream().filter(s -> !s.isTaken()).toList();
        return usable.isEmpty() ? slots.getFirst().taken : new BrokerException(ErrorCategory.UNSUPPORTED, T.format(
                "stream.full", KisStream.MOST, usable.stream().mapToInt(s -> s.room).sum(), usable.size()));
    }

    /** Another program has the key: its session is not fought over, and ours of it is closed. */
    private void giveUp(Slot slot, BrokerException why) {
        boolean known = locked(slot::isTaken);
        KisStream mine = locked(() -> {
            slot.taken = why;
            slot.takenAt = time.nanoTime();
            KisStream was = slot.stream;
            slot.stream = null;
            return was;
        });
        if (!known && slots.size() > 1) {
            owner.notice(why.getMessage());
        }
        if (mine != null) {
            opened.remove(mine);
            mine.close();
        }
    }

    /** Whether the session was closed by us, or by the broker because another one holds the key. */
    private boolean released(Slot slot) {
        return closed || locked(() -> slot.stream == null ? slot.taken != null : slot.stream.isRefused());
    }

    /** The session of a further key has ended: what it carried goes elsewhere, or back to it after a while. */
    private void lost(Slot slot, String why) {
        List<Place> carried = locked(() -> {
            opened.remove(slot.stream);
            slot.stream = null;
            slot.taken = new BrokerException(ErrorCategory.NETWORK, why);
            slot.takenAt = time.nanoTime();
            List<Place> was = places.entrySet().stream().filter(e -> e.getValue() == slot).map(Map.Entry::getKey)
                    .toList();
            was.forEach(places::remove);
            return was;
        });
        if (!carried.isEmpty()) {
            owner.notice(T.format("stream.keyLost", why, carried.size()));
            owner.later(() -> carryOn(carried));
        }
    }

    private void carryOn(List<Place> carried) throws InterruptedException {
        List<Place> left = new ArrayList<>(carried);
        while (!left.isEmpty() && !closed) {
            List<Place> again = new ArrayList<>();
            for (Place place : left) {
                try {
                    register(place.id(), place.key());
                } catch (BrokerException e) {
                    again.add(place);
                }
            }
            left = again;
            if (!left.isEmpty()) {
                time.sleep(LEAVE_ALONE);
            }
        }
    }

    void deregister(String id, String key) {
        KisStream stream = locked(() -> {
            Slot slot = places.remove(new Place(id, key));
            return slot == null ? null : slot.stream;
        });
        if (stream != null) {
            stream.deregister(id, key);
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
