package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** What the gateway can do, which follows from its settings. */
final class Offer {

    private Offer() {
    }

    /** Of several markets, what one of them has; what a symbol lacks is said when it is asked for. */
    static Capabilities of(KisConfig config) {
        boolean real = config.environment().equals("real");
        Markets markets = Markets.named(config.markets()).orElse(Markets.BOTH);
        Set<Feature> features = EnumSet.allOf(Feature.class);
        features.remove(Feature.CLIENT_ORDER_ID);
        if (config.hts_id().isBlank()) {
            features.remove(Feature.ORDER_STREAM);
        }
        Set<Timeframe> frames = EnumSet.allOf(Timeframe.class);
        if (!real && !markets.korea()) {
            features.removeAll(Set.of(Feature.QUOTE_STREAM, Feature.ORDER_BOOK, Feature.ORDER_BOOK_STREAM));
            frames.removeIf(Timeframe::isIntraday);
        }
        int keys = 1 + config.more_keys().length;
        return new Capabilities(features, orders(config, real, markets), frames, OptionalInt.of(KisStream.MOST * keys
                - (config.hts_id().isBlank() ? 0 : Session.NOTICES)), instructions(config, real, markets));
    }

    private static List<OrderInstruction> instructions(KisConfig config, boolean real, Markets markets) {
        List<OrderInstruction> all = new ArrayList<>();
        if (markets.korea()) {
            all.addAll(Instructions.korea(real ? config.route() : "KRX", !real));
        }
        if (real && markets.us()) {
            all.addAll(Instructions.us());
        }
        return all;
    }

    private static Map<OrderType, Set<TimeInForce>> orders(KisConfig config, boolean real, Markets markets) {
        Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(OrderType.class);
        Set<TimeInForce> times = markets.korea() ? EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK)
                : EnumSet.of(TimeInForce.DAY);
        orders.put(OrderType.LIMIT, times);
        if (markets.korea() || !config.us_slippage().strip().matches("0(\\.0*)?")) {
            orders.put(OrderType.MARKET, times);
        }
        if (real && markets.korea()) {
            orders.put(OrderType.STOP_LIMIT, EnumSet.of(TimeInForce.DAY));
        }
        return orders;
    }
}
