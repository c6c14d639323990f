package org.jts.gateway.mock.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings for tests: the defaults of the metatype, and what differs from them. */
final class Configs {

    private Configs() {
    }

    static MockConfig defaults() {
        return with(Map.of());
    }

    /** @param changes by method name, such as {@code market_seed} */
    static MockConfig with(Map<String, Object> changes) {
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
}
