package org.jts.gateway.kis.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;

/**
 * The broker's numbers begin anew every day, those of foreign shares beside those of Korean ones, and come with zeros,
 * blanks or nothing in front: an order is named by its day, where it trades, and its number in ten digits.
 *
 * @param day    where it trades
 * @param us     whether it trades in the United States
 * @param number ten digits
 */
record OrderName(LocalDate day, boolean us, String number) {

    private static final Pattern TEXT = Pattern.compile("(\\d{8})-(U?)(\\d{10})");
    private static final int WIDTH = 10;

    OrderName(LocalDate day, String number) {
        this(day, false, number);
    }

    /** The name of an order that gets this number now. */
    static OrderName at(Instant now, boolean us, String number) {
        return new OrderName(now.atZone(us ? Venue.NEW_YORK : Clock.SEOUL).toLocalDate(), us, number);
    }

    /** @throws IllegalArgumentException when it is no number of an order */
    static String number(String text) {
        String digits = text.strip();
        if (!digits.matches("\\d{1,10}") || digits.matches("0+")) {
            throw new IllegalArgumentException("ODNO: expected 1 to 10 digits, was \"" + Node.shown(text) + "\"");
        }
        return "0".repeat(WIDTH - digits.length()) + digits;
    }

    /** The order before a change; empty for none. */
    static String original(String text) {
        String digits = text.strip();
        return digits.isEmpty() || digits.matches("0+") ? "" : number(digits);
    }

    /** Empty when the name was not given here. */
    static Optional<OrderName> of(BrokerOrderId id) {
        Matcher matcher = TEXT.matcher(id.value());
        try {
            return matcher.matches() ? Optional.of(new OrderName(Clock.day("day", matcher.group(1)),
                    !matcher.group(2).isEmpty(), matcher.group(3))) : Optional.empty();
        } catch (BrokerException e) {
            return Optional.empty();
        }
    }

    /** Another order of that day and market. */
    OrderName beside(String otherNumber) {
        return new OrderName(day, us, otherNumber);
    }

    BrokerOrderId id() {
        return new BrokerOrderId(Clock.day(day) + "-" + (us ? "U" : "") + number);
    }
}
