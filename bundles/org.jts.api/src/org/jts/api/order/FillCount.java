package org.jts.api.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the fills of one order at a broker that has no names for fills, so that each counts once, whoever tells of it
 * first: a message, which may come late, twice or never, or a list, which comes when it is asked for. For gateways;
 * where a broker names its fills there is nothing to count.
 * <p>
 * A fill is named by how much of the order was filled with it, {@code B-7#30}. A message alone counts when nothing else
 * can be meant by it. It does not when one with the same quantity, price and time came before, which may be this one or
 * its twin, nor once a list has told of fills that no message did, which may be among them: then the list has to be
 * asked, and its sum decides. So what is counted is never more than what was filled, and after each list exactly that.
 * <p>
 * What was counted must be kept by the gateway, on disk before anybody is told, and given back with {@link #restore}
 * after a restart. One thread at a time.
 *
 * @since 1.1
 */
public final class FillCount {

    private static final int PRICE_SCALE = 8;

    /**
     * One fill as a broker tells of it.
     *
     * @param quantity more than 0
     * @param price    more than 0; of several fills that only a sum tells of, their average
     * @param time     by the broker, as exactly as it says
     */
    public record Fill(BigDecimal quantity, BigDecimal price, Instant time) {
        public Fill {
            if (quantity.signum() <= 0 || price.signum() <= 0) {
                throw new IllegalArgumentException("fill: expected quantity and price above 0, was %s at %s".formatted(
                        quantity.toPlainString(), price.toPlainString()));
            }
        }

        /** By which those are equal of which a broker says the same: 10 and 10.0 are the same quantity. */
        Fill plain() {
            return new Fill(quantity.stripTrailingZeros(), price.stripTrailingZeros(), time);
        }
    }

    /**
     * A fill that counts, under its name.
     *
     * @param id   unique in the account, as long as the broker uses no number of an order again
     * @param fill what was filled
     */
    public record Counted(ExecutionId id, Fill fill) {
    }

    /** What a message comes to. */
    public sealed interface Heard {

        /** It tells of a fill that nobody told of. */
        record New(Counted counted) implements Heard {
        }

        /** The order was filled before: nothing is new, and nothing need be asked. */
        record Known() implements Heard {
        }

        /** It may be known, or not: the list has to be asked. */
        record Doubt() implements Heard {
        }
    }

    private final BrokerOrderId order;
    private final Set<Fill> messages = new HashSet<>();
    private final List<Fill> counted = new ArrayList<>();
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal value = BigDecimal.ZERO;
    /** Something is counted of which no message is known that told of it: one may still come. */
    private boolean unheard;

    /** @param order whose name begins those of its fills: unique for longer than a day */
    public FillCount(BrokerOrderId order) {
        this.order = order;
    }

    /** A fill that was counted before the program began. A message about it may still come. */
    public void restore(Fill fill) {
        add(fill);
        messages.add(fill.plain());
        unheard = true;
    }

    /** How much was filled. */
    public BigDecimal total() {
        return total;
    }

    /** What the fills come to, price times quantity. */
    public BigDecimal value() {
        return value;
    }

    /**
     * A message told of a fill.
     *
     * @param most the quantity of the order as far as is known: more than that is never counted without a list
     */
    public Heard heard(Fill fill, BigDecimal most) {
        boolean isSeen = !messages.add(fill.plain());
        if (total.compareTo(most) >= 0) {
            return new Heard.Known();
        }
        boolean isTooMuch = total.add(fill.quantity()).compareTo(most) > 0;
        return isSeen || unheard || isTooMuch ? new Heard.Doubt() : new Heard.New(add(fill));
    }

    /**
     * A list told how much of the order is filled.
     *
     * @param sum       of all fills
     * @param paid      what they come to, price times quantity; 0 when the list does not say
     * @param at        when the fills were made that nobody told of, as well as is known
     * @param otherwise price to take where {@code paid} does not tell one, more than 0
     * @return those fills, as one; empty when all are counted, or the list is older than the newest message
     */
    public Optional<Counted> listed(BigDecimal sum, BigDecimal paid, Instant at, BigDecimal otherwise) {
        BigDecimal gap = sum.subtract(total);
        if (gap.signum() <= 0) {
            return Optional.empty();
        }
        unheard = true;
        return Optional.of(add(new Fill(gap, price(gap, sum, paid, otherwise), at)));
    }

    /**
     * A list told of each fill of the order, with quantity, price and time.
     *
     * @return those that are not counted yet, each by itself where that can be told, else as one
     */
    public List<Counted> listed(List<Fill> all) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        for (Fill fill : all) {
            sum = sum.add(fill.quantity());
            paid = paid.add(fill.quantity().multiply(fill.price()));
        }
        BigDecimal gap = sum.subtract(total);
        if (gap.signum() <= 0) {
            return List.of();
        }
        List<Fill> unknown = without(all, counted);
        BigDecimal told = unknown.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (told.compareTo(gap) == 0) {
            unheard = true;
            return unknown.stream().map(this::add).toList();
        }
        Fill last = all.getLast();
        return listed(sum, paid, last.time(), last.price()).stream().toList();
    }

    /** Each counted one takes away one that is like it. */
    private static List<Fill> without(List<Fill> all, List<Fill> counted) {
        Map<Fill, Integer> known = new HashMap<>();
        counted.forEach(fill -> known.merge(fill.plain(), 1, Integer::sum));
        return all.stream().filter(fill -> known.merge(fill.plain(), -1, Integer::sum) < 0).toList();
    }

    /** What those fills cost on average that are not counted yet. */
    private BigDecimal price(BigDecimal gap, BigDecimal sum, BigDecimal paid, BigDecimal otherwise) {
        BigDecimal rest = paid.subtract(value);
        BigDecimal price = rest.signum() > 0 ? rest.divide(gap, PRICE_SCALE, RoundingMode.HALF_UP)
                : paid.divide(sum, PRICE_SCALE, RoundingMode.HALF_UP);
        BigDecimal plain = price.stripTrailingZeros();
        plain = plain.scale() < 0 ? plain.setScale(0) : plain;
        return plain.signum() > 0 ? plain : otherwise;
    }

    private Counted add(Fill fill) {
        counted.add(fill);
        total = total.add(fill.quantity());
        value = value.add(fill.quantity().multiply(fill.price()));
        return new Counted(new ExecutionId(order.value() + "#" + total.stripTrailingZeros().toPlainString()), fill);
    }
}
