package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.market.Timeframe;

/** Reads the dates and intervals that candle files use. */
final class CandleTimes {

    private static final DateTimeFormatter DAY = strict("uuuuMMdd");
    private static final DateTimeFormatter ISO_DAY = strict("uuuu-MM-dd");
    private static final DateTimeFormatter HOUR_MINUTE = strict("HHmm");
    private static final DateTimeFormatter HOUR_MINUTE_SECOND = strict("HHmmss");
    private static final Pattern STAMP = Pattern.compile(
            "(\\d{8}|\\d{4}-\\d{2}-\\d{2})(?:[T ]?(\\d{4}|\\d{6}|\\d{2}:\\d{2}|\\d{2}:\\d{2}:\\d{2}))?");
    private static final Pattern MINUTES = Pattern.compile("(\\d{1,3})(?:m|min)?");
    private static final Map<String, ZoneId> ZONES = Map.of("KRX", ZoneId.of("Asia/Seoul"), "NASDAQ",
            ZoneId.of("America/New_York"), "NYSE", ZoneId.of("America/New_York"));

    private CandleTimes() {
    }

    static ZoneId zoneOf(String exchange) {
        return ZONES.getOrDefault(exchange, ZoneId.of("UTC"));
    }

    /** Reads {@code D}, {@code 1d}, {@code W}, {@code M}, {@code 1m}, {@code 5}, {@code 60min} and the like. */
    static Timeframe timeframe(String text) throws RowException {
        Optional<Timeframe> byCode = Timeframe.ofCode(text);
        if (byCode.isPresent()) {
            return byCode.get();
        }
        Timeframe byLetter = switch (text) {
            case "D", "d", "1D", "day" -> Timeframe.DAY_1;
            case "W", "w", "1W", "week" -> Timeframe.WEEK_1;
            case "M", "month" -> Timeframe.MONTH_1;
            default -> null;
        };
        if (byLetter != null) {
            return byLetter;
        }
        Matcher minutes = MINUTES.matcher(text);
        if (minutes.matches()) {
            long count = Long.parseLong(minutes.group(1));
            for (Timeframe frame : Timeframe.values()) {
                if (frame.isIntraday() && frame.nominal().toMinutes() == count) {
                    return frame;
                }
            }
        }
        throw new RowException(T.format("row.interval", Lines.quoted(text)));
    }

    static boolean isInterval(String text) {
        try {
            timeframe(text);
            return true;
        } catch (RowException e) {
            return false;
        }
    }

    /** @return when the candle that the row means began */
    static Instant openTime(String date, Optional<String> time, Timeframe frame, ZoneId zone) throws RowException {
        Instant instant = instant(date, time, zone);
        if (frame.isIntraday() && time.isEmpty() && date.length() <= 10) {
            throw new RowException(T.format("row.noTime", frame.code(),
                    Lines.quoted(date)));
        }
        return frame.openTime(instant, zone);
    }

    private static Instant instant(String date, Optional<String> time, ZoneId zone) throws RowException {
        Matcher stamp = STAMP.matcher(date);
        try {
            if (stamp.matches()) {
                String day = stamp.group(1);
                LocalDate localDay = LocalDate.parse(day, day.length() == 8 ? DAY : ISO_DAY);
                String clock = stamp.group(2) != null ? stamp.group(2) : time.orElse("00:00");
                return LocalDateTime.of(localDay, clock(clock)).atZone(zone).toInstant();
            }
            return OffsetDateTime.parse(date).toInstant();
        } catch (DateTimeException e) {
            throw new RowException(T.format("row.date", Lines.quoted(
                    time.map(clock -> date + " " + clock).orElse(date))));
        }
    }

    private static LocalTime clock(String text) {
        String digits = text.replace(":", "");
        return LocalTime.parse(digits, digits.length() <= 4 ? HOUR_MINUTE : HOUR_MINUTE_SECOND);
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
