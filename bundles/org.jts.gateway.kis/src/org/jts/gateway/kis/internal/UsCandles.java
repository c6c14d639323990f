package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.time.TimeSource;

/**
 * Candles of shares in the United States, the newest page first. Days, weeks and months come a hundred at a time,
 * minutes 120 at a time and for about a month, on the real service alone; longer intraday frames are made of minutes.
 * Days are those of New York.
 */
final class UsCandles {

    private static final String PAGE = "120";
    private static final int MINUTE_DAYS = 31;
    private static final int MOST_PAGES = 400;
    private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
    private static final Candles.Names NAMES = new Candles.Names("open", "high", "low");

    private final KisRest rest;
    private final TimeSource time;
    private final boolean paper;

    UsCandles(KisRest rest, TimeSource time, boolean paper) {
        this.rest = rest;
        this.time = time;
        this.paper = paper;
    }

    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Instant now = time.now();
        if (query.from().isAfter(now)) {
            return List.of();
        }
        if (query.timeframe().isIntraday() && paper) {
            throw new BrokerException(ErrorCategory.UNSUPPORTED, T.get("us.minutes"));
        }
        TreeMap<Instant, Candle> found = query.timeframe().isIntraday() ? minutes(query, now) : days(query, now);
        return Candles.newest(found, query);
    }

    private TreeMap<Instant, Candle> days(CandleQuery query, Instant now)
            throws BrokerException, InterruptedException {
        TreeMap<Instant, Candle> found = new TreeMap<>();
        LocalDate first = date(query.from());
        LocalDate last = switch (query.timeframe()) {
            case WEEK_1 -> end(query, now).plusDays(6);
            case MONTH_1 -> end(query, now).withDayOfMonth(end(query, now).lengthOfMonth());
            default -> end(query, now);
        };
        while (!last.isBefore(first) && found.size() < query.limit()) {
            Map<String, String> fields = UsMarket.fields(query.symbol());
            fields.put("GUBN", switch (query.timeframe()) {
                case WEEK_1 -> "1";
                case MONTH_1 -> "2";
                default -> "0";
            });
            fields.put("BYMD", Clock.day(last));
            fields.put("MODP", "1");
            fields.put("KEYB", "");
            LocalDate oldest = null;
            for (Node row : rest.read(T.get("what.candles"), KisRest.Call.of("overseas-price/dailyprice",
                    Lane.HISTORY, fields)).body().rows("output2")) {
                if (!row.text("xymd").isEmpty() && row.number("clos").signum() > 0) {
                    oldest = Clock.day("xymd", row.text("xymd"));
                    Candle candle = Candles.read(query.timeframe().openTime(oldest.atStartOfDay(Venue.NEW_YORK)
                            .toInstant(), Venue.NEW_YORK), row, NAMES, "clos", "tvol");
                    found.putIfAbsent(candle.openTime(), candle); // a week of two pages is whole in the later one
                }
            }
            if (oldest == null || oldest.isAfter(last)) {
                break;
            }
            last = date(query.timeframe().openTime(oldest.atStartOfDay(Venue.NEW_YORK).toInstant(), Venue.NEW_YORK))
                    .minusDays(1);
        }
        return found;
    }

    private static LocalDate end(CandleQuery query, Instant now) {
        return date(query.to().isAfter(now) ? now : query.to());
    }

    private static LocalDate date(Instant at) {
        return at.atZone(Venue.NEW_YORK).toLocalDate();
    }

    /** Pages go back from the key, which is a minute in New York; the first has none and ends now. */
    private TreeMap<Instant, Candle> minutes(CandleQuery query, Instant now)
            throws BrokerException, InterruptedException {
        Instant until = query.to().plus(query.timeframe().nominal());
        Instant from = query.timeframe().openTime(query.from(), Venue.NEW_YORK);
        Instant first = from.isBefore(now.minus(Duration.ofDays(MINUTE_DAYS))) ? now.minus(Duration.ofDays(
                MINUTE_DAYS)) : from;
        TreeMap<Instant, Candle> candles = new TreeMap<>();
        Instant oldest = until.isBefore(now) ? until : now.plusSeconds(1);
        String key = until.isBefore(now) ? KEY.format(until.atZone(Venue.NEW_YORK)) : "";
        for (int i = 0; i < MOST_PAGES && candles.size() <= query.limit() && oldest.isAfter(first); i++) {
            Instant before = oldest;
            for (Node row : page(query, key)) {
                Instant minute = minute(row);
                if (minute.isBefore(oldest)) {
                    oldest = minute;
                    Candle earlier = Candles.read(query.timeframe().openTime(minute, Venue.NEW_YORK), row, NAMES,
                            "last", "evol");
                    candles.merge(earlier.openTime(), earlier, (later, candle) -> Candles.merge(candle, later));
                }
            }
            if (oldest.equals(before)) {
                break;
            }
            key = KEY.format(oldest.minus(Duration.ofMinutes(1)).atZone(Venue.NEW_YORK));
        }
        return candles;
    }

    private List<Node> page(CandleQuery query, String key) throws BrokerException, InterruptedException {
        Map<String, String> fields = UsMarket.fields(query.symbol());
        fields.put("NMIN", "1");
        fields.put("PINC", "1");
        fields.put("NEXT", key.isEmpty() ? "" : "1");
        fields.put("NREC", PAGE);
        fields.put("FILL", "");
        fields.put("KEYB", key);
        return rest.read(T.get("what.candles"), KisRest.Call.of("overseas-price/inquire-time-itemchartprice",
                Lane.HISTORY, fields)).body().rows("output2");
    }

    /** Korean date and time say without doubt when it was; those of New York are there twice an autumn night. */
    private static Instant minute(Node row) throws BrokerException {
        if (row.text("kymd").isEmpty()) {
            LocalTime clock = Clock.time("xhms", row.text("xhms")).withSecond(0);
            return ZonedDateTime.of(LocalDateTime.of(Clock.day("xymd", row.text("xymd")), clock), Venue.NEW_YORK)
                    .toInstant();
        }
        return Clock.at(Clock.day("kymd", row.text("kymd")), Clock.time("khms", row.text("khms")).withSecond(0));
    }
}
