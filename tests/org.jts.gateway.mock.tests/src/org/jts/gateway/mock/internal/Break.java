package org.jts.gateway.mock.internal;

import java.util.Set;
import java.util.function.Function;

import org.jts.api.gateway.BrokerGateway;

/**
 * One way in which a gateway can be wrong.
 *
 * @param what     is wrong with it
 * @param caughtBy the rules that must fail; all others must pass or be skipped
 * @param broken   makes the gateway
 */
record Break(String what, Set<String> caughtBy, Function<MockHarness, BrokerGateway> broken) {

    static Break of(String rule, String what, Function<MockHarness, BrokerGateway> broken) {
        return new Break(what, Set.of(rule), broken);
    }
}
