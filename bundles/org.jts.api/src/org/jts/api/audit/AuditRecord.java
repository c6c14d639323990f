package org.jts.api.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.internal.Check;

/**
 * Something that happened between a person, this program and a broker.
 *
 * @param at          when it began, by this machine's clock
 * @param kind        how far out it happened
 * @param correlation what it belongs to: everything that followed from one click has the same; see {@link Correlation}
 * @param broker      with which broker, when with one
 * @param action      what was done, one word or two: {@code place}, {@code POST /orders}; 1 to 200 characters
 * @param facts       what was asked and answered, by name. Made later, on a thread of the trail: of things that do not
 *                    change any more. The names {@code order}, {@code brokerOrder} and {@code account} say which
 * @since 1.0
 */
public record AuditRecord(Instant at, Kind kind, Optional<String> correlation, Optional<BrokerId> broker,
        String action, Supplier<Map<String, String>> facts) {

    /** How far out something happened. */
    public enum Kind {
        /** A person, or a program in a person's place, asked this program for it. */
        ACT,
        /** A gateway was called, or answered. */
        CALL,
        /** A request went over the wire, or its answer came. */
        WIRE,
        /** The broker said something unasked. */
        EVENT
    }

    public AuditRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(correlation, "correlation");
        Objects.requireNonNull(broker, "broker");
        Check.text(action, "action", 200);
        Objects.requireNonNull(facts, "facts");
    }
}
