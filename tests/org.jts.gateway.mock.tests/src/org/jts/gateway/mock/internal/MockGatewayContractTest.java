package org.jts.gateway.mock.internal;

import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** The mock gateway keeps the whole contract. */
class MockGatewayContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new MockHarness();
    }
}
