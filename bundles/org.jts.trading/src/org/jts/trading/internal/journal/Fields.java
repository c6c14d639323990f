package org.jts.trading.internal.journal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** A flat JSON object: written field by field, read as a whole. Values are text or numbers; numbers stay exact. */
final class Fields {

    private static final JsonFactory JSON = new JsonFactory();
    private static final long BILLION = 1_000_000_000L;
    /** Beyond these a number of nanoseconds would overflow. */
    private static final long FARTHEST_SECOND = Long.MAX_VALUE / BILLION - 1;

    private Fields() {
    }

    /**
     * Writes one object. By hand: what a generator keeps for the next text it keeps by thread, and each order has a
     * thread of its own, so that it would begin with buffers of several times the size of the line.
     */
    static final class Writer {

        private final StringBuilder text = new StringBuilder(512).append('{');

        Writer put(String name, Object value) {
            name(name);
            quote(value.toString());
            return this;
        }

        Writer put(String name, int value) {
            name(name).append(value);
            return this;
        }

        Writer put(String name, BigDecimal value) {
            name(name).append(value);
            return this;
        }

        /** Nanoseconds since 1970, or the date as text where those do not fit. */
        Writer put(String name, Instant value) {
            if (Math.abs(value.getEpochSecond()) > FARTHEST_SECOND) {
                return put(name, (Object) value);
            }
            name(name).append(value.getEpochSecond() * BILLION + value.getNano());
            return this;
        }

        Writer putNumber(String name, Optional<BigDecimal> value) {
            if (value.isPresent()) {
                put(name, value.get());
            }
            return this;
        }

        Writer putText(String name, Optional<?> value) {
            if (value.isPresent()) {
                put(name, value.get());
            }
            return this;
        }

        String end() {
            return text.append('}').toString();
        }

        private StringBuilder name(String name) {
            if (text.length() > 1) {
                text.append(',');
            }
            quote(name);
            return text.append(':');
        }

        private void quote(String plain) {
            text.append('"');
            if (isPlain(plain)) {
                text.append(plain);
            } else {
                JsonStringEncoder.getInstance().quoteAsString(plain, text);
            }
            text.append('"');
        }

        /** Whether it says the same within quotation marks: nearly every text does. */
        private static boolean isPlain(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' || c == '"' || c == '\\') {
                    return false;
                }
            }
            return true;
        }
    }

    /** One object that was read. A field that is missing says so. */
    static final class Reader {

        private final Map<String, String> values;

        Reader(String text) throws IOException {
            values = new LinkedHashMap<>();
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("expected an object in braces, found %s".formatted(json.currentToken()));
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    JsonToken value = json.nextToken();
                    if (value.isScalarValue()) {
                        values.put(name, json.getText());
                    } else {
                        // Of a later version: what this one does not know it leaves aside.
                        json.skipChildren();
                    }
                }
            }
        }

        Map<String, String> all() {
            return values;
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(values.get(name));
        }

        String get(String name) throws IOException {
            String value = values.get(name);
            if (value == null) {
                throw new IOException("expected a field \"%s\", found %s".formatted(name, values.keySet()));
            }
            return value;
        }

        <T> T get(String name, Function<String, T> type) throws IOException {
            return type.apply(get(name));
        }

        BigDecimal number(String name) throws IOException {
            return new BigDecimal(get(name));
        }

        Optional<BigDecimal> numberIfAny(String name) {
            return text(name).map(BigDecimal::new);
        }

        Instant instant(String name) throws IOException {
            String value = get(name);
            if (value.indexOf('T') >= 0) {
                return Instant.parse(value);
            }
            long nanos = Long.parseLong(value);
            return Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
        }
    }
}
