package org.jts.install.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.install.Consent;
import org.jts.api.install.PluginChange;
import org.jts.api.install.Signer;

/** Writes changes of plug-ins into the audit trail, while there is one. */
final class Trail {

    private final AuditRecorder recorder;

    Trail(AuditRecorder recorder) {
        this.recorder = recorder;
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

    private void record(PluginChange change, Map<String, String> facts) {
        recorder.record(AuditRecord.Kind.ACT, Optional.empty(), "plugin." + switch (change) {
            case PluginChange.Install install -> "install";
            case PluginChange.RollBack back -> "roll_back";
            case PluginChange.Remove remove -> "remove";
        }, () -> facts);
    }
}
