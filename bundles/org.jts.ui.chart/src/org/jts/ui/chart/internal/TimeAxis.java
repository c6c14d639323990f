package org.jts.ui.chart.internal;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds candles worth a time label: the first one of an hour, a day, a month, a year …, as fine as there is room for.
 */
final class TimeAxis {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy-MM");
    private static final DateTimeFormatter YEAR = DateTimeFormatter.ofPattern("yyyy");

    /** Spans that labels can stand for, finest first. */
    private enum Grain {
        MINUTE_1(60), MINUTE_5(300), MINUTE_15(900), MINUTE_30(1800), HOUR_1(3600), HOUR_2(7200), HOUR_4(14_400),
        HOUR_12(43_200), DAY(86_400), WEEK(0), MONTH(0), QUARTER(0), YEAR(0), YEARS_2(0), YEARS_5(0), YEARS_10(0);

        private final long seconds;

        Grain(long seconds) {
            this.seconds = seconds;
        }

        long bucket(LocalTimes times, int index) {
            return switch (this) {
                // 1 January 1970 was a Thursday; weeks begin on Monday.
                case WEEK -> Math.floorDiv(Math.floorDiv(times.second(index), 86_400L) + 3, 7);
                case MONTH -> times.month(index);
                case QUARTER -> Math.floorDiv(times.month(index), 3);
                case YEAR -> Math.floorDiv(times.month(index), 12);
                case YEARS_2 -> Math.floorDiv(times.month(index), 24);
                case YEARS_5 -> Math.floorDiv(times.month(index), 60);
                case YEARS_10 -> Math.floorDiv(times.month(index), 120);
                default -> Math.floorDiv(times.second(index), seconds);
            };
        }
    }

    /** Times of candles by the clock on the exchange's wall. */
    interface LocalTimes {
        /** @return seconds since 1970 as if local time were UTC */
        long second(int index);

        /** @return year times 12 plus month (January is 0) */
        int month(int index);
    }

    /**
     * @param index of the candle that begins something
     * @param text  to write below it
     * @param major begins a year, or a day among hours
     */
    record Label(int index, String text, boolean major) {
    }

    private TimeAxis() {
    }

    /**
     * @param first  first candle seen
     * @param end    one after the last
     * @param labels how many there is room for
     */
    static List<Label> labels(LocalTimes times, int first, int end, int labels) {
        if (end <= first || labels < 1) {
            return List.of();
        }
        for (Grain grain : Grain.values()) {
            List<Label> found = find(times, first, end, labels, grain);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** @return null when there are more than there is room for */
    private static List<Label> find(LocalTimes times, int first, int end, int most, Grain grain) {
        List<Label> found = new ArrayList<>();
        for (int i = Math.max(first, 1); i < end; i++) {
            if (grain.bucket(times, i) != grain.bucket(times, i - 1)) {
                if (found.size() == most) {
                    return null;
                }
                found.add(label(times, i, grain));
            }
        }
        return found;
    }

    private static Label label(LocalTimes times, int index, Grain grain) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(times.second(index), 0, ZoneOffset.UTC);
        boolean newYear = times.month(index) / 12 != times.month(index - 1) / 12;
        boolean newDay = Math.floorDiv(times.second(index), 86_400L) != Math.floorDiv(times.second(index - 1), 86_400L);
        if (newYear) {
            return new Label(index, local.format(YEAR), true);
        }
        if (grain.compareTo(Grain.DAY) < 0) {
            return newDay ? new Label(index, local.format(DAY), true) : new Label(index, local.format(TIME), false);
        }
        return new Label(index, local.format(grain.compareTo(Grain.MONTH) < 0 ? DAY : MONTH), false);
    }
}
