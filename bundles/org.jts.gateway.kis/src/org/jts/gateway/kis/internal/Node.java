package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.kis.catalog.KisJson;

/**
 * A JSON object of the broker, read leniently: names in any case, one object or an array of one, blocks that are
 * absent, values that are texts, numbers or null, padded or not.
 */
final class Node {

    private static final int LONGEST_NUMBER = 30;
    private static final int LONGEST_WHOLE = 18;

    private final Map<String, Object> values;

    private Node(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws IOException when it is no JSON object */
    static Node parse(String text) throws IOException {
        return of(KisJson.readObject(text));
    }

    private static Node of(Map<String, Object> plain) {
        Map<String, Object> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        plain.forEach((name, value) -> map.putIfAbsent(name, inside(value)));
        return new Node(map);
    }

    @SuppressWarnings("unchecked")
    private static Object inside(Object value) {
        return switch (value) {
            case Map<?, ?> map -> of((Map<String, Object>) map);
            case List<?> list -> list.stream().map(Node::inside).toList();
            default -> value;
        };
    }

    /** The text, trimmed; empty when there is none. */
    String text(String name) {
        Object value = values.get(name);
        return value instanceof String text ? text.strip() : "";
    }

    /** As it was sent: paging keys go back with their blanks. */
    String raw(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The object, or the first of an array of them; one without fields when there is none. */
    Node block(String name) {
        Object value = values.get(name);
        if (value instanceof List<?> list && !list.isEmpty()) {
            value = list.getFirst();
        }
        return value instanceof Node node ? node : new Node(Map.of());
    }

    /** The objects of an array; one object is an array of one, and one of blanks is none. */
    List<Node> rows(String name) {
        Object value = values.get(name);
        List<?> list = value instanceof List<?> many ? many : value instanceof Node one ? List.of(one) : List.of();
        return list.stream().filter(Node.class::isInstance).map(Node.class::cast).filter(n -> !n.isBlank()).toList();
    }

    private boolean isBlank() {
        return values.values().stream().allMatch(v -> v instanceof String text && text.isBlank());
    }

    /**
     * A number; an empty text counts as 0, as the broker writes null.
     *
     * @throws BrokerException of category DATA that names the field
     */
    BigDecimal number(String name) throws BrokerException {
        return number(name, text(name));
    }

    static BigDecimal number(String name, String text) throws BrokerException {
        if (text.isEmpty() || text.equals("(null)")) {
            return BigDecimal.ZERO;
        }
        long whole = whole(text);
        if (whole >= 0) {
            return BigDecimal.valueOf(whole);
        }
        try {
            if (text.length() <= LONGEST_NUMBER && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BrokerException(ErrorCategory.DATA, T.format("data.number", name, shown(text)));
    }

    /** @return the number, or -1 when it is not one of up to 18 digits and nothing else */
    private static long whole(String text) {
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i >= LONGEST_WHOLE) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** What of an answer may be shown: short, and printable. */
    static String shown(String text) {
        String clean = text.replaceAll("[^\\p{Print}\\p{IsHangul}]", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }

    Map<String, Object> values() {
        return values;
    }

    /** All of it as maps, lists and texts. */
    Map<String, Object> plain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Node node -> node.plain();
            case List<?> list -> list.stream().map(Node::plain).toList();
            default -> value;
        };
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
