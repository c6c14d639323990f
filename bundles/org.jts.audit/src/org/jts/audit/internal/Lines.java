package org.jts.audit.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;

/** Records as lines of JSON, and back: the one place that knows their form. */
final class Lines {

    static final String LOST = "lost";
    /** Of one fact; what is longer is cut, and says so. */
    static final int LONGEST = 16_384;

    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<Kind, String> KINDS = Arrays.stream(Kind.values())
            .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> kind.name().toLowerCase(Locale.ROOT)));

    private final Redactor redactor;

    Lines(Redactor redactor) {
        this.redactor = redactor;
    }

    /** @param number counts all records, those that are lost too */
    void write(long number, AuditRecord entry, LineBuffer to) {
        to.add(json -> {
            json.writeStringField("at", entry.at().toString());
            json.writeNumberField("n", number);
            json.writeStringField("kind", KINDS.get(entry.kind()));
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
        });
    }

    /** A line that says that others are missing. */
    static void lost(Instant at, long count, long total, LineBuffer to) {
        to.add(json -> {
            json.writeStringField("at", at.toString());
            json.writeStringField("kind", LOST);
            json.writeStringField("action", LOST);
            json.writeStringField("count", Long.toString(count));
            json.writeStringField("total", Long.toString(total));
        });
    }

    /** A line in the place of a record that cannot be put into words. */
    static void unreadable(long number, Instant at, String why, LineBuffer to) {
        to.add(json -> {
            json.writeStringField("at", at.toString());
            json.writeNumberField("n", number);
            json.writeStringField("kind", "unreadable");
            json.writeStringField("action", why);
        });
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
