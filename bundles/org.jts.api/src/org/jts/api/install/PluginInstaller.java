package org.jts.api.install;

import java.net.URI;
import java.util.List;

import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Installs, updates, rolls back and removes plug-ins while everything else runs. Nothing but the plug-in's own bundles
 * is stopped or refreshed. A change is made whole or not at all: the new version is resolved beside the running one,
 * which goes on when the new one does not start. What is installed is kept in the data folder, and survives an update
 * of the workstation.
 * <p>
 * A service; thread-safe; one change at a time. {@link #plugins} and {@link #sites} read memory; the others block and
 * are not for the UI thread.
 *
 * @since 1.0
 */
@ProviderType
public interface PluginInstaller {

    /** What is there, ordered by name. */
    List<Plugin> plugins();

    /**
     * What was removed and can come back without a site, by {@link PluginChange.RollBack}, in the version that it would
     * come back in; ordered by name. Reads memory.
     *
     * @since 1.1
     */
    List<Plugin> removed();

    /** The sites that were chosen to be looked at, in the order in which they were added. */
    List<URI> sites();

    /**
     * Remembers a site.
     *
     * @param site {@code https:} or {@code file:} address of a p2 repository, or of an archive of one; plain
     *             {@code http:} only of this machine
     * @throws InstallException when it is none of these, or cannot be kept
     */
    void addSite(URI site) throws InstallException;

    /** Forgets a site; harmless when it is not known. */
    void removeSite(URI site) throws InstallException;

    /**
     * Reads what a site or an archive offers: the newest version of each plug-in first.
     *
     * @throws InstallException     when it cannot be read
     * @throws InterruptedException when the monitor or somebody else gave up
     */
    List<PluginOffer> offers(URI site, InstallMonitor monitor) throws InstallException, InterruptedException;

    /**
     * Finds out who vouches for an offer, without installing anything: fetches its bundles and looks at them.
     *
     * @throws InstallException     when it cannot be fetched, or is not as it was signed
     * @throws InterruptedException when the monitor or somebody else gave up
     * @since 1.1
     */
    Signer signer(PluginOffer offer, InstallMonitor monitor) throws InstallException, InterruptedException;

    /**
     * Finds out what a change would do: fetches what it needs, checks signatures, and resolves it against what runs.
     *
     * @throws InstallException     when that cannot be found out
     * @throws InterruptedException when the monitor or somebody else gave up
     */
    Preflight check(PluginChange change, InstallMonitor monitor) throws InstallException, InterruptedException;

    /**
     * Makes a change: looks at it again as {@link #check} does, drains the brokers it takes away (no new orders,
     * working orders as {@code consent} says, subscriptions closed), swaps the bundles, and waits until what ran before
     * runs again.
     *
     * @return what was done
     * @throws InstallException     when it was not made, with the reason; everything is as it was
     * @throws InterruptedException when the monitor or somebody else gave up; everything is as it was
     */
    Preflight apply(PluginChange change, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException;

    /** @param listener called after every change of {@link #plugins} or {@link #sites}; must return at once */
    Subscription listen(Runnable listener);
}
