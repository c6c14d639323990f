package org.jts.gateway.kis.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What the audit trail is to know beside calls, which write themselves: notices that come unasked, and which secrets
 * the broker has issued, so that none is written. Does nothing while there is no trail. Thread-safe.
 */
@Component(service = Trail.class)
public final class Trail {

    private volatile AuditTrail trail;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindTrail(AuditTrail newTrail) {
        trail = newTrail;
    }

    void unbindTrail(AuditTrail oldTrail) {
        if (trail == oldTrail) {
            trail = null;
        }
    }

    /** @return the secret, which is written nowhere from now on */
    Secret named(Secret secret) {
        AuditTrail there = trail;
        if (there != null) {
            there.secret(secret.reveal());
        }
        return secret;
    }

    void heard(BrokerId broker, Instant at, String channel, NoticeDecoder.Notice notice) {
        AuditTrail there = trail;
        if (there != null) {
            there.record(new AuditRecord(at, AuditRecord.Kind.EVENT, Optional.empty(), Optional.of(broker),
                    "WS " + channel, () -> facts(notice)));
        }
    }

    private static Map<String, String> facts(NoticeDecoder.Notice notice) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("brokerOrder", notice.number());
        facts.put("account", notice.account().value());
        facts.put("notice", notice.kind().name());
        facts.put("original", notice.original());
        facts.put("side", notice.side().name());
        facts.put("symbol", notice.symbol().toString());
        facts.put("quantity", notice.quantity().toPlainString());
        facts.put("price", notice.price().toPlainString());
        facts.put("time", String.valueOf(notice.time()));
        return facts;
    }
}
