package org.jts.connection.internal;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.gateway.BrokerGateway;
import org.jts.connection.internal.audit.AuditedGateway;

/** Hands out a gateway whose calls are written to the audit trail. */
final class AuditedSource implements GatewaySource {

    private final BrokerId id;
    private final GatewaySource source;
    private final AuditRecorder audit;
    private BrokerGateway got;

    AuditedSource(BrokerId id, GatewaySource source, AuditRecorder audit) {
        this.id = id;
        this.source = source;
        this.audit = audit;
    }

    @Override
    public synchronized BrokerGateway get() throws Exception {
        if (got == null) {
            got = new AuditedGateway(id, source.get(), audit);
        }
        return got;
    }

    @Override
    public synchronized void release() {
        got = null;
        source.release();
    }
}
