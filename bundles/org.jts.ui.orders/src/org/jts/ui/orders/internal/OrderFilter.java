package org.jts.ui.orders.internal;

import java.time.Instant;
import java.time.ZoneId;

import org.jts.api.trading.DeskOrder;

/** Which orders are listed. */
enum OrderFilter {
    ALL, OPEN, TODAY;

    /** @param zone in which today begins and ends */
    boolean accepts(DeskOrder order, Instant now, ZoneId zone) {
        return switch (this) {
            case ALL -> true;
            case OPEN -> order.order().status().isOpen();
            case TODAY -> order.order().status().isOpen()
                    || !order.order().updatedAt().atZone(zone).toLocalDate().isBefore(now.atZone(zone).toLocalDate());
        };
    }
}
