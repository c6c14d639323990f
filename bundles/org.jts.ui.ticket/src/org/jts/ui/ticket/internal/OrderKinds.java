package org.jts.ui.ticket.internal;

import java.util.List;
import java.util.Optional;

import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/**
 * What was chosen of the kinds of orders that the broker has beside types and times in force, and of the ways for them.
 * Nothing chosen is a plain order that goes the usual way. No widgets.
 */
final class OrderKinds {

    private List<OrderInstruction> offered = List.of();
    private Optional<String> route = Optional.empty();
    private Optional<OrderInstruction> special = Optional.empty();

    /**
     * @param now what is taken for symbol and side; what was chosen and is not among them is chosen no longer
     * @return whether a kind was given up
     */
    boolean offer(List<OrderInstruction> now) {
        offered = now;
        route = route.filter(routes()::contains);
        boolean gone = special.filter(s -> !offered.contains(s)).isPresent();
        if (gone) {
            special = Optional.empty();
        }
        return gone;
    }

    /** Where orders can go, the usual way first; fewer than two where there is nothing to choose. */
    List<String> routes() {
        return offered.stream().map(OrderInstruction::route).filter(r -> !r.isEmpty()).distinct().toList();
    }

    /** The way chosen; empty where there is none to choose. */
    String route() {
        return route.orElseGet(() -> routes().stream().findFirst().orElse(""));
    }

    /** The kinds of orders that go the way chosen. */
    List<OrderInstruction> specials() {
        return offered.stream().filter(i -> !i.isPlain() && i.route().equals(route())).toList();
    }

    Optional<OrderInstruction> special() {
        return special;
    }

    /** Goes another way, there with the same kind of order if it is taken there. */
    void choose(String way) {
        route = Optional.of(way);
        special = special.flatMap(s -> specials().stream().filter(i -> i.name().equals(s.name())).findFirst());
    }

    void choose(Optional<OrderInstruction> kind) {
        special = kind;
    }

    /** What an order of that type says to the broker; empty for a plain one that goes the usual way. */
    Optional<OrderInstruction> instruction(OrderType type, TimeInForce time) {
        return special.or(() -> isUsual() ? Optional.empty() : plain(type, time));
    }

    /** Whether plain orders of that type and time go the way chosen, when they go the usual way. */
    boolean takes(OrderType type, TimeInForce time, boolean usually) {
        return isUsual() ? usually : plain(type, time).isPresent();
    }

    boolean isUsual() {
        return routes().isEmpty() || route().equals(routes().getFirst());
    }

    private Optional<OrderInstruction> plain(OrderType type, TimeInForce time) {
        return offered.stream().filter(i -> i.isPlain() && i.route().equals(route()) && i.type() == type
                && i.timeInForce() == time).findFirst();
    }
}
