package org.jts.install.internal;

import static org.jts.install.internal.Words.T;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.concurrent.Listeners;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Components;
import org.jts.install.internal.run.Pace;
import org.jts.install.internal.site.Sites;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** The installer as a service: one change at a time, each whole or not at all. */
@Component(immediate = true)
public final class PluginInstallerImpl implements PluginInstaller {

    private static final String SOURCE = "install";
    /** Framework or system property: a folder whose jars run, for authors. */
    private static final String WATCH = "jts.plugins.watch";

    private final ComponentServiceObjects<IProvisioningAgentProvider> agents;
    private final Path p2;
    private final PluginFolder folder;
    private final Inventory inventory;
    private final Attempts attempts;
    private final Drain drain;
    private final Exchange exchange;
    private final WatchedJars watched;
    private final Preflights preflights;
    private final Optional<WatchedFolder> watch;
    private final EventLog events;
    private final AuditRecorder recorder;
    private final Trail trail;
    private final Listeners<Runnable> listeners = new Listeners<>();
    /** Guards everything that changes; what is read at any time is published in {@link #shown}. */
    private final Turns turns;
    private final Pace pace;
    private volatile Shown shown;
    /** Both guarded by the turn; there once a site was read. */
    private Sites sites;
    private IProvisioningAgentProvider agent;

    /** What can be read while a change is under way. */
    private record Shown(List<Release> running, Set<String> replaced, List<Release> removed, Choices choices) {
        List<String> earlier(Release release) {
            return choices.of(release.id()).map(Choices.Choice::earlier).orElse(List.of());
        }
    }

    @Activate
    public PluginInstallerImpl(BundleContext context, @Reference DataFolder data, @Reference BrokerRegistry registry,
            @Reference OrderDesk desk, @Reference TimeSource time, @Reference EventLog events,
            @Reference ServiceComponentRuntime runtime,
            @Reference ComponentServiceObjects<IProvisioningAgentProvider> agents) {
        this.agents = agents;
        this.events = events;
        this.recorder = new AuditRecorder(time);
        this.trail = new Trail(recorder);
        Path home = data.path().resolve("plugins");
        this.p2 = home.resolve("p2");
        this.folder = new PluginFolder(home);
        this.pace = new Pace(time, context.getProperty(Pace.RESTS));
        this.turns = new Turns(pace);
        Bundles bundles = new Bundles(context, folder.watched(), pace);
        this.inventory = new Inventory(folder, context, bundles);
        this.attempts = new Attempts(inventory, folder, bundles, this::open, pace);
        this.drain = new Drain(registry, desk, time);
        this.exchange = new Exchange(drain, new Components(runtime));
        this.watched = new WatchedJars(inventory, bundles, exchange, folder.watched(),
                (step, share) -> !turns.isEnding());
        this.preflights = new Preflights(inventory, watched, drain);
        this.watch = Optional.ofNullable(context.getProperty(WATCH)).filter(path -> !path.isBlank())
                .map(path -> new WatchedFolder(Path.of(path).toAbsolutePath(), watched, bundles, time, pace,
                        this::tell, this::publish));
        turns.lock().lock();
        try {
            new Restore(inventory, folder, bundles, this::tell).run();
            publish();
        } finally {
            turns.lock().unlock();
        }
        pace.begin();
        watch.ifPresent(WatchedFolder::start);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void setAuditTrail(AuditTrail there) {
        recorder.attach(there);
    }

    void unsetAuditTrail(AuditTrail gone) {
        recorder.detach(gone);
    }

    @Deactivate
    void close() {
        drain.end();
        turns.end();
        watch.ifPresent(WatchedFolder::close);
        turns.lock().lock();
        try {
            watched.end();
            if (sites != null) {
                sites.close();
                sites = null;
                agents.ungetService(agent);
            }
        } finally {
            turns.lock().unlock();
        }
    }

    @Override
    public List<Plugin> plugins() {
        Shown now = shown;
        return now.running().stream().map(release -> plugin(release, now.earlier(release),
                now.replaced().contains(release.id()) ? List.of() : ids(release)))
                .sorted(Comparator.comparing(Plugin::name)).toList();
    }

    @Override
    public List<Plugin> removed() {
        Shown now = shown;
        return now.removed().stream().map(release -> plugin(release, now.earlier(release), List.of()))
                .sorted(Comparator.comparing(Plugin::name)).toList();
    }

    private static Plugin plugin(Release release, List<String> earlier, List<BrokerId> brokers) {
        return new Plugin(release.id(), release.version(), release.name(), release.description(), release.provider(),
                release.origin(), release.brings(), earlier, brokers);
    }

    @Override
    public List<URI> sites() {
        return shown.choices().sites();
    }

    @Override
    public void addSite(URI site) throws InstallException {
        Sites.check(site);
        choose(() -> inventory.choices().withSite(site));
    }

    @Override
    public void removeSite(URI site) throws InstallException {
        choose(() -> inventory.choices().withoutSite(site));
    }

    @Override
    public List<PluginOffer> offers(URI site, InstallMonitor monitor) throws InstallException, InterruptedException {
        Path work = null;
        try (Turns.Turn turn = turns.take()) {
            work = folder.workFolder();
            return open().open(site, work, monitor).offers();
        } catch (IOException e) {
            throw new InstallException(T.format("fetch.notKept", e.toString()), e);
        } finally {
            Attempts.deleteQuietly(work);
        }
    }

    @Override
    public Signer signer(PluginOffer offer, InstallMonitor monitor) throws InstallException, InterruptedException {
        try (Turns.Turn turn = turns.take()) {
            return attempts.signer(offer, monitor);
        }
    }

    @Override
    public Preflight check(PluginChange asked, InstallMonitor monitor) throws InstallException, InterruptedException {
        try (Turns.Turn turn = turns.take()) {
            preflights.refuseReplaced(asked.id());
            Attempt attempt = attempts.tryOut(asked, monitor);
            try {
                return preflights.of(asked, attempt);
            } finally {
                attempt.trial().discard();
            }
        }
    }

    @Override
    public Preflight apply(PluginChange asked, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        try (Correlation.Scope scope = Correlation.open("plugins")) {
            return written(asked, consent, monitor);
        }
    }

    private Preflight written(PluginChange asked, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        trail.asked(asked, consent);
        try {
            Preflight done = make(asked, consent, monitor);
            trail.done(asked, Optional.empty());
            return done;
        } catch (InstallException e) {
            trail.done(asked, Optional.of(String.valueOf(e.getMessage())));
            tell(Severity.WARNING, T.format("change.notMade", asked.id()), e.getMessage());
            throw e;
        } catch (InterruptedException e) {
            trail.done(asked, Optional.of(T.get("givenUp")));
            throw e;
        } catch (RuntimeException e) {
            trail.done(asked, Optional.of(e.toString()));
            throw e;
        }
    }

    private Preflight make(PluginChange asked, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        try (Turns.Turn turn = turns.take()) {
            preflights.refuseReplaced(asked.id());
            Attempt attempt = attempts.tryOut(asked, monitor);
            Preflight preflight;
            try {
                preflight = preflights.of(asked, attempt);
                Preflights.check(preflight, consent);
                goOn(monitor, T.format("step.drain", name(attempt)), 0.5);
            } catch (InstallException | InterruptedException | RuntimeException e) {
                attempt.trial().discard();
                throw e;
            }
            make(attempt, consent, monitor);
            publish();
            tell(Severity.INFO, Report.done(attempt), "");
            return preflight;
        }
    }

    @Override
    public Subscription listen(Runnable listener) {
        return listeners.add(listener);
    }

    private void make(Attempt attempt, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        List<String> coming = attempt.next().map(next -> next.brings().brokers()).orElse(List.of());
        List<String> keepers = exchange.make(attempt.trial(), Preflights.types(attempt), coming,
                consent.working(), monitor, () -> {
                    inventory.choose(choice(attempt));
                    attempt.next().ifPresentOrElse(inventory::runs,
                            () -> inventory.ended(attempt.old().orElseThrow().id()));
                });
        if (!keepers.isEmpty()) {
            tell(Severity.WARNING, T.format("swap.kept", name(attempt)), String.join(", ", keepers));
        }
    }

    /** A certificate that got a yes is trusted from now on. */
    private static Choices choice(Attempt attempt) {
        return attempt.signer().filter(signer -> signer.trust() == Trust.UNKNOWN)
                .map(signer -> attempt.choice().trusting(signer.fingerprint())).orElse(attempt.choice());
    }

    private List<BrokerId> ids(Release release) {
        return drain.brokers(Set.copyOf(release.brings().brokers())).stream().map(BrokerConnection::id).toList();
    }

    private static String name(Attempt attempt) {
        return attempt.next().or(attempt::old).orElseThrow().name();
    }

    private static void goOn(InstallMonitor monitor, String step, double share) throws InterruptedException {
        if (Thread.interrupted() || !monitor.goesOn(step, share)) {
            throw new InterruptedException(T.get("givenUp"));
        }
    }

    private void choose(Supplier<Choices> changed) throws InstallException {
        turns.lock().lock();
        try {
            inventory.choose(changed.get());
            publish();
        } finally {
            turns.lock().unlock();
        }
    }

    private Sites open() throws InstallException {
        if (sites == null) {
            agent = agents.getService();
            sites = new Sites(agent, p2, pace);
        }
        return sites;
    }

    private void publish() {
        List<Release> all = new ArrayList<>(inventory.running());
        Set<String> replaced = all.stream().filter(release -> watched.standIn(release).isPresent()).map(Release::id)
                .collect(Collectors.toSet());
        watched.running().forEach(jar -> all.add(jar.release()));
        shown = new Shown(List.copyOf(all), replaced, inventory.removed(), inventory.choices());
        listeners.tell(Runnable::run);
    }

    private void tell(Severity severity, String text, String detail) {
        events.publish(severity, SOURCE, Optional.empty(), text, detail);
    }
}
