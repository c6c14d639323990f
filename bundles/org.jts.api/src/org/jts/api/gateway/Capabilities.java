package org.jts.api.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.Objects;

import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/**
 * What a gateway can do, so that a view can grey out what it cannot. Constant while the gateway lives.
 *
 * @param features           what it offers
 * @param orders             the order types it takes, each with the times in force that go with it
 * @param timeframes         of the candles it has
 * @param maxStreamedSymbols how many symbols may be streamed at once, where that is limited
 * @param instructions       further kinds of orders and ways for them; those of the way that plain orders go come first
 * @since 1.0
 */
public record Capabilities(Set<Feature> features, Map<OrderType, Set<TimeInForce>> orders, Set<Timeframe> timeframes,
        OptionalInt maxStreamedSymbols, List<OrderInstruction> instructions) {

    public Capabilities {
        features = Set.copyOf(features);
        orders = Map.copyOf(orders);
        timeframes = Set.copyOf(timeframes);
        Objects.requireNonNull(maxStreamedSymbols, "max streamed symbols");
        instructions = List.copyOf(instructions);
    }

    /** Of a gateway that takes plain orders alone. */
    public Capabilities(Set<Feature> features, Map<OrderType, Set<TimeInForce>> orders, Set<Timeframe> timeframes,
            OptionalInt maxStreamedSymbols) {
        this(features, orders, timeframes, maxStreamedSymbols, List.of());
    }

    /** Nothing at all: what is assumed of a gateway that is not there. */
    public static Capabilities none() {
        return new Capabilities(Set.of(), Map.of(), Set.of(), OptionalInt.empty());
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    public boolean takes(OrderType type, TimeInForce timeInForce) {
        return orders.getOrDefault(type, Set.of()).contains(timeInForce);
    }

    /** The instruction of that code. @since 1.1 */
    public Optional<OrderInstruction> instruction(String code) {
        return instructions.stream().filter(i -> i.code().equals(code)).findFirst();
    }

    /**
     * What kind of order it is, as people call it: a broker's own kind by its name, in the language of the process. One
     * that is not among {@link #instructions} is called by its type and its code.
     *
     * @since 1.2
     */
    public String kind(Order order) {
        String type = OrderNames.type(order.type());
        return order.instruction().map(code -> instruction(code).map(OrderInstruction::title)
                .orElse(type + OrderInstruction.BETWEEN + code)).orElse(type);
    }

    /** Those that are taken for such an order, in their order. @since 1.1 */
    public List<OrderInstruction> instructions(Side side, SymbolId symbol) {
        return instructions.stream().filter(i -> i.isTaken(side, symbol)).toList();
    }
}
