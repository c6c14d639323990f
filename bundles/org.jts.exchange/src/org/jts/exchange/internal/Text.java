package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Numbers and times as messages write them. */
final class Text {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

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
        return TIME.format(time.atZone(zone)) + " " + zone.getId();
    }
}
