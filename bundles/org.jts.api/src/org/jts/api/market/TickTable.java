package org.jts.api.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

import org.jts.api.internal.Check;

/**
 * The price steps of an instrument: from each band's price on, prices are multiples of its tick.
 *
 * @param bands at least one; ascending by {@code from}, the first from 0
 * @since 1.0
 */
public record TickTable(List<Band> bands) {

    /**
     * @param from lowest price to which the tick applies, in the quote currency
     * @param tick distance of neighbouring prices, above 0
     */
    public record Band(BigDecimal from, BigDecimal tick) {
        public Band {
            Check.notNegative(from, "from");
            Check.positive(tick, "tick");
        }
    }

    public TickTable {
        bands = List.copyOf(bands);
        if (bands.isEmpty() || bands.getFirst().from().signum() != 0) {
            throw new IllegalArgumentException("tick table: expected a first band from price 0, was " + bands);
        }
        for (int i = 1; i < bands.size(); i++) {
            if (bands.get(i).from().compareTo(bands.get(i - 1).from()) <= 0) {
                throw new IllegalArgumentException("tick table: expected ascending bands, was " + bands);
            }
        }
    }

    /** One tick at every price. */
    public static TickTable uniform(BigDecimal tick) {
        return new TickTable(List.of(new Band(BigDecimal.ZERO, tick)));
    }

    /** @return the tick at {@code price} */
    public BigDecimal tickAt(BigDecimal price) {
        Objects.requireNonNull(price, "price");
        BigDecimal tick = bands.getFirst().tick();
        for (Band band : bands) {
            if (band.from().compareTo(price) > 0) {
                break;
            }
            tick = band.tick();
        }
        return tick;
    }

    public boolean isOnTick(BigDecimal price) {
        return price.remainder(tickAt(price)).signum() == 0;
    }

    /** @return the highest allowed price that is not above {@code price} */
    public BigDecimal roundDown(BigDecimal price) {
        return round(price, RoundingMode.FLOOR);
    }

    /** @return the lowest allowed price that is not below {@code price} */
    public BigDecimal roundUp(BigDecimal price) {
        return round(price, RoundingMode.CEILING);
    }

    /** @return the allowed price next above {@code price}, which is on a tick */
    public BigDecimal above(BigDecimal price) {
        return price.add(tickAt(price));
    }

    /** @return the allowed price next below {@code price}, which is on a tick; never below 0 */
    public BigDecimal below(BigDecimal price) {
        if (price.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        // At the lower edge of a band the step down is the tick of the band below.
        BigDecimal justBelow = price.subtract(bands.getFirst().tick().min(tickAt(price)));
        return price.subtract(tickAt(justBelow.max(BigDecimal.ZERO))).max(BigDecimal.ZERO);
    }

    private BigDecimal round(BigDecimal price, RoundingMode mode) {
        BigDecimal tick = tickAt(price);
        BigDecimal steps = price.divide(tick, 0, mode);
        return steps.multiply(tick);
    }
}
