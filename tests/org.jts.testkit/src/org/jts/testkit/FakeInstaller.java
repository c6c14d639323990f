package org.jts.testkit;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.Subscription;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;

/** An installer without bundles: what a test offers is there once it is installed. */
public final class FakeInstaller implements PluginInstaller {

    private final Map<String, Plugin> plugins = new TreeMap<>();
    private final Map<String, Plugin> removed = new TreeMap<>();
    private final List<URI> sites = new CopyOnWriteArrayList<>();
    private final List<PluginOffer> offers = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Consent> consents = new CopyOnWriteArrayList<>();
    private volatile List<String> problems = List.of();
    private volatile Signer signer = new Signer(Signer.Trust.UNSIGNED, "", "");

    public void offer(PluginOffer offer) {
        offers.add(offer);
    }

    /** Why nothing can be done from now on. */
    public void problems(String... sentences) {
        problems = List.of(sentences);
    }

    public void signedBy(Signer who) {
        signer = who;
    }

    /** What was said to each change that was asked for. */
    public List<Consent> consents() {
        return List.copyOf(consents);
    }

    @Override
    public synchronized List<Plugin> plugins() {
        return List.copyOf(plugins.values());
    }

    @Override
    public synchronized List<Plugin> removed() {
        return List.copyOf(removed.values());
    }

    @Override
    public List<URI> sites() {
        return List.copyOf(sites);
    }

    @Override
    public void addSite(URI site) throws InstallException {
        if (!List.of("https", "file").contains(site.getScheme())) {
            throw new InstallException("Expected an address that begins with https: or file:, found " + site);
        }
        sites.add(site);
        tell();
    }

    @Override
    public void removeSite(URI site) {
        sites.remove(site);
        tell();
    }

    @Override
    public List<PluginOffer> offers(URI site, InstallMonitor monitor) {
        return offers.stream().filter(offer -> offer.site().equals(site)).toList();
    }

    @Override
    public Signer signer(PluginOffer offer, InstallMonitor monitor) {
        return signer;
    }

    @Override
    public synchronized Preflight check(PluginChange change, InstallMonitor monitor) throws InterruptedException {
        if (!monitor.goesOn("Fetching " + change.id(), 0.3)) {
            throw new InterruptedException("Given up. Everything is as it was.");
        }
        Optional<String> from = Optional.ofNullable(plugins.get(change.id())).map(Plugin::version);
        Optional<String> to = next(change).map(Plugin::version);
        List<String> adds = to.map(v -> List.of(change.id() + " " + v)).orElse(List.of());
        List<String> removes = from.map(v -> List.of(change.id() + " " + v)).orElse(List.of());
        return new Preflight(change, from, to, problems,
                change instanceof PluginChange.Install ? Optional.of(signer) : Optional.empty(), adds, removes,
                List.of(),
                List.of());
    }

    @Override
    public synchronized Preflight apply(PluginChange change, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        consents.add(consent);
        Preflight preflight = check(change, monitor);
        if (!preflight.isPossible()) {
            throw new InstallException(String.join(" ", preflight.problems()));
        }
        if (preflight.needsTrust() && !consent.trusted().equals(preflight.signer())) {
            throw new InstallException("The plug-in is not signed: nobody vouches for it.");
        }
        Optional<Plugin> next = next(change);
        removed.remove(change.id());
        next.ifPresentOrElse(plugin -> plugins.put(plugin.id(), plugin),
                () -> removed.put(change.id(), asRemoved(plugins.remove(change.id()))));
        tell();
        return preflight;
    }

    private static Plugin asRemoved(Plugin was) {
        List<String> earlier = new ArrayList<>(List.of(was.version()));
        earlier.addAll(was.earlier());
        return new Plugin(was.id(), was.version(), was.name(), was.description(), was.provider(), was.origin(),
                was.brings(), earlier, List.of());
    }

    private Optional<Plugin> next(PluginChange change) {
        Plugin now = plugins.getOrDefault(change.id(), removed.get(change.id()));
        return switch (change) {
            case PluginChange.Install install -> {
                PluginOffer o = install.offer();
                List<String> earlier = new ArrayList<>();
                if (plugins.containsKey(change.id())) {
                    earlier.add(now.version());
                    earlier.addAll(now.earlier());
                }
                yield Optional.of(new Plugin(o.id(), o.version(), o.name(), o.description(), o.provider(),
                        Origin.INSTALLED, o.brings(), earlier, List.of()));
            }
            case PluginChange.RollBack back -> Optional.of(new Plugin(now.id(), now.earlier().getFirst(), now.name(),
                    now.description(), now.provider(), now.origin(), now.brings(),
                    now.earlier().subList(1, now.earlier().size()), now.brokers()));
            case PluginChange.Remove remove -> Optional.empty();
        };
    }

    @Override
    public Subscription listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }
}
