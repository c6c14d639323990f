package org.jts.gateway.kis.internal;

import org.jts.kis.catalog.KisEnvironment;
import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** Every rule of the contract, on the real service as the simulator plays it. */
class KisContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new KisHarness(KisEnvironment.REAL);
    }
}
