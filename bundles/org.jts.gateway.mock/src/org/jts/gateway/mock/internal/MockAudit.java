package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.limit.Lane;
import org.jts.api.time.TimeSource;

/** Writes the requests on the simulated line to the audit trail, as a real broker's wire is written. Thread-safe. */
final class MockAudit {

    private final BrokerId broker;
    private final TimeSource time;
    private volatile AuditTrail trail;

    MockAudit(BrokerId broker, TimeSource time) {
        this.broker = broker;
        this.time = time;
    }

    void attach(AuditTrail added) {
        trail = added;
    }

    synchronized void detach(AuditTrail removed) {
        if (trail == removed) {
            trail = null;
        }
    }

    /** When a request begins. */
    long begin() {
        return time.nanoTime();
    }

    /**
     * @param what    was asked; made when it is written
     * @param outcome what came back, or why nothing did; put into words when it is written
     */
    void end(long begun, Supplier<String> what, Lane lane, Object outcome) {
        AuditTrail present = trail;
        if (present == null) {
            return;
        }
        long took = time.nanoTime() - begun;
        Instant at = time.now().minusNanos(took);
        present.record(new AuditRecord(at, AuditRecord.Kind.WIRE, Correlation.current(), Optional.of(broker),
                "simulated " + lane.name().toLowerCase(Locale.ROOT), () -> {
                    Map<String, String> facts = new LinkedHashMap<>();
                    facts.put("request", what.get());
                    facts.put("ms", BigDecimal.valueOf(took / 1_000, 3).toPlainString());
                    facts.put("answer", String.valueOf(outcome));
                    return facts;
                }));
    }
}
