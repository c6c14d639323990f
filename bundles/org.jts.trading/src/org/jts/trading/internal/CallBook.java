package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Entry;

/** The orders in brokers' own words: those that may be open, and those of the last day. Thread-safe. */
final class CallBook {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final Consumer<DeskCall> changed;
    /** Guarded by this; oldest first. */
    private final Map<String, DeskCall> calls = new LinkedHashMap<>();

    /** @param changed told of each new picture, under the lock: only to queue it */
    CallBook(Consumer<DeskCall> changed) {
        this.changed = changed;
    }

    /** Takes one from the journal. */
    synchronized void restore(DeskCall call) {
        calls.put(call.key(), call);
    }

    /** One more is about to be sent. */
    synchronized void add(String key, OrderCall call, Instant now) {
        put(new DeskCall(key, call, Optional.empty(), now, now));
    }

    /** Lets these go: the journal has them. */
    synchronized void forget(Set<String> over) {
        calls.keySet().removeAll(over);
    }

    /** It was not noted, and so never came to be: whoever heard that it was on its way hears that it is not. */
    synchronized void remove(String key, OrderOutcome why, Instant at) {
        changed.accept(calls.remove(key).with(why, at));
    }

    /**
     * A person says what became of one that nobody knows.
     *
     * @return what is known of it now; empty when it was known already, or is not there
     */
    synchronized Optional<DeskCall> settle(String key, OrderOutcome outcome, Instant at) {
        return Optional.ofNullable(calls.get(key)).filter(DeskCall::isUnknown).map(c -> put(c.with(outcome, at)));
    }

    /** Whether the broker has called one of an account so. */
    synchronized boolean has(AccountKey account, BrokerOrderId id) {
        return calls.values().stream().anyMatch(c -> c.call().account().equals(account)
                && c.number().equals(Optional.of(id)));
    }

    /** Whether an order that the broker lists and nobody placed here is one of these. */
    synchronized boolean has(DeskOrder order) {
        return order.order().brokerOrderId().filter(id -> has(order.account(), id)).isPresent();
    }

    /**
     * Whether it could be one of which it is not known what became.
     *
     * @param brokersClock what the broker's clock showed when ours showed something
     */
    synchronized boolean mayBe(DeskOrder order, UnaryOperator<Instant> brokersClock) {
        return calls.values().stream().anyMatch(c -> c.call().account().equals(order.account())
                && !c.call().isCancel() && (c.outcome().isEmpty() || c.isUnknown())
                && Stream.of(c.placedAt(), brokersClock.apply(c.placedAt())).anyMatch(at ->
                        !order.order().createdAt().isBefore(at.minus(CLOCKS_DIFFER))));
    }

    /** @return what is known of it now */
    synchronized DeskCall ended(String key, OrderOutcome outcome, Instant at) {
        return put(calls.get(key).with(outcome, at));
    }

    private DeskCall put(DeskCall call) {
        calls.put(call.key(), call);
        changed.accept(call);
        return call;
    }

    synchronized Optional<DeskCall> get(String key) {
        return Optional.ofNullable(calls.get(key));
    }

    synchronized List<DeskCall> all() {
        return List.copyOf(calls.values());
    }

    /** Those of an account, without those that never left and those that only took back. */
    synchronized List<DeskCall> sent(AccountKey account) {
        return calls.values().stream().filter(c -> c.call().account().equals(account) && !c.call().isCancel())
                .filter(c -> c.outcome().filter(OrderOutcome.NotSent.class::isInstance).isEmpty()).toList();
    }

    /** Everything known, as the journal can write it anew. */
    synchronized List<Entry> everything() {
        return calls.values().stream().flatMap(CallBook::entries).toList();
    }

    private static Stream<Entry> entries(DeskCall call) {
        return Stream.concat(Stream.of(new Entry.Calling(call.key(), call.call(), call.placedAt())),
                call.outcome().stream().map(o -> new Entry.Called(call.key(), o)));
    }
}
