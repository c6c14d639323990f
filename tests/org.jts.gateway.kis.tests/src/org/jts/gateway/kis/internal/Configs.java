package org.jts.gateway.kis.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Settings as the component runtime makes them: defaults, and what a test says. */
final class Configs {

    private Configs() {
    }

    /** @param values by method name, {@code app_key} */
    static KisConfig with(Map<String, Object> values) {
        return (KisConfig) Proxy.newProxyInstance(Configs.class.getClassLoader(), new Class<?>[] {KisConfig.class},
                (proxy, method, args) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
