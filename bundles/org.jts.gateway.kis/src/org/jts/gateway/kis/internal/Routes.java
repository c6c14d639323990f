package org.jts.gateway.kis.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** To which exchange orders for Korean shares went: what changes or cancels one must name it. Thread-safe. */
final class Routes {

    private static final int MOST = 10_000;

    private final Map<OrderName, String> routes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderName, String> eldest) {
            return size() > MOST;
        }
    };

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
