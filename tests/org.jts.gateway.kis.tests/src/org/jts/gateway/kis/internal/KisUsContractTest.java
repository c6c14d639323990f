package org.jts.gateway.kis.internal;

import java.util.Map;

import org.jts.kis.catalog.KisEnvironment;
import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** Every rule of the contract with shares in the United States, on the real service as the simulator plays it. */
class KisUsContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new KisHarness(KisEnvironment.REAL, Map.of("markets", "US", "us_slippage", "2"), KisHarness.APPLE);
    }
}
