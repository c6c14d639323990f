package org.jts.kis.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All interfaces of the KIS Open API, in the broker's order. Immutable, thread-safe; read from a resource once.
 *
 * <pre>{@code
 * KisApi price = KisCatalog.get().api("inquire-price");
 * }</pre>
 *
 * @since 1.0
 */
public final class KisCatalog {

    private static final String RESOURCE = "catalog.tsv";

    private final List<KisApi> apis;
    private final Map<String, KisApi> byName = new LinkedHashMap<>();
    private final Map<String, KisApi> byId = new LinkedHashMap<>();
    /** What is searched, in small letters. */
    private final Map<KisApi, String> texts = new IdentityHashMap<>();
    private final Map<KisApi, String> fields = new IdentityHashMap<>();

    private KisCatalog(List<KisApi> apis) {
        this.apis = List.copyOf(apis);
        for (KisApi api : apis) {
            byName.put(api.name(), api);
            texts.put(api, texts(api));
            fields.put(api, fields(api));
            for (KisEnvironment environment : KisEnvironment.values()) {
                api.ids(environment).values().forEach(id -> byId.putIfAbsent(id, api));
            }
        }
    }

    /** The catalog. */
    public static KisCatalog get() {
        return Holder.CATALOG;
    }

    public List<KisApi> apis() {
        return apis;
    }

    /**
     * @param name as {@link KisApi#name()}
     * @throws IllegalArgumentException when there is none
     */
    public KisApi api(String name) {
        KisApi api = byName.get(name);
        if (api == null) {
            throw new IllegalArgumentException(
                    "KIS: expected the name of an interface such as inquire-price, was \"%s\"".formatted(name));
        }
        return api;
    }

    /** The interface with that transaction id, in whichever environment and role. */
    public Optional<KisApi> byId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** What a person may mean: a name, a transaction id, or the Korean or English name as a whole. */
    public Optional<KisApi> find(String text) {
        KisApi exact = byName.getOrDefault(text, byId.get(text));
        if (exact != null) {
            return Optional.of(exact);
        }
        return apis.stream().filter(a -> a.koreanName().equals(text) || a.englishName().equalsIgnoreCase(text))
                .findFirst();
    }

    /**
     * Everything that has all words of {@code text} in its name, path, ids or category, Korean or English; a word with
     * {@code _} may also be a part of the name of a field. In the broker's order, quick enough for every key stroke.
     */
    public List<KisApi> search(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        return apis.stream().filter(api -> {
            for (String word : words) {
                if (!texts.get(api).contains(word) && !(word.indexOf('_') >= 0 && fields.get(api).contains(word))) {
                    return false;
                }
            }
            return true;
        }).toList();
    }

    /** The names most like a mistyped one, the nearest first. @since 1.1 */
    public List<String> near(String name, int most) {
        return Nearest.of(name, byName.keySet(), most);
    }

    private static String texts(KisApi api) {
        return String.join(" ", api.name(), api.path(), api.koreanName(), api.englishName(), api.category(),
                KisLabels.category(api.category(), Locale.ENGLISH), api.realIds().values().toString(),
                api.paperIds().values().toString()).toLowerCase(Locale.ROOT);
    }

    private static String fields(KisApi api) {
        return Stream.concat(api.request().stream(), api.answer().stream().flatMap(b -> b.fields().stream()))
                .map(KisField::name).collect(Collectors.joining(" ")).toLowerCase(Locale.ROOT);
    }

    private static KisCatalog load() {
        List<KisApi> apis = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(KisCatalog.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.startsWith("#")) {
                    apis.add(KisApi.parse(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + ": expected a readable resource of this bundle", e);
        }
        return new KisCatalog(apis);
    }

    private static final class Holder {
        private static final KisCatalog CATALOG = load();
    }
}
