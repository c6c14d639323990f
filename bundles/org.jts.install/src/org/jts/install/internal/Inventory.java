package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.install.InstallException;
import org.jts.install.internal.Choices.Choice;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Jar;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/**
 * What runs of each plug-in, and what was chosen. The choices on disk are what the next start comes up with; what runs
 * is changed by whoever swaps bundles. Not thread-safe: one change at a time.
 */
final class Inventory {

    private final PluginFolder folder;
    private final BuiltIns came;
    private final Map<String, Release> builtIn;
    private final Map<String, Release> running = new TreeMap<>();
    private Choices choices = Choices.NONE;

    Inventory(PluginFolder folder, BundleContext context, Bundles bundles) {
        this.folder = folder;
        this.came = BuiltIns.folder(context).map(features -> BuiltIns.read(features, bundles))
                .orElse(BuiltIns.none());
        this.builtIn = came.releases();
        running.putAll(builtIn);
    }

    /** @throws InstallException when the choices of earlier cannot be read; then there are none */
    void readChoices() throws InstallException {
        try {
            choices = folder.choices().read();
        } catch (IOException e) {
            throw new InstallException(T.format("choices.unreadable", folder.choices().path(), e.getMessage()), e);
        }
    }

    Choices choices() {
        return choices;
    }

    void choose(Choices changed) throws InstallException {
        try {
            folder.choices().write(changed);
            choices = changed;
        } catch (IOException e) {
            throw new InstallException(T.format("choices.notKept", folder.choices().path(), e.toString()), e);
        }
    }

    Collection<Release> running() {
        return List.copyOf(running.values());
    }

    Optional<Release> running(String id) {
        return Optional.ofNullable(running.get(id));
    }

    Optional<Release> builtIn(String id) {
        return Optional.ofNullable(builtIn.get(id));
    }

    void runs(Release release) {
        running.put(release.id(), release);
    }

    void ended(String id) {
        running.remove(id);
    }

    /** What a choice stands for. */
    Optional<Release> release(String id, Choice choice) throws InstallException {
        return choice.version().isEmpty() ? Optional.empty() : Optional.of(release(id, choice.version().get()));
    }

    Release release(String id, String version) throws InstallException {
        if (version.equals(Choices.BUILT_IN)) {
            return builtIn(id).orElseThrow(() -> new InstallException(T.format("builtIn.gone", id)));
        }
        return folder.read(id, version);
    }

    /** What was removed and can be taken back at once, each in the version that it would come back in. */
    List<Release> removed() {
        List<Release> removed = new ArrayList<>();
        choices.plugins().forEach((id, choice) -> {
            if (!running.containsKey(id) && !choice.earlier().isEmpty()) {
                try {
                    removed.add(release(id, choice.earlier().getFirst()));
                } catch (InstallException e) {
                    // It is not whole any more: installing it anew is the way to it.
                }
            }
        });
        return removed;
    }

    /** The choices once another version runs, or none. */
    Choices chosen(String id, Optional<String> version) {
        return choices.run(id, version, mark(id), builtIn(id).map(Release::version));
    }

    /**
     * What came with the workstation and is newer than what was chosen, and than what came with it then: the
     * workstation was updated past the choice.
     */
    Optional<Release> newer(String id, Choice choice) {
        Optional<String> chosen = choice.version().filter(version -> !version.equals(Choices.BUILT_IN));
        return builtIn(id).filter(now -> chosen.filter(version -> isNewer(now.version(), version)).isPresent()
                && choice.over().filter(then -> !isNewer(now.version(), then)).isEmpty());
    }

    private static boolean isNewer(String version, String than) {
        return Version.parseVersion(version).compareTo(Version.parseVersion(than)) > 0;
    }

    /** What stands for the running version among earlier ones. */
    private Optional<String> mark(String id) {
        return running(id).map(release -> release.equals(builtIn.get(id)) ? Choices.BUILT_IN : release.version());
    }

    /** The bundles of a release, with their jars; those that another running plug-in has too are not its own. */
    List<Jar> jars(Release release) {
        return release.equals(builtIn.get(release.id())) ? came.jars(release)
                : release.pieces().stream().map(piece -> Jar.of(piece.symbolicName(), piece.version(),
                        folder.jar(release, piece))).toList();
    }

    /** The bundles that end with a release: nobody else has them. */
    List<Jar> ownJars(Release release) {
        List<Jar> own = new ArrayList<>();
        for (Jar jar : jars(release)) {
            Piece piece = new Piece(jar.symbolicName(), jar.version(), "");
            if (running.values().stream().noneMatch(other -> !other.id().equals(release.id()) && other.has(piece))) {
                own.add(jar);
            }
        }
        return own;
    }
}
