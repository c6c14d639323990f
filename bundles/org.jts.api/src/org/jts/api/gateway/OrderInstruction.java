package org.jts.api.gateway;

import java.util.Objects;
import java.util.Set;

import org.jts.api.internal.Check;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/**
 * A kind of order that a broker has beside types and times in force, or another way for an order to go: at the best
 * price of the other side, in the closing auction, to another exchange. A gateway lists those that it takes in its
 * {@link Capabilities}; an {@link org.jts.api.order.OrderRequest} names one by its code.
 *
 * @param code        the gateway's name for it, 1 to 40 characters; no other one of the gateway has it
 * @param route       where such an order goes, as traders call it; empty where there is one way only
 * @param name        what traders call it, in the language of the process; empty for an order of plain type and time
 *                    that only goes another way
 * @param type        which prices such an order carries, and what it is shown as: the type that comes nearest
 * @param timeInForce the time in force that comes nearest
 * @param sides       who may place it; not empty
 * @param exchanges   for whose symbols, as {@link org.jts.api.market.SymbolId#exchange()}; not empty
 * @since 1.1
 */
public record OrderInstruction(String code, String route, String name, OrderType type, TimeInForce timeInForce,
        Set<Side> sides, Set<String> exchanges) {

    private static final int MAX_CODE = 40;
    private static final int MAX_NAME = 100;
    /** Between a kind and what follows it. */
    static final String BETWEEN = " · ";

    public OrderInstruction {
        Check.text(code, "order instruction code", MAX_CODE);
        atMost(route, "route", MAX_CODE);
        atMost(name, "name", MAX_NAME);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timeInForce, "time in force");
        sides = Set.copyOf(sides);
        exchanges = Set.copyOf(exchanges);
        if (sides.isEmpty() || exchanges.isEmpty()) {
            throw new IllegalArgumentException("order instruction %s: expected a side and an exchange, found %s and %s"
                    .formatted(code, sides, exchanges));
        }
    }

    /** Whether it changes only where an order goes. */
    public boolean isPlain() {
        return name.isEmpty();
    }

    /** What kind of order that is, as people call it, and where it goes: {@code Best limit · NXT}. @since 1.2 */
    public String title() {
        return title(OrderNames.type(type));
    }

    /**
     * The same.
     *
     * @param plain what to call it where the broker has no name for the kind itself
     * @since 1.2
     */
    public String title(String plain) {
        String kind = isPlain() ? plain : name;
        return route.isEmpty() ? kind : kind + BETWEEN + route;
    }

    public boolean isTaken(Side side, SymbolId symbol) {
        return sides.contains(side) && exchanges.contains(symbol.exchange());
    }

    private static void atMost(String value, String what, int length) {
        if (value.length() > length) {
            throw new IllegalArgumentException("order instruction %s: expected at most %d characters, was %d"
                    .formatted(what, length, value.length()));
        }
    }
}
