package org.jts.gateway.kis.internal;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** What the gateway can do. */
final class Offer {

    private Offer() {
    }

    /**
     * @param real    stop orders are known of the real service only
     * @param notices whether there is an HTS ID to which order events come
     */
    static Capabilities of(boolean real, boolean notices) {
        Set<Feature> features = EnumSet.allOf(Feature.class);
        features.remove(Feature.CLIENT_ORDER_ID);
        if (!notices) {
            features.remove(Feature.ORDER_STREAM);
        }
        Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(OrderType.class);
        orders.put(OrderType.MARKET, EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK));
        orders.put(OrderType.LIMIT, EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK));
        if (real) {
            orders.put(OrderType.STOP_LIMIT, EnumSet.of(TimeInForce.DAY));
        }
        return new Capabilities(features, orders, EnumSet.allOf(Timeframe.class), OptionalInt.of(KisStream.MOST - 1));
    }
}
