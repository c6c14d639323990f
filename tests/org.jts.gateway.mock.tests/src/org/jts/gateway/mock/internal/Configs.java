package org.jts.gateway.mock.internal;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import org.jts.api.gateway.BrokerGateway;
import org.jts.api.time.TimeSource;
import org.jts.testkit.FakeRequestLimiters;

/** Settings for tests: the defaults of the metatype, and what differs from them. */
final class Configs {

    private Configs() {
    }

    static MockConfig defaults() {
        return with(Map.of());
    }

    /** As {@link #limited}, with a broker that never finds requests too many. */
    static MockConfig with(Map<String, Object> changes) {
        Map<String, Object> all = new HashMap<>(Map.of("limit_windows", "1000000/1s"));
        all.putAll(changes);
        return limited(all);
    }

    /** @param changes by method name, such as {@code market_seed} */
    static MockConfig limited(Map<String, Object> changes) {
        for (String name : changes.keySet()) {
            try {
                MockConfig.class.getDeclaredMethod(name);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException("no such setting: " + name, e);
            }
        }
        return (MockConfig) Proxy.newProxyInstance(MockConfig.class.getClassLoader(), new Class<?>[] {MockConfig.class},
                (proxy, method, args) -> changes.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** A gateway with permits for everything. */
    static MockGateway gateway(String id, MockConfig config, TimeSource time) {
        MockGateway gateway = new MockGateway(config, Map.of(BrokerGateway.BROKER_ID, id), time);
        gateway.bindLimiters(new FakeRequestLimiters());
        return gateway;
    }
}
