package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people type them: with or without thousands separators. */
final class NumberText {
    /** At most so many digits on each side: more is a slip of the finger, not an order. */
    private static final Pattern FORM = Pattern.compile("\\d{0,15}(\\.\\d{0,12})?");

    private NumberText() {
    }

    /** @return the number; empty when {@code text} is none */
    static Optional<BigDecimal> parse(String text) {
        String plain = plain(text);
        if (!plain.chars().anyMatch(Character::isDigit) || !FORM.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain));
    }

    /** Whether {@code text} is a number, or can become one by typing on. */
    static boolean isPrefix(String text) {
        return FORM.matcher(plain(text)).matches();
    }

    private static String plain(String text) {
        return text.replace(",", "").strip();
    }
}
