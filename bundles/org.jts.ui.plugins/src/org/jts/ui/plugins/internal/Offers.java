package org.jts.ui.plugins.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;

/**
 * What sites and archives offer, and who vouches for it, as far as it was read. Of the UI thread, but for
 * {@link #read}, which takes its time and changes nothing here.
 */
final class Offers {

    private final PluginInstaller installer;
    private final List<PluginOffer> all = new ArrayList<>();
    private final Map<PluginOffer, Signer> signers = new HashMap<>();
    /** Archives that were opened: looked at until the view is closed. */
    private final Set<URI> archives = new LinkedHashSet<>();

    Offers(PluginInstaller installer) {
        this.installer = installer;
    }

    /** What sites offer, and why some could not be read. */
    record Found(List<PluginOffer> offers, Map<PluginOffer, Signer> signers, List<String> unread) {
    }

    List<PluginOffer> all() {
        return all;
    }

    Map<PluginOffer, Signer> signers() {
        return signers;
    }

    /** Looks at an archive too, from the next reading on. */
    void look(Path archive) {
        archives.add(archive.toAbsolutePath().toUri());
    }

    /** The sites that are known, and the archives that were opened. */
    List<URI> sites() {
        List<URI> sites = new ArrayList<>(installer.sites());
        sites.addAll(archives);
        return sites;
    }

    /** Reads sites. One that cannot be read keeps the others from nothing. */
    Found read(List<URI> sites, InstallMonitor monitor) throws InterruptedException {
        List<PluginOffer> found = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (URI site : sites) {
            try {
                found.addAll(installer.offers(site, monitor));
            } catch (InstallException e) {
                unread.add(e.getMessage());
            }
        }
        return new Found(found, localSigners(found, monitor), unread);
    }

    /** Who vouches for what lies on this machine: nothing has to be fetched from anywhere to know it. */
    private Map<PluginOffer, Signer> localSigners(List<PluginOffer> found, InstallMonitor monitor)
            throws InterruptedException {
        Map<PluginOffer, Signer> known = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (PluginOffer offer : found) {
            if (ids.add(offer.id()) && "file".equalsIgnoreCase(offer.site().getScheme())) {
                try {
                    known.put(offer, installer.signer(offer, monitor));
                } catch (InstallException e) {
                    // What is wrong with it is said when it is selected, and when it is to be installed.
                }
            }
        }
        return known;
    }

    /** Shows what was read instead of what was shown before. */
    void show(Found found) {
        all.clear();
        all.addAll(found.offers());
        signers.clear();
        signers.putAll(found.signers());
    }

    /** Somebody asked who vouches for an offer. */
    void vouched(PluginOffer offer, Signer signer) {
        signers.put(offer, signer);
    }
}
