package org.jts.api.market;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The span of a candle. Intraday frames are counted from local midnight of the exchange; weeks begin on Monday.
 *
 * @since 1.0
 */
public enum Timeframe {
    MINUTE_1("1m", Duration.ofMinutes(1)),
    MINUTE_5("5m", Duration.ofMinutes(5)),
    MINUTE_15("15m", Duration.ofMinutes(15)),
    MINUTE_30("30m", Duration.ofMinutes(30)),
    HOUR_1("1h", Duration.ofHours(1)),
    HOUR_4("4h", Duration.ofHours(4)),
    DAY_1("1d", Duration.ofDays(1)),
    WEEK_1("1w", Duration.ofDays(7)),
    /** Capital M: {@code 1m} is a minute. */
    MONTH_1("1M", Duration.ofDays(30));

    private final String code;
    private final Duration nominal;

    Timeframe(String code, Duration nominal) {
        this.code = code;
        this.nominal = nominal;
    }

    /** Short form as used in files, commands and the wire: {@code 1m … 1M}. */
    public String code() {
        return code;
    }

    /** Length of one candle; nominal for days and longer, whose real length the calendar decides. */
    public Duration nominal() {
        return nominal;
    }

    public boolean isIntraday() {
        return compareTo(DAY_1) < 0;
    }

    /** @return the frame whose {@link #code()} is {@code code}; case matters */
    public static Optional<Timeframe> ofCode(String code) {
        for (Timeframe frame : values()) {
            if (frame.code.equals(code)) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }

    /** @return when the candle that contains {@code time} began, on an exchange in {@code zone} */
    public Instant openTime(Instant time, ZoneId zone) {
        ZonedDateTime local = time.atZone(zone);
        LocalDate day = local.toLocalDate();
        if (isIntraday()) {
            long step = nominal.toSeconds();
            long second = local.toLocalTime().toSecondOfDay();
            return day.atTime(LocalTime.ofSecondOfDay(second - second % step)).atZone(zone).toInstant();
        }
        LocalDate first = switch (this) {
            case WEEK_1 -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH_1 -> day.withDayOfMonth(1);
            default -> day;
        };
        return first.atStartOfDay(zone).toInstant();
    }
}
