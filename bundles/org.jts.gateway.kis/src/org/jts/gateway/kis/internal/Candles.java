package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;

/** What reading candles is in both countries. */
final class Candles {

    /** What the fields of a row are called, but for close and volume. */
    record Names(String open, String high, String low) {
    }

    private Candles() {
    }

    /** The newest of those that were asked for, oldest first. */
    static List<Candle> newest(SortedMap<Instant, Candle> found, CandleQuery query) {
        List<Candle> within = found.values().stream().filter(c -> !c.openTime().isBefore(query.from())
                && !c.openTime().isAfter(query.to())).toList();
        return within.subList(Math.max(0, within.size() - query.limit()), within.size());
    }

    /** @throws BrokerException of category DATA when the numbers make no candle */
    static Candle read(Instant open, Node row, Names names, String close, String volume) throws BrokerException {
        try {
            return new Candle(open, row.number(names.open), row.number(names.high), row.number(names.low),
                    row.number(close), row.number(volume));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", T.get("what.candles"),
                    e.getMessage()), e);
        }
    }

    /** Of two parts of one candle, the earlier first. */
    static Candle merge(Candle before, Candle after) {
        return new Candle(before.openTime(), before.open(), before.high().max(after.high()), before.low().min(
                after.low()), after.close(), before.volume().add(after.volume()));
    }
}
