package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A secret that shows itself to nobody who only prints it. */
final class Secret {

    private static final Pattern ENV = Pattern.compile("\\$\\{env:([^{}\\s]+)}");

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /**
     * Resolves {@code ${env:NAME}}.
     *
     * @param what        names the setting
     * @param environment gives the value of a variable, or null
     * @throws IllegalArgumentException that names the variable, never a value
     */
    static Secret resolve(String what, String reference, UnaryOperator<String> environment) {
        Matcher matcher = ENV.matcher(reference);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(T.format("setting.secret", what));
        }
        String value = environment.apply(matcher.group(1));
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(T.format("setting.env", what, matcher.group(1)));
        }
        return new Secret(value.strip());
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
