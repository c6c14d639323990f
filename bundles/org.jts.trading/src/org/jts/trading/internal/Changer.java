package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskOrder;

/** Changes and cancels orders that are open. */
final class Changer implements BrokerStop.Cancels {

    private final BrokerRegistry registry;
    private final PreTrade rules;
    private final Sender sender;
    private final Blotter blotter;
    /** Whether the orders of before the start are there. */
    private final BooleanSupplier isOpened;

    Changer(BrokerRegistry registry, PreTrade rules, Sender sender, Blotter blotter, BooleanSupplier isOpened) {
        this.registry = registry;
        this.rules = rules;
        this.sender = sender;
        this.blotter = blotter;
        this.isOpened = isOpened;
    }

    OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        Optional<DeskOrder> known = blotter.order(key);
        Optional<OrderOutcome> refusal = refuse(key, known);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        DeskOrder order = known.orElseThrow();
        Optional<String> broken = rules.refusal(order, quantity, limitPrice);
        if (broken.isPresent()) {
            return new OrderOutcome.NotSent(broken.get());
        }
        BrokerConnection connection = registry.broker(order.broker()).orElseThrow();
        return sender.modify(connection, order, quantity, limitPrice, new Sender.Permission() {
            @Override
            public Optional<OrderOutcome> last() {
                return rules.locked(order.account());
            }

            @Override
            public Optional<OrderOutcome> again() {
                // What filled meanwhile counts.
                return connection.state().isConnected() ? rules.refusal(blotter.order(key).orElse(order), quantity,
                        limitPrice).map(OrderOutcome.NotSent::new) : Optional.empty();
            }
        });
    }

    @Override
    public Optional<OrderOutcome> refusal(String key) {
        return refuse(key, blotter.order(key));
    }

    @Override
    public OrderOutcome cancel(String key) {
        Optional<DeskOrder> order = blotter.order(key);
        if (order.filter(o -> o.order().ref().isEmpty()).isPresent() && sender.withdraw(key)) {
            return new OrderOutcome.NotSent(T.format("attempt.withdrawn", key));
        }
        Optional<OrderOutcome> refusal = refuse(key, order);
        return refusal.orElseGet(() -> sender.cancel(registry.broker(order.orElseThrow().broker()).orElseThrow(),
                order.orElseThrow()));
    }

    private Optional<OrderOutcome> refuse(String key, Optional<DeskOrder> order) {
        if (order.isEmpty()) {
            return notSent(isOpened.getAsBoolean() ? T.format("refuse.noOrder", key) : T.get("journal.reading"));
        }
        Order known = order.get().order();
        if (!known.status().isOpen()) {
            return notSent(T.format("refuse.ended", key, OrderNames.status(known.status())));
        }
        if (known.ref().isEmpty()) {
            return notSent(rules.isStopped() ? T.format("stop.unnamed", key, OrderNames.status(known.status()))
                    : T.format("refuse.unnamed", key, OrderNames.status(known.status())));
        }
        if (registry.broker(order.get().broker()).isEmpty()) {
            return notSent(T.format("refuse.noBroker", key, order.get().broker()));
        }
        return Optional.empty();
    }

    private static Optional<OrderOutcome> notSent(String why) {
        return Optional.of(new OrderOutcome.NotSent(why));
    }
}
