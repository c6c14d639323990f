package org.jts.install.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.install.Consent;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Signer;
import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes changes of plug-ins into the audit trail, while there is one. */
final class Trail {

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);

    private final TimeSource time;
    private volatile AuditTrail trail;

    Trail(TimeSource time) {
        this.time = time;
    }

    void attach(AuditTrail added) {
        trail = added;
    }

    /** A late goodbye leaves the successor. */
    synchronized void detach(AuditTrail removed) {
        if (trail == removed) {
            trail = null;
        }
    }

    /** Somebody asked for a change. The name of what follows from it says where that was. */
    void asked(PluginChange change, Consent consent) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phase", "asked");
        facts.put("plugin", change.id());
        if (change instanceof PluginChange.Install install) {
            facts.put("version", install.offer().version());
            facts.put("site", install.offer().site().toString());
        }
        facts.put("working", consent.working().name());
        consent.trusted().ifPresent(signer -> facts.put("trusted", words(signer)));
        record(change, facts);
    }

    /** @param problem why it was not made; empty when it was */
    void done(PluginChange change, Optional<String> problem) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phase", "done");
        facts.put("plugin", change.id());
        problem.ifPresent(text -> facts.put("problem", text));
        record(change, facts);
    }

    private static String words(Signer signer) {
        return signer.trust() == Signer.Trust.UNSIGNED ? signer.trust().name()
                : "%s %s".formatted(signer.name(), signer.fingerprint());
    }

    /** Never fails: what is changed does not depend on who writes it down. */
    private void record(PluginChange change, Map<String, String> facts) {
        AuditTrail present = trail;
        if (present == null) {
            return;
        }
        String action = "plugin." + switch (change) {
            case PluginChange.Install install -> "install";
            case PluginChange.RollBack back -> "roll_back";
            case PluginChange.Remove remove -> "remove";
        };
        try {
            present.record(new AuditRecord(time.now(), AuditRecord.Kind.ACT, Correlation.current(), Optional.empty(),
                    action, () -> facts));
        } catch (RuntimeException e) {
            LOG.warn("{} of {} is missing in the audit trail", action, change.id(), e);
        }
    }
}
