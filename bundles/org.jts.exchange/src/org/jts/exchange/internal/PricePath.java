package org.jts.exchange.internal;

import java.util.List;

import org.jts.api.market.Candle;
import org.jts.exchange.PriceModel;
import org.jts.exchange.PriceModel.FlashCrash;
import org.jts.exchange.PriceModel.Gbm;
import org.jts.exchange.PriceModel.MeanReversion;
import org.jts.exchange.PriceModel.NoLiquidity;
import org.jts.exchange.PriceModel.Replay;
import org.jts.exchange.PriceModel.Trend;

/**
 * The simulated participants' idea of a price. It draws from a stream of its own and knows nothing of orders: what
 * accounts do never changes the path.
 */
final class PricePath {

    /** Of a day, how far the price of an exchange that closes moves overnight, as a part of the daily volatility. */
    private static final double OVERNIGHT = 0.5;

    /** A replayed candle is done after this part of the day: before a closing auction collects orders. */
    private static final double REPLAY_PART = 0.95;

    private final Rng rng;
    private final long seed;
    private final String name;

    private PriceModel model;
    private double log;
    private double anchor;
    private long time;
    private long dayStart;
    private double dayLength = 1;
    private long crashAt = Long.MAX_VALUE;
    private int replayDay;
    private IntradayPath replay;
    private int replayed;
    private double shift;

    PricePath(long seed, String name, PriceModel model, double price) {
        this.seed = seed;
        this.name = name;
        rng = Rng.of(seed, "path " + name, 0);
        this.model = model;
        log = StrictMath.log(price);
        anchor = log;
    }

    PriceModel model() {
        return model;
    }

    double price() {
        if (replay != null) {
            return StrictMath.exp(StrictMath.log(replay.at(replayed)) + shift);
        }
        return StrictMath.exp(log + overlay());
    }

    /** A session begins. @param gap whether the price may have moved since the last one */
    void beginDay(long open, long close, boolean gap) {
        log += overlay();
        crashAt = Long.MAX_VALUE;
        time = open;
        dayStart = open;
        dayLength = close - open;
        leaveReplay();
        if (gap && !(model instanceof NoLiquidity)) {
            log += OVERNIGHT * model.volatility() * bounded();
        }
        if (model instanceof FlashCrash crash) {
            armCrash(crash);
        }
        if (model instanceof Replay real) {
            beginReplay(real);
        }
    }

    /** Lets time pass. */
    void advance(long to) {
        double part = (to - time) / dayLength;
        if (part <= 0) {
            return;
        }
        time = to;
        if (replay != null) {
            advanceReplay();
            return;
        }
        double noise = model instanceof NoLiquidity ? 0
                : model.volatility() * StrictMath.sqrt(part) * rng.nextGaussian();
        double sigma = model.volatility();
        log += switch (model) {
            case Gbm m -> (m.drift() - sigma * sigma / 2) * part + noise;
            case MeanReversion m -> (anchor - log) * (1 - StrictMath.exp(
                    -StrictMath.log(2) * part * dayLength / m.halfLife().toNanos())) + noise;
            case Trend m -> StrictMath.log(1 + m.growth()) * part + noise;
            case FlashCrash m -> -sigma * sigma / 2 * part + noise;
            case NoLiquidity m -> 0;
            case Replay m -> -sigma * sigma / 2 * part + noise;
        };
    }

    /** Time passes without the price: what was before does not count. */
    void skipTo(long to) {
        time = Math.max(time, to);
    }

    /** Someone decided that this is the price now; the path goes on from here. */
    void set(double price) {
        if (replay != null) {
            shift = StrictMath.log(price) - StrictMath.log(replay.at(replayed));
        } else {
            log = StrictMath.log(price) - overlay();
        }
    }

    /** Held at a limit of the day, the idea of the price does not run away behind it; a replayed one comes back. */
    void hold(double price) {
        if (replay == null) {
            set(price);
        }
    }

    void switchTo(PriceModel newModel) {
        double price = price();
        leaveReplay();
        model = newModel;
        crashAt = Long.MAX_VALUE;
        log = StrictMath.log(price);
        anchor = log;
        replayDay = 0;
        if (newModel instanceof FlashCrash crash) {
            armCrash(crash);
        }
    }

    private void armCrash(FlashCrash crash) {
        long earliest = crash.earliest().toNanos();
        crashAt = time + earliest + (long) (rng.nextDouble() * (crash.latest().toNanos() - earliest));
    }

    private double overlay() {
        if (!(model instanceof FlashCrash crash) || time <= crashAt) {
            return 0;
        }
        double bottom = StrictMath.log(1 - crash.depth());
        double since = time - crashAt;
        double fall = crash.fall().toNanos();
        if (since < fall) {
            return bottom * since / fall;
        }
        return bottom * Math.max(0, 1 - (since - fall) / crash.recovery().toNanos());
    }

    private void beginReplay(Replay real) {
        List<Candle> candles = real.candles();
        if (replayDay >= candles.size()) {
            return;
        }
        Candle candle = candles.get(replayDay++);
        replay = IntradayPath.within(Rng.of(seed, "replay " + name, replayDay), candle.open().doubleValue(),
                candle.high().doubleValue(), candle.low().doubleValue(), candle.close().doubleValue(),
                IntradayPath.points(dayLength));
        replayed = 0;
        shift = 0;
    }

    /** Goes to the last point that is due, but stops at an extreme rather than jump over it. */
    private void advanceReplay() {
        int last = replay.size() - 1;
        int due = (int) Math.min(last, (time - dayStart) / dayLength / REPLAY_PART * last);
        while (replayed < due) {
            replayed++;
            if (replay.isExtreme(replayed)) {
                return;
            }
        }
    }

    private void leaveReplay() {
        if (replay != null) {
            log = StrictMath.log(replay.at(replay.size() - 1)) + shift;
            replay = null;
            shift = 0;
        }
    }

    private double bounded() {
        return Math.max(-3, Math.min(3, rng.nextGaussian()));
    }
}
