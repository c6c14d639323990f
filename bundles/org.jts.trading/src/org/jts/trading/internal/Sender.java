package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.journal.JournalException;
import org.jts.trading.internal.journal.Answers;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/**
 * Sends what was checked: first the intent to the journal, synced; then the call, once; then what came of it. A doubt
 * is said aloud and resolved by asking, never by sending again.
 */
final class Sender {

    /** Whether a call may still be made. */
    interface Permission {

        /** Looked at in the last moment, by memory alone. @return what ends the call; empty when it may be made */
        Optional<OrderOutcome> last();

        /** Looked at before it is made again. @return what ends the call; empty when it may be made */
        Optional<OrderOutcome> again();
    }

    private final DeskJournal journal;
    private final Blotter blotter;
    private final TimeSource time;
    private final EventLog events;
    private final KillSwitch killSwitch;
    private final Attempts attempts;
    /** Asks a broker for its orders and trades, in the background. */
    private final Consumer<BrokerId> ask;

    Sender(DeskJournal journal, Blotter blotter, TimeSource time, EventLog events, KillSwitch killSwitch,
            Consumer<BrokerId> ask) {
        this.journal = journal;
        this.blotter = blotter;
        this.time = time;
        this.events = events;
        this.killSwitch = killSwitch;
        this.attempts = new Attempts(time, killSwitch::refusal);
        this.ask = ask;
    }

    /**
     * @param isGiven whether its sender named it
     * @param overdue told when there is no answer in time
     * @return empty when {@code overdue} is told instead
     */
    Optional<OrderOutcome> place(BrokerConnection connection, OrderRequest request, boolean isGiven,
            Permission permission, Overdue.Way way, Consumer<OrderOutcome> overdue) {
        Optional<OrderOutcome> refusal = commit(new Entry.Placing(connection.id(), request, isGiven));
        if (refusal.isPresent()) {
            return refusal;
        }
        String key = request.clientOrderId().value();
        blotter.add(connection.id(), Order.pending(request, time.now()));
        Attempts.Call call = new PlaceCall(connection, request, permission, way);
        Overdue.Call<OrderOutcome> attempt = late -> attempts.run(key, call, late);
        return attempt.make(overdue, outcome -> {
            if (outcome instanceof OrderOutcome.NotSent) {
                placed(key, outcome);
            }
            doubted(connection.id(), "doubt.order", key, outcome);
            return outcome;
        });
    }

    /** One whose caller waits for the broker. */
    private OrderOutcome attempt(String key, Attempts.Call call) {
        return attempts.run(key, call, late -> { }).orElseThrow();
    }

    OrderOutcome modify(BrokerConnection connection, DeskOrder order, BigDecimal quantity,
            Optional<BigDecimal> limitPrice, Permission permission) {
        Entry.Changing change = new Entry.Changing(order.key(), quantity, limitPrice);
        // From now on: the broker may have renumbered the order long before its answer is here.
        if (!blotter.openChanges().begin(change, time.now())) {
            return new OrderOutcome.NotSent(T.format("refuse.changing", order.key()));
        }
        Optional<OrderOutcome> refusal = commit(change);
        if (refusal.isPresent()) {
            blotter.openChanges().end(order.key());
            return refusal.get();
        }
        OrderRef ref = order.order().ref().orElseThrow();
        OrderChange wanted = new OrderChange(ref, quantity, limitPrice);
        OrderOutcome outcome = attempt(order.key(), new ModifyCall(connection, order.key(), wanted, permission));
        // Behind the new number: who reads that the change was answered reads what the order is called now, too.
        journal.note(Answers.of(order.key(), Answers.MODIFY, outcome));
        if (outcome instanceof OrderOutcome.Unknown) {
            blotter.openChanges().doubt(order.key());
        } else {
            blotter.openChanges().end(order.key());
        }
        doubted(connection.id(), "doubt.change", order.key(), outcome);
        return outcome;
    }

    /** A cancel lowers the risk: it goes out even when it cannot be noted, and when trading is stopped. */
    OrderOutcome cancel(BrokerConnection connection, DeskOrder order) {
        attempts.withdraw(order.key());
        Optional<OrderOutcome> unnoted = commit(new Entry.Cancelling(order.key()));
        if (unnoted.isPresent()) {
            events.publish(Severity.ERROR, "trading", Optional.of(connection.id()),
                    T.format("send.unnoted", order.key()),
                    journal.problem().orElseGet(() -> T.get("journal.unwritable")));
        }
        OrderOutcome outcome = attempt(order.key(), new CancelCall(connection, order));
        journal.note(Answers.of(order.key(), Answers.CANCEL, outcome));
        doubted(connection.id(), "doubt.cancel", order.key(), outcome);
        return outcome;
    }

    /** Takes back an order or a change that was not sent and waits to be tried again. @return whether one did */
    boolean withdraw(String key) {
        return attempts.withdraw(key);
    }

    /** Takes back all that wait. */
    void withdrawAll() {
        attempts.withdrawAll();
    }

    /** A call that trading may be stopped for. */
    private abstract class RiskCall implements Attempts.Call {

        final BrokerConnection connection;
        final String key;
        private final Permission permission;
        private boolean tried;

        RiskCall(BrokerConnection connection, String key, Permission permission) {
            this.connection = connection;
            this.key = key;
            this.permission = permission;
        }

        /** Sends it and notes what came of it: whoever stops trading waits until that is done. */
        abstract Optional<OrderOutcome> send(Consumer<OrderOutcome> overdue);

        /** What the broker has told meanwhile ends it. */
        abstract Optional<OrderOutcome> overtaken();

        @Override
        public final Optional<OrderOutcome> make(Consumer<OrderOutcome> overdue) {
            tried = false;
            return killSwitch.send(connection.id(), late -> permission.last().or(() -> {
                tried = true;
                return send(late);
            }), overdue);
        }

        @Override
        public final boolean isTried() {
            return tried;
        }

        @Override
        public final boolean isStoppable() {
            return true;
        }

        @Override
        public final Optional<OrderOutcome> again(int number, String why) {
            return overtaken().or(permission::again).or(() -> commit(new Entry.Attempt(key, number, why)));
        }
    }

    private final class PlaceCall extends RiskCall {

        private final OrderRequest request;
        private final Overdue.Way way;

        PlaceCall(BrokerConnection connection, OrderRequest request, Permission permission, Overdue.Way way) {
            super(connection, request.clientOrderId().value(), permission);
            this.request = request;
            this.way = way;
        }

        @Override
        Optional<OrderOutcome> send(Consumer<OrderOutcome> overdue) {
            blotter.outcome(key, OrderStatus.SUBMITTED, time.now(), Optional.empty());
            Overdue.Call<OrderOutcome> call = late -> way.place(connection, request, late);
            return call.make(overdue, outcome -> {
                if (!(outcome instanceof OrderOutcome.NotSent)) {
                    placed(key, outcome);
                }
                return outcome;
            });
        }

        @Override
        public void waits(String why, Duration until) {
            blotter.outcome(key, OrderStatus.PENDING, time.now(),
                    Optional.of(T.format("attempt.waits", until.toSeconds(), why)));
        }

        /** It was sent, whatever the gateway said: the broker has told of it. */
        @Override
        Optional<OrderOutcome> overtaken() {
            Order now = blotter.order(key).orElseThrow().order();
            if (now.status() == OrderStatus.PENDING && now.brokerOrderId().isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(now.brokerOrderId()
                    .<OrderOutcome>map(id -> new OrderOutcome.Accepted(id, now.updatedAt()))
                    .orElseGet(() -> new OrderOutcome.Unknown(T.get("attempt.overtaken"))));
        }
    }

    private final class ModifyCall extends RiskCall {

        private final OrderChange change;

        ModifyCall(BrokerConnection connection, String key, OrderChange change, Permission permission) {
            super(connection, key, permission);
            this.change = change;
        }

        @Override
        Optional<OrderOutcome> send(Consumer<OrderOutcome> overdue) {
            OrderOutcome outcome = connection.gateway().modify(change);
            if (outcome instanceof OrderOutcome.Accepted accepted
                    && !accepted.brokerOrderId().equals(change.order().brokerOrderId())) {
                blotter.bind(key, accepted.brokerOrderId(), time.now());
            }
            return Optional.of(outcome);
        }

        @Override
        public void waits(String why, Duration until) {
            // The order stands as it did.
        }

        @Override
        Optional<OrderOutcome> overtaken() {
            return ended(key);
        }
    }

    private final class CancelCall implements Attempts.Call {

        private final BrokerConnection connection;
        private final DeskOrder order;

        CancelCall(BrokerConnection connection, DeskOrder order) {
            this.connection = connection;
            this.order = order;
        }

        @Override
        public Optional<OrderOutcome> make(Consumer<OrderOutcome> overdue) {
            // A change may have given it another number meanwhile.
            OrderRef ref = blotter.order(order.key()).flatMap(o -> o.order().ref())
                    .orElseGet(() -> order.order().ref().orElseThrow());
            return Optional.of(connection.gateway().cancel(ref));
        }

        @Override
        public boolean isTried() {
            return true;
        }

        @Override
        public boolean isStoppable() {
            return false;
        }

        @Override
        public void waits(String why, Duration until) {
            // The order stands as it did.
        }

        @Override
        public Optional<OrderOutcome> again(int number, String why) {
            journal.note(new Entry.Attempt(order.key(), number, why));
            return ended(order.key());
        }
    }

    private Optional<OrderOutcome> ended(String key) {
        return blotter.order(key).map(o -> o.order().status()).filter(OrderStatus::isFinal)
                .map(status -> new OrderOutcome.NotSent(T.format("refuse.ended", key, OrderNames.status(status))));
    }

    private Optional<OrderOutcome> commit(Entry intent) {
        try {
            journal.commit(intent);
            return Optional.empty();
        } catch (JournalException e) {
            return Optional.of(new OrderOutcome.NotSent(T.format("send.notNoted",
                    Words.of(e))));
        }
    }

    private void placed(String key, OrderOutcome outcome) {
        Instant now = time.now();
        switch (outcome) {
            case OrderOutcome.Accepted accepted -> blotter.accepted(key, accepted.brokerOrderId(), now);
            case OrderOutcome.Rejected rejected ->
                blotter.outcome(key, OrderStatus.REJECTED, now, Optional.of(rejected.text()));
            case OrderOutcome.NotSent notSent -> blotter.order(key).filter(Sender::isUnconfirmed).ifPresent(o ->
                blotter.conclude(o, o.order().withStatus(OrderStatus.REJECTED, now,
                        Optional.of(T.format("notSent", notSent.why())))));
            case OrderOutcome.Unknown unknown ->
                blotter.outcome(key, OrderStatus.UNKNOWN, now, Optional.of(unknown.why()));
        }
    }

    private static boolean isUnconfirmed(DeskOrder order) {
        return switch (order.order().status()) {
            case PENDING, SUBMITTED, UNKNOWN -> true;
            default -> false;
        };
    }

    private void doubted(BrokerId broker, String text, String key, OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Unknown unknown) {
            events.publish(Severity.ERROR, "trading", Optional.of(broker), T.format(text, key),
                    unknown.why() + "\n" + T.get("doubt.advice"));
            ask.accept(broker);
        }
    }
}
