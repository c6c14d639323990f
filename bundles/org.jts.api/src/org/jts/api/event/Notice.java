package org.jts.api.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.internal.Check;

/**
 * One entry of the event log. Holds no secret.
 *
 * @param time     when it happened
 * @param severity how much it matters
 * @param source   the part that says so: {@code connection}, {@code storage}, {@code gateway.mock} …
 * @param broker   which broker it concerns, when it concerns one
 * @param text     what happened, one sentence
 * @param detail   what was expected, what was found, what to do; several lines or empty
 * @since 1.0
 */
public record Notice(Instant time, Severity severity, String source, Optional<BrokerId> broker, String text,
        String detail) {
    public Notice {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(severity, "severity");
        Check.text(source, "source", 60);
        Objects.requireNonNull(broker, "broker");
        Check.text(text, "text", 2000);
        Objects.requireNonNull(detail, "detail");
    }
}
