package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.SetupException;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.Notices;
import org.jts.connection.internal.setup.SettingsForm.Checked;
import org.jts.connection.internal.setup.StoredBrokers.Stored;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;

/** Brokers as factory configurations of Configuration Admin, checked against the metatype of their gateways. */
@Component(immediate = true)
public final class BrokerSetupImpl implements BrokerSetup {

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final GatewayTypes types;
    private final StoredBrokers stored;
    private final Probe probe;
    private final Notices notices = new Notices();
    private final AuditRecorder audit;
    private final StartCheck startCheck;
    private final AtomicBoolean checked = new AtomicBoolean();
    private final FrameworkListener onStarted = this::frameworkEvent;

    @Activate
    public BrokerSetupImpl(BundleContext context, @Reference ConfigurationAdmin admin,
            @Reference MetaTypeService metatypes, @Reference ServiceComponentRuntime components,
            @Reference TimeSource time) {
        this.context = context;
        this.admin = admin;
        this.types = new GatewayTypes(context, metatypes, components);
        this.stored = new StoredBrokers(admin);
        this.audit = new AuditRecorder(time);
        this.probe = new Probe(context, stored, components, time, audit);
        this.startCheck = new StartCheck(stored, types, components, notices);
        context.addFrameworkListener(onStarted);
        boolean started = Startup.isComplete(context);
        Thread.ofVirtual().name("jts-setup-start").start(() -> {
            prepare();
            if (started && checked.compareAndSet(false, true)) {
                checkStored();
            }
        });
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void setAuditTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unsetAuditTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void setEventLog(EventLog log) {
        notices.attach(log);
    }

    void unsetEventLog(EventLog log) {
        notices.detach(log);
    }

    @Deactivate
    void close() {
        context.removeFrameworkListener(onStarted);
    }

    @Override
    public List<BrokerType> types(Locale locale) {
        return types.describe(locale);
    }

    @Override
    public List<ConfiguredBroker> configured() {
        try {
            return stored.all().stream().map(Stored::broker).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(T.get("setup.unreadable"), e);
        }
    }

    @Override
    public synchronized void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException {
        GatewayType type = type(pid);
        Map<String, Object> values = checked(type, new BrokerNames(types, this::configured).distinct(type, settings));
        try {
            if (stored.find(id).isPresent()) {
                throw new SetupException(T.format("setup.idInUse", id),
                        Map.of("broker.id", T.format("setup.idInUse.field", id)));
            }
            stored.create(pid, id, values, false);
            written("broker.add", id, values);
        } catch (IOException e) {
            throw notWritten(id, e);
        }
    }

    @Override
    public synchronized void update(BrokerId id, Map<String, String> settings) throws SetupException {
        replace(id, (type, before) -> settings);
    }

    @Override
    public synchronized void change(BrokerId id, Map<String, String> changes) throws SetupException {
        replace(id, (type, before) -> {
            Map<String, String> settings = new TreeMap<>(before);
            settings.keySet().retainAll(types.form(type, Locale.ROOT).fields().keySet());
            settings.putAll(changes);
            return settings;
        });
    }

    /** @param after the settings, made of the kind of broker and of what they were */
    private void replace(BrokerId id, BiFunction<GatewayType, Map<String, String>, Map<String, String>> after)
            throws SetupException {
        try {
            Stored there = existing(id);
            GatewayType type = type(there.broker().pid());
            Map<String, Object> values = checked(type, after.apply(type, there.broker().settings()));
            stored.update(there, values);
            written("broker.change", id, values);
        } catch (IOException e) {
            throw notWritten(id, e);
        }
    }

    @Override
    public synchronized void remove(BrokerId id) throws SetupException {
        try {
            existing(id).configuration().delete();
            written("broker.remove", id, Map.of());
        } catch (IOException e) {
            throw notWritten(id, e);
        }
    }

    @Override
    public String test(String pid, Map<String, String> settings) throws SetupException, InterruptedException {
        GatewayType type = type(pid);
        return probe.run(type, checked(type, settings));
    }

    private GatewayType type(String pid) throws SetupException {
        return types.ofPid(pid).orElseThrow(() -> new SetupException(
                T.format("setup.noGateway", types.describe(Locale.ROOT).stream()
                        .map(BrokerType::pid).collect(Collectors.joining(", ", "[", "]")), pid), Map.of()));
    }

    private Map<String, Object> checked(GatewayType type, Map<String, String> settings) throws SetupException {
        Checked checked = types.form(type, Locale.ROOT).check(settings);
        if (!checked.problems().isEmpty()) {
            throw new SetupException(T.format("setup.refused", StartCheck.sentences(checked.problems())),
                    checked.problems());
        }
        return checked.values();
    }

    private Stored existing(BrokerId id) throws IOException, SetupException {
        Optional<Stored> found = stored.find(id);
        if (found.isEmpty()) {
            throw new SetupException(T.format("setup.notFound",
                    configured().stream().map(b -> b.id().value()).collect(Collectors.joining(", ", "[", "]")), id),
                    Map.of());
        }
        return found.get();
    }

    /** Of settings the keys alone: who errs has put a secret where its name belongs. */
    private void written(String action, BrokerId id, Map<String, Object> settings) {
        audit.record(AuditRecord.Kind.ACT, Optional.of(id), action, () -> settings.isEmpty() ? Map.of()
                : Map.of("settings", String.join(", ", new TreeMap<>(settings).keySet())));
    }

    private static SetupException notWritten(BrokerId id, IOException e) {
        return new SetupException(T.format("setup.notWritten", id, e.getMessage()), Map.of());
    }

    /** What has to be in order before the first gateway starts; none of it needs a gateway bundle. */
    private void prepare() {
        try {
            StorageCheck.run(context, admin, notices);
        } catch (LinkageError e) {
            // Another Configuration Admin than the one whose files can be looked at.
            System.getLogger("org.jts.connection").log(System.Logger.Level.DEBUG, "No check of files", e);
        }
        try {
            stored.deleteProbes(probe.alive());
            new DefaultBrokers(admin, stored, notices).seed(context.getProperty(DefaultBrokers.PROPERTY));
        } catch (IOException | RuntimeException e) {
            failed(T.get("setup.defaults"), e);
        }
    }

    private void frameworkEvent(FrameworkEvent event) {
        boolean level = event.getType() == FrameworkEvent.STARTED
                || event.getType() == FrameworkEvent.STARTLEVEL_CHANGED;
        if (level && Startup.isComplete(context) && checked.compareAndSet(false, true)) {
            Thread.ofVirtual().name("jts-setup-start").start(this::checkStored);
        }
    }

    private void checkStored() {
        try {
            startCheck.run();
        } catch (IOException | RuntimeException e) {
            failed(T.get("setup.stored"), e);
        }
    }

    private void failed(String text, Exception e) {
        notices.publish(Severity.ERROR, Optional.empty(), text,
                T.format("setup.failed", e.getMessage()));
    }
}
