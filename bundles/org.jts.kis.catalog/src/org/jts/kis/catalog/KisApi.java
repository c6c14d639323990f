package org.jts.kis.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One interface of the broker.
 *
 * @param category   as the broker's menu names it
 * @param koreanName the broker's name
 * @param englishName our translation
 * @param kind       how it is reached
 * @param method     {@code GET} or {@code POST}; {@code SUBSCRIBE} for a real-time channel
 * @param path       on the host; of a channel only the name of its page
 * @param realIds    transaction ids on the real service by role; the role is empty where there is one, {@code buy},
 *                   {@code sell} … where there are several, {@code old} or {@code old_…} for one that was replaced;
 *                   empty for what needs none
 * @param paperIds   the same on the paper service; empty where it is not offered there
 * @param request    what may be sent
 * @param answer     what comes back
 * @since 1.0
 */
public record KisApi(String category, String koreanName, String englishName, Kind kind, String method, String path,
        Map<String, String> realIds, Map<String, String> paperIds, List<KisField> request, List<KisBlock> answer) {

    /** How an interface is reached. */
    public enum Kind {
        REST, WEBSOCKET
    }

    /** What calling an interface does. @since 1.1 */
    public enum Effect {
        /** It reads, and changes nothing. */
        READS,
        /** It places, changes or cancels an order. */
        ORDERS,
        /** It gives or takes back a token or a key. */
        SIGNS_IN,
        /** It brings records as they happen, until it is ended. */
        STREAMS
    }

    private static final int GROUP = 2;
    private static final int TAIL = 5;
    private static final String OAUTH = "OAuth";

    public KisApi {
        Objects.requireNonNull(category, "category");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        realIds = Map.copyOf(realIds);
        paperIds = Map.copyOf(paperIds);
        request = List.copyOf(request);
        answer = List.copyOf(answer);
    }

    static KisApi parse(String line) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 10) {
            throw new IllegalArgumentException("catalog: expected 10 cells, was %d in \"%s\"".formatted(cells.length,
                    line));
        }
        Kind kind = cells[3].equals("REST") ? Kind.REST : Kind.WEBSOCKET;
        return new KisApi(cells[0], cells[1], cells[2], kind, cells[4], cells[5], ids(cells[6]), ids(cells[7]),
                KisField.parse(cells[8]), KisBlock.parse(cells[9]));
    }

    private static Map<String, String> ids(String text) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String item : text.split(";")) {
            if (!item.isEmpty()) {
                int equals = item.indexOf('=');
                ids.put(equals < 0 ? "" : item.substring(0, equals), item.substring(equals + 1));
            }
        }
        return ids;
    }

    /**
     * A name that no other interface has: the end of the path, with its group before it outside domestic stocks
     * ({@code inquire-price}, {@code overseas-price/price}); of a channel its id.
     */
    public String name() {
        String[] parts = path.split("/");
        if (kind == Kind.WEBSOCKET || parts.length < TAIL) {
            return parts[parts.length - 1];
        }
        String tail = parts.length == TAIL ? parts[TAIL - 1] : String.join("/", List.of(parts).subList(TAIL,
                parts.length));
        return parts[GROUP].equals("domestic-stock") ? tail : parts[GROUP] + "/" + tail;
    }

    /** Transaction ids of an environment by role. */
    public Map<String, String> ids(KisEnvironment environment) {
        return environment == KisEnvironment.REAL ? realIds : paperIds;
    }

    /**
     * @param role such as {@code buy}; empty for an interface with one id
     * @return the id, where the environment has it
     */
    public Optional<String> id(KisEnvironment environment, String role) {
        return Optional.ofNullable(ids(environment).get(role));
    }

    /** Whether the environment has it; signing in is everywhere. */
    public boolean isOfferedOn(KisEnvironment environment) {
        return isOAuth() || !ids(environment).isEmpty();
    }

    /** Whether it is one of the calls around tokens and keys, which have no transaction id. */
    public boolean isOAuth() {
        return category.startsWith(OAUTH);
    }

    /** What calling it does. @since 1.1 */
    public Effect effect() {
        if (kind == Kind.WEBSOCKET) {
            return Effect.STREAMS;
        }
        return isOAuth() ? Effect.SIGNS_IN : method.equals("GET") ? Effect.READS : Effect.ORDERS;
    }

    /** Its Korean or, in any other language, English name. @since 1.1 */
    public String label(Locale locale) {
        return locale.getLanguage().equals("ko") ? koreanName : englishName;
    }

    /** What may be sent under that name, in any case. @since 1.1 */
    public Optional<KisField> requestField(String fieldName) {
        return request.stream().filter(f -> f.name().equalsIgnoreCase(fieldName)).findFirst();
    }

    /** The answer's block of that name. */
    public Optional<KisBlock> block(String name) {
        return answer.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    /** The columns of a channel's frames, in order; those since September 2026 at the end. */
    public List<String> columns() {
        return block(KisBlock.FRAME).map(KisBlock::names).orElseThrow(() -> new IllegalStateException(
                "%s: expected a real-time channel, was a %s call".formatted(name(), method)));
    }

    /** The columns as they were before 2026-09-14. */
    public List<String> columnsBefore202609() {
        return block(KisBlock.FRAME).orElseThrow().fields().stream()
                .filter(f -> f.mark() != KisField.Mark.SINCE_2026_09).map(KisField::name).toList();
    }
}
