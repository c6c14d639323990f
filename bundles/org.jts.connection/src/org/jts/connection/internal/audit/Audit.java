package org.jts.connection.internal.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trail that calls are written to, while there is one. Thread-safe. */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

    private final TimeSource time;
    private volatile AuditTrail trail;

    public Audit(TimeSource time) {
        this.time = time;
    }

    public void attach(AuditTrail added) {
        trail = added;
    }

    /** A late goodbye leaves the successor. */
    public synchronized void detach(AuditTrail removed) {
        if (trail == removed) {
            trail = null;
        }
    }

    boolean isOn() {
        return trail != null;
    }

    long nanos() {
        return time.nanoTime();
    }

    /** Never fails: what is done with a broker does not depend on who writes it down. */
    public void record(Kind kind, BrokerId broker, String action, Supplier<Map<String, String>> facts) {
        AuditTrail present = trail;
        if (present != null) {
            Instant now = time.now();
            try {
                present.record(new AuditRecord(now, kind, Correlation.current(), Optional.of(broker), action, facts));
            } catch (RuntimeException e) {
                LOG.warn("{} of {} is missing in the audit trail", action, broker, e);
            }
        }
    }
}
