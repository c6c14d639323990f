package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.install.internal.Choices.Choice;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Jar;
import org.jts.install.internal.run.Pace;
import org.jts.install.internal.run.Trial;
import org.jts.install.internal.site.Site;
import org.jts.install.internal.site.Sites;

/** Tries changes out: what each of them needs is fetched, looked at, and resolved beside what runs. */
final class Attempts {

    /** Opens p2 when it is first needed. */
    @FunctionalInterface
    interface Opener {
        Sites get() throws InstallException;
    }

    private final Inventory inventory;
    private final PluginFolder folder;
    private final Bundles bundles;
    private final Opener sites;
    private final Pace pace;

    Attempts(Inventory inventory, PluginFolder folder, Bundles bundles, Opener sites, Pace pace) {
        this.inventory = inventory;
        this.folder = folder;
        this.bundles = bundles;
        this.sites = sites;
        this.pace = pace;
    }

    Attempt tryOut(PluginChange change, InstallMonitor monitor) throws InstallException, InterruptedException {
        return switch (change) {
            case PluginChange.Install install -> install(install.offer(), monitor);
            case PluginChange.RollBack back -> rollBack(back.id());
            case PluginChange.Remove remove -> remove(remove.id());
        };
    }

    private Attempt install(PluginOffer offer, InstallMonitor monitor) throws InstallException, InterruptedException {
        Optional<Release> old = inventory.running(offer.id());
        if (old.isPresent() && old.get().version().equals(offer.version())) {
            throw new InstallException(T.format("install.same", offer.name(), offer.version()));
        }
        Optional<Release> kept = kept(offer);
        if (kept.isPresent()) {
            return installKept(kept.get(), old);
        }
        Path work = null;
        try {
            work = folder.workFolder();
            Site site = sites.get().open(offer.site(), work, monitor);
            Fetch fetch = new Fetch(site, offer, folder.begin(offer.id(), offer.version()), monitor,
                    pace);
            Trial trial = fetch.tryOut(bundles, own(old));
            try {
                Signer signer = new Signatures(inventory.choices().trusted(), pace).of(fetch.files());
                Release release = fetch.release();
                folder.keep(release);
                return new Attempt(old, Optional.of(release), Optional.of(signer), trial,
                        inventory.chosen(offer.id(), Optional.of(offer.version())));
            } catch (InstallException | IOException | RuntimeException e) {
                trial.discard();
                throw e;
            }
        } catch (IOException e) {
            throw new InstallException(T.format("fetch.notKept", e.toString()), e);
        } finally {
            deleteQuietly(work);
        }
    }

    /** Who vouches for an offer: its jars are fetched, looked at, and forgotten. */
    Signer signer(PluginOffer offer, InstallMonitor monitor) throws InstallException, InterruptedException {
        Path work = null;
        try {
            work = folder.workFolder();
            Path jars = Files.createDirectories(work.resolve("jars"));
            Fetch fetch = new Fetch(sites.get().open(offer.site(), work, monitor), offer, jars, monitor,
                    pace);
            fetch.own();
            return new Signatures(inventory.choices().trusted(), pace).of(fetch.files());
        } catch (IOException e) {
            throw new InstallException(T.format("fetch.notKept", e.toString()), e);
        } finally {
            deleteQuietly(work);
        }
    }

    /** A version that can be rolled back to is there already, and is not put at risk by fetching it again. */
    private Optional<Release> kept(PluginOffer offer) throws InstallException {
        boolean isKept = inventory.choices().of(offer.id()).filter(c -> c.earlier().contains(offer.version()))
                .isPresent();
        return isKept ? Optional.of(inventory.release(offer.id(), offer.version())) : Optional.empty();
    }

    private Attempt installKept(Release release, Optional<Release> old) throws InstallException {
        List<Jar> jars = inventory.jars(release);
        Signer signer = new Signatures(inventory.choices().trusted(), pace).of(release.pieces().stream()
                .map(piece -> folder.jar(release, piece)).toList());
        Trial trial = Trial.install(bundles, jars, own(old));
        trial.resolve();
        return new Attempt(old, Optional.of(release), Optional.of(signer), trial,
                inventory.chosen(release.id(), Optional.of(release.version())));
    }

    private Attempt rollBack(String id) throws InstallException {
        Optional<Choice> choice = inventory.choices().of(id).filter(c -> !c.earlier().isEmpty());
        if (choice.isEmpty()) {
            throw new InstallException(T.format("rollBack.none", name(id)));
        }
        Release next = inventory.release(id, choice.get().earlier().getFirst());
        Optional<Release> old = inventory.running(id);
        Trial trial = Trial.install(bundles, inventory.jars(next), own(old));
        trial.resolve();
        return new Attempt(old, Optional.of(next), Optional.empty(), trial,
                inventory.choices().rolledBack(id, inventory.builtIn(id).map(Release::version)));
    }

    private Attempt remove(String id) throws InstallException {
        Release old = inventory.running(id).orElseThrow(() -> new InstallException(T.format("plugin.unknown", id)));
        Trial trial = Trial.install(bundles, List.of(), inventory.ownJars(old));
        trial.resolve();
        return new Attempt(Optional.of(old), Optional.empty(), Optional.empty(), trial,
                inventory.chosen(id, Optional.empty()));
    }

    private List<Jar> own(Optional<Release> old) {
        return old.map(inventory::ownJars).orElse(List.of());
    }

    private String name(String id) {
        return inventory.running(id).map(Release::name).orElse(id);
    }

    static void deleteQuietly(Path work) {
        if (work != null) {
            try {
                PluginFolder.delete(work);
            } catch (IOException e) {
                // The next start clears the folder.
            }
        }
    }
}
