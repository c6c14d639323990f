package org.jts.console.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.account.AccountBook;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.EventLog;
import org.jts.api.feed.MarketFeed;
import org.jts.api.install.PluginInstaller;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitSettings;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.secret.SecretStore;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderJournal;
import org.jts.api.trading.OrderLimits;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeAuditTrail;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeInstaller;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.testkit.FakeOrderLimits;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.testkit.FakeSecretStore;
import org.jts.testkit.Samples;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The real console and the real store in a real framework, with a broker, desk and feed that a test drives. */
final class ConsoleFixture implements AutoCloseable {

    private static final Set<String> BUNDLES = Set.of("org.jts.time", "org.jts.storage", "org.jts.console",
            "org.apache.felix.gogo.runtime");
    /** The value of the variable ACME_KEY. */
    static final String SECRET = "the-key-of-acme";
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /** What came of a run. */
    record Result(int status, String out, String err) {
    }

    final BundleContext context =
            FrameworkUtil.getBundle(Console.class).getBundleContext().getBundle(0).getBundleContext();
    final TimeSource time;
    final FakeRegistry registry = new FakeRegistry();
    final FakeAccountBook accounts = new FakeAccountBook();
    final FakeSetup setup = new FakeSetup();
    final FakeFeed feed = new FakeFeed();
    final FakeDesk desk = new FakeDesk();
    final FakeJournal journal = new FakeJournal();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();
    final FakeLimitProfiles profiles = new FakeLimitProfiles(LimitProfile.of("kis.real", "KIS real", "a notice (2026)",
            List.of(RateWindow.parse("18/1s"), RateWindow.parse("1000/1m"))));
    final FakeLimitSettings limitSettings = new FakeLimitSettings(profiles);
    final FakeOrderLimits orderLimits = new FakeOrderLimits();
    final FakeAuditTrail audit = new FakeAuditTrail();
    final FakeInstaller installer = new FakeInstaller();
    final FakeSecretStore secrets = new FakeSecretStore(Map.of("ACME_KEY", SECRET), Path.of("none"));
    final CompositeMeterRegistry metrics = new CompositeMeterRegistry();
    final FakeEventLog events;
    final FakeGateway gateway = new FakeGateway(Samples.BROKER);
    final FakeConnection connection;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    ConsoleFixture() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (BUNDLES.contains(bundle.getSymbolicName())) {
                bundle.start();
            }
        }
        Await.until("the clock", () -> context.getServiceReference(TimeSource.class) != null);
        time = context.getService(context.getServiceReference(TimeSource.class));
        events = new FakeEventLog(time);
        connection = new FakeConnection(gateway, time);
        registry.add(connection);
        metrics.add(new SimpleMeterRegistry());
        register(EventLog.class, events);
        register(BrokerRegistry.class, registry);
        register(AccountBook.class, accounts);
        register(BrokerSetup.class, setup);
        register(MarketFeed.class, feed);
        register(OrderDesk.class, desk);
        register(OrderJournal.class, journal);
        register(RequestLimiters.class, limiters);
        register(LimitProfiles.class, profiles);
        register(LimitSettings.class, limitSettings);
        register(PluginInstaller.class, installer);
        register(MeterRegistry.class, metrics);
        register(OrderLimits.class, orderLimits);
        register(AuditTrail.class, audit);
        register(SecretStore.class, secrets);
    }

    private <T> void register(Class<T> type, T service) {
        services.add(context.registerService(type, service, null));
    }

    void connected() {
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** Takes a service away, as when its bundle stops. */
    void withdraw(Class<?> type) {
        services.removeIf(registration -> {
            boolean wanted = List.of((String[]) registration.getReference().getProperty("objectClass"))
                    .contains(type.getName());
            if (wanted) {
                registration.unregister();
            }
            return wanted;
        });
    }

    /** Runs one script and ends. */
    Result run(String script) {
        return start("", false, START_LIMIT, "-c", script);
    }

    /** Runs what comes through a pipe until it ends. */
    int talk(InputStream in, OutputStream out) {
        PrintStream answers = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Console(context, in, answers, answers, false, START_LIMIT).run(List.of());
    }

    Result start(String input, boolean interactive, Duration limit, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(context, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive, limit);
        int status = console.run(List.of(arguments));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        services.forEach(ServiceRegistration::unregister);
        services.clear();
    }
}
