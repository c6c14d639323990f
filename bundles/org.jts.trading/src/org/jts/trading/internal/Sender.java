package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
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

    private final DeskJournal journal;
    private final Blotter blotter;
    private final TimeSource time;
    private final EventLog events;
    /** Asks a broker for its orders and trades, in the background. */
    private final Consumer<BrokerId> ask;

    Sender(DeskJournal journal, Blotter blotter, TimeSource time, EventLog events, Consumer<BrokerId> ask) {
        this.journal = journal;
        this.blotter = blotter;
        this.time = time;
        this.events = events;
        this.ask = ask;
    }

    OrderOutcome place(BrokerConnection connection, OrderRequest request) {
        Optional<OrderOutcome> refusal = commit(new Entry.Placing(connection.id(), request));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String key = request.clientOrderId().value();
        blotter.add(connection.id(), Order.pending(request, time.now()));
        blotter.outcome(key, OrderStatus.SUBMITTED, time.now(), Optional.empty());
        OrderOutcome outcome = connection.gateway().place(request);
        placed(key, outcome);
        doubted(connection.id(), T.format("doubt.order", key), outcome);
        return outcome;
    }

    OrderOutcome modify(BrokerConnection connection, DeskOrder order, BigDecimal quantity,
            Optional<BigDecimal> limitPrice) {
        Entry.Changing change = new Entry.Changing(order.key(), quantity, limitPrice);
        Optional<OrderOutcome> refusal = commit(change);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        // From now on: the broker may have renumbered the order long before its answer is here.
        blotter.setChanging(order.key(), change);
        OrderRef ref = order.order().ref().orElseThrow();
        OrderOutcome outcome = connection.gateway().modify(new OrderChange(ref, quantity, limitPrice));
        if (outcome instanceof OrderOutcome.Accepted accepted
                && !accepted.brokerOrderId().equals(ref.brokerOrderId())) {
            blotter.bind(order.key(), accepted.brokerOrderId(), time.now());
        }
        // Behind the new number: who reads that the change was answered reads what the order is called now, too.
        journal.note(Answers.of(order.key(), Answers.MODIFY, outcome));
        if (!(outcome instanceof OrderOutcome.Unknown)) {
            blotter.setChanging(order.key(), null);
        }
        doubted(connection.id(), T.format("doubt.change", order.key()), outcome);
        return outcome;
    }

    /** A cancel lowers the risk: it goes out even when it cannot be noted. */
    OrderOutcome cancel(BrokerConnection connection, DeskOrder order) {
        Optional<OrderOutcome> unnoted = commit(new Entry.Cancelling(order.key()));
        if (unnoted.isPresent()) {
            events.publish(Severity.ERROR, "trading", Optional.of(connection.id()),
                    T.format("send.unnoted", order.key()),
                    journal.problem().orElseGet(() -> T.get("journal.unwritable")));
        }
        OrderOutcome outcome = connection.gateway().cancel(order.order().ref().orElseThrow());
        journal.note(Answers.of(order.key(), Answers.CANCEL, outcome));
        doubted(connection.id(), T.format("doubt.cancel", order.key()), outcome);
        return outcome;
    }

    private Optional<OrderOutcome> commit(Entry intent) {
        try {
            journal.commit(intent);
            return Optional.empty();
        } catch (JournalException e) {
            return Optional.of(new OrderOutcome.NotSent(T.format("send.notNoted",
                    e.getMessage())));
        }
    }

    private void placed(String key, OrderOutcome outcome) {
        Instant now = time.now();
        switch (outcome) {
            case OrderOutcome.Accepted accepted -> blotter.accepted(key, accepted.brokerOrderId(), now);
            case OrderOutcome.Rejected rejected ->
                blotter.outcome(key, OrderStatus.REJECTED, now, Optional.of(rejected.text()));
            case OrderOutcome.NotSent notSent ->
                blotter.outcome(key, OrderStatus.REJECTED, now, Optional.of(T.format("notSent", notSent.why())));
            case OrderOutcome.Unknown unknown ->
                blotter.outcome(key, OrderStatus.UNKNOWN, now, Optional.of(unknown.why()));
        }
    }

    private void doubted(BrokerId broker, String text, OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Unknown unknown) {
            events.publish(Severity.ERROR, "trading", Optional.of(broker), text,
                    unknown.why() + "\n" + T.get("doubt.advice"));
            ask.accept(broker);
        }
    }
}
