package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How the broker writes things: everything is a text, times are Korean. */
final class Texts {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HHmmss");

    private Texts() {
    }

    static String dateTime(Instant time) {
        return DATE_TIME.format(time.atZone(SEOUL));
    }

    static String day(Instant time) {
        return DAY.format(time.atZone(SEOUL));
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    static String clock(Instant time) {
        return CLOCK.format(time.atZone(SEOUL));
    }

    /** A whole number. */
    static String won(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.DOWN).toPlainString();
    }

    static String ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? "0.00"
                : part.multiply(BigDecimal.valueOf(100)).divide(whole, 2, RoundingMode.HALF_UP).toPlainString();
    }

    /** 2 up, 3 unchanged, 5 down. */
    static String sign(BigDecimal change) {
        return change.signum() > 0 ? "2" : change.signum() < 0 ? "5" : "3";
    }

    static String padded(String digits, int width) {
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    static String blankPadded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
