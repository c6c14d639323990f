package org.jts.gateway.kis.internal;

import java.util.Map;

import org.jts.kis.catalog.KisEnvironment;
import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.GatewayHarness;

/** The same on paper, which has no real-time prices, no order books and no minutes of these shares. */
class KisUsPaperContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new KisHarness(KisEnvironment.PAPER, Map.of("markets", "US", "us_slippage", "2"), KisHarness.APPLE);
    }
}
