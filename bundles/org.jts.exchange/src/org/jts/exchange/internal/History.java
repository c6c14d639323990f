package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.market.Candle;
import org.jts.exchange.MarketRules.Hours;
import org.jts.exchange.MarketRules.PriceRange;
import org.jts.exchange.SessionPhase;

/**
 * The days before the start. Each day has its own stream of chance, so that any day can be made at any time and is
 * always the same; closes are chained backwards from the first price. Days of real candles are those candles, with
 * minutes made to fit inside them.
 */
final class History {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final double USUAL_VOLATILITY = 0.02;
    private static final double MOST = 0.25;
    private static final double OVERNIGHT = 0.3;
    private static final double AUCTION_SHARE = 0.05;

    private final Instrument instrument;
    private final long seed;
    private final LocalDate firstLiveDay;
    private final LocalDate oldest;
    private final double volatility;
    private final List<LocalDate> days = new ArrayList<>();
    private final List<Long> closes = new ArrayList<>();
    private final List<Candle> candles = new ArrayList<>();
    private final boolean real;

    History(Instrument instrument, long seed, LocalDate firstLiveDay, int historyDays) {
        this.instrument = instrument;
        this.seed = seed;
        this.firstLiveDay = firstLiveDay;
        double given = instrument.listing.model().volatility();
        volatility = given > 0 ? Math.min(given, 0.08) : USUAL_VOLATILITY;
        real = !instrument.listing.history().isEmpty();
        oldest = firstLiveDay.minusDays(historyDays);
        if (real) {
            takeRealCandles();
        }
    }

    private void takeRealCandles() {
        for (Candle candle : instrument.listing.history().reversed()) {
            LocalDate day = LocalDate.ofInstant(candle.openTime(), instrument.rules.zone());
            if (day.isBefore(firstLiveDay)) {
                days.add(day);
                candles.add(candle);
            }
        }
    }

    /** @return the day, 0 being the last before the start; empty when there is none so far back */
    Optional<LocalDate> day(int back) {
        while (!real && days.size() <= back) {
            LocalDate next = (days.isEmpty() ? firstLiveDay : days.getLast()).minusDays(1);
            while (!instrument.rules.isTradingDay(next) && !next.isBefore(oldest)) {
                next = next.minusDays(1);
            }
            if (next.isBefore(oldest)) {
                return Optional.empty();
            }
            days.add(next);
        }
        return back < days.size() ? Optional.of(days.get(back)) : Optional.empty();
    }

    /** @return the daily candle; the day must be there */
    Candle candle(int back) {
        while (candles.size() <= back) {
            Bars minutes = minutes(candles.size());
            Instant midnight = days.get(candles.size()).atStartOfDay(instrument.rules.zone()).toInstant();
            Bars one = minutes.merged(time -> 0);
            candles.add(new Candle(midnight, instrument.decimalPrice(one.open[0]),
                    instrument.decimalPrice(one.high[0]), instrument.decimalPrice(one.low[0]),
                    instrument.decimalPrice(one.close[0]), instrument.decimalQuantity(one.volume[0])));
        }
        return candles.get(back);
    }

    /** @return the minutes of the day; it must be there */
    Bars minutes(int back) {
        LocalDate day = days.get(back);
        Rng rng = Rng.of(seed, "history " + instrument.symbol.id(), day.toEpochDay());
        Hours hours = instrument.rules.hours(day);
        long open = Exact.nanos(hours.open());
        long close = Exact.nanos(hours.close());
        boolean auction = instrument.rules.phaseAt(hours.close().minusNanos(1)) == SessionPhase.CLOSING_AUCTION;
        long end = auction ? Exact.nanos(instrument.rules.nextChange(hours.open())) : close;
        int count = (int) ((end - open) / MINUTE);
        IntradayPath path = real ? realPath(rng, candles.get(back), count) : madePath(rng, back, count, auction);
        long volume = real ? realVolume(candles.get(back)) : madeVolume(rng);
        return bars(rng, path, count, open, auction ? close : -1, volume);
    }

    private IntradayPath realPath(Rng rng, Candle candle, int minutes) {
        return IntradayPath.within(rng, candle.open().doubleValue(), candle.high().doubleValue(),
                candle.low().doubleValue(), candle.close().doubleValue(), minutes * IntradayPath.PER_MINUTE + 1);
    }

    private IntradayPath madePath(Rng rng, int back, int minutes, boolean gap) {
        rng.nextGaussian(); // the one that close(...) draws: the day's return
        double before = instrument.asDouble(close(back + 1));
        double close = instrument.asDouble(close(back));
        double lowest = instrument.asDouble(instrument.lowestPrice);
        double highest = Double.MAX_VALUE;
        Optional<PriceRange> limits = instrument.rules.priceLimits(instrument.symbol, BigDecimal.valueOf(before));
        if (limits.isPresent()) {
            lowest = Math.max(lowest, limits.get().lowest().doubleValue());
            highest = limits.get().highest().doubleValue();
        }
        double jump = gap ? OVERNIGHT * volatility * Math.max(-3, Math.min(3, rng.nextGaussian())) : 0;
        double open = Math.max(lowest, Math.min(highest, before * StrictMath.exp(jump)));
        return IntradayPath.between(rng, open, close, volatility, lowest, highest,
                minutes * IntradayPath.PER_MINUTE + 1);
    }

    private long close(int back) {
        while (closes.size() <= back) {
            if (closes.isEmpty()) {
                closes.add(instrument.firstPrice);
                continue;
            }
            int later = closes.size() - 1;
            LocalDate day = day(later).orElse(oldest);
            Rng rng = Rng.of(seed, "history " + instrument.symbol.id(), day.toEpochDay());
            double move = Math.max(-MOST, Math.min(MOST, volatility * rng.nextGaussian()));
            closes.add(instrument.nearest(instrument.asDouble(closes.get(later)) * StrictMath.exp(-move)));
        }
        return closes.get(back);
    }

    private long realVolume(Candle candle) {
        BigDecimal lots = candle.volume().divideToIntegralValue(instrument.symbol.lotSize());
        return lots.min(BigDecimal.valueOf(Long.MAX_VALUE / 4)).longValue();
    }

    private long madeVolume(Rng rng) {
        double usual = instrument.listing.dailyVolume().doubleValue()
                / instrument.symbol.lotSize().doubleValue();
        return Math.max(1, Math.round(usual * StrictMath.exp(0.4 * rng.nextGaussian())));
    }

    private Bars bars(Rng rng, IntradayPath path, int count, long open, long auctionAt, long volume) {
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            // Busy at both ends of the day, as real days are.
            double centre = 2.0 * i / count - 1;
            weights[i] = (0.4 + centre * centre) * (0.3 + rng.nextDouble());
            sum += weights[i];
        }
        long auction = auctionAt < 0 ? 0 : (long) (volume * AUCTION_SHARE);
        long rest = volume - auction;
        double reached = 0;
        long given = 0;
        var bars = new Bars();
        for (int i = 0; i < count; i++) {
            reached += weights[i];
            long upTo = i == count - 1 ? rest : (long) (rest * (reached / sum));
            addMinute(bars, path, i, open + i * MINUTE, upTo - given);
            given = upTo;
        }
        if (auctionAt >= 0) {
            bars.trade(auctionAt, instrument.nearest(path.at(path.size() - 1)), auction);
        }
        return bars;
    }

    private void addMinute(Bars bars, IntradayPath path, int minute, long time, long volume) {
        int first = minute * IntradayPath.PER_MINUTE;
        for (int k = 0; k <= IntradayPath.PER_MINUTE; k++) {
            bars.trade(time, instrument.nearest(path.at(first + k)), k == 0 ? volume : 0);
        }
    }
}
