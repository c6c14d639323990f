package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.CallTerm;

/**
 * Which orders that a broker lists came of orders in its own words: those that it calls, or once called, by the number
 * that it told. Thread-safe.
 */
final class CalledOrders {

    /** Orders that ended are let go after this, and so are calls of which they came; the journal has them. */
    static final Duration KEEP = Duration.ofHours(25);

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

    /** Lets orders go that ended long ago, and calls that cannot have anything open any more. */
    void forgetEnded(Instant now) {
        Instant before = now.minus(KEEP);
        // The calls first: when an order is gone, nothing tells any more that its broker had listed it.
        calls.forget(CallTerm.over(calls.all(), call -> listed(call, before), now));
        blotter.forgetEnded(before);
    }

    private CallTerm.Listed listed(DeskCall call, Instant before) {
        return order(call).map(o -> KnownOrders.isLongEnded(o, before) ? CallTerm.Listed.ENDED : CallTerm.Listed.KEPT)
                .orElse(CallTerm.Listed.NEVER);
    }

    /** What only takes back tells the number of what it took back. */
    private Optional<DeskOrder> order(DeskCall call) {
        return call.call().isCancel() ? Optional.empty()
                : call.number().flatMap(number -> blotter.named(call.call().account().broker(), number))
                        .filter(o -> o.foreign() && CallTerm.isOf(call, o.account(), o.order()));
    }
}
