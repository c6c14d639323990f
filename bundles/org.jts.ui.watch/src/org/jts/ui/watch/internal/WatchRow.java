package org.jts.ui.watch.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.ui.context.Instrument;

/**
 * A watched instrument as it is shown.
 *
 * @param instrument which
 * @param symbol     its master data
 * @param live       its newest quote, once there is one
 * @param flash      whether the price went up (1) or down (-1) a moment ago
 */
record WatchRow(Instrument instrument, Symbol symbol, Optional<LiveQuote> live, int flash) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static WatchRow empty(Instrument instrument, Symbol symbol) {
        return new WatchRow(instrument, symbol, Optional.empty(), 0);
    }

    /** @return this row with a newer quote, which flashes when its price differs and both are live */
    WatchRow with(LiveQuote newer) {
        int moved = live.isPresent() && newer.freshness() == Freshness.LIVE
                ? newer.quote().last().compareTo(live.get().quote().last()) : 0;
        return new WatchRow(instrument, symbol, Optional.of(newer), moved);
    }

    WatchRow calm() {
        return flash == 0 ? this : new WatchRow(instrument, symbol, live, 0);
    }

    <T> Optional<T> of(Function<Quote, T> value) {
        return live.map(l -> value.apply(l.quote()));
    }

    Optional<BigDecimal> change() {
        return live.flatMap(l -> l.quote().change());
    }

    Optional<BigDecimal> changePercent() {
        return change().map(change -> change.multiply(HUNDRED).divide(
                live.orElseThrow().quote().previousClose().orElseThrow(), MathContext.DECIMAL64));
    }

    /** @return the direction of the day: 1, 0 or -1 */
    int direction() {
        return change().map(BigDecimal::signum).orElse(0);
    }

    boolean trusted() {
        return live.map(l -> l.freshness() == Freshness.LIVE || l.freshness() == Freshness.DELAYED).orElse(false);
    }
}
