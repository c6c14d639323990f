package org.jts.gateway.mock.internal;

import java.util.function.Function;

import org.jts.api.gateway.BrokerGateway;

/**
 * One way in which a gateway can be wrong.
 *
 * @param rule   the one rule that must fail, by its method; all others must pass or not apply
 * @param what   is wrong with it
 * @param broken makes the gateway
 */
record Break(String rule, String what, Function<MockHarness, BrokerGateway> broken) {

    static Break of(String rule, String what, Function<MockHarness, BrokerGateway> broken) {
        return new Break(rule, what, broken);
    }
}
