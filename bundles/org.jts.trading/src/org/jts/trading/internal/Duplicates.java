package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.order.OrderCall;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;

/** Which orders were placed a moment ago: 10 and 10.0 shares are the same order. Thread-safe. */
final class Duplicates {

    /** The longest time that can be set. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Placed(long at, long until) {
    }

    private final TimeSource time;
    /** Guarded by itself; the oldest come first. */
    private final Map<Object, Placed> placed = new LinkedHashMap<>();

    Duplicates(TimeSource time) {
        this.time = time;
    }

    /** @return how long ago the same one began, when that is less than {@code span}; else it is noted as begun now */
    Optional<Duration> begin(OrderDraft draft, Duration span) {
        return begin((Object) plain(draft), span);
    }

    /** The same for an order in a broker's own words, which is the same when it says the same. */
    Optional<Duration> begin(OrderCall call, Duration span) {
        return begin((Object) Said.of(call), span);
    }

    /** What a call says to its broker: an empty field says nothing. */
    private record Said(AccountKey account, String name, String variant, Map<String, String> fields) {
        static Said of(OrderCall call) {
            Map<String, String> said = new HashMap<>(call.fields());
            said.values().removeIf(String::isBlank);
            return new Said(call.account(), call.name(), call.variant(), said);
        }
    }

    private Optional<Duration> begin(Object key, Duration span) {
        if (span.isZero()) {
            return Optional.empty();
        }
        long now = time.nanoTime();
        synchronized (placed) {
            Placed before = placed.get(key);
            if (before != null && now - before.at() < span.toNanos()) {
                return Optional.of(Duration.ofNanos(now - before.at()));
            }
            placed.remove(key);
            placed.put(key, new Placed(now, now + Math.min(span.toNanos(), LONGEST.toNanos())));
            forget(now);
        }
        return Optional.empty();
    }

    /** Nothing was sent after all. */
    void undo(OrderDraft draft) {
        synchronized (placed) {
            placed.remove(plain(draft));
        }
    }

    /** Nothing was sent after all. */
    void undo(OrderCall call) {
        synchronized (placed) {
            placed.remove(Said.of(call));
        }
    }

    /** Only what goes is looked at, however many are kept. */
    private void forget(long now) {
        Iterator<Placed> oldest = placed.values().iterator();
        while (oldest.hasNext() && oldest.next().until() - now <= 0) {
            oldest.remove();
        }
    }

    private static OrderDraft plain(OrderDraft d) {
        return new OrderDraft(d.account(), d.symbol(), d.side(), d.type(), d.timeInForce(),
                d.quantity().stripTrailingZeros(), d.limitPrice().map(BigDecimal::stripTrailingZeros),
                d.stopPrice().map(BigDecimal::stripTrailingZeros), d.instruction());
    }
}
