package org.jts.api.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A record as it was kept, without secrets.
 *
 * @param at          when it began
 * @param kind        how far out, in small letters; {@code lost} where records are missing
 * @param correlation what it belongs to
 * @param broker      with which broker
 * @param action      what was done
 * @param facts       what was asked and answered, by name, in the order of writing
 * @param json        the line as it is in the file
 * @since 1.0
 */
public record AuditLine(Instant at, String kind, Optional<String> correlation, Optional<String> broker, String action,
        Map<String, String> facts, String json) {
    public AuditLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(correlation, "correlation");
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(json, "json");
    }
}
