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

/** The trail that calls are written to, while there is one. Thread-safe. */
public final class Audit {

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

    void record(Kind kind, BrokerId broker, String action, Supplier<Map<String, String>> facts) {
        AuditTrail present = trail;
        if (present != null) {
            Instant now = time.now();
            present.record(new AuditRecord(now, kind, Correlation.current(), Optional.of(broker), action, facts));
        }
    }
}
