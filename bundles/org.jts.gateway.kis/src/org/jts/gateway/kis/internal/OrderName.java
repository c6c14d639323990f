package org.jts.gateway.kis.internal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;

/**
 * The broker's numbers begin anew every day, and come with zeros, blanks or nothing in front: an order is named by its
 * day and its number in ten digits.
 *
 * @param day    in Korea
 * @param number ten digits
 */
record OrderName(LocalDate day, String number) {

    private static final Pattern TEXT = Pattern.compile("(\\d{8})-(\\d{10})");
    private static final int WIDTH = 10;

    /** @throws IllegalArgumentException when it is no number of an order */
    static String number(String text) {
        String digits = text.strip();
        if (!digits.matches("\\d{1,10}") || digits.matches("0+")) {
            throw new IllegalArgumentException("ODNO: expected 1 to 10 digits, was \"" + Node.shown(text) + "\"");
        }
        return "0".repeat(WIDTH - digits.length()) + digits;
    }

    /** Empty when the name was not given here. */
    static Optional<OrderName> of(BrokerOrderId id) {
        Matcher matcher = TEXT.matcher(id.value());
        try {
            return matcher.matches() ? Optional.of(new OrderName(Clock.day("day", matcher.group(1)),
                    matcher.group(2))) : Optional.empty();
        } catch (BrokerException e) {
            return Optional.empty();
        }
    }

    BrokerOrderId id() {
        return new BrokerOrderId(Clock.day(day) + "-" + number);
    }
}
