package org.jts.gateway.grpc.internal;

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

/** What a broker is taken to offer of which nothing is known yet. */
final class Everything {

    private Everything() {
    }

    static Capabilities offered() {
        Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(OrderType.class);
        for (OrderType type : OrderType.values()) {
            orders.put(type, EnumSet.allOf(TimeInForce.class));
        }
        return new Capabilities(EnumSet.allOf(Feature.class), orders, EnumSet.allOf(Timeframe.class),
                OptionalInt.empty());
    }
}
