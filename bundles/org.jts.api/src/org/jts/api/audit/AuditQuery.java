package org.jts.api.audit;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of the audit trail.
 *
 * @param from  not before
 * @param to    before
 * @param order only what concerns the order with this name of the desk: all that has its correlation, too
 * @since 1.0
 */
public record AuditQuery(Optional<Instant> from, Optional<Instant> to, Optional<String> order) {
    public AuditQuery {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(order, "order");
    }

    /** Everything. */
    public static AuditQuery all() {
        return new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty());
    }
}
