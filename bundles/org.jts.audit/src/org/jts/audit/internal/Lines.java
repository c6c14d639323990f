package org.jts.audit.internal;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditRecord;

/** Records as lines of JSON, and back: the one place that knows their form. */
final class Lines {

    static final String LOST = "lost";
    /** Of one fact; what is longer is cut, and says so. */
    static final int LONGEST = 16_384;

    private static final JsonFactory JSON = new JsonFactory();

    private final Redactor redactor;

    Lines(Redactor redactor) {
        this.redactor = redactor;
    }

    /** @param number counts all records, those that are lost too */
    String write(long number, AuditRecord entry) {
        StringWriter text = new StringWriter(400);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", entry.at().toString());
            json.writeNumberField("n", number);
            json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
            if (entry.correlation().isPresent()) {
                json.writeStringField("cid", entry.correlation().get());
            }
            if (entry.broker().isPresent()) {
                json.writeStringField("broker", entry.broker().get().value());
            }
            json.writeStringField("action", redactor.text(entry.action()));
            for (Map.Entry<String, String> fact : facts(entry).entrySet()) {
                json.writeStringField(free(fact.getKey()), redactor.value(fact.getKey(), cut(fact.getValue())));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("expected to write to memory", e);
        }
        return text.toString();
    }

    /** A line that says that others are missing. */
    static String lost(Instant at, long count, long total) {
        return "{\"at\":\"%s\",\"kind\":\"%s\",\"action\":\"lost\",\"count\":\"%d\",\"total\":\"%d\"}".formatted(at,
                LOST,
                count, total);
    }

    /** A line in the place of a record that cannot be put into words. */
    static String unreadable(long number, Instant at, String why) {
        return "{\"at\":\"%s\",\"n\":%d,\"kind\":\"unreadable\",\"action\":\"%s\"}".formatted(at, number, why);
    }

    /** @return empty for a line that was cut off, or is none of ours */
    static Optional<AuditLine> read(String line) {
        Map<String, String> all = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                all.put(name, json.getText());
            }
            if (json.currentToken() != JsonToken.END_OBJECT) {
                return Optional.empty();
            }
            Instant at = Instant.parse(all.remove("at"));
            all.remove("n");
            return Optional.of(new AuditLine(at, all.remove("kind"), Optional.ofNullable(all.remove("cid")),
                    Optional.ofNullable(all.remove("broker")), all.remove("action"), all, line));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What somebody else's code makes of its record must not end the trail. */
    private static Map<String, String> facts(AuditRecord entry) {
        try {
            return entry.facts().get();
        } catch (RuntimeException | LinkageError e) {
            return Map.of("unreadable", String.valueOf(e));
        }
    }

    private static String free(String name) {
        return switch (name) {
            case "at", "n", "kind", "cid", "broker", "action" -> name + "_";
            default -> name;
        };
    }

    private static String cut(String value) {
        if (value == null) {
            return "";
        }
        return value.length() <= LONGEST ? value
                : value.substring(0, LONGEST) + "… (" + value.length() + " characters)";
    }
}
