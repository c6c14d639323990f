package org.jts.ui.orders.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.api.order.Order;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Texts;

/** What a change of an open order must keep. */
final class ModifyRules {
    private static final Texts T = Texts.of(ModifyRules.class);

    private ModifyRules() {
    }

    /**
     * @param quantity new total quantity, empty when what was typed is no number
     * @param price    new limit price, likewise; not looked at when the order's type has none
     * @return what is wrong, each in one sentence; empty when the change may be sent
     */
    static List<String> problems(Order order, Optional<Symbol> symbol, Optional<BigDecimal> quantity,
            Optional<BigDecimal> price) {
        List<String> problems = new ArrayList<>();
        if (quantity.isEmpty() || quantity.get().signum() <= 0) {
            problems.add(T.get("rule.quantity"));
        } else if (symbol.isPresent() && !symbol.get().isOnLot(quantity.get())) {
            problems.add(T.format("rule.lot", Formats.quantity(symbol.get().lotSize())));
        } else if (quantity.get().compareTo(order.filledQuantity()) <= 0) {
            problems.add(T.format("rule.filled", Formats.quantity(order.filledQuantity())));
        }
        if (order.type().hasLimitPrice()) {
            price(symbol, price).ifPresent(problems::add);
        }
        boolean same = quantity.isPresent() && quantity.get().compareTo(order.quantity()) == 0
                && (!order.type().hasLimitPrice() || price.isPresent() && order.limitPrice().isPresent()
                        && price.get().compareTo(order.limitPrice().get()) == 0);
        if (problems.isEmpty() && same) {
            problems.add(T.get("rule.same"));
        }
        return problems;
    }

    private static Optional<String> price(Optional<Symbol> symbol, Optional<BigDecimal> price) {
        if (price.isEmpty() || price.get().signum() <= 0) {
            return Optional.of(T.get("rule.price"));
        }
        if (symbol.isPresent() && !symbol.get().ticks().isOnTick(price.get())) {
            var ticks = symbol.get().ticks();
            return Optional.of(T.format("rule.tick", Formats.price(ticks.tickAt(price.get())),
                    Formats.price(ticks.roundDown(price.get())), Formats.price(ticks.roundUp(price.get()))));
        }
        return Optional.empty();
    }
}
