package org.jts.trading.internal.proof;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Makes the components of bundles that export nothing, as the component runtime does: by their longest constructor,
 * from what fits its parameters. A component that they need is made too; a service that nobody gave says so when it is
 * used.
 */
final class Assembly {

    private final List<Object> parts;

    Assembly(Object... parts) {
        this.parts = new ArrayList<>(List.of(parts));
    }

    /** The settings of a component: defaults, and those that are named, by method. */
    static Object settings(String type, Map<String, Object> values) {
        Class<?> config = load(type);
        return Proxy.newProxyInstance(config.getClassLoader(), new Class<?>[] {config},
                (self, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** From the class path, or from the bundle in whose folder it is. */
    static Class<?> load(String type) {
        try {
            Bundle own = FrameworkUtil.getBundle(Assembly.class);
            if (own == null) {
                return Class.forName(type);
            }
            Bundle bundle = Arrays.stream(own.getBundleContext().getBundles())
                    .filter(b -> type.startsWith(b.getSymbolicName() + ".internal.")).findFirst().orElseThrow();
            return bundle.loadClass(type);
        } catch (ClassNotFoundException | NoSuchElementException e) {
            throw new IllegalStateException("expected a class " + type, e);
        }
    }

    Object make(String type) {
        return make(load(type));
    }

    private Object make(Class<?> type) {
        Constructor<?> longest = Arrays.stream(type.getDeclaredConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount)).orElseThrow();
        try {
            longest.setAccessible(true);
            Object made = longest.newInstance(Arrays.stream(longest.getParameterTypes()).map(this::part).toArray());
            parts.add(made);
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected to make " + type, e);
        }
    }

    private Object part(Class<?> wanted) {
        Optional<Object> known = parts.stream().filter(wanted::isInstance).findFirst();
        return known.orElseGet(() -> wanted.isInterface() ? absent(wanted) : make(wanted));
    }

    private static Object absent(Class<?> service) {
        InvocationHandler nobody = (self, method, arguments) -> {
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(self, method, arguments);
            }
            if (method.getReturnType() == Optional.class) {
                return Optional.empty();
            }
            throw new UnsupportedOperationException("nobody gave a %s, of which %s is wanted".formatted(
                    service.getName(), method.getName()));
        };
        return Proxy.newProxyInstance(service.getClassLoader(), new Class<?>[] {service}, nobody);
    }

    /** Calls a method of an object whose class is not visible. */
    static Object call(Class<?> type, Object self, String name, Object... arguments) {
        try {
            Method method = Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)
                    && m.getParameterCount() == arguments.length).findFirst().orElseThrow();
            method.setAccessible(true);
            return method.invoke(self, arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("expected to call %s of %s".formatted(name, type), e);
        }
    }
}
