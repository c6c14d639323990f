package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.util.Optional;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderStatus;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Verdict;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/** Lets a person say what became of an order of which the desk does not know it. */
final class Settlement {

    private final DeskJournal journal;
    private final Blotter blotter;
    private final TimeSource time;
    private final EventLog events;

    Settlement(DeskJournal journal, Blotter blotter, TimeSource time, EventLog events) {
        this.journal = journal;
        this.blotter = blotter;
        this.time = time;
        this.events = events;
    }

    /** @return why it cannot be settled so; empty when it is */
    Optional<String> settle(String key, Verdict verdict) {
        Optional<DeskOrder> order = blotter.order(key);
        if (order.isEmpty()) {
            return Optional.of(T.format("refuse.noOrder", key));
        }
        if (order.get().order().status() != OrderStatus.UNKNOWN) {
            return Optional.of(T.format("settle.notUnknown", key,
                    OrderNames.status(order.get().order().status())));
        }
        Optional<String> refusal = switch (verdict) {
            case Verdict.Arrived arrived -> taken(order.get(), arrived);
            case Verdict.NeverArrived never -> known(order.get());
        };
        if (refusal.isPresent()) {
            return refusal;
        }
        boolean isSettled = switch (verdict) {
            // A list of the broker that shows it takes that back.
            case Verdict.NeverArrived never -> blotter.conclude(order.get(), order.get().order()
                    .withStatus(OrderStatus.REJECTED, time.now(), Optional.of(T.get("settle.never"))));
            case Verdict.Arrived arrived -> {
                blotter.accepted(key, arrived.brokerOrderId(), time.now());
                // Where it was a change that nobody knew of, this is what came of it.
                blotter.openChanges().end(key);
                yield true;
            }
        };
        if (!isSettled) {
            return settle(key, verdict);
        }
        journal.note(new Entry.Settled(key, Words.of(verdict)));
        events.publish(Severity.INFO, "trading", Optional.of(order.get().broker()),
                T.format("settle.done", key), Words.of(verdict));
        return Optional.empty();
    }

    /** What the broker has named, or what has traded, arrived: unknown is what became of a change of it. */
    private static Optional<String> known(DeskOrder order) {
        return order.order().brokerOrderId().isPresent() || !order.executions().isEmpty()
                ? Optional.of(T.format("settle.arrivedBefore", order.key(),
                        order.order().brokerOrderId().map(Object::toString).orElse("-")))
                : Optional.empty();
    }

    /** Two orders cannot be one at the broker. */
    private Optional<String> taken(DeskOrder order, Verdict.Arrived arrived) {
        return blotter.orders(order.account()).stream()
                .filter(o -> !o.foreign() && o.order().brokerOrderId().equals(Optional.of(arrived.brokerOrderId())))
                .findFirst().map(o -> T.format("settle.taken", order.key(),
                        arrived.brokerOrderId(), o.key()));
    }
}
