package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import org.jts.api.gateway.BrokerGateway;
import org.jts.tck.Threads;
import org.jts.testkit.Await;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** What tests ask of the framework that they run in. */
final class Framework {

    private static final Set<String> NEIGHBOURS = Set.of("org.jts.ratelimit", "org.jts.telemetry", "org.jts.time");
    private static final long LIMIT_MILLIS = 10_000;

    private final Bundle bundle = FrameworkUtil.getBundle(MockGateway.class);
    /** Not the context of the gateway's bundle, which may be stopped. */
    private final BundleContext context = bundle.getBundleContext().getBundle(0).getBundleContext();

    void start() throws Exception {
        for (Bundle other : context.getBundles()) {
            if (NEIGHBOURS.contains(String.valueOf(other.getSymbolicName()))) {
                other.start();
            }
        }
        bundle.start();
    }

    Bundle bundle() {
        return bundle;
    }

    Configuration configuration() throws Exception {
        return service(ConfigurationAdmin.class).createFactoryConfiguration(MockGateway.PID, "?");
    }

    ServiceReference<BrokerGateway> reference(String broker) throws Exception {
        Collection<ServiceReference<BrokerGateway>> found = context.getServiceReferences(BrokerGateway.class,
                "(%s=%s)".formatted(BrokerGateway.BROKER_ID, broker));
        return found.isEmpty() ? null : found.iterator().next();
    }

    BrokerGateway gateway(String broker) throws Exception {
        Await.until("a gateway " + broker, () -> reference(broker) != null);
        return context.getService(reference(broker));
    }

    /** Gives the service back as often as it was got, as one does who stops using it. */
    void letGo(String broker) throws Exception {
        ServiceReference<BrokerGateway> reference = reference(broker);
        while (context.ungetService(reference)) {
            continue;
        }
    }

    void awaitNoGateway(String broker) {
        Await.until("no gateway " + broker, () -> reference(broker) == null);
    }

    List<String> threads(String prefix) {
        return Threads.named(prefix);
    }

    /** Calls a console command as the console does: by scope, function and reflection. */
    Object commands(String function, String... arguments) throws Exception {
        Await.until("the commands", () -> !commandServices(function).isEmpty());
        Object service = context.getService(commandServices(function).iterator().next());
        Method method = Arrays.stream(service.getClass().getMethods())
                .filter(m -> m.getName().equals(function)).findFirst()
                .orElseThrow();
        return method.invoke(service, (Object) arguments);
    }

    /** Waits until the commands know a broker: the registry tells them on the thread that makes it, maybe after us. */
    void awaitCommandsFor(String broker) {
        Await.until("commands that know " + broker, () -> commands("fault").toString().contains(broker + ":"));
    }

    private List<ServiceReference<?>> commandServices(String function) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(null,
                "(&(osgi.command.scope=mock)(osgi.command.function=%s))".formatted(function));
        return found == null ? List.of() : List.of(found);
    }

    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(LIMIT_MILLIS);
            assertNotNull(service, "expected a service " + type.getName() + ", found none");
            return service;
        } finally {
            tracker.close();
        }
    }
}
