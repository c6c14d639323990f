package org.jts.server.internal;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jts.api.account.AccountId;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeAuditTrail;
import org.jts.testkit.FakeBrokerSetup;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeInstaller;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.testkit.FakeSecretStore;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * A mock broker behind a server, a relay before it, and gateways to it as components of the framework: all of it real.
 */
final class Rig implements AutoCloseable {

    static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    static final AccountId MAIN = new AccountId("MOCK-001");
    static final AccountId SECOND = new AccountId("MOCK-002");
    private static final Set<String> WORKSTATION = Set.of("org.jts.storage", "org.jts.connection", "org.jts.accounts",
            "org.jts.market", "org.jts.trading");
    /** The data folder of a run before may still be there, with orders of its brokers: no broker has its name again. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final AtomicBoolean CALLED = new AtomicBoolean();

    private final BundleContext context = FrameworkUtil.getBundle(Rig.class).getBundleContext().getBundle(0)
            .getBundleContext();
    private final List<Configuration> configurations = new ArrayList<>();
    final String broker = "mock-" + RUN + "-" + NUMBERS.incrementAndGet();
    final BrokerGateway mock;
    final FakeRegistry registry = new FakeRegistry();
    final PassingDesk desk = new PassingDesk(registry);
    final FakeAccountBook accounts = new FakeAccountBook();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();
    final FakeInstaller plugins = new FakeInstaller();
    final FakeBrokerSetup setup = new FakeBrokerSetup();
    final FakeSecretStore secrets;
    final FakeAuditTrail trail = new FakeAuditTrail();
    final Path folder;
    final Path uploads;
    final FakeConnection connection;
    final TimeSource time;
    private final ServerSettings settings;
    JtsServer server;
    Relay relay;

    Rig() {
        this(ServerSettings.loopback(0));
    }

    Rig(ServerSettings settings) {
        this(settings, false);
    }

    /**
     * @param workstation whether the rest of a workstation runs too; where it does not, nobody but the test connects
     *                    the gateways
     */
    Rig(ServerSettings settings, boolean workstation) {
        this.settings = settings;
        try {
            folder = Files.createTempDirectory("jts-server");
            uploads = folder.resolve("uploads");
            secrets = new FakeSecretStore(Map.of(), folder.resolve("secrets.properties"));
            if (!workstation) {
                stopWorkstation();
            }
            for (Bundle bundle : context.getBundles()) {
                if (List.of("org.jts.ratelimit", "org.jts.telemetry", "org.jts.time", "org.jts.gateway.mock",
                        "org.jts.gateway.grpc")
                        .contains(bundle.getSymbolicName())) {
                    bundle.start();
                }
            }
            time = service(TimeSource.class, "(objectClass=*)");
            mock = gateway("org.jts.gateway.mock", broker,
                    Map.of("market.quotes.per.symbol", 50, "limit.windows", "1000/1s"));
            connection = new FakeConnection(mock, time);
            registry.add(connection);
            connectMock();
            server = JtsServer.start(settings, backend(), () -> "");
            relay = new Relay(server.port());
            callOnce();
        } catch (Exception e) {
            throw new AssertionError("expected a server with a mock broker", e);
        }
    }

    /** Loads what a first call needs, for which a busy machine may take longer than a gateway waits. */
    private void callOnce() {
        if (CALLED.compareAndSet(false, true)) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
            try {
                GatewayServiceGrpc.newBlockingStub(channel).getBrokers(GetBrokersRequest.getDefaultInstance());
            } catch (StatusRuntimeException e) {
                CALLED.set(false); // a server with TLS or tokens: the next one may be without
            } finally {
                channel.shutdownNow();
            }
        }
    }

    /** Starts the supervisors, the desk and what they need, or ends them. */
    static void startWorkstation() throws BundleException {
        for (Bundle bundle : FrameworkUtil.getBundle(Rig.class).getBundleContext().getBundles()) {
            if (WORKSTATION.contains(bundle.getSymbolicName())) {
                bundle.start();
            }
        }
    }

    static void stopWorkstation() throws BundleException {
        for (Bundle bundle : FrameworkUtil.getBundle(Rig.class).getBundleContext().getBundles()) {
            if (WORKSTATION.contains(bundle.getSymbolicName())) {
                bundle.stop();
            }
        }
    }

    Backend backend() {
        AuditRecorder audit = new AuditRecorder(time);
        audit.attach(trail);
        return new Backend(registry, desk, accounts, limiters::limiters, time, meters, new Administration(setup,
                () -> Optional.of(plugins), () -> Optional.of(secrets), audit, uploads));
    }

    void connectMock() throws BrokerException, InterruptedException {
        mock.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                registry.setPhase(connection, ConnectionPhase.RECONNECTING);
            }

            @Override
            public void onNotice(String text) {
                // nobody here reads what the mock has to say
            }
        });
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** Another server on another port, with the same broker; the relay leads to it. */
    void restartServer() throws IOException {
        server.close();
        relay.cut();
        server = JtsServer.start(settings, backend(), () -> "");
        relay.lead(server.port());
    }

    /** How many calls of a name ended so, or anyhow. @param end a status code; empty for any */
    long calls(String name, String end) {
        return meters.getMeters().stream().filter(meter -> name.equals(meter.getId().getTag("call"))
                && (end.isEmpty() || end.equals(meter.getId().getTag("status"))))
                .mapToLong(meter -> ((Timer) meter).count()).sum();
    }

    /** A gateway to the server behind the relay. */
    BrokerGateway client(String id, Map<String, Object> settings) {
        Hashtable<String, Object> all = new Hashtable<>(Map.of("server.port", relay.port(), "call.limit.ms", 3_000));
        all.putAll(settings);
        try {
            return gateway("org.jts.gateway.grpc", id, all);
        } catch (Exception e) {
            throw new AssertionError("expected a gateway " + id, e);
        }
    }

    private BrokerGateway gateway(String pid, String id, Map<String, Object> settings) throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class, "(objectClass=*)")
                .createFactoryConfiguration(pid, "?");
        configurations.add(configuration);
        Hashtable<String, Object> all = new Hashtable<>(settings);
        all.put(BrokerGateway.BROKER_ID, id);
        configuration.update(all);
        return service(BrokerGateway.class, "(%s=%s)".formatted(BrokerGateway.BROKER_ID, id));
    }

    /** Calls a console command of the mock, as the console does. */
    void mock(String function, String... arguments) {
        try {
            String filter = "(&(osgi.command.scope=mock)(osgi.command.function=%s))".formatted(function);
            Object commands = service(null, filter);
            Method method = Arrays.stream(commands.getClass().getMethods())
                    .filter(m -> m.getName().equals(function)).findFirst().orElseThrow();
            method.invoke(commands, (Object) arguments);
        } catch (Exception e) {
            throw new AssertionError("command mock:" + function, e);
        }
    }

    <T> T service(Class<T> type, String filter) {
        Await.until("a service " + filter, () -> !references(type, filter).isEmpty());
        @SuppressWarnings("unchecked") // null stands for any type, which the caller takes as Object
        T found = (T) context.getService(references(type, filter).iterator().next());
        return Objects.requireNonNull(found);
    }

    private <T> Collection<? extends ServiceReference<?>> references(Class<T> type, String filter) {
        try {
            if (type != null) {
                return context.getServiceReferences(type, filter);
            }
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(filter, e);
        }
    }

    @Override
    public void close() {
        relay.close();
        try {
            for (Configuration configuration : configurations) {
                configuration.delete();
            }
        } catch (IOException e) {
            throw new AssertionError("expected configurations to be deleted", e);
        }
        server.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new AssertionError("expected the folder to be deleted", e);
        }
    }
}
