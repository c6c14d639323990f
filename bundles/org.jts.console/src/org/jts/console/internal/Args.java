package org.jts.console.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words behind a command: options in any place, the others in order. */
final class Args {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,18})?");
    private static final Pattern LONG_NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");

    private final CommandSpec spec;
    private final Deque<String> words = new ArrayDeque<>();
    private final Map<String, String> options = new HashMap<>();

    private Args(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * Options are written {@code --name}, {@code --name value} or {@code --name=value}; {@code -j} is {@code --json}.
     */
    static Args parse(CommandSpec spec, List<String> texts) throws UsageException {
        Args args = new Args(spec);
        for (Iterator<String> rest = texts.iterator(); rest.hasNext();) {
            String text = rest.next();
            if (text.equals("-j")) {
                args.options.put("json", "");
            } else if (text.startsWith("--")) {
                args.addOption(text.substring(2), rest);
            } else {
                args.words.add(text);
            }
        }
        return args;
    }

    private void addOption(String text, Iterator<String> rest) throws UsageException {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Boolean takesValue = spec.options().get(name);
        if (takesValue == null) {
            throw wrong("expected one of the options %s, found --%s".formatted(spec.options().keySet().stream()
                    .map(option -> "--" + option).collect(Collectors.joining(", ")), name));
        }
        if (takesValue && equals < 0 && !rest.hasNext()) {
            throw wrong("expected a value behind --%s, found nothing".formatted(name));
        }
        if (!takesValue && equals >= 0) {
            throw wrong("expected --%s without a value, found --%s".formatted(name, text));
        }
        String value = equals >= 0 ? text.substring(equals + 1) : takesValue ? rest.next() : "";
        if (options.put(name, value) != null && takesValue) {
            throw wrong("expected --%s once, found it twice".formatted(name));
        }
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** Whether no word is left. */
    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Takes the next word. */
    String next(String what) throws UsageException {
        if (words.isEmpty()) {
            throw wrong("expected %s, found nothing".formatted(what));
        }
        return words.poll();
    }

    Optional<String> nextIfAny() {
        return Optional.ofNullable(words.poll());
    }

    /** Takes all that is left, at least one. */
    List<String> rest(String what) throws UsageException {
        if (words.isEmpty()) {
            throw wrong("expected %s, found nothing".formatted(what));
        }
        List<String> all = List.copyOf(words);
        words.clear();
        return all;
    }

    /** To be called when all words were taken: one more is a mistake. */
    void end() throws UsageException {
        if (!words.isEmpty()) {
            throw wrong("expected nothing more, found \"%s\"".formatted(String.join(" ", words)));
        }
    }

    BigDecimal nextNumber(String what) throws UsageException {
        return number(next(what), what);
    }

    Optional<BigDecimal> nextNumberIfAny(String what) throws UsageException {
        Optional<String> word = nextIfAny();
        return word.isPresent() ? Optional.of(number(word.get(), what)) : Optional.empty();
    }

    int count(String option, int otherwise, int max) throws UsageException {
        Optional<String> text = option(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("\\d{1,9}") || Integer.parseInt(text.get()) < 1 || Integer.parseInt(text.get()) > max) {
            throw wrong("--%s: expected a number from 1 to %d, found \"%s\"".formatted(option, max, text.get()));
        }
        return Integer.parseInt(text.get());
    }

    Duration seconds(String option, int otherwise) throws UsageException {
        return Duration.ofSeconds(count(option, otherwise, 86_400));
    }

    /** Reads one of {@code values} in small or capital letters, with {@code -} for {@code _}. */
    <E extends Enum<E>> E choice(Class<E> type, String text, String what) throws UsageException {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw wrong("%s: expected one of %s, found \"%s\"".formatted(what, List.of(type.getEnumConstants()), text));
    }

    UsageException wrong(String message) {
        return new UsageException("%s: %s. Usage: %s".formatted(spec.name(), message, spec.usage()));
    }

    private BigDecimal number(String text, String what) throws UsageException {
        if (LONG_NUMBER.matcher(text).matches() && !NUMBER.matcher(text).matches()) {
            throw wrong("%s: expected at most 20 digits and 18 behind the point, found %s".formatted(what, text));
        }
        if (!NUMBER.matcher(text).matches()) {
            throw wrong("%s: expected a number such as 10 or 0.5, found \"%s\"".formatted(what, text));
        }
        return new BigDecimal(text);
    }
}
