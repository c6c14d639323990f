package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jts.api.order.OrderOutcome;
import org.jts.api.time.TimeSource;

/**
 * Makes an order call, and makes it again when nothing left this machine: a few times, each after a longer wait, until
 * somebody wants it no longer. Every other outcome is final, silence first of all. Thread-safe.
 */
final class Attempts {

    /** So often a call is made at most. */
    static final int MOST = 3;
    /** How long the second one waits; the next ones each twice as long. */
    static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /** A call that can be made again. */
    interface Call {

        /**
         * Makes it.
         *
         * @param overdue told when there is no answer in time: that is final
         * @return empty when {@code overdue} is told instead
         */
        Optional<OrderOutcome> make(Consumer<OrderOutcome> overdue);

        /** Whether that came as far as the gateway: what was refused before is not made again. */
        boolean isTried();

        /** Whether stopping all trading ends the waiting, as withdrawing does. */
        boolean isStoppable();

        /** It was not sent, and waits. */
        void waits(String why, Duration until);

        /**
         * It is about to be made again.
         *
         * @param number 2 for the second time
         * @return what ends it, because it must not be made again; empty when it may
         */
        Optional<OrderOutcome> again(int number, String why);
    }

    private final TimeSource time;
    private final Supplier<Optional<OrderOutcome>> stopped;
    private final Map<String, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** @param stopped why nothing is sent any more, as a refusal */
    Attempts(TimeSource time, Supplier<Optional<OrderOutcome>> stopped) {
        this.time = time;
        this.stopped = stopped;
    }

    /**
     * Makes a call as often as it may be made.
     *
     * @param key     of its order, by which {@link #withdraw} ends the waiting
     * @param overdue told when there is no answer in time
     * @return empty when {@code overdue} is told instead
     */
    Optional<OrderOutcome> run(String key, Call call, Consumer<OrderOutcome> overdue) {
        Optional<OrderOutcome> outcome = call.make(overdue);
        Duration wait = FIRST_WAIT;
        for (int number = 2; number <= MOST && call.isTried()
                && outcome.orElse(null) instanceof OrderOutcome.NotSent notSent; number++) {
            Optional<OrderOutcome> end = pause(key, call, notSent.why(), wait)
                    .or(() -> Optional.of(notSent).filter(n -> Thread.currentThread().isInterrupted()));
            if (end.isEmpty()) {
                end = call.again(number, notSent.why());
            }
            if (end.isPresent()) {
                return end;
            }
            outcome = call.make(overdue);
            wait = wait.multipliedBy(2);
        }
        return outcome;
    }

    private Optional<OrderOutcome> pause(String key, Call call, String why, Duration wait) {
        CompletableFuture<Void> withdrawn = new CompletableFuture<>();
        if (!call.isStoppable()) {
            call.waits(why, wait);
            Waiting.until(time, "desk-attempt-" + key, wait, withdrawn);
            return Optional.empty();
        }
        waiting.put(key, withdrawn);
        try {
            // Looked at behind the entry: who stops now either finds it there, or is seen here.
            Optional<OrderOutcome> stop = stopped.get();
            if (stop.isPresent()) {
                return stop;
            }
            call.waits(why, wait);
            Waiting.until(time, "desk-attempt-" + key, wait, withdrawn);
            // Whoever completes it decides: a withdrawal that comes now is told that it comes too late.
            boolean isWithdrawn = !withdrawn.complete(null);
            return stopped.get().or(() -> isWithdrawn
                    ? Optional.of(new OrderOutcome.NotSent(T.format("attempt.withdrawn", key))) : Optional.empty());
        } finally {
            waiting.remove(key, withdrawn);
        }
    }

    /** Whoever ordered it wants it no longer. @return whether it was waiting, and so is not made again */
    boolean withdraw(String key) {
        CompletableFuture<Void> call = waiting.get(key);
        return call != null && call.complete(null);
    }

    /** Nobody waits any longer. */
    void withdrawAll() {
        waiting.values().forEach(call -> call.complete(null));
    }
}
