package org.jts.exchange.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;

/** All candles of one instrument: its history and what trades since. Longer frames are made of minutes and days. */
final class CandleSeries {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    /** Live minutes kept: a month of a market that never closes. Days are kept for ever. */
    private static final int KEPT_MINUTES = 45_000;

    private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    /**
     * What trades since the start, at one moment.
     *
     * @param minutes from the begin of the query on; none where it asks for days
     * @param days    all; none where it asks for minutes
     */
    record Live(Bars minutes, Bars days) {
    }

    private final Instrument instrument;
    /** Made where it is asked for, which takes long: not under the exchange's lock, for orders would wait for it. */
    private final History history;
    private final Lock historyLock = new ReentrantLock();
    private final ZoneId zone;
    private final Bars minutes = new Bars();
    private final Bars days = new Bars();
    private long dayStart;

    CandleSeries(Instrument instrument, History history, LocalDate firstLiveDay) {
        this.instrument = instrument;
        this.history = history;
        zone = instrument.rules.zone();
        beginDay(firstLiveDay);
    }

    void beginDay(LocalDate day) {
        dayStart = Exact.nanos(day.atStartOfDay(zone).toInstant());
        if (minutes.size > KEPT_MINUTES) {
            minutes.dropFirst(minutes.size - KEPT_MINUTES / 2);
        }
    }

    void trade(long time, long price, long quantity) {
        minutes.trade(time - Math.floorMod(time, MINUTE), price, quantity);
        days.trade(dayStart, price, quantity);
    }

    /** Copies what {@link #query} needs of what trades; called while nothing does. */
    Live live(CandleQuery wanted) {
        CandleQuery query = within(wanted);
        return query.timeframe().isIntraday()
                ? new Live(minutes.slice(Exact.nanos(query.timeframe().openTime(query.from(), zone)), Long.MAX_VALUE),
                        new Bars())
                : new Live(new Bars(), days.slice(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    /** Touches nothing that trades: may be called on any thread at any time. */
    List<Candle> query(CandleQuery wanted, Live live) {
        historyLock.lock();
        try {
            return found(within(wanted), live);
        } finally {
            historyLock.unlock();
        }
    }

    private List<Candle> found(CandleQuery query, Live live) {
        Deque<Candle> found = query.timeframe().isIntraday() ? intraday(query, live.minutes())
                : longer(query, live.days());
        while (!found.isEmpty() && found.getFirst().openTime().isBefore(query.from())) {
            found.removeFirst();
        }
        while (found.size() > query.limit()) {
            found.removeFirst();
        }
        return List.copyOf(found);
    }

    /** The same question within the times that can be counted: all that there is may be asked for in any words. */
    private static CandleQuery within(CandleQuery query) {
        return new CandleQuery(query.symbol(), query.timeframe(), within(query.from()), within(query.to()),
                query.limit());
    }

    private static Instant within(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return time.isAfter(LATEST) ? LATEST : time;
    }

    private Deque<Candle> intraday(CandleQuery query, Bars live) {
        Deque<Candle> found = new ArrayDeque<>();
        prepend(found, frames(live, query.timeframe()), query);
        for (int back = 0; found.size() < query.limit(); back++) {
            var day = history.day(back);
            if (day.isEmpty() || !day.get().plusDays(1).atStartOfDay(zone).toInstant().isAfter(query.from())) {
                break;
            }
            if (!day.get().atStartOfDay(zone).toInstant().isAfter(query.to())) {
                prepend(found, frames(history.minutes(back), query.timeframe()), query);
            }
        }
        return found;
    }

    private Bars frames(Bars source, Timeframe frame) {
        if (frame == Timeframe.MINUTE_1) {
            return source;
        }
        return source.merged(time -> Exact.nanos(frame.openTime(Exact.instant(time), zone)));
    }

    private void prepend(Deque<Candle> found, Bars bars, CandleQuery query) {
        for (int i = bars.size - 1; i >= 0 && found.size() < query.limit(); i--) {
            Candle candle = candle(bars, i);
            if (!candle.openTime().isAfter(query.to())) {
                found.addFirst(candle);
            }
        }
    }

    private Deque<Candle> longer(CandleQuery query, Bars live) {
        Instant first = query.timeframe().openTime(query.from(), zone);
        long enough = (query.limit() + 1L) * query.timeframe().nominal().plusDays(1).toDays();
        List<Candle> newestFirst = new ArrayList<>();
        for (int i = live.size - 1; i >= 0; i--) {
            newestFirst.add(candle(live, i));
        }
        for (int back = 0; newestFirst.size() < enough && history.day(back).isPresent(); back++) {
            Instant midnight = history.day(back).get().atStartOfDay(zone).toInstant();
            if (midnight.isBefore(first)) {
                break;
            }
            if (!query.timeframe().openTime(midnight, zone).isAfter(query.to())) {
                newestFirst.add(history.candle(back));
            }
        }
        Deque<Candle> found = new ArrayDeque<>();
        for (Candle day : newestFirst) {
            Instant begin = query.timeframe().openTime(day.openTime(), zone);
            if (begin.isAfter(query.to())) {
                continue;
            }
            if (!found.isEmpty() && found.getFirst().openTime().equals(begin)) {
                found.addFirst(joined(begin, day, found.removeFirst()));
            } else {
                found.addFirst(new Candle(begin, day.open(), day.high(), day.low(), day.close(), day.volume()));
            }
        }
        return found;
    }

    private static Candle joined(Instant begin, Candle earlier, Candle later) {
        return new Candle(begin, earlier.open(), earlier.high().max(later.high()), earlier.low().min(later.low()),
                later.close(), earlier.volume().add(later.volume()));
    }

    private Candle candle(Bars bars, int i) {
        return new Candle(Exact.instant(bars.time[i]), instrument.decimalPrice(bars.open[i]),
                instrument.decimalPrice(bars.high[i]), instrument.decimalPrice(bars.low[i]),
                instrument.decimalPrice(bars.close[i]), instrument.decimalQuantity(bars.volume[i]));
    }
}
