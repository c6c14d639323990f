package org.jts.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

import org.jts.api.market.Candle;
import org.jts.api.market.Symbol;

/**
 * A symbol and how it starts.
 *
 * @param symbol        what, with its tick table, lot and minimum value
 * @param rules         hours and price limits
 * @param previousClose close of the last trading day before the start; rounded to a tick
 * @param dailyVolume   about how much the simulated participants trade in a day
 * @param model         how the price moves
 * @param history       real daily candles of the days before the start, ascending; empty: made from the seed
 * @since 1.0
 */
public record Listing(Symbol symbol, MarketRules rules, BigDecimal previousClose, BigDecimal dailyVolume,
        PriceModel model, List<Candle> history) {

    private static final BigDecimal USUAL_TURNOVER = BigDecimal.valueOf(50_000_000_000L);

    public Listing {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(rules, "rules");
        Checks.positive(previousClose, "previous close");
        Checks.positive(dailyVolume, "daily volume");
        Objects.requireNonNull(model, "model");
        history = List.copyOf(history);
        Checks.ascending(history);
    }

    /** A listing with the usual model and a turnover of 50 thousand million (KRW) a day. */
    public static Listing of(Symbol symbol, MarketRules rules, BigDecimal previousClose) {
        Checks.positive(previousClose, "previous close");
        BigDecimal lots = USUAL_TURNOVER.divide(previousClose.multiply(symbol.lotSize()), 0, RoundingMode.CEILING);
        return new Listing(symbol, rules, previousClose, lots.multiply(symbol.lotSize()), PriceModel.usual(),
                List.of());
    }

    public Listing withModel(PriceModel newModel) {
        return new Listing(symbol, rules, previousClose, dailyVolume, newModel, history);
    }

    public Listing withRules(MarketRules newRules) {
        return new Listing(symbol, newRules, previousClose, dailyVolume, model, history);
    }

    public Listing withDailyVolume(BigDecimal newVolume) {
        return new Listing(symbol, rules, previousClose, newVolume, model, history);
    }

    /** Real candles of the days before: the exchange goes on from the last close. */
    public Listing withHistory(List<Candle> candles) {
        BigDecimal close = candles.isEmpty() ? previousClose : candles.getLast().close();
        return new Listing(symbol, rules, close, dailyVolume, model, candles);
    }
}
