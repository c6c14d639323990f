package org.jts.connection.internal.call;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.Correlation;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.call.CallException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bulkhead in front of one gateway: its code runs on threads that it shares with nobody, at most so many at once,
 * and whoever waits for it stops waiting when the time limit is over. A call that ignores its interruption is left
 * behind and keeps its place until it returns, so that the harm stays within the bound. Some of the threads are lent
 * to those who make order calls, so that nothing is handed over: the rules are the same. What follows from a call is
 * done behind it by its thread ({@link GatewayThread}).
 * <p>
 * The threads are platform threads: a gateway that spins, blocks inside native code or, on a JDK before 24, inside
 * {@code synchronized}, would hold one of the few carriers that the virtual threads of the whole program share.
 */
public final class CallGuard implements AutoCloseable {

    private static final int CONTROL_CALLS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(CallGuard.class);

    private final BrokerId broker;
    private final TimeSource time;
    private final ThreadPoolExecutor threads;
    private final Map<Lane, Room> rooms = new EnumMap<>(Lane.class);
    /** For threads that are lent: more than may have an order call are no use. */
    private final Semaphore lent;
    private final Seat seat;
    /** Calls that are with the gateway, given up or not. */
    private final Set<Call<?>> underWay = ConcurrentHashMap.newKeySet();

    public CallGuard(BrokerId broker, TimeSource time, int readCalls, int orderCalls) {
        this.broker = broker;
        this.time = time;
        lent = new Semaphore(orderCalls);
        seat = new Seat(() -> lent.availablePermits() == orderCalls - 1);
        rooms.put(Lane.CONTROL, new Room(CONTROL_CALLS));
        rooms.put(Lane.READ, new Room(readCalls));
        rooms.put(Lane.HISTORY, new Room(readCalls));
        rooms.put(Lane.ORDER, new Room(orderCalls));
        rooms.put(Lane.CANCEL, new Room(orderCalls));
        // The room bounds it; the pool itself must not refuse a call because a thread is just about to become free.
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                work -> new GatewayThread(this, time, work, "jts-gateway-" + broker + "-" + number.getAndIncrement()));
    }

    /** Like {@link #call(Lane, Duration, Callable, Consumer)} where a late answer is of no use to anyone. */
    public <T> T call(Lane lane, Duration limit, Callable<T> work) throws Exception {
        return call(lane, limit, work, late -> {
        });
    }

    /**
     * Runs {@code work} on a thread of the gateway and waits for it, at most {@code limit}; a cancel as long again for
     * a place before it. Where there is none the call is refused at once.
     *
     * @param late receives an answer that came after the waiting had ended; runs on the gateway's thread
     * @throws CallException        when there is no answer
     * @throws InterruptedException when the caller was interrupted; the work is interrupted too
     * @throws Exception            what {@code work} threw; an {@link Error} comes as it is
     */
    public <T> T call(Lane lane, Duration limit, Callable<T> work, Consumer<T> late) throws Exception {
        Room room = enter(lane, limit);
        Call<T> call = new Call<>(named(work), late, limit, room, this);
        Subscription timer = time.schedule("jts-limit-" + broker, limit, call::overrun);
        try {
            start(call, room);
            return call.answer().get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            call.giveUp(e);
            throw e;
        } finally {
            timer.close();
        }
    }

    /**
     * Runs {@code work} on the calling thread when that is one of {@link #lend}: nothing has to be handed over. Else
     * it is {@link #call}.
     *
     * @param late    receives an answer that came after the time limit
     * @param overdue receives why there is no answer, on a thread of its own, when the limit is over before there is
     *                one; the calling thread is interrupted then, and left to the gateway until that returns
     * @return empty when {@code overdue} has it
     * @throws CallException when it was not begun
     * @throws Exception     what {@code work} threw; an {@link Error} comes as it is
     */
    public <T> Optional<T> callHere(Lane lane, Duration limit, Callable<T> work, Consumer<T> late,
            Consumer<CallException> overdue) throws Exception {
        if (!GatewayThread.isOf(this)) {
            return Optional.of(call(lane, limit, work, late));
        }
        Room room = enter(lane, limit);
        Call<T> call = new Call<>(work, late, limit, room, this);
        Optional<String> name = Correlation.current();
        Subscription timer = time.schedule("jts-limit-" + broker, limit, () -> {
            if (call.overrun()) {
                Thread.ofVirtual().name("jts-overdue-" + broker).start(() -> {
                    try (Correlation.Scope scope = Correlation.resume(name)) {
                        overdue.accept(call.overrunning());
                    } catch (RuntimeException e) {
                        LOG.error("what is done for an overdue call of {} has failed", broker, e);
                    }
                });
            }
        });
        try {
            call.run();
            return call.isGivenUp() ? Optional.empty() : Optional.of(call.answer().get());
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            timer.close();
        }
    }

    /**
     * Runs work of others, that makes order calls of the gateway, on a thread of the gateway: on one that has just done
     * such work and is still awake, if there is one.
     *
     * @return whether it does; not when as many threads are at work as order calls may be under way, nor once it is
     *         closed
     */
    public boolean lend(Runnable work) {
        Runnable whole = () -> GatewayThread.work(work);
        if (!threads.isShutdown() && seat.give(whole)) {
            return true;
        }
        if (!lent.tryAcquire()) {
            return false;
        }
        boolean isRunning = false;
        try {
            threads.execute(() -> {
                try {
                    whole.run();
                    seat.sit();
                } finally {
                    lent.release();
                }
            });
            isRunning = true;
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is being removed", broker, e);
        } finally {
            if (!isRunning) {
                lent.release();
            }
        }
        return isRunning;
    }

    /** The gateway's thread goes on under the name of what the caller is doing. */
    private static <T> Callable<T> named(Callable<T> work) {
        Optional<String> name = Correlation.current();
        return name.isEmpty() ? work : () -> {
            try (Correlation.Scope scope = Correlation.resume(name)) {
                return work.call();
            }
        };
    }

    /** Calls that were given up and have not returned yet. */
    public int abandoned() {
        return rooms.values().stream().mapToInt(Room::abandoned).sum();
    }

    /** Interrupts the code of the gateway wherever it runs, and nothing else, and takes no more. */
    @Override
    public void close() {
        threads.shutdown();
        underWay.forEach(Call::interrupt);
        rooms.values().forEach(Room::open);
    }

    BrokerId broker() {
        return broker;
    }

    /** A call is about to run. @return whether it may; then {@link #ended} follows */
    boolean begun(Call<?> call) {
        underWay.add(call);
        if (threads.isShutdown()) { // looked at behind the entry: whoever closes either finds it there, or is seen here
            underWay.remove(call);
            return false;
        }
        return true;
    }

    void ended(Call<?> call) {
        underWay.remove(call);
    }

    private Room enter(Lane lane, Duration limit) throws CallException {
        Room room = rooms.get(lane);
        boolean isIn = lane == Lane.CANCEL ? room.enter(time, "jts-turn-" + broker, limit) : room.tryEnter();
        if (!isIn) {
            throw new CallException(Reason.BUSY, false, T.format("call.busy", broker, room.size(), abandoned()));
        }
        return room;
    }

    private void start(Call<?> call, Room room) throws CallException {
        try {
            threads.execute(() -> GatewayThread.work(call::run));
        } catch (RejectedExecutionException e) {
            room.leave();
            throw removed();
        }
    }

    /** Said of what came too late. */
    CallException removed() {
        return new CallException(Reason.CLOSED, false, T.format("call.removed", broker));
    }

    private Exception rethrown(Throwable thrown) {
        if (thrown instanceof InterruptedException) {
            // Not the caller was interrupted but the gateway's thread: by its end, or by the gateway itself.
            return new CallException(Reason.CLOSED, true, T.format("call.ended", broker));
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
