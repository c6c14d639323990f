package org.jts.kis.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the broker's abbreviations mean, in Korean or English. A field is named by its parts ({@code prdy_vrss_sign}),
 * so that its label is put together from what is known of them, the longest run of parts first. The words are ours, not
 * the broker's. Immutable, thread-safe.
 *
 * @since 1.1
 */
public final class KisLabels {

    private static final String RESOURCE = "words.tsv";
    private static final String BETWEEN = "_|(?<=[A-Z])(?=\\d)|(?<=\\d)(?=[A-Z])";
    private static final String ROLE = "ROLE ";

    /** A word in both languages. */
    private record Word(String korean, String english) {
        String in(Locale locale) {
            return locale.getLanguage().equals("ko") ? korean : english;
        }
    }

    private static final Map<String, Word> WORDS = load();
    private static final Map<List<String>, Word> PARTS = parts();

    private KisLabels() {
    }

    /**
     * What a field holds.
     *
     * @param field  its name, in any case
     * @param locale Korean, or else English
     * @return empty where a part of the name is not known
     */
    public static Optional<String> field(String field, Locale locale) {
        List<String> parts = split(field);
        List<String> label = new ArrayList<>();
        int from = 0;
        while (from < parts.size()) {
            int to = parts.size();
            while (to > from && !PARTS.containsKey(parts.subList(from, to))) {
                to--;
            }
            if (to > from) {
                label.add(PARTS.get(parts.subList(from, to)).in(locale));
                from = to;
            } else if (Character.isDigit(parts.get(from).charAt(0))) {
                label.add(parts.get(from++));
            } else {
                return Optional.empty();
            }
        }
        label.removeIf(String::isEmpty);
        return label.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", label));
    }

    /** A category of the broker's menu; as the broker names it where it is not known. */
    public static String category(String category, Locale locale) {
        return Optional.ofNullable(WORDS.get(category)).map(w -> w.in(locale)).orElse(category);
    }

    /** A role of a transaction id, {@code us_buy}; as it is where it is not known. */
    public static String role(String role, Locale locale) {
        Word whole = WORDS.get(ROLE + role.toUpperCase(Locale.ROOT));
        int end = role.indexOf('_');
        if (whole != null || end < 0) {
            return whole == null ? role : whole.in(locale);
        }
        return role(role.substring(0, end), locale) + " " + role(role.substring(end + 1), locale);
    }

    private static List<String> split(String name) {
        return List.of(name.toUpperCase(Locale.ROOT).split(BETWEEN));
    }

    private static Map<List<String>, Word> parts() {
        Map<List<String>, Word> parts = new HashMap<>();
        WORDS.forEach((name, word) -> parts.put(split(name), word));
        return Map.copyOf(parts);
    }

    private static Map<String, Word> load() {
        Map<String, Word> words = new HashMap<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KisLabels.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split("\t", -1);
                    words.put(cells[0], new Word(cells[1], cells[2]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": expected a readable resource of this bundle", e);
        }
        return Map.copyOf(words);
    }
}
