package org.jts.kis.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

    private KisCatalog(List<KisApi> apis) {
        this.apis = List.copyOf(apis);
        for (KisApi api : apis) {
            byName.put(api.name(), api);
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

    /** Everything whose name, ids or category hold all words of {@code text}, Korean or English; in order. */
    public List<KisApi> search(String text) {
        String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
        return apis.stream().filter(api -> {
            String all = String.join(" ", api.name(), api.koreanName(), api.englishName(), api.category(),
                    api.realIds().values().toString(), api.paperIds().values().toString()).toLowerCase(Locale.ROOT);
            for (String word : words) {
                if (!all.contains(word)) {
                    return false;
                }
            }
            return true;
        }).toList();
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
