package org.jts.gateway.kis.internal;

import java.util.Map;
import java.util.Optional;

import org.jts.concurrent.BoundedMap;

/**
 * To which exchange orders for Korean shares went: what changes or cancels one must name it, and it is a part of what
 * kind of order it is. Thread-safe.
 */
final class Routes {

    /** The day session of the United States, whose orders have interfaces of their own. */
    static final String DAYTIME = "DAYTIME";
    private static final int MOST = 10_000;

    private final String usual;
    private final Map<OrderName, String> routes = BoundedMap.ofNewest(MOST);

    /** @param usual where all others go */
    Routes(String usual) {
        this.usual = usual;
    }

    /** The order went there, as we know or as the list says. */
    synchronized void went(OrderName order, String route) {
        if (!route.isBlank()) {
            routes.put(order, route);
        }
    }

    /** A notice says that it went there: nothing that is known otherwise changes. */
    synchronized void heard(OrderName order, String route) {
        if (!route.isBlank()) {
            routes.putIfAbsent(order, route);
        }
    }

    /** An order goes on under another name, where it was. */
    synchronized void follow(OrderName before, OrderName next) {
        went(next, routes.getOrDefault(before, ""));
    }

    synchronized String route(OrderName order) {
        return routes.getOrDefault(order, usual);
    }

    /** The instruction that an order of that division was placed as; empty for a plain one. */
    Optional<String> instruction(OrderName order, String division) {
        return order.us() ? Instructions.named(Instructions.US, division)
                : Instructions.named(route(order), division).filter(code -> Instructions.isSpecial(code, usual));
    }
}
