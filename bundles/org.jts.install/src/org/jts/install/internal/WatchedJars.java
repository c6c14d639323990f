package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.gateway.BrokerGateway;
import org.jts.api.install.Brings;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.install.internal.JarCopy.NotWholeException;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Trial;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The jars of a watched folder that run, and the swaps that make it so. Not thread-safe: one change at a time. */
final class WatchedJars {

    private final Inventory inventory;
    private final Bundles bundles;
    private final Exchange exchange;
    private final JarCopy copies;
    private final InstallMonitor monitor;
    private final Map<Path, Watched> running = new TreeMap<>();

    /** What is about to change: jars that came or are other ones now, by file, and files that are gone. */
    record Change(Map<Path, JarFolder.Seen> fresh, Set<Path> gone) {
        int size() {
            return fresh.size() + gone.size();
        }

        /** One jar each, those that are gone first. */
        List<Change> alone() {
            return Stream.concat(gone.stream().map(file -> new Change(Map.of(), Set.of(file))),
                    fresh.values().stream().map(seen -> new Change(Map.of(seen.file(), seen), Set.of()))).toList();
        }
    }

    WatchedJars(Inventory inventory, Bundles bundles, Exchange exchange, Path copies, InstallMonitor monitor) {
        this.inventory = inventory;
        this.bundles = bundles;
        this.exchange = exchange;
        this.copies = new JarCopy(copies);
        this.monitor = monitor;
    }

    Collection<Watched> running() {
        return List.copyOf(running.values());
    }

    Optional<Watched> running(Path file) {
        return Optional.ofNullable(running.get(file));
    }

    /** What stands in for a bundle of a release. */
    Optional<Watched> standIn(Release release) {
        return running.values().stream().filter(jar -> jar.originals().stream()
                .anyMatch(bundle -> release.has(piece(bundle)))).findFirst();
    }

    /**
     * Makes a change as a whole: what comes is resolved beside what runs, brokers are drained, bundles swapped.
     *
     * @return who keeps classes of what went in memory
     * @throws NotWholeException    when a jar is still being written, or is none
     * @throws InstallException     when it cannot be; everything is as it was
     * @throws InterruptedException when the program ends
     */
    List<String> make(Change change) throws NotWholeException, InstallException, InterruptedException {
        Trial trial = Trial.begin(bundles);
        Map<Path, Watched> coming = new LinkedHashMap<>();
        Map<Path, Watched> going = new HashMap<>();
        try {
            prepare(change, trial, coming, going);
            refuseKinds(trial);
            if (!trial.resolve()) {
                throw new InstallException(String.join(" ", trial.problems()));
            }
            List<String> keepers = exchange.make(trial, Set.copyOf(kinds(trial.stopping())), expected(trial),
                    Working.LEAVE, monitor, () -> {
                        running.keySet().removeAll(going.keySet());
                        running.putAll(coming);
                    });
            going.values().forEach(jar -> JarCopy.forget(jar.copy()));
            return keepers;
        } catch (NotWholeException | InstallException | InterruptedException | RuntimeException e) {
            trial.discard();
            coming.values().forEach(jar -> JarCopy.forget(jar.copy()));
            throw e;
        }
    }

    private void prepare(Change change, Trial trial, Map<Path, Watched> coming, Map<Path, Watched> going)
            throws NotWholeException, InstallException {
        Map<Path, JarFolder.Seen> fresh = new LinkedHashMap<>(change.fresh());
        Stream.concat(change.gone().stream(), fresh.keySet().stream()).filter(running::containsKey)
                .forEach(file -> going.put(file, running.get(file)));
        dependents(going).forEach(jar -> going.put(jar.file(), jar));
        going.values().forEach(jar -> trial.take(jar.bundle()));
        for (Watched jar : List.copyOf(going.values())) {
            if (!change.gone().contains(jar.file()) && !fresh.containsKey(jar.file())) {
                coming.put(jar.file(), bring(trial, jar.copy(), jar.file(), jar.stamp(), going));
            }
        }
        for (JarFolder.Seen seen : fresh.values()) {
            coming.put(seen.file(), bring(trial, seen.file(), seen.file(), seen.stamp(), going));
        }
        refuseTwins(coming, going);
        rest(trial, coming, going);
    }

    /** What came out of the folder as well and is wired to what goes: it starts anew with what comes. */
    private List<Watched> dependents(Map<Path, Watched> going) {
        Collection<Bundle> wired = bundles.dependents(going.values().stream().map(Watched::bundle).toList());
        return running.values().stream().filter(jar -> wired.contains(jar.bundle())).toList();
    }

    private Watched bring(Trial trial, Path from, Path file, JarFolder.Stamp stamp, Map<Path, Watched> going)
            throws NotWholeException, InstallException {
        Path copy;
        try {
            copy = copies.of(from, from.equals(file) ? stamp : JarFolder.Stamp.of(from));
        } catch (IOException e) {
            throw new InstallException(T.format("fetch.notKept", e.toString()), e);
        }
        try {
            Bundle bundle = trial.bring(copy);
            return new Watched(file, stamp, copy, bundle, originals(bundle, going));
        } catch (InstallException | RuntimeException e) {
            JarCopy.forget(copy);
            throw e;
        }
    }

    /** Bundles of plug-ins that have the same name. Of the workstation's own parts none is swapped under its feet. */
    private List<Bundle> originals(Bundle bundle, Map<Path, Watched> going) throws InstallException {
        for (Watched jar : going.values()) {
            if (jar.name().equals(bundle.getSymbolicName())) {
                return jar.originals();
            }
        }
        List<Bundle> originals = bundles.find(bundle.getSymbolicName());
        for (Bundle original : originals) {
            Piece piece = piece(original);
            if (inventory.running().stream().noneMatch(release -> release.has(piece))) {
                throw new InstallException(T.format("watch.core", bundle.getSymbolicName()));
            }
        }
        return originals;
    }

    private void refuseTwins(Map<Path, Watched> coming, Map<Path, Watched> going) throws InstallException {
        Map<String, Path> names = new HashMap<>();
        running.values().stream().filter(jar -> !going.containsKey(jar.file()))
                .forEach(jar -> names.put(jar.name(), jar.file()));
        for (Watched jar : coming.values()) {
            Path other = names.put(jar.name(), jar.file());
            if (other != null) {
                throw new InstallException(T.format("watch.twin", other.getFileName(), jar.file().getFileName(),
                        jar.name()));
            }
        }
    }

    /** A broker of one kind is made by one gateway. */
    private void refuseKinds(Trial trial) throws InstallException {
        Set<Bundle> stopping = trial.stopping();
        List<String> coming = kinds(trial.coming());
        for (Watched jar : running.values()) {
            if (!stopping.contains(jar.bundle())) {
                refuse(jar.release(), coming);
            }
        }
        for (Release release : inventory.running()) {
            boolean goes = stopping.stream().anyMatch(bundle -> release.has(piece(bundle)))
                    || standIn(release).isPresent();
            if (!goes && trial.coming().stream().noneMatch(bundle -> release.has(piece(bundle)))) {
                refuse(release, coming);
            }
        }
    }

    private static void refuse(Release release, List<String> coming) throws InstallException {
        Optional<String> both = release.brings().brokers().stream().filter(coming::contains).findFirst();
        if (both.isPresent()) {
            throw new InstallException(T.format("kind.taken", both.get(), release.name()));
        }
    }

    /** What something stands in for rests, and wakes when nothing does any more. */
    private static void rest(Trial trial, Map<Path, Watched> coming, Map<Path, Watched> going) {
        Set<Bundle> resting = new HashSet<>();
        going.values().forEach(jar -> resting.addAll(jar.originals()));
        Set<Bundle> wanted = new HashSet<>();
        coming.values().forEach(jar -> wanted.addAll(jar.originals()));
        wanted.stream().filter(bundle -> !resting.contains(bundle)).forEach(trial::rest);
        resting.stream().filter(bundle -> !wanted.contains(bundle) && bundle.getState() != Bundle.UNINSTALLED)
                .forEach(trial::wake);
    }

    /** Takes everything away and wakes what rested. */
    void end() {
        List<Bundle> gone = new ArrayList<>(running.values().stream().map(Watched::bundle).toList());
        List<Bundle> rested = running.values().stream().flatMap(jar -> jar.originals().stream()).toList();
        running.values().forEach(jar -> JarCopy.forget(jar.copy()));
        running.clear();
        bundles.uninstall(gone);
        if (!bundles.isEnding()) {
            bundles.letGo(gone);
            bundles.wake(rested);
        }
    }

    /** Kinds of broker that bundles say they bring, and those of which they have a gateway now, said or not. */
    private static List<String> kinds(Collection<Bundle> of) {
        Set<String> kinds = new TreeSet<>(Said.by(of).map(Brings::brokers).orElse(List.of()));
        for (Bundle bundle : of) {
            ServiceReference<?>[] services = bundle.getState() == Bundle.UNINSTALLED ? null
                    : bundle.getRegisteredServices();
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                boolean isGateway = List.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                        .contains(BrokerGateway.class.getName());
                if (isGateway && service.getProperty(BrokerGateway.BROKER_TYPE) instanceof String kind) {
                    kinds.add(kind);
                }
            }
        }
        return List.copyOf(kinds);
    }

    /** Kinds that are there afterwards: what comes says them, or had them under the same name. */
    private static List<String> expected(Trial trial) {
        Set<String> kinds = new TreeSet<>(kinds(trial.coming()));
        Set<String> names = trial.coming().stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
        kinds.addAll(kinds(trial.stopping().stream().filter(bundle -> names.contains(bundle.getSymbolicName()))
                .toList()));
        return List.copyOf(kinds);
    }

    private static Piece piece(Bundle bundle) {
        return new Piece(bundle.getSymbolicName(), bundle.getVersion().toString(), "");
    }
}
