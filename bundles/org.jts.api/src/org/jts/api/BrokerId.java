package org.jts.api;

import java.util.regex.Pattern;

import org.jts.api.internal.Check;

/**
 * Names one configured broker, for example {@code kis-main}. Chosen by the user when the broker is added, unique in a
 * workstation, and part of file names, console commands and REST paths: hence its narrow alphabet.
 *
 * @param value 1 to 40 characters of {@code a-z 0-9 . _ -}, starting with a letter or digit
 * @since 1.0
 */
public record BrokerId(String value) implements Comparable<BrokerId> {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    public BrokerId {
        Check.matches(value, "broker id", FORM, "1 to 40 of a-z 0-9 . _ - starting with a letter or digit");
    }

    @Override
    public int compareTo(BrokerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
