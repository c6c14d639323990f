package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.RateWindow;

/**
 * A profile as a file of lines {@code key = value}; {@code #} begins a comment. {@code name}, {@code source},
 * {@code date} and {@code windows} are needed, the other {@link LimitSetting}s may stand there. {@code source} may
 * stand several times. A file with one wrong line is no profile: half of the limits is worse than none.
 */
final class ProfileFile {

    /** A line is not as it should be. */
    static final class FormatException extends Exception {

        private static final long serialVersionUID = 1L;

        /** @param line from 1 on */
        FormatException(int line, String problem) {
            super("line %d: %s".formatted(line, problem));
        }
    }

    private record Entry(int line, String value) {
    }

    private static final Pattern DATE_TEXT = Pattern.compile("\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?");
    private static final String NAME = "name";
    /** What it is called in another language than English: {@code name.ko}. */
    private static final Pattern NAME_IN = Pattern.compile("name\\.[a-z]{2}");
    private static final String SOURCE = "source";
    private static final String DATE = "date";

    private final List<String> sources = new ArrayList<>();
    private final Map<String, Entry> texts = new TreeMap<>();
    private final Map<LimitSetting, Entry> settings = new EnumMap<>(LimitSetting.class);
    private final int lines;

    private ProfileFile(List<String> content) throws FormatException {
        lines = content.size();
        for (int i = 0; i < lines; i++) {
            String line = content.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(i + 1, line);
            }
        }
    }

    /** @param id of the profile: the name of its file */
    static LimitProfile parse(String id, String content) throws FormatException {
        return new ProfileFile(content.lines().toList()).profile(id);
    }

    private void read(int number, String line) throws FormatException {
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        if (key.isEmpty() || value.isEmpty()) {
            throw new FormatException(number, "expected \"key = value\", found \"%s\"".formatted(line));
        }
        boolean again;
        if (key.equals(SOURCE)) {
            again = false;
            sources.add(value);
        } else if (key.equals(NAME) || key.equals(DATE) || NAME_IN.matcher(key).matches()) {
            again = texts.put(key, new Entry(number, value)) != null;
        } else {
            LimitSetting setting = LimitSetting.ofKey(key).orElseThrow(() -> new FormatException(number,
                    "expected one of the keys %s, found \"%s\"".formatted(keys(), key)));
            again = settings.put(setting, new Entry(number, value)) != null;
        }
        if (again) {
            throw new FormatException(number, "expected \"%s\" once, found it again".formatted(key));
        }
    }

    private LimitProfile profile(String id) throws FormatException {
        needed(sources.isEmpty() ? null : sources, SOURCE);
        needed(settings.get(LimitSetting.WINDOWS), LimitSetting.WINDOWS.key());
        Entry english = needed(texts.get(NAME), NAME);
        String name = texts.getOrDefault(NAME + "." + Locale.getDefault().getLanguage(), english).value();
        Entry date = needed(texts.get(DATE), DATE);
        if (!DATE_TEXT.matcher(date.value()).matches()) {
            throw new FormatException(date.line(),
                    "date: expected a day, month or year such as 2026-04-20, found \"%s\"".formatted(date.value()));
        }
        String source = String.join("; ", sources) + " (" + date.value() + ")";
        try {
            LimitProfile profile = LimitProfile.of(id, name, source, List.of(RateWindow.of(1, Duration.ofSeconds(1))));
            for (Map.Entry<LimitSetting, Entry> setting : settings.entrySet()) {
                profile = applied(profile, setting.getKey(), setting.getValue());
            }
            return profile;
        } catch (IllegalArgumentException e) { // of the name of the file, or a text that is too long
            throw new FormatException(1, e.getMessage().replace(", was ", ", found "));
        }
    }

    private static LimitProfile applied(LimitProfile profile, LimitSetting setting, Entry entry)
            throws FormatException {
        try {
            return setting.applied(profile, entry.value());
        } catch (IllegalArgumentException e) {
            throw new FormatException(entry.line(), setting.key() + ": "
                    + e.getMessage().replace(", was ", ", found "));
        }
    }

    private <T> T needed(T found, String key) throws FormatException {
        if (found == null) {
            throw new FormatException(Math.max(1, lines), "expected a line \"%s = …\", found none".formatted(key));
        }
        return found;
    }

    private static String keys() {
        return Stream.concat(Stream.of(NAME, SOURCE, DATE), Stream.of(LimitSetting.values()).map(LimitSetting::key))
                .collect(Collectors.joining(", "));
    }
}
