package org.jts.gateway.template.internal;

import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** What binds every gateway. A rule about something that is not offered yet is skipped, with the reason. */
// snippet: contract
class TemplateGatewayContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new TemplateHarness();
    }
}
// end
