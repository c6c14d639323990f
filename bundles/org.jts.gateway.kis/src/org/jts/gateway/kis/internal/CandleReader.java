package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.api.time.TimeSource;

/**
 * Reads candles, the newest page first, until there are enough. The broker has days, weeks and months a hundred at a
 * time, and minutes of one day; longer intraday frames are made of minutes.
 */
final class CandleReader {

    /** After so many days without a minute there are none before either. */
    private static final int EMPTY_DAYS = 10;
    /** The broker keeps minutes for about a year. */
    private static final int MINUTE_DAYS = 366;
    private static final Candles.Names NAMES = new Candles.Names("stck_oprc", "stck_hgpr", "stck_lwpr");

    private final KisRest rest;
    private final TimeSource time;
    private final boolean paper;

    CandleReader(KisRest rest, TimeSource time, boolean paper) {
        this.rest = rest;
        this.time = time;
        this.paper = paper;
    }

    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Instant now = time.now();
        if (query.from().isAfter(now)) {
            return List.of();
        }
        TreeMap<Instant, Candle> found = query.timeframe().isIntraday() ? minutes(query, now) : days(query, now);
        return Candles.newest(found, query);
    }

    private TreeMap<Instant, Candle> days(CandleQuery query, Instant now)
            throws BrokerException, InterruptedException {
        TreeMap<Instant, Candle> found = new TreeMap<>();
        LocalDate first = Clock.today(query.from());
        LocalDate last = Clock.today(query.to().isAfter(now) ? now : query.to());
        if (query.timeframe() == Timeframe.WEEK_1) {
            last = last.plusDays(6);
        } else if (query.timeframe() == Timeframe.MONTH_1) {
            last = last.withDayOfMonth(last.lengthOfMonth());
        }
        while (!last.isBefore(first) && found.size() < query.limit()) {
            Map<String, String> fields = MarketReader.fields(query.symbol());
            fields.put("FID_INPUT_DATE_1", Clock.day(first));
            fields.put("FID_INPUT_DATE_2", Clock.day(last));
            fields.put("FID_PERIOD_DIV_CODE", switch (query.timeframe()) {
                case WEEK_1 -> "W";
                case MONTH_1 -> "M";
                default -> "D";
            });
            fields.put("FID_ORG_ADJ_PRC", "0");
            List<Node> rows = rest.read(T.get("what.candles"), KisRest.Call.of("inquire-daily-itemchartprice",
                    Lane.HISTORY, fields)).body().rows("output2");
            LocalDate oldest = null;
            for (Node row : rows) {
                if (!row.text("stck_bsop_date").isEmpty()) {
                    oldest = Clock.day("stck_bsop_date", row.text("stck_bsop_date"));
                    Candle candle = Candles.read(query.timeframe().openTime(Clock.at(oldest, LocalTime.MIDNIGHT),
                            Clock.SEOUL), row, NAMES, "stck_clpr", "acml_vol");
                    found.putIfAbsent(candle.openTime(), candle); // a week of two pages is whole in the later one
                }
            }
            if (oldest == null || !oldest.isBefore(last.plusDays(1))) {
                break;
            }
            last = Clock.today(query.timeframe().openTime(Clock.at(oldest, LocalTime.MIDNIGHT), Clock.SEOUL))
                    .minusDays(1);
        }
        return found;
    }

    private TreeMap<Instant, Candle> minutes(CandleQuery query, Instant now)
            throws BrokerException, InterruptedException {
        Minutes minutes = new Minutes(query, now);
        LocalDate today = Clock.today(now);
        LocalDate last = Clock.today(query.to().isAfter(now) ? now : query.to());
        LocalDate first = Clock.today(query.from());
        if (first.isBefore(today.minusDays(MINUTE_DAYS))) {
            first = today.minusDays(MINUTE_DAYS);
        }
        int empty = 0;
        for (LocalDate day = last; !day.isBefore(first) && empty < EMPTY_DAYS && !minutes.isEnough(); day = day
                .minusDays(1)) {
            if (paper && day.isBefore(today)) {
                break;
            }
            empty = minutes.read(day, day.equals(today) && paper) ? 0 : empty + 1;
        }
        return minutes.candles;
    }

    /** Collects candles of a frame from minutes, the newest first. */
    private final class Minutes {
        final TreeMap<Instant, Candle> candles = new TreeMap<>();
        private final CandleQuery query;
        private final Instant now;
        private Instant oldest;

        Minutes(CandleQuery query, Instant now) {
            this.query = query;
            this.now = now;
        }

        /** The oldest may still grow, so that one more than asked for is needed. */
        boolean isEnough() {
            return candles.size() > query.limit() || oldest != null && oldest.isBefore(query.timeframe().openTime(
                    query.from(), Clock.SEOUL));
        }

        /** @return whether the day has any */
        boolean read(LocalDate day, boolean ofToday) throws BrokerException, InterruptedException {
            Instant end = query.to().plus(query.timeframe().nominal());
            Instant until = end.isBefore(now) ? end : now;
            LocalTime hour = Clock.today(until).isAfter(day) ? LocalTime.of(23, 59, 59)
                    : until.atZone(Clock.SEOUL).toLocalTime();
            boolean any = false;
            while (!isEnough()) {
                LocalTime first = page(day, hour, ofToday);
                if (first == null || !first.isBefore(hour) || first.equals(LocalTime.MIDNIGHT)) {
                    return any || first != null;
                }
                any = true;
                hour = first.minusSeconds(1);
            }
            return any;
        }

        /** @return the time of the first minute, or null when there is none */
        private LocalTime page(LocalDate day, LocalTime hour, boolean ofToday)
                throws BrokerException, InterruptedException {
            Map<String, String> fields = MarketReader.fields(query.symbol());
            fields.put("FID_INPUT_HOUR_1", Clock.time(hour));
            fields.put("FID_PW_DATA_INCU_YN", "N");
            if (ofToday) {
                fields.put("FID_ETC_CLS_CODE", "");
            } else {
                fields.put("FID_INPUT_DATE_1", Clock.day(day));
                fields.put("FID_FAKE_TICK_INCU_YN", "");
            }
            LocalTime first = null;
            for (Node row : rest.read(T.get("what.candles"), KisRest.Call.of(ofToday ? "inquire-time-itemchartprice"
                    : "inquire-time-dailychartprice", Lane.HISTORY, fields)).body().rows("output2")) {
                if (row.text("stck_bsop_date").equals(Clock.day(day))) {
                    LocalTime minute = Clock.time("stck_cntg_hour", row.text("stck_cntg_hour")).withSecond(0);
                    add(Clock.at(day, minute), row);
                    first = minute;
                }
            }
            return first;
        }

        /** Rows come newest first: what is there already is later. */
        private void add(Instant minute, Node row) throws BrokerException {
            if (oldest != null && !minute.isBefore(oldest)) {
                return; // the same minute again: the broker repeats the newest for hours to come
            }
            oldest = minute;
            Candle earlier = Candles.read(query.timeframe().openTime(minute, Clock.SEOUL), row, NAMES,
                    "stck_prpr", "cntg_vol");
            candles.merge(earlier.openTime(), earlier, (later, before) -> Candles.merge(before, later));
        }
    }
}
