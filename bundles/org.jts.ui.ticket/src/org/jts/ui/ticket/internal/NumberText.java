package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as people type them: with or without thousands separators. */
final class NumberText {
    /** Why a text is no number that an order can have. */
    enum Mistake {
        NOT_A_NUMBER, BELOW_ZERO, TOO_LONG
    }

    /** At most so many digits on each side: more is a slip of the finger, not an order. */
    private static final Pattern FORM = Pattern.compile("\\d{0,15}(\\.\\d{0,12})?");
    private static final Pattern ANY_LENGTH = Pattern.compile("\\d*(\\.\\d*)?");
    private static final Pattern NEGATIVE = Pattern.compile("[-−](\\d+\\.?|\\d*\\.\\d+)\\d*");

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

    /** @return what is wrong with {@code text}; empty where it is a number, or nothing yet */
    static Optional<Mistake> mistake(String text) {
        String plain = plain(text);
        if (plain.isEmpty() || parse(text).isPresent()) {
            return Optional.empty();
        }
        if (NEGATIVE.matcher(plain).matches()) {
            return Optional.of(Mistake.BELOW_ZERO);
        }
        boolean digits = plain.chars().anyMatch(Character::isDigit) && ANY_LENGTH.matcher(plain).matches();
        return Optional.of(digits ? Mistake.TOO_LONG : Mistake.NOT_A_NUMBER);
    }

    private static String plain(String text) {
        return text.replace(",", "").strip();
    }
}
