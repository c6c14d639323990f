package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Numbers and times as messages write them. */
final class Text {

    private Text() {
    }

    /** @return thousands apart, no exponent: {@code 71,950} or {@code 0.00000001} */
    static String number(BigDecimal value) {
        String plain = (value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros()).toPlainString();
        int from = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        StringBuilder text = new StringBuilder(plain);
        for (int i = end - 3; i > from; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    static String time(Instant time, ZoneId zone) {
        // Refusals are many when orders are; a formatter would be most of their cost.
        ZonedDateTime local = time.atZone(zone);
        StringBuilder text = new StringBuilder(32).append(local.toLocalDate()).append(' ');
        twoDigits(text, local.getHour()).append(':');
        twoDigits(text, local.getMinute()).append(':');
        return twoDigits(text, local.getSecond()).append(' ').append(zone.getId()).toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int value) {
        return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
