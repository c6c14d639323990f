package org.jts.kis.catalog;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.JsonToken;

/**
 * The broker's JSON as maps, lists and texts: it writes numbers as texts too. Thread-safe.
 *
 * @since 1.0
 */
public final class KisJson {

    private static final int DEEPEST = 20;
    private static final JsonFactory FACTORY = JsonFactory.builder().streamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build();

    private KisJson() {
    }

    /** @param value maps, lists, {@link Integer}s, which stay numbers, and whatever else, which becomes a text */
    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(text)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException("expected to write JSON into memory", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(entry.getKey().toString());
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case List<?> list -> {
                out.writeStartArray();
                for (Object item : list) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Integer number -> out.writeNumber(number);
            default -> out.writeString(value.toString());
        }
    }

    /**
     * @return names as they came, the first value of each; null as an empty text, numbers as texts
     * @throws IOException when it is no JSON object, or more than one, or one that is nested deeper than 20
     */
    public static Map<String, Object> readObject(String text) throws IOException {
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object, found something else");
            }
            Map<String, Object> object = object(in);
            if (in.nextToken() != null) {
                throw new IOException("expected the end after a JSON object, found more");
            }
            return object;
        }
    }

    private static Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            if (name == null) {
                throw new IOException("expected the end of a JSON object, found the end of the text");
            }
            in.nextToken();
            map.putIfAbsent(name, value(in));
        }
        return map;
    }

    private static Object value(JsonParser in) throws IOException {
        if (in.currentToken() == null) {
            throw new IOException("expected a value, found the end of the text");
        }
        return switch (in.currentToken()) {
            case START_OBJECT -> object(in);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(in));
                }
                yield list;
            }
            case VALUE_NULL -> "";
            default -> in.getText();
        };
    }
}
