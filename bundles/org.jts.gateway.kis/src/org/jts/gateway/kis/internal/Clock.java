package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/** Dates and times as the broker writes them, in Korean time. */
final class Clock {

    static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(9);
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Clock() {
    }

    static LocalDate today(Instant now) {
        return now.atZone(SEOUL).toLocalDate();
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    static String time(LocalTime time) {
        return TIME.format(time);
    }

    /** @throws BrokerException of category DATA that names the field */
    static LocalDate day(String name, String text) throws BrokerException {
        try {
            int digits = digits(text, 8);
            return LocalDate.of(digits / 10_000, digits / 100 % 100, digits % 100);
        } catch (DateTimeException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("data.day", name, Node.shown(text)), e);
        }
    }

    static LocalTime time(String name, String text) throws BrokerException {
        try {
            int digits = digits(text, 6);
            return LocalTime.of(digits / 10_000, digits / 100 % 100, digits % 100);
        } catch (DateTimeException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("data.time", name, Node.shown(text)), e);
        }
    }

    private static int digits(String text, int count) {
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || text.length() != count) {
                throw new DateTimeException(text);
            }
            number = number * 10 + digit;
        }
        if (text.isEmpty()) {
            throw new DateTimeException(text);
        }
        return number;
    }

    /** Korea is nine hours ahead all year, since 1988. */
    static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).toInstant(OFFSET);
    }

    /** The end of a token's life: {@code 2026-01-02 10:00:00}. */
    /** As the broker writes it. */
    static String dateTime(Instant at) {
        return DATE_TIME.format(at.atZone(SEOUL));
    }

    static Instant dateTime(String name, String text) throws BrokerException {
        try {
            return LocalDateTime.parse(text, DATE_TIME).atZone(SEOUL).toInstant();
        } catch (DateTimeException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("data.time", name, Node.shown(text)), e);
        }
    }
}
