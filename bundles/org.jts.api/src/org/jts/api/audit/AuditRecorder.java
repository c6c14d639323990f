package org.jts.api.audit;

import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.time.TimeSource;

/**
 * Writes records into the audit trail that is there at the moment, with the present time and {@link Correlation}.
 * Without a trail nothing is written. Never fails and never blocks: what is done does not depend on who writes it down.
 * Thread-safe.
 *
 * @since 1.1
 */
public final class AuditRecorder {

    private static final System.Logger LOG = System.getLogger(AuditRecorder.class.getName());

    private final TimeSource time;
    private volatile AuditTrail trail;

    public AuditRecorder(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
    }

    /** From now on this one is written to. */
    public synchronized void attach(AuditTrail added) {
        trail = Objects.requireNonNull(added, "added");
    }

    /** That one is not written to any more; a late goodbye leaves its successor. */
    public synchronized void detach(AuditTrail removed) {
        if (trail == removed) {
            trail = null;
        }
    }

    /** Whether there is a trail: what costs something to find out need not be found out without one. */
    public boolean isOn() {
        return trail != null;
    }

    /** In nanoseconds, for how long something took: the clock of {@link TimeSource#nanoTime}. */
    public long nanoTime() {
        return time.nanoTime();
    }

    /**
     * Writes down what happened now.
     *
     * @param broker with which broker, when with one
     * @param action what was done, as {@link AuditRecord#action}
     * @param facts  by name, made later, on a thread of the trail: of things that do not change any more
     */
    public void record(Kind kind, Optional<BrokerId> broker, String action, Supplier<Map<String, String>> facts) {
        AuditTrail present = trail;
        if (present == null) {
            return;
        }
        try {
            present.record(new AuditRecord(time.now(), kind, Correlation.current(), broker, action, facts));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, action + " is missing in the audit trail", e);
        }
    }
}
