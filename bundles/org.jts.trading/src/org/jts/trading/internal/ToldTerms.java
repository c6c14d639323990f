package org.jts.trading.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jts.api.order.Order;
import org.jts.api.trading.DeskOrder;

/** Which of two reports about price and quantity of an order is the newer one. Guarded by the blotter. */
final class ToldTerms {

    /** When the broker took the newest picture, by its own clock, and as which change here it came. */
    private record Told(Instant at, long change) {
    }

    private final Map<String, Told> told = new HashMap<>();

    /** A report was taken over. @param change its number among all changes here */
    void took(String key, Order reported, long change) {
        told.put(key, new Told(reported.updatedAt(), change));
    }

    /**
     * A report that shows nothing but another price or quantity: newer unless the broker's own clock says that it is
     * older than the one before. A list that was asked for after that one came is newer in any case.
     *
     * @param asked the number of the last change when it was asked for; -1 for a report that nobody asked for
     */
    boolean isOlder(DeskOrder known, Order reported, long asked) {
        Told before = told.get(known.key());
        return before != null && Reports.isOtherTermsOnly(known.order(), reported) && before.change() > asked
                && reported.updatedAt().isBefore(before.at());
    }

    void forget(Set<String> gone) {
        told.keySet().removeAll(gone);
    }
}
