package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Entry;

/**
 * Finds orders of ours among those that a broker shows without our names: by account, symbol, side, quantity, price and
 * time. Two that could be the same are a doubt, which is said and never guessed away; and so is a stranger of which
 * only trades are known that are less than the order: it may be part of ours, or somebody's smaller one. Pure.
 */
final class Matcher {

    /** Whether of a stranger only trades are known. */
    private final Predicate<DeskOrder> byTrades;

    /** The broker's clock and ours differ by no more. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    /** A call is given up, and the order dated by the broker, within this. */
    static final Duration CALL = Duration.ofMinutes(2);
    /**
     * An order that the broker dates so far from ours may be ours all the same, taken late or dated by a clock of which
     * nothing is known: nobody but a person can say.
     */
    private static final Duration FAR = Duration.ofHours(1);

    /**
     * What was found.
     *
     * @param sure   the broker's order for a key of ours
     * @param doubts the broker's orders that a key of ours may be, where that is not sure
     */
    record Result(Map<String, DeskOrder> sure, Map<String, List<DeskOrder>> doubts) {
    }

    /** What the broker's clock showed when ours showed something. */
    private final UnaryOperator<Instant> brokersClock;

    Matcher(Predicate<DeskOrder> byTrades, UnaryOperator<Instant> brokersClock) {
        this.byTrades = byTrades;
        this.brokersClock = brokersClock;
    }

    /**
     * @param unnamed  orders of ours that the broker has not named, those still under way too
     * @param strangers orders at the broker of which we do not know that they are ours
     * @param claimed   whether a stranger may be something else of ours, too: then nothing is sure
     * @param known     keys of all of them, in the order in which they became known
     */
    Result match(List<DeskOrder> unnamed, List<DeskOrder> strangers, Predicate<DeskOrder> claimed,
            List<String> known) {
        Map<String, List<DeskOrder>> candidates = new HashMap<>();
        Map<String, Integer> claims = new HashMap<>();
        for (DeskOrder ours : unnamed) {
            List<DeskOrder> fitting = strangers.stream().filter(s -> mayBe(ours.order(), s)).toList();
            candidates.put(ours.key(), fitting);
            fitting.forEach(f -> claims.merge(f.key(), 1, Integer::sum));
        }
        Map<String, DeskOrder> sure = new HashMap<>();
        Map<String, List<DeskOrder>> doubts = new HashMap<>();
        for (DeskOrder ours : unnamed) {
            List<DeskOrder> fitting = candidates.get(ours.key());
            if (ours.order().status() != OrderStatus.UNKNOWN) {
                continue;
            }
            if (fitting.isEmpty()) {
                int since = known.indexOf(ours.key());
                List<DeskOrder> far = strangers.stream().filter(s -> isFar(ours.order(), s, known.indexOf(s.key())
                        > since)).toList();
                if (!far.isEmpty()) {
                    doubts.put(ours.key(), far);
                }
            } else if (fitting.size() == 1 && claims.get(fitting.getFirst().key()) == 1
                    && !claimed.test(fitting.getFirst())
                    && isWhole(fitting.getFirst(), ours.order().quantity())) {
                sure.put(ours.key(), fitting.getFirst());
            } else {
                doubts.put(ours.key(), fitting);
            }
        }
        return new Result(sure, doubts);
    }

    /** Whether a stranger shows all of a quantity, ordered or traded. */
    private boolean isWhole(DeskOrder stranger, BigDecimal quantity) {
        return !byTrades.test(stranger) || stranger.order().quantity().compareTo(quantity) == 0;
    }

    /** Whether the only stranger that can be what the change made of the order surely is. */
    boolean isSure(DeskOrder ours, Entry.Changing change, DeskOrder found) {
        return isWhole(found, change.quantity().subtract(ours.order().filledQuantity()));
    }

    /**
     * The strangers that can be what the change made of the order, where the broker gives a new number.
     *
     * @param begun when the change began, as far as is known: since the order was placed the clock may have been set
     */
    List<DeskOrder> renamed(DeskOrder ours, Entry.Changing change, Optional<Instant> begun,
            List<DeskOrder> strangers) {
        Order order = ours.order();
        Optional<BigDecimal> price = change.limitPrice().or(order::limitPrice);
        BigDecimal rest = change.quantity().subtract(order.filledQuantity());
        return strangers.stream().filter(s -> isSameTrade(order, s.order())
                && !s.order().createdAt().isBefore(earliest(order, begun))
                && (byTrades.test(s)
                        ? s.order().quantity().compareTo(rest) <= 0 && isWithin(price, order.side(), s)
                        : isEqual(s.order().limitPrice(), price) && (s.order().quantity().compareTo(change.quantity())
                        == 0
                                || s.order().quantity().compareTo(rest) == 0)))
                .toList();
    }

    private boolean mayBe(Order ours, DeskOrder stranger) {
        Order theirs = stranger.order();
        if (!isSameTrade(ours, theirs) || !isPlacedAt(ours.createdAt(), theirs)
                && !isPlacedAt(brokersClock.apply(ours.createdAt()), theirs)) {
            return false;
        }
        if (byTrades.test(stranger)) {
            return theirs.quantity().compareTo(ours.quantity()) <= 0
                    && isWithin(ours.limitPrice(), ours.side(), stranger);
        }
        return hasTerms(ours, theirs);
    }

    private static boolean hasTerms(Order ours, Order theirs) {
        return theirs.quantity().compareTo(ours.quantity()) == 0 && theirs.type() == ours.type()
                && isEqual(theirs.limitPrice(), ours.limitPrice()) && isEqual(theirs.stopPrice(), ours.stopPrice());
    }

    /** @param isNewer whether the stranger became known after ours was placed: then it may be dated earlier, too */
    private boolean isFar(Order ours, DeskOrder stranger, boolean isNewer) {
        Order theirs = stranger.order();
        return !byTrades.test(stranger) && isSameTrade(ours, theirs) && hasTerms(ours, theirs)
                && Stream.of(ours.createdAt(), brokersClock.apply(ours.createdAt()))
                        .anyMatch(at -> isPlacedWithin(at, isNewer ? FAR : CLOCKS_DIFFER, FAR, theirs));
    }

    private static boolean isPlacedAt(Instant at, Order theirs) {
        return isPlacedWithin(at, CLOCKS_DIFFER, CALL, theirs);
    }

    private static boolean isPlacedWithin(Instant at, Duration before, Duration behind, Order theirs) {
        return !theirs.createdAt().isBefore(at.minus(before)) && !theirs.createdAt().isAfter(at.plus(behind));
    }

    /** The broker cannot have dated it earlier. */
    private Instant earliest(Order ours, Optional<Instant> begun) {
        return Stream.concat(begun.stream(), Stream.of(ours.createdAt(), brokersClock.apply(ours.createdAt())))
                .min(Comparator.naturalOrder()).orElseThrow().minus(CLOCKS_DIFFER);
    }

    private static boolean isSameTrade(Order ours, Order theirs) {
        return theirs.account().equals(ours.account()) && theirs.symbol().equals(ours.symbol())
                && theirs.side() == ours.side();
    }

    private static boolean isWithin(Optional<BigDecimal> limit, Side side, DeskOrder stranger) {
        return limit.isEmpty() || stranger.executions().stream().allMatch(e -> {
            int above = e.price().compareTo(limit.get());
            return side == Side.BUY ? above <= 0 : above >= 0;
        });
    }

    /** Whether both are missing, or are the same amount. */
    static boolean isEqual(Optional<BigDecimal> one, Optional<BigDecimal> other) {
        return one.isPresent() == other.isPresent() && (one.isEmpty() || one.get().compareTo(other.get()) == 0);
    }
}
