package org.jts.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The rules of the contract by their ids, and what each asks for in English and Korean.
 *
 * @since 1.1
 */
public final class ContractRules {

    private static final Map<String, Properties> TEXTS = new ConcurrentHashMap<>();
    private static final List<Class<?>> GROUPS = List.of(ConnectionRules.class, CapabilityRules.class,
            MarketRules.class, StreamRules.class, CandleRules.class, AccountRules.class, OrderRules.class,
            ListRules.class, RefusalRules.class, RaceRules.class, OwnCallRules.class, LimitRules.class,
            FaultRules.class, SessionRules.class);

    private ContractRules() {
    }

    /** Every id, in order. */
    public static List<String> ids() {
        return GROUPS.stream().flatMap(group -> Stream.of(group.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Rule.class))
                .map(method -> method.getAnnotation(Rule.class).value()).sorted().toList();
    }

    /**
     * What a rule asks for, as a sentence; or, for three letters, the name of their group.
     *
     * @param id       such as {@code ORD-07} or {@code ORD}
     * @param language Korean, or English for any other
     * @throws IllegalArgumentException when there is no such rule
     */
    public static String text(String id, Locale language) {
        String text = texts(language).getProperty(id);
        if (text == null) {
            throw new IllegalArgumentException("expected the id of a rule, such as ORD-07, found '" + id + "'");
        }
        return text;
    }

    private static Properties texts(Locale language) {
        boolean korean = language.getLanguage().equals(Locale.KOREAN.getLanguage());
        return TEXTS.computeIfAbsent(korean ? "rules_ko.properties" : "rules.properties", ContractRules::load);
    }

    private static Properties load(String file) {
        Properties texts = new Properties();
        try (InputStream in = ContractRules.class.getResourceAsStream(file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("contract kit: cannot read its own " + file, e);
        }
    }
}
