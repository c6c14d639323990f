package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class LimitsTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void defaultsOfTheMetatypeAreTheDefaultsOfTheCode() {
        assertEquals(Limits.defaults(), Limits.of(config(Map.of()), problems));
        assertEquals(List.of(), problems);
    }

    @Test
    void settingOutOfRangeIsNamedAndItsDefaultTaken() {
        Limits limits = Limits.of(config(Map.of("read_seconds", 0, "calls_order", 5000, "backoff_factor", 0.5)),
                problems);
        assertEquals(Duration.ofSeconds(10), limits.read());
        assertEquals(8, limits.orderCalls());
        assertEquals(3, problems.size());
        assertTrue(problems.contains("read.seconds: expected 1 to 600, was 0; 10 is used"), problems::toString);
        assertTrue(problems.contains("backoff.factor: expected 1 to 10, was 0.5; 2 is used"), problems::toString);
    }

    /** A configuration in which all but {@code changes} has its default. */
    private static ConnectionConfig config(Map<String, Object> changes) {
        return (ConnectionConfig) Proxy.newProxyInstance(LimitsTest.class.getClassLoader(),
                new Class<?>[] {ConnectionConfig.class}, (proxy, method, arguments) -> value(method, changes));
    }

    private static Object value(Method method, Map<String, Object> changes) {
        return changes.getOrDefault(method.getName(), method.getDefaultValue());
    }
}
