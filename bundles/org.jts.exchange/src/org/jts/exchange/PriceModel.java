package org.jts.exchange;

import java.time.Duration;
import java.util.List;

import org.jts.api.market.Candle;

/**
 * How the simulated participants' idea of a price moves. Rates are per trading day: a volatility of {@code 0.02} moves
 * the logarithm of the price by a standard deviation of 2 % from one close to the next.
 *
 * @since 1.0
 */
public sealed interface PriceModel {

    /** What a listing does when nothing else is said: no drift, 2 % a day. */
    static PriceModel usual() {
        return new Gbm(0, 0.02);
    }

    /** @return standard deviation of the logarithm of the price in one trading day */
    double volatility();

    /** Geometric Brownian motion. @param drift expected growth of the price per day, as a part of it */
    record Gbm(double drift, double volatility) implements PriceModel {
        public Gbm {
            Checks.within(drift, "drift", -1, 1);
            Checks.within(volatility, "volatility", 0, 1);
        }
    }

    /**
     * Returns to where it was when it began: an Ornstein-Uhlenbeck process on the logarithm of the price.
     *
     * @param halfLife of a distance from there, in trading time
     */
    record MeanReversion(double volatility, Duration halfLife) implements PriceModel {
        public MeanReversion {
            Checks.within(volatility, "volatility", 0, 1);
            Checks.positive(halfLife, "half life");
        }
    }

    /** A steady way up or down with some noise. @param growth of the price per day, as a part of it; may be negative */
    record Trend(double growth, double volatility) implements PriceModel {
        public Trend {
            Checks.within(growth, "growth", -0.9, 10);
            Checks.within(volatility, "volatility", 0, 1);
        }

        public static Trend up() {
            return new Trend(0.08, 0.01);
        }

        public static Trend down() {
            return new Trend(-0.08, 0.01);
        }
    }

    /**
     * A fall out of nothing, once every trading day and once after every switch to this model, with a way back.
     *
     * @param depth      how far, as a part of the price: {@code 0.15}
     * @param earliest   after the session's begin, or the switch
     * @param latest     after that; the seed chooses between the two
     * @param fall       how long it takes down
     * @param recovery   how long it takes back
     * @param volatility of the price besides
     */
    record FlashCrash(double depth, Duration earliest, Duration latest, Duration fall, Duration recovery,
            double volatility) implements PriceModel {
        public FlashCrash {
            Checks.within(depth, "depth", 0.001, 0.95);
            Checks.positive(fall, "fall");
            Checks.positive(recovery, "recovery");
            Checks.within(volatility, "volatility", 0, 1);
            if (earliest.isNegative() || latest.compareTo(earliest) < 0) {
                throw new IllegalArgumentException(
                        "flash crash: expected 0 <= earliest <= latest, was %s and %s".formatted(earliest, latest));
            }
        }

        /** 15 % within a minute, one to ten minutes from now, back within a quarter of an hour. */
        public static FlashCrash soon() {
            return new FlashCrash(0.15, Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofMinutes(1),
                    Duration.ofMinutes(15), 0.01);
        }
    }

    /** Nobody is there: an empty book, no trades but those between accounts. The price stands still. */
    record NoLiquidity() implements PriceModel {
        @Override
        public double volatility() {
            return 0;
        }
    }

    /**
     * One real daily candle per trading day: the price starts at its open, touches its high and its low and ends at its
     * close, never leaving the candle (rounded to ticks, and held within the day's price limits where there are some).
     * After the last one it goes on as {@link Gbm}.
     *
     * @param candles    daily, at least one, in ascending order
     * @param volatility after the last one
     */
    record Replay(List<Candle> candles, double volatility) implements PriceModel {
        public Replay {
            candles = List.copyOf(candles);
            if (candles.isEmpty()) {
                throw new IllegalArgumentException("replay: expected at least one candle, was none");
            }
            Checks.ascending(candles);
            Checks.within(volatility, "volatility", 0, 1);
        }
    }
}
