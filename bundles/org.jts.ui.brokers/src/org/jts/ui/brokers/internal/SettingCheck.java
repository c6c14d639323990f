package org.jts.ui.brokers.internal;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Kind;
import org.jts.ui.kit.Texts;

/**
 * Says at once, in the user's language, what is wrong with what is being typed. The broker setup has the last word: it
 * checks the same settings again before it stores them.
 */
final class SettingCheck {
    private static final Texts T = BrokersView.T;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|secure):[^{}\\s]+}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,39}");

    private SettingCheck() {
    }

    /** @return what is wrong; empty when {@code text} will do */
    static Optional<String> problem(Setting setting, String text) {
        String value = text.strip();
        if (value.isEmpty()) {
            boolean missing = setting.required() && setting.defaultValue().isEmpty();
            return missing ? Optional.of(T.get("check.required")) : Optional.empty();
        }
        List<String> parts = setting.multiple() ? items(value)
                : List.of(value);
        return parts.stream().map(part -> single(setting, part)).flatMap(Optional::stream).findFirst();
    }

    /** The values of a setting that may have several: a comma that belongs to one has a backslash before it. */
    static List<String> items(String value) {
        return Arrays.stream(value.split("(?<!\\\\),")).map(item -> item.replace("\\,", ",").strip())
                .filter(item -> !item.isEmpty()).toList();
    }

    /** The inverse of {@link #items}. */
    static String joined(Stream<String> items) {
        return items.map(item -> item.replace(",", "\\,")).collect(Collectors.joining(","));
    }

    /** @return what is wrong with the name of a broker to be */
    static Optional<String> idProblem(String id, List<String> taken) {
        if (id.isEmpty()) {
            return Optional.of(T.get("check.required"));
        }
        if (!ID.matcher(id).matches()) {
            return Optional.of(T.get("check.id"));
        }
        return taken.contains(id) ? Optional.of(T.format("check.id.taken", id)) : Optional.empty();
    }

    private static Optional<String> single(Setting setting, String value) {
        return switch (setting.kind()) {
            case SECRET -> REFERENCE.matcher(value).matches() ? Optional.empty() : Optional.of(T.get("check.secret"));
            case INTEGER -> number(setting, value, T.get("check.integer"));
            case DECIMAL -> number(setting, value, T.get("check.decimal"));
            case BOOLEAN -> Optional.empty();
            case TEXT -> text(setting, value);
        };
    }

    private static Optional<String> text(Setting setting, String value) {
        if (!setting.choices().isEmpty()) {
            boolean known = setting.choices().stream().anyMatch(choice -> choice.value().equals(value));
            return known ? Optional.empty() : Optional.of(T.format("check.choice", value));
        }
        return range(setting, BigDecimal.valueOf(value.length()), Integer.toString(value.length()));
    }

    private static Optional<String> number(Setting setting, String value, String wrong) {
        try {
            BigDecimal number = new BigDecimal(value);
            if (setting.kind() == Kind.INTEGER) {
                number.toBigIntegerExact();
            }
            return range(setting, number, value);
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.of(wrong);
        }
    }

    private static Optional<String> range(Setting setting, BigDecimal size, String found) {
        boolean low = setting.min().map(min -> size.compareTo(new BigDecimal(min)) < 0).orElse(false);
        boolean high = setting.max().map(max -> size.compareTo(new BigDecimal(max)) > 0).orElse(false);
        if (!low && !high) {
            return Optional.empty();
        }
        boolean length = setting.kind() == Kind.TEXT;
        String min = setting.min().orElse("");
        String max = setting.max().orElse("");
        if (min.isEmpty()) {
            return Optional.of(length ? T.format("check.length.most", max, found) : T.format("check.most", max, found));
        }
        if (max.isEmpty()) {
            return Optional.of(length ? T.format("check.length.least", min, found)
                    : T.format("check.least", min, found));
        }
        return Optional.of(length ? T.format("check.length", min, max, found)
                : T.format("check.range", min, max, found));
    }
}
