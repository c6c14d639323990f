package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.order.ClientOrderId;

/**
 * How orders shall be sent that are more than the workstation has words for: by one of the broker's own divisions, to
 * another exchange than usual. Said before the order is placed, under the name that it will have. Thread-safe.
 */
final class Instructions {

    private static final int MOST = 10_000;

    /**
     * An instruction.
     *
     * @param division the broker's {@code ORD_DVSN}
     * @param route    KRX, NXT or SOR
     */
    record Instruction(String division, String route) {
    }

    private static final class Latest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MOST;
        }
    }

    private final Map<ClientOrderId, Instruction> orders = new Latest<>();
    /** Where orders are that did not go where all others go. */
    private final Map<OrderName, String> routes = new Latest<>();

    /** @throws IllegalArgumentException when no such order is taken there */
    synchronized void say(ClientOrderId order, String division, String route, boolean paper) {
        if (!Divisions.isTaken(division, route)) {
            throw new IllegalArgumentException(T.format("division.none", division, route, Divisions.taken(route)));
        }
        if (paper && (!route.equals("KRX") || !Divisions.isOnPaper(division))) {
            throw new IllegalArgumentException(T.format("division.paper", division, route));
        }
        orders.put(order, new Instruction(division, route));
    }

    synchronized Optional<Instruction> of(ClientOrderId order) {
        return Optional.ofNullable(orders.get(order));
    }

    /** The order went there, as we know or as the list says. */
    synchronized void went(OrderName order, String route) {
        if (!route.isBlank()) {
            routes.put(order, route);
        }
    }

    /** @param usual where all others go */
    synchronized String route(OrderName order, String usual) {
        return routes.getOrDefault(order, usual);
    }
}
