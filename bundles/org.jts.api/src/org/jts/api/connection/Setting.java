package org.jts.api.connection;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.internal.Check;

/**
 * One field of a gateway's settings, as its metatype describes it.
 *
 * @param key          in the configuration
 * @param label        for people, in the language asked for
 * @param description  what it is for, what is allowed; may be empty
 * @param kind         what may be entered
 * @param required     whether there must be a value
 * @param multiple     whether it is a list of values, entered separated by commas
 * @param defaultValue as text, empty for none
 * @param min          smallest number or shortest text, where limited
 * @param max          largest number or longest text, where limited
 * @param choices      the allowed values, empty when not limited to some
 * @since 1.0
 */
public record Setting(String key, String label, String description, Kind kind, boolean required, boolean multiple,
        String defaultValue, Optional<String> min, Optional<String> max, List<Choice> choices) {

    /** What may be entered. */
    public enum Kind {
        TEXT, INTEGER, DECIMAL, BOOLEAN,
        /** A secret: a reference such as {@code ${env:KIS_APP_KEY}}, never shown. */
        SECRET
    }

    /**
     * @param value in the configuration
     * @param label for people
     */
    public record Choice(String value, String label) {
    }

    public Setting {
        Check.text(key, "key", 200);
        Check.text(label, "label", 200);
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(defaultValue, "default");
        Objects.requireNonNull(min, "min");
        Objects.requireNonNull(max, "max");
        choices = List.copyOf(choices);
    }
}
