package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginOffer;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Jar;
import org.jts.install.internal.run.Pace;
import org.jts.install.internal.run.Trial;
import org.jts.install.internal.run.Trial.Lacking;
import org.jts.install.internal.site.Site;
import org.jts.install.internal.site.Site.SiteBundle;

/**
 * Fetches an offer into a folder and tries it: its own bundles first, then what they lack and the same site has, until
 * it resolves or nothing more helps.
 */
final class Fetch {

    /** Rounds of "that one lacks something too": libraries of libraries. */
    private static final int MOST_ROUNDS = 20;

    private final Site site;
    private final PluginOffer offer;
    private final Path folder;
    private final InstallMonitor monitor;
    private final Pace pace;
    private final Map<String, Piece> pieces = new LinkedHashMap<>();

    Fetch(Site site, PluginOffer offer, Path folder, InstallMonitor monitor, Pace pace) {
        this.site = site;
        this.offer = offer;
        this.folder = folder;
        this.monitor = monitor;
        this.pace = pace;
    }

    /** @param running the bundles that would end */
    Trial tryOut(Bundles bundles, List<Jar> running) throws InstallException, InterruptedException {
        Trial trial = Trial.install(bundles, own(), running);
        try {
            for (int round = 0; !trial.resolve() && round < MOST_ROUNDS; round++) {
                if (!addLacking(trial)) {
                    break;
                }
            }
            return trial;
        } catch (InstallException | InterruptedException | RuntimeException e) {
            trial.discard();
            throw e;
        }
    }

    /** Fetches the bundles that the offer itself is made of. */
    List<Jar> own() throws InstallException, InterruptedException {
        List<SiteBundle> all = site.bundles(offer);
        List<Jar> jars = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            jars.add(jar(all.get(i), 0.1 + 0.3 * i / all.size()));
        }
        return jars;
    }

    /** What was fetched, as it is to be kept. */
    Release release() {
        return new Release(offer.id(), offer.version(), offer.name(), offer.description(), offer.provider(),
                Origin.INSTALLED, offer.brings(), List.copyOf(pieces.values()));
    }

    List<Path> files() {
        return pieces.values().stream().map(piece -> folder.resolve(piece.fileName())).toList();
    }

    private boolean addLacking(Trial trial) throws InstallException, InterruptedException {
        boolean helped = false;
        for (Lacking lacking : trial.lacking()) {
            Optional<SiteBundle> found = site.exporter(lacking.packageName(), lacking.range())
                    .filter(bundle -> !pieces.containsKey(key(bundle)));
            if (found.isPresent()) {
                trial.add(jar(found.get(), 0.4));
                helped = true;
            }
        }
        return helped;
    }

    private Jar jar(SiteBundle bundle, double share) throws InstallException, InterruptedException {
        Piece named = new Piece(bundle.symbolicName(), bundle.version(), "");
        Path file = folder.resolve(named.fileName());
        pace.breathe();
        site.fetch(bundle, file, monitor, share);
        pace.breathe();
        try {
            if (Files.size(file) == 0) {
                throw new InstallException(T.format("jar.empty", named));
            }
            pieces.put(key(bundle), new Piece(bundle.symbolicName(), bundle.version(), PluginFolder.sha256(file)));
        } catch (IOException e) {
            throw new InstallException(T.format("jar.unreadable", file.getFileName(), e.toString()), e);
        }
        return Jar.of(bundle.symbolicName(), bundle.version(), file);
    }

    private static String key(SiteBundle bundle) {
        return bundle.symbolicName() + "_" + bundle.version();
    }
}
