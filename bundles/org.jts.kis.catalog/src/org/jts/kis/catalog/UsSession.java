package org.jts.kis.catalog;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Set;

/**
 * When shares trade in the United States: the regular session of the New York Stock Exchange, which Nasdaq keeps too,
 * 09:30 to 16:00 in New York, 13:00 on the three short days. Daylight saving time is that of the zone: in Seoul the
 * session begins at 23:30 in winter and at 22:30 in summer. Holidays by the exchange's rules since 2022; closings for
 * days of mourning are not among them. Immutable.
 *
 * @since 1.0
 */
public final class UsSession {

    /** The exchanges' zone. */
    public static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final LocalTime OPEN = LocalTime.of(9, 30);
    private static final LocalTime CLOSE = LocalTime.of(16, 0);
    private static final LocalTime SHORT_CLOSE = LocalTime.of(13, 0);
    private static final int BEFORE_EASTER = 2;

    private UsSession() {
    }

    public static boolean isTradingDay(LocalDate day) {
        return !isWeekend(day) && !holidays(day.getYear()).contains(day);
    }

    /** @return the first trade of a trading day */
    public static Instant open(LocalDate day) {
        return day.atTime(OPEN).atZone(ZONE).toInstant();
    }

    /** @return the end of a trading day */
    public static Instant close(LocalDate day) {
        return day.atTime(isShort(day) ? SHORT_CLOSE : CLOSE).atZone(ZONE).toInstant();
    }

    /** Whether shares trade at that time. */
    public static boolean isOpen(Instant time) {
        LocalDate day = time.atZone(ZONE).toLocalDate();
        return isTradingDay(day) && !time.isBefore(open(day)) && time.isBefore(close(day));
    }

    /** The day before Independence Day, that after Thanksgiving, and Christmas Eve, where they are trading days. */
    private static boolean isShort(LocalDate day) {
        return day.getMonth() == Month.JULY && day.getDayOfMonth() == 3
                || day.getMonth() == Month.DECEMBER && day.getDayOfMonth() == 24
                || day.equals(weekday(day.getYear(), Month.NOVEMBER, 4, DayOfWeek.THURSDAY).plusDays(1));
    }

    private static Set<LocalDate> holidays(int year) {
        Set<LocalDate> days = new HashSet<>();
        LocalDate newYear = LocalDate.of(year, Month.JANUARY, 1);
        // On a Saturday New Year's Day is not made up for: the day before ends the books of another year.
        days.add(newYear.getDayOfWeek() == DayOfWeek.SUNDAY ? newYear.plusDays(1) : newYear);
        days.add(weekday(year, Month.JANUARY, 3, DayOfWeek.MONDAY));
        days.add(weekday(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY));
        days.add(easter(year).minusDays(BEFORE_EASTER));
        days.add(LocalDate.of(year, Month.MAY, 31).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
        days.add(madeUp(LocalDate.of(year, Month.JUNE, 19)));
        days.add(madeUp(LocalDate.of(year, Month.JULY, 4)));
        days.add(weekday(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY));
        days.add(weekday(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY));
        days.add(madeUp(LocalDate.of(year, Month.DECEMBER, 25)));
        return days;
    }

    private static LocalDate weekday(int year, Month month, int which, DayOfWeek day) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(which, day));
    }

    /** Kept on Friday or Monday when it falls on a weekend. */
    private static LocalDate madeUp(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.minusDays(1);
            case SUNDAY -> day.plusDays(1);
            default -> day;
        };
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    /** Easter Sunday of the Gregorian calendar, by the rule of Gauss in its complete form. */
    private static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int full = moon - moon / 28 * (1 - 29 / (moon + 1) * ((21 - golden) / 11));
        int sunday = (year + year / 4 + full + 2 - century + century / 4) % 7;
        int offset = full - sunday;
        int month = 3 + (offset + 40) / 44;
        return LocalDate.of(year, month, offset + 28 - 31 * (month / 4));
    }
}
