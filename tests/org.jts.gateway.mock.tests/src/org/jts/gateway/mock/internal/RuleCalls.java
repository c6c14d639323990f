package org.jts.gateway.mock.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.gateway.BrokerGateway;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Which methods of a gateway each rule of the contract calls: learnt once, by watching it on the whole gateway. */
final class RuleCalls {

    private static final Map<String, Set<String>> ALL = new ConcurrentHashMap<>();
    private static volatile String rule = "";

    private RuleCalls() {
    }

    /** By the unique id of each rule. */
    static synchronized Map<String, Set<String>> all() {
        if (ALL.isEmpty()) {
            ContractRun.execute(() -> new MockHarness(RuleCalls::watched),
                    List.of(DiscoverySelectors.selectClass(ContractRun.Contract.class)), new TestExecutionListener() {
                        @Override
                        public void executionStarted(TestIdentifier test) {
                            if (test.isTest()) {
                                rule = test.getUniqueId();
                                ALL.put(rule, ConcurrentHashMap.newKeySet());
                            }
                        }
                    });
        }
        return ALL;
    }

    private static BrokerGateway watched(MockHarness harness) {
        return (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                new Class<?>[] {BrokerGateway.class}, (proxy, method, arguments) -> {
                    ALL.get(rule).add(method.getName());
                    try {
                        return method.invoke(harness.whole, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
