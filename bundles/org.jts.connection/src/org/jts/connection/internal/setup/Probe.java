package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.account.Account;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.SetupException;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.ComponentFailures;
import org.jts.connection.internal.Limits;
import org.jts.connection.internal.audit.AuditedGateway;
import org.jts.connection.internal.call.CallException;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * Tries settings with a gateway of their own, made by a configuration that lives only as long as the try. Whatever
 * happens, the configuration is deleted; what a crash leaves behind is deleted at the next start.
 */
final class Probe {

    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final BundleContext context;
    private final StoredBrokers stored;
    private final ServiceComponentRuntime components;
    private final TimeSource time;
    private final AuditRecorder audit;
    private final Limits limits = Limits.defaults();
    private final Set<String> alive = ConcurrentHashMap.newKeySet();

    Probe(BundleContext context, StoredBrokers stored, ServiceComponentRuntime components, TimeSource time,
            AuditRecorder audit) {
        this.audit = audit;
        this.context = context;
        this.stored = stored;
        this.components = components;
        this.time = time;
    }

    /** PIDs of the configurations of tries that are under way. */
    Set<String> alive() {
        return Set.copyOf(alive);
    }

    String run(GatewayType type, Map<String, Object> values) throws SetupException, InterruptedException {
        BrokerId id = new BrokerId("probe-" + UUID.randomUUID().toString().substring(0, 18));
        String pid = type.pid() + "~" + id;
        alive.add(pid);
        try (CallGuard guard = new CallGuard(id, time, 2, 1)) {
            stored.create(type.pid(), id, values, true);
            return use(guard, await(type, pid, id));
        } catch (SetupException e) {
            throw new SetupException(withoutId(e.getMessage(), id), e.problems());
        } catch (IOException e) {
            throw new SetupException(T.format("probe.notWritten", e.getMessage()), Map.of());
        } finally {
            forget(pid);
            alive.remove(pid);
        }
    }

    /** The id of a try means nothing to anybody; a gateway may have put it into what it says. */
    private static String withoutId(String text, BrokerId id) {
        return text.replace(id + ": ", "").replace(id.value(), T.get("probe.broker"));
    }

    private void forget(String pid) {
        try {
            stored.delete(pid);
        } catch (IOException | IllegalStateException e) {
            System.getLogger("org.jts.connection").log(System.Logger.Level.WARNING,
                    "The configuration " + pid + " of a connection test stays until the next start", e);
        }
    }

    private ServiceReference<BrokerGateway> await(GatewayType type, String pid, BrokerId id)
            throws SetupException, InterruptedException {
        long deadline = time.nanoTime() + SERVICE_LIMIT.toNanos();
        while (true) {
            Optional<ServiceReference<BrokerGateway>> found = find(id);
            if (found.isPresent()) {
                return found.get();
            }
            Optional<String> failed = ComponentFailures.failed(components, type.component(), pid);
            if (failed.isPresent()) {
                throw new SetupException(T.format("gateway.notStarted", failed.get()), Map.of());
            }
            if (time.nanoTime() - deadline >= 0) {
                throw new SetupException(T.format("probe.notStarted", SERVICE_LIMIT.toSeconds(),
                        ComponentFailures.of(components, type.component(), pid)
                                .orElseGet(() -> T.get("component.unknown"))), Map.of());
            }
            time.sleep(POLL);
        }
    }

    private Optional<ServiceReference<BrokerGateway>> find(BrokerId id) {
        try {
            return context.getServiceReferences(BrokerGateway.class,
                    "(%s=%s)".formatted(BrokerGateway.BROKER_ID, id)).stream().findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String use(CallGuard guard, ServiceReference<BrokerGateway> reference)
            throws SetupException, InterruptedException {
        long start = time.nanoTime();
        BrokerGateway found = step(guard, limits.connect(), T.get("probe.starting"),
                () -> context.getService(reference));
        if (found == null) {
            throw new SetupException(T.format("gateway.notStarted",
                    ComponentFailures.of(components, reference).orElseGet(() -> T.get("component.unknown"))), Map.of());
        }
        BrokerGateway gateway = new AuditedGateway(found.id(), found, audit);
        try {
            step(guard, limits.connect(), T.get("what.connecting"), () -> {
                gateway.connect(new Silent());
                return true;
            });
            long millis = (time.nanoTime() - start) / 1_000_000;
            List<Account> accounts = step(guard, limits.read(), T.get("probe.accounts"), gateway::accounts);
            return T.format("probe.connected", millis, spoken(accounts));
        } finally {
            end(guard, gateway, reference);
        }
    }

    private void end(CallGuard guard, BrokerGateway gateway, ServiceReference<BrokerGateway> reference)
            throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        try {
            guard.call(Lane.CONTROL, limits.disconnect(), () -> {
                gateway.disconnect();
                context.ungetService(reference);
                return true;
            });
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (Exception | Error e) {
            // The gateway goes with its configuration anyway.
            System.getLogger("org.jts.connection").log(System.Logger.Level.DEBUG, "Disconnecting after a test", e);
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    private static <T> T step(CallGuard guard, Duration limit, String what, Callable<T> work)
            throws SetupException, InterruptedException {
        try {
            return guard.call(Lane.CONTROL, limit, work);
        } catch (InterruptedException e) {
            throw e;
        } catch (CallException e) {
            throw new SetupException(T.format("probe.noAnswer", what, limit.toSeconds()), Map.of());
        } catch (Exception | Error e) {
            throw new SetupException(T.format("probe.failed", what, Failure.of(e).detail()), Map.of());
        }
    }

    private static String spoken(List<Account> accounts) {
        if (accounts == null || accounts.isEmpty()) {
            return T.get("probe.noAccount");
        }
        return T.format("probe.accounts.list", accounts.size(), accounts.stream()
                .map(a -> "%s (%s)".formatted(a.id(), a.type().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", ")));
    }

    /** The outcome of the calls says all that a test wants to know. */
    private static final class Silent implements GatewayListener {
        @Override
        public void onConnectionLost(BrokerException reason) {
            // the next call fails
        }

        @Override
        public void onNotice(String text) {
            // of no use to a test
        }
    }
}
