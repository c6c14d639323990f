package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
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
    private final Optional<WatchedFolder> watch;
    private final EventLog events;
    private final Listeners<Runnable> listeners = new Listeners<>();
    /** Guards everything that changes; what is read at any time is published in {@link #shown}. */
    private final ReentrantLock change = new ReentrantLock();
    private volatile Shown shown;
    private volatile boolean ending;
    /** Who changes something now: interrupted at the end. */
    private volatile Thread busy;
    /** Both guarded by the lock; there once a site was read. */
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
        Path home = data.path().resolve("plugins");
        this.p2 = home.resolve("p2");
        this.folder = new PluginFolder(home);
        Bundles bundles = new Bundles(context, folder.watched());
        this.inventory = new Inventory(folder, context, bundles);
        this.attempts = new Attempts(inventory, folder, bundles, this::open);
        this.drain = new Drain(registry, desk, time);
        this.exchange = new Exchange(drain, new Components(runtime));
        this.watched = new WatchedJars(inventory, bundles, exchange, folder.watched(), (step, share) -> !ending);
        this.watch = Optional.ofNullable(context.getProperty(WATCH)).filter(path -> !path.isBlank())
                .map(path -> new WatchedFolder(Path.of(path).toAbsolutePath(), watched, bundles, time, change,
                        this::tell, this::publish));
        change.lock();
        try {
            new Restore(inventory, folder, bundles, this::tell).run();
            publish();
        } finally {
            change.unlock();
        }
        watch.ifPresent(WatchedFolder::start);
    }

    @Deactivate
    void close() {
        ending = true;
        drain.end();
        Thread now = busy;
        if (now != null) {
            now.interrupt();
        }
        watch.ifPresent(WatchedFolder::close);
        change.lock();
        try {
            watched.end();
            if (sites != null) {
                sites.close();
                sites = null;
                agents.ungetService(agent);
            }
        } finally {
            change.unlock();
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
        begin();
        Path work = null;
        try {
            work = folder.workFolder();
            return open().open(site, work, monitor).offers();
        } catch (IOException e) {
            throw new InstallException(T.format("fetch.notKept", e.toString()), e);
        } finally {
            Attempts.deleteQuietly(work);
            done();
        }
    }

    @Override
    public Signer signer(PluginOffer offer, InstallMonitor monitor) throws InstallException, InterruptedException {
        begin();
        try {
            return attempts.signer(offer, monitor);
        } finally {
            done();
        }
    }

    /** One at a time, and none any more once the program ends. */
    private void begin() throws InterruptedException {
        change.lockInterruptibly();
        busy = Thread.currentThread();
        if (ending) {
            done();
            throw new InterruptedException(T.get("givenUp"));
        }
    }

    private void done() {
        busy = null;
        change.unlock();
    }

    @Override
    public Preflight check(PluginChange asked, InstallMonitor monitor) throws InstallException, InterruptedException {
        begin();
        try {
            refuseReplaced(asked.id());
            Attempt attempt = attempts.tryOut(asked, monitor);
            try {
                return preflight(asked, attempt);
            } finally {
                attempt.trial().discard();
            }
        } finally {
            done();
        }
    }

    @Override
    public Preflight apply(PluginChange asked, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        begin();
        try {
            refuseReplaced(asked.id());
            Attempt attempt = attempts.tryOut(asked, monitor);
            Preflight preflight;
            try {
                preflight = preflight(asked, attempt);
                check(preflight, consent);
                goOn(monitor, T.format("step.drain", name(attempt)), 0.5);
            } catch (InstallException | InterruptedException | RuntimeException e) {
                attempt.trial().discard();
                throw e;
            }
            make(attempt, consent, monitor);
            publish();
            tell(Severity.INFO, Report.done(attempt), "");
            return preflight;
        } catch (InstallException e) {
            tell(Severity.WARNING, T.format("change.notMade", asked.id()), e.getMessage());
            throw e;
        } finally {
            done();
        }
    }

    @Override
    public Subscription listen(Runnable listener) {
        return listeners.add(listener);
    }

    private void make(Attempt attempt, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        List<String> coming = attempt.next().map(next -> next.brings().brokers()).orElse(List.of());
        List<String> keepers = exchange.make(attempt.trial(), types(attempt), coming, consent.working(), monitor,
                () -> {
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

    /** What an author is working on is swapped by nobody else. */
    private void refuseReplaced(String id) throws InstallException {
        Optional<Watched> instead = inventory.running(id).flatMap(watched::standIn);
        if (instead.isPresent()) {
            throw new InstallException(T.format("watch.standsIn", inventory.running(id).orElseThrow().name(),
                    instead.get().file()));
        }
    }

    private static void check(Preflight preflight, Consent consent) throws InstallException {
        if (!preflight.isPossible()) {
            throw new InstallException(String.join(" ", preflight.problems()));
        }
        if (preflight.needsTrust() && !consent.trusted().equals(preflight.signer())) {
            throw new InstallException(Report.trust(preflight.signer().orElseThrow()));
        }
    }

    private Preflight preflight(PluginChange asked, Attempt attempt) {
        List<BrokerId> brokers = drain.brokers(types(attempt)).stream().map(BrokerConnection::id).toList();
        return new Preflight(asked, attempt.old().map(Release::version), attempt.next().map(Release::version),
                problems(attempt), attempt.signer(), attempt.trial().addedNames(), attempt.trial().leavingNames(),
                brokers, drain.working(brokers));
    }

    /** What does not resolve; and a broker of one kind is made by one gateway. */
    private List<String> problems(Attempt attempt) {
        List<String> problems = new ArrayList<>(attempt.problems());
        attempt.next().ifPresent(next -> Stream.concat(inventory.running().stream(),
                watched.running().stream().map(Watched::release))
                .filter(other -> !other.id().equals(next.id())).forEach(other -> other.brings().brokers().stream()
                        .filter(next.brings().brokers()::contains)
                        .forEach(kind -> problems.add(T.format("kind.taken", kind, other.name())))));
        return problems;
    }

    /** The kinds of broker whose gateway is stopped. */
    private static Set<String> types(Attempt attempt) {
        return attempt.old().map(old -> Set.copyOf(old.brings().brokers())).orElse(Set.of());
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
        change.lock();
        try {
            inventory.choose(changed.get());
            publish();
        } finally {
            change.unlock();
        }
    }

    private Sites open() throws InstallException {
        if (sites == null) {
            agent = agents.getService();
            sites = new Sites(agent, p2);
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
