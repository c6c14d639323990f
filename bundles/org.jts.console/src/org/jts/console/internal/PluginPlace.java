package org.jts.console.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;

/** Where plug-ins are listed and changed: in this process, or at a server. */
interface PluginPlace extends AutoCloseable {

    /**
     * What a change does.
     *
     * @param brokers ids of brokers that are disconnected meanwhile
     * @param working names of their orders that are not over
     */
    record Facts(String id, Optional<String> from, Optional<String> to, List<String> problems,
            Optional<Signer> signer, List<String> adds, List<String> removes, List<String> brokers,
            List<String> working) {
    }

    List<Plugin> plugins() throws InstallException, InterruptedException;

    List<Plugin> removed() throws InstallException, InterruptedException;

    List<URI> sites() throws InstallException, InterruptedException;

    void addSite(URI site) throws InstallException, InterruptedException;

    void removeSite(URI site) throws InstallException, InterruptedException;

    /** What a path is called as a site there; an archive of this machine is brought there where it must be. */
    URI site(Path place) throws CommandException, InterruptedException;

    List<PluginOffer> offers(URI site) throws InstallException, InterruptedException;

    Facts check(PluginChange change, InstallMonitor monitor) throws InstallException, InterruptedException;

    Facts apply(PluginChange change, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException;

    @Override
    void close();

    /** This process. */
    static PluginPlace here(PluginInstaller installer) {
        return new PluginPlace() {
            @Override
            public List<Plugin> plugins() {
                return installer.plugins();
            }

            @Override
            public List<Plugin> removed() {
                return installer.removed();
            }

            @Override
            public List<URI> sites() {
                return installer.sites();
            }

            @Override
            public void addSite(URI site) throws InstallException {
                installer.addSite(site);
            }

            @Override
            public void removeSite(URI site) throws InstallException {
                installer.removeSite(site);
            }

            @Override
            public URI site(Path place) {
                return place.toUri();
            }

            @Override
            public List<PluginOffer> offers(URI site) throws InstallException, InterruptedException {
                return installer.offers(site, InstallMonitor.NONE);
            }

            @Override
            public Facts check(PluginChange change, InstallMonitor monitor)
                    throws InstallException, InterruptedException {
                return facts(installer.check(change, monitor));
            }

            @Override
            public Facts apply(PluginChange change, Consent consent, InstallMonitor monitor)
                    throws InstallException, InterruptedException {
                return facts(installer.apply(change, consent, monitor));
            }

            @Override
            public void close() {
                // The process goes on.
            }
        };
    }

    private static Facts facts(Preflight preflight) {
        return new Facts(preflight.change().id(), preflight.from(), preflight.to(), preflight.problems(),
                preflight.signer(), preflight.adds(), preflight.removes(),
                preflight.brokers().stream().map(BrokerId::value).toList(),
                preflight.working().stream().map(order -> order.key()).toList());
    }
}
