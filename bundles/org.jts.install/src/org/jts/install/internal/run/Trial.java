package org.jts.install.internal.run;

import static org.jts.install.internal.Words.T;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.install.InstallException;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * New bundles, installed beside what runs and resolved against it, not started: nobody sees them. Either {@link Swap}
 * starts them, or {@link #discard()} makes them go as they came. While one bundle stands in for another, that one
 * rests: it is stopped and stays where it is, until it is woken.
 */
public final class Trial {

    private final Bundles bundles;
    private final Set<Bundle> coming = new LinkedHashSet<>();
    private final Set<Bundle> added = new LinkedHashSet<>();
    private final Set<Bundle> leaving = new LinkedHashSet<>();
    private final Set<Bundle> resting = new LinkedHashSet<>();
    private final Set<Bundle> waking = new LinkedHashSet<>();
    private boolean resolved;

    private Trial(Bundles bundles) {
        this.bundles = bundles;
    }

    /**
     * Installs what is not there yet.
     *
     * @param jars    what is to run
     * @param running what runs of the plug-in now, and ends when it is not among {@code jars}
     * @throws InstallException when a jar is no bundle; nothing is left of the others
     */
    public static Trial install(Bundles bundles, Collection<Jar> jars, Collection<Jar> running)
            throws InstallException {
        Trial trial = new Trial(bundles);
        try {
            for (Jar jar : running) {
                bundles.find(jar.symbolicName(), jar.version()).ifPresent(trial.leaving::add);
            }
            for (Jar jar : jars) {
                trial.add(jar);
            }
            return trial;
        } catch (InstallException | RuntimeException e) {
            trial.discard();
            throw e;
        }
    }

    /** A trial of nothing yet. */
    public static Trial begin(Bundles bundles) {
        return new Trial(bundles);
    }

    /**
     * One more bundle, beside whatever has its name.
     *
     * @throws InstallException when the jar is no bundle that can be one of a plug-in
     */
    public Bundle bring(Path jar) throws InstallException {
        Bundle bundle = bundles.installBeside(jar);
        added.add(bundle);
        if (bundle.getSymbolicName() == null) {
            throw new InstallException(T.format("bundle.noName", jar.getFileName()));
        }
        refuseFragment(bundle, bundle.getSymbolicName());
        coming.add(bundle);
        return bundle;
    }

    /** A bundle that goes. */
    public void take(Bundle bundle) {
        leaving.add(bundle);
    }

    /** A bundle that is stopped and stays. */
    public void rest(Bundle bundle) {
        resting.add(bundle);
    }

    /** A bundle that rested is to run again. */
    public void wake(Bundle bundle) {
        waking.add(bundle);
        coming.add(bundle);
    }

    /** One more bundle: one that the site has and others need. */
    public void add(Jar jar) throws InstallException {
        Bundle there = bundles.find(jar.symbolicName(), jar.version()).orElse(null);
        if (there != null) {
            if (leaving.remove(there)) {
                coming.add(there); // both versions have it: it stays as it is
            }
            return;
        }
        Bundle bundle = bundles.install(jar);
        added.add(bundle);
        refuseFragment(bundle, jar.toString());
        coming.add(bundle);
    }

    /** It would become part of whatever runs as soon as it is resolved: before anybody has said yes. */
    private static void refuseFragment(Bundle bundle, String name) throws InstallException {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            throw new InstallException(T.format("bundle.fragment", name));
        }
    }

    /** Resolves what was installed. */
    public boolean resolve() {
        Set<Bundle> all = Set.copyOf(coming);
        bundles.pace().breathe();
        try (Subscription hidden = Hidden.whileResolving(bundles.context(), all, stopping())) {
            resolved = added.isEmpty() || bundles.resolve(added);
        }
        return resolved;
    }

    /** Packages that are missing and that another bundle may bring. */
    public List<Lacking> lacking() {
        return missing().packages().stream().map(p -> new Lacking(p.name(), p.range())).toList();
    }

    /** A package that nobody offers in a range of versions. */
    public record Lacking(String packageName, String range) {
    }

    /** Why it does not resolve; empty when it did. */
    public List<String> problems() {
        if (resolved) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>(missing().sentences());
        if (sentences.isEmpty()) {
            // Everything is offered, but not together. To start it would name the packages, and run its code unasked.
            sentences.add(T.get("missing.unknown"));
        }
        return sentences;
    }

    private Missing missing() {
        return new Missing(bundles, added, stopping());
    }

    Bundles bundles() {
        return bundles;
    }

    /** What is to run, in the order of the release. */
    public List<Bundle> coming() {
        return List.copyOf(coming);
    }

    /** What was not there before. */
    List<Bundle> added() {
        return List.copyOf(added);
    }

    /** What is to be started. */
    List<Bundle> starting() {
        List<Bundle> all = new ArrayList<>(waking);
        all.addAll(added);
        return all;
    }

    List<Bundle> leaving() {
        return List.copyOf(leaving);
    }

    /** What is to be stopped: what goes, and what rests. */
    public Set<Bundle> stopping() {
        Set<Bundle> all = new LinkedHashSet<>(leaving);
        all.addAll(resting);
        return all;
    }

    public List<String> addedNames() {
        return names(added);
    }

    public List<String> leavingNames() {
        return names(leaving);
    }

    private static List<String> names(Collection<Bundle> bundles) {
        return bundles.stream().map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion()).sorted().toList();
    }

    /** It was made for good: there is nothing to discard any more. */
    void done() {
        added.clear();
    }

    /** Takes away what was installed. */
    public void discard() {
        bundles.uninstall(added);
        bundles.letGo(added);
        added.clear();
    }
}
