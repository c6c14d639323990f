package org.jts.gateway.kis.internal;

import org.jts.kis.catalog.KisEnvironment;
import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** Every rule of the contract, on the paper service: other ids, other codes, smaller pages. */
class KisPaperContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new KisHarness(KisEnvironment.PAPER);
    }
}
