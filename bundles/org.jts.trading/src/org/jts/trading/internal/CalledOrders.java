package org.jts.trading.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;

/**
 * Which orders that a broker lists came of orders in its own words: those that it calls, or once called, by the number
 * that it told. Thread-safe.
 */
final class CalledOrders {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final CallBook calls;
    private final Blotter blotter;

    CalledOrders(CallBook calls, Blotter blotter) {
        this.calls = calls;
        this.blotter = blotter;
    }

    /** The calls, with what came of them. */
    List<DeskCall> calls() {
        return calls.all().stream().map(this::asItStands).toList();
    }

    Optional<DeskCall> call(String key) {
        return calls.get(key).map(this::asItStands);
    }

    private DeskCall asItStands(DeskCall call) {
        return order(call).map(call::as).orElse(call);
    }

    /** Whether an order that nobody placed as one came of a call. */
    boolean has(DeskOrder order) {
        return order.foreign() && calls.all().stream().anyMatch(call -> order(call).map(DeskOrder::key)
                .equals(Optional.of(order.key())));
    }

    /** Those that may be open at their brokers and that no list has, so that nothing here can cancel them. */
    List<DeskCall> outOfReach() {
        return calls.all().stream().filter(c -> !c.call().isCancel())
                .filter(c -> c.number().isPresent() || c.isUnknown() || c.outcome().isEmpty())
                .filter(c -> order(c).isEmpty()).toList();
    }

    /**
     * What only takes back tells the number of what it took back, and what changes may tell that of what it changed: an
     * order that was there before came of none of them.
     */
    private Optional<DeskOrder> order(DeskCall call) {
        return call.call().isCancel() ? Optional.empty()
                : call.number().flatMap(number -> blotter.named(call.call().account().broker(), number))
                        .filter(o -> o.foreign() && o.account().equals(call.call().account()))
                        .filter(o -> !o.order().createdAt().isBefore(call.placedAt().minus(CLOCKS_DIFFER)));
    }
}
