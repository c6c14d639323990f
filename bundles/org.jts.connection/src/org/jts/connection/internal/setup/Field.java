package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One setting and how its text becomes a value of a configuration.
 *
 * @param setting     what people see
 * @param type        of {@link AttributeDefinition}
 * @param cardinality of {@link AttributeDefinition#getCardinality()}
 */
record Field(Setting setting, int type, int cardinality) {

    /** {@link AttributeDefinition} deprecates its names of these types, but a metatype may still use them. */
    static final int BIG_INTEGER = 9;
    static final int BIG_DECIMAL = 10;

    /** How secrets may be written: a reference that is resolved when it is used, and is no secret itself. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|secure):[^{}\\s]+}");

    /** A text does not fit; the message says what was expected and what was found. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        Misfit(String message) {
            super(message);
        }
    }

    /** @return the value to store, never null */
    Object value(String text) throws Misfit {
        if (!setting.multiple()) {
            return single(text);
        }
        List<Object> values = new ArrayList<>();
        for (String item : split(text)) {
            values.add(single(item.strip()));
        }
        // The smallest integer means "any number", and has no absolute value.
        int most = cardinality == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(cardinality);
        if (values.size() > most) {
            throw new Misfit(T.format("field.most", most, values.size()));
        }
        return array(values);
    }

    private Object single(String text) throws Misfit {
        if (setting.kind() == Kind.SECRET && !REFERENCE.matcher(text).matches()) {
            // What was found may be the secret: it is not repeated.
            throw new Misfit(T.get("field.secret"));
        }
        Object value = parsed(text);
        if (!setting.choices().isEmpty() && setting.choices().stream().noneMatch(c -> c.value().equals(text))) {
            throw new Misfit(T.format("field.oneOf",
                    setting.choices().stream().map(Choice::value).collect(Collectors.joining(", ")), text));
        }
        if (setting.kind() != Kind.SECRET) {
            checkRange(text);
        }
        return value;
    }

    private Object parsed(String text) throws Misfit {
        return switch (type) {
            case AttributeDefinition.BOOLEAN -> bool(text);
            case AttributeDefinition.INTEGER -> number(text, T.get("field.whole"), Integer::valueOf);
            case AttributeDefinition.LONG -> number(text, T.get("field.whole"), Long::valueOf);
            case AttributeDefinition.SHORT -> number(text, T.get("field.whole"), Short::valueOf);
            case AttributeDefinition.BYTE -> number(text, T.get("field.whole"), Byte::valueOf);
            case AttributeDefinition.DOUBLE -> number(text, T.get("field.number"), t -> finite(Double.valueOf(t)));
            case AttributeDefinition.FLOAT -> number(text, T.get("field.number"),
                    t -> (float) finite(Double.valueOf(t)));
            case AttributeDefinition.CHARACTER -> character(text);
            // Configuration Admin stores neither: checked here, kept as text, converted by the component runtime.
            case BIG_INTEGER -> number(text, T.get("field.whole"), t -> new BigInteger(t).toString());
            case BIG_DECIMAL -> number(text, T.get("field.number"), t -> new BigDecimal(t).toPlainString());
            default -> text;
        };
    }

    private void checkRange(String text) throws Misfit {
        boolean isText = setting.kind() == Kind.TEXT;
        if (setting.min().isEmpty() && setting.max().isEmpty() || setting.kind() == Kind.BOOLEAN) {
            return;
        }
        BigDecimal size = isText ? BigDecimal.valueOf(text.length()) : new BigDecimal(text);
        boolean tooSmall = setting.min().map(min -> size.compareTo(new BigDecimal(min)) < 0).orElse(false);
        boolean tooLarge = setting.max().map(max -> size.compareTo(new BigDecimal(max)) > 0).orElse(false);
        if (tooSmall || tooLarge) {
            throw new Misfit(isText
                    ? T.format("field.length", range(), text.length()) : T.format("field.range", range(), text));
        }
    }

    /** What numbers, or lengths, are allowed. */
    private String range() {
        if (setting.min().isPresent() && setting.max().isPresent()) {
            return T.format("range", setting.min().get(), setting.max().get());
        }
        return setting.min().map(min -> T.format("range.min", min))
                .orElseGet(() -> T.format("range.max", setting.max().orElseThrow()));
    }

    private Object number(String text, String kind, Function<String, Object> parser) throws Misfit {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            boolean limited = setting.min().isPresent() || setting.max().isPresent();
            throw new Misfit(T.format("field.range", limited ? kind + ", " + range() : kind, text));
        }
    }

    private static double finite(Double value) {
        if (!Double.isFinite(value)) {
            throw new NumberFormatException();
        }
        return value;
    }

    private static Object bool(String text) throws Misfit {
        if (!"true".equalsIgnoreCase(text) && !"false".equalsIgnoreCase(text)) {
            throw new Misfit(T.format("field.boolean", text));
        }
        return Boolean.valueOf(text);
    }

    private static Object character(String text) throws Misfit {
        if (text.length() != 1) {
            throw new Misfit(T.format("field.character", text.length()));
        }
        return text.charAt(0);
    }

    private Object array(List<Object> values) {
        if (cardinality < 0) {
            return List.copyOf(values);
        }
        Class<?> element = values.isEmpty() ? String.class : values.getFirst().getClass();
        Object array = Array.newInstance(element, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    /** Splits at commas; a comma that belongs to a value has a backslash before it. */
    static List<String> split(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        for (String item : text.split("(?<!\\\\),", -1)) {
            items.add(item.replace("\\,", ","));
        }
        return items;
    }

    /** The inverse of {@link #split}. */
    static String join(List<String> items) {
        return items.stream().map(item -> item.replace(",", "\\,")).collect(Collectors.joining(","));
    }
}
