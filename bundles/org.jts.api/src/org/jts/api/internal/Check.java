package org.jts.api.internal;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks shared by the value records; every message says what was expected and what was found. */
public final class Check {

    private Check() {
    }

    /** @return {@code value}, trimmed of nothing; throws when it is blank or longer than {@code maxLength} */
    public static String text(String value, String name, int maxLength) {
        Objects.requireNonNull(value, name);
        if (value.isBlank()) {
            throw new IllegalArgumentException("%s: expected a text, was blank".formatted(name));
        }
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    "%s: expected at most %d characters, was %d".formatted(name, maxLength, value.length()));
        }
        return value;
    }

    /** @return {@code value}, which matches {@code pattern} as a whole */
    public static String matches(String value, String name, Pattern pattern, String expected) {
        Objects.requireNonNull(value, name);
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException("%s: expected %s, was \"%s\"".formatted(name, expected, value));
        }
        return value;
    }

    public static BigDecimal positive(BigDecimal value, String name) {
        Objects.requireNonNull(value, name);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(
                    "%s: expected a number above 0, was %s".formatted(name, value.toPlainString()));
        }
        return value;
    }

    public static BigDecimal notNegative(BigDecimal value, String name) {
        Objects.requireNonNull(value, name);
        if (value.signum() < 0) {
            throw new IllegalArgumentException(
                    "%s: expected 0 or more, was %s".formatted(name, value.toPlainString()));
        }
        return value;
    }

    public static Optional<BigDecimal> positive(Optional<BigDecimal> value, String name) {
        Objects.requireNonNull(value, name).ifPresent(v -> positive(v, name));
        return value;
    }

    public static Optional<BigDecimal> notNegative(Optional<BigDecimal> value, String name) {
        Objects.requireNonNull(value, name).ifPresent(v -> notNegative(v, name));
        return value;
    }
}
