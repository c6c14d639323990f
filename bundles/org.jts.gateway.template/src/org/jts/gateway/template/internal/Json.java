package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * A piece of JSON as the broker wrote it: numbers stay the decimals that they are, never a double.
 *
 * @param value a Map, a List, a String, a BigDecimal, a Boolean or null
 */
record Json(Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** What the broker said cannot be read. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    static Json parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return new Json(read(parser));
        } catch (IOException e) {
            throw new UnreadableException(T.format("answer.unreadable", e.getMessage()));
        }
    }

    // snippet: readable
    /** Reads what the broker said; whatever is wrong with it, a word, a time or a number, is told in one way. */
    static <T> T read(String text, Function<Json, T> reader) {
        return parse(text).as(reader);
    }

    <T> T as(Function<Json, T> reader) {
        try {
            return reader.apply(this);
        } catch (UnreadableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnreadableException(T.format("answer.unreadable", e.getMessage()));
        }
    }
    // end

    Json get(String name) {
        if (value instanceof Map<?, ?> object && object.containsKey(name)) {
            return new Json(object.get(name));
        }
        throw new UnreadableException(T.format("answer.lacks", name));
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> object && object.containsKey(name);
    }

    /** @throws UnreadableException when it is not there, or null */
    String text(String name) {
        return optional(name).orElseThrow(() -> new UnreadableException(T.format("answer.lacks", name)));
    }

    /** Empty when it is not there, null or an empty text. */
    Optional<String> optional(String name) {
        return value instanceof Map<?, ?> object
                ? Optional.ofNullable(object.get(name)).map(String::valueOf).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    BigDecimal number(String name) {
        return get(name).number();
    }

    BigDecimal number() {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new UnreadableException(T.format("answer.number", value));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(get(name).value);
    }

    List<Json> list(String name) {
        return get(name).list();
    }

    List<Json> list() {
        if (value instanceof List<?> all) {
            return all.stream().map(Json::new).toList();
        }
        throw new UnreadableException(T.format("answer.list", value));
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new UnreadableException(T.format("answer.unreadable", ""));
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> all = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    all.add(read(parser));
                }
                yield all;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
