package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.OrderOutcome;
import org.jts.connection.internal.call.CallException;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;

/**
 * Order calls of one gateway: each is made once, and never again. What was not handed to the gateway is not sent; what
 * was, and got no proper answer, is unknown.
 */
final class OrderCalls {

    private static final int MAX_TEXT = 2000;

    private final Supervisor supervisor;
    private final CallGuard guard;
    private final Duration limit;
    private final OrderHold hold;

    OrderCalls(Supervisor supervisor, CallGuard guard, Duration limit, OrderHold hold) {
        this.supervisor = supervisor;
        this.guard = guard;
        this.limit = limit;
        this.hold = hold;
    }

    /** Keeps {@link #newCall}s back. */
    OrderHold hold() {
        return hold;
    }

    /** An order or a change, unless they are held. */
    OrderOutcome newCall(String what, Function<BrokerGateway, OrderOutcome> order) {
        Optional<String> why = hold.begin();
        if (why.isPresent()) {
            return notSent(nothingSent(why.get()));
        }
        try {
            return call(Lane.ORDER, what, order);
        } finally {
            hold.end();
        }
    }

    /**
     * An order, unless they are held, on the calling thread.
     *
     * @param overdue told what is known of it when the time limit is over, on another thread
     * @return empty when {@code overdue} has it
     */
    Optional<OrderOutcome> newCallHere(String what, Function<BrokerGateway, OrderOutcome> order,
            Consumer<OrderOutcome> overdue) {
        Optional<String> why = hold.begin();
        if (why.isPresent()) {
            return Optional.of(notSent(nothingSent(why.get())));
        }
        boolean isAnswered = true;
        try {
            Optional<OrderOutcome> outcome = call(what, order, work -> guard.callHere(Lane.ORDER, limit, work,
                    late -> tell(what, late), e -> {
                        hold.end();
                        overdue.accept(unanswered(what, e));
                    }));
            isAnswered = outcome.isPresent();
            return outcome;
        } finally {
            if (isAnswered) {
                hold.end();
            }
        }
    }

    /** A cancel, which nothing holds back; where many are under way it waits for its turn. */
    OrderOutcome cancel(String what, Function<BrokerGateway, OrderOutcome> order) {
        return call(Lane.CANCEL, what, order);
    }

    private OrderOutcome call(Lane lane, String what, Function<BrokerGateway, OrderOutcome> order) {
        return call(what, order, work -> Optional.of(guard.call(lane, limit, work, late -> tell(what, late))))
                .orElseThrow();
    }

    /** Makes a call of the gateway. */
    @FunctionalInterface
    private interface Maker {
        /** @return empty when nobody waits for the answer any more */
        Optional<OrderOutcome> make(Callable<OrderOutcome> work) throws Exception;
    }

    private Optional<OrderOutcome> call(String what, Function<BrokerGateway, OrderOutcome> order, Maker maker) {
        ConnectionState state = supervisor.state();
        BrokerGateway gateway = supervisor.bare();
        if (!state.isConnected() || gateway == null) {
            return Optional.of(notSent(nothingSent(Reads.notConnected(supervisor, state))));
        }
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(notSent(T.format("order.interrupted", supervisor.id())));
        }
        try {
            Optional<OrderOutcome> outcome = maker.make(() -> {
                OrderOutcome said = order.apply(gateway);
                return said != null ? said : unknown(T.format("order.null", supervisor.id(), what));
            });
            outcome.ifPresent(this::noteAnswer);
            return outcome;
        } catch (CallException e) {
            return Optional.of(unanswered(what, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unknown(T.format("order.interruptedUnderWay", supervisor.id(), what)));
        } catch (Exception | Error e) {
            return Optional.of(unknown(supervisor.id() + ": " + Failure.fault(e)));
        }
    }

    private void noteAnswer(OrderOutcome outcome) {
        switch (outcome) {
            case OrderOutcome.Accepted a -> supervisor.answered();
            case OrderOutcome.Rejected r -> {
                // May have been refused by the gateway itself: proves nothing about the line.
            }
            case OrderOutcome.NotSent n -> {
                // Nothing went out.
            }
            case OrderOutcome.Unknown u -> supervisor.suspect();
        }
    }

    private OrderOutcome unanswered(String what, CallException e) {
        if (!e.wasHandedOver()) {
            return notSent(nothingSent(e.getMessage()));
        }
        supervisor.suspect();
        return unknown(T.format("order.mayHaveArrived", sentence(e.getMessage()), what));
    }

    /** The desk has been told "unknown" and asks the broker; a person reading the log sees why. */
    private void tell(String what, OrderOutcome late) {
        supervisor.notices().info(supervisor.id(), T.format("order.late", what),
                String.valueOf(late));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static String nothingSent(String why) {
        return sentence(why) + " " + T.get("order.nothingSent");
    }

    private static OrderOutcome notSent(String why) {
        return new OrderOutcome.NotSent(cut(why, MAX_TEXT));
    }

    private static OrderOutcome unknown(String why) {
        String ask = T.get("order.ask");
        return new OrderOutcome.Unknown(cut(why, MAX_TEXT - 1 - ask.length()) + " " + ask);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
