package org.jts.http.internal;

import org.jts.api.audit.AuditTrail;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The trail that requests are written to, while there is one. Gateways make their HTTP clients themselves, so what they
 * share is found here and not handed to each.
 */
@Component(service = WireAudit.class, immediate = true)
public final class WireAudit {

    private static volatile WireAudit present;

    final AuditTrail trail;
    final TimeSource time;

    @Activate
    public WireAudit(@Reference AuditTrail trail, @Reference TimeSource time) {
        this.trail = trail;
        this.time = time;
        begin(this);
    }

    @Deactivate
    public void close() {
        end(this);
    }

    /** Null while there is none. */
    static WireAudit present() {
        return present;
    }

    private static synchronized void begin(WireAudit added) {
        present = added;
    }

    /** A late goodbye leaves the successor. */
    private static synchronized void end(WireAudit removed) {
        if (present == removed) {
            present = null;
        }
    }
}
