package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jts.api.event.Severity;
import org.jts.api.install.InstallException;
import org.jts.api.time.TimeSource;
import org.jts.install.internal.JarCopy.NotWholeException;
import org.jts.install.internal.JarFolder.Seen;
import org.jts.install.internal.JarFolder.Stamp;
import org.jts.install.internal.WatchedJars.Change;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Pace;

/**
 * A folder for authors: a jar dropped in runs, one that is written over is swapped, one that is deleted stops. Nobody
 * is asked: whoever may write there may run code here.
 */
final class WatchedFolder implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(300);
    /** How long a jar that is not whole is taken for one that is still being written. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** After which a jar that is gone, and could not be stopped, is tried again when nothing else changes. */
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration GONE = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(10);

    private final JarFolder folder;
    private final WatchedJars jars;
    private final Bundles bundles;
    private final TimeSource time;
    private final Pace change;
    private final Restore.Tell tell;
    private final Runnable changed;
    private final Thread thread;
    /** What could not run, as it was then: tried again when it, or something else, has changed. */
    private final Map<Path, Stamp> failed = new HashMap<>();
    private final Map<Path, Long> stuck = new HashMap<>();
    /** Jars that run and are not there, since when. */
    private final Map<Path, Long> missing = new HashMap<>();
    private final Map<Path, String> said = new HashMap<>();
    private volatile boolean ended;

    /**
     * @param change  its lock is held while something changes
     * @param changed what to do when other plug-ins run than before, while that lock is held
     */
    WatchedFolder(Path folder, WatchedJars jars, Bundles bundles, TimeSource time, Pace change, Restore.Tell tell,
            Runnable changed) {
        this.folder = new JarFolder(folder, time);
        this.jars = jars;
        this.bundles = bundles;
        this.time = time;
        this.change = change;
        this.tell = tell;
        this.changed = changed;
        this.thread = Thread.ofPlatform().daemon().name("jts-plugins-watch").unstarted(this::watch);
    }

    void start() {
        if (!isRefused()) {
            tell.tell(Severity.INFO, T.format("watch.begun", folder.path()), T.get("watch.begun.detail"));
        }
        thread.start();
    }

    /** Whoever may write there may run code here: looked at each time, for rights change. What runs goes on. */
    private boolean isRefused() {
        boolean isOpen = isOpenToAll(folder.path());
        if (isOpen) {
            sayOnce(folder.path(), Severity.ERROR, T.format("watch.open", folder.path()), "");
        }
        return isOpen;
    }

    private static boolean isOpenToAll(Path folder) {
        try {
            return Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null
                    && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            return false; // it is not there yet
        }
    }

    private void watch() {
        try {
            while (!ended) {
                if (bundles.areUp()) {
                    lookAndGoOn();
                }
                time.sleep(PAUSE);
            }
        } catch (InterruptedException e) {
            // the end
        }
    }

    /** Whatever a plug-in throws at it, the next look may find a better one. */
    private void lookAndGoOn() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException | Error e) {
            sayOnce(folder.path(), Severity.ERROR, T.format("watch.failed", folder.path()), e.toString());
        }
    }

    private void look() throws InterruptedException {
        List<Seen> now;
        if (isRefused()) {
            return;
        }
        try {
            now = folder.look();
            if (now.isEmpty() && !jars.running().isEmpty() && folder.isAnother()) {
                throw new IOException(T.get("watch.another")); // a share that went away leaves an empty folder
            }
        } catch (IOException e) {
            // A folder that went away, of another machine perhaps, stops nothing that trades.
            sayOnce(folder.path(), Severity.WARNING, T.format("watch.unreadable", folder.path()),
                    PluginFolder.reason(e));
            return;
        }
        change.lock().lockInterruptibly();
        try {
            change.fresh();
            Change due = due(now);
            if (due.size() > 0 && make(due)) {
                failed.clear();
                stuck.clear();
                changed.run();
            }
        } finally {
            change.lock().unlock();
        }
    }

    private Change due(List<Seen> now) {
        Set<Path> there = new HashSet<>();
        Map<Path, Seen> fresh = new TreeMap<>();
        for (Seen seen : now) {
            there.add(seen.file());
            boolean isNew = jars.running(seen.file()).filter(jar -> jar.stamp().equals(seen.stamp())).isEmpty();
            if (isNew && folder.isSettled(seen) && !seen.stamp().equals(failed.get(seen.file()))) {
                fresh.put(seen.file(), seen);
            }
        }
        Set<Path> gone = new HashSet<>();
        jars.running().stream().map(Watched::file).filter(file -> !there.contains(file)).forEach(gone::add);
        missing.keySet().retainAll(gone);
        gone.forEach(file -> missing.putIfAbsent(file, time.nanoTime()));
        failed.keySet().retainAll(there);
        stuck.keySet().retainAll(gone);
        said.keySet().removeIf(file -> !there.contains(file) && !gone.contains(file));
        // A build may delete a jar before it writes it: it is gone after a while, or once another has come.
        gone.removeIf(file -> fresh.isEmpty() && time.nanoTime() - missing.get(file) < GONE.toNanos());
        gone.removeIf(file -> stuck.containsKey(file) && time.nanoTime() - stuck.get(file) < AGAIN.toNanos());
        return new Change(fresh, gone);
    }

    /** All at once, for they may need each other; when that cannot be, each alone. */
    private boolean make(Change due) throws InterruptedException {
        if (due.size() > 1) {
            try {
                makeWhole(due);
                return true;
            } catch (NotWholeException | InstallException e) {
                // which of them it is shows next
            }
        }
        boolean made = false;
        for (Change one : due.size() == 1 ? List.of(due) : due.alone()) {
            made |= makeOne(one);
        }
        return made;
    }

    private boolean makeOne(Change one) throws InterruptedException {
        Path file = one.gone().stream().findFirst().orElseGet(() -> one.fresh().keySet().iterator().next());
        try {
            makeWhole(one);
            return true;
        } catch (NotWholeException e) {
            Seen seen = one.fresh().get(file);
            if (folder.age(seen).compareTo(PATIENCE) >= 0) {
                failed.put(file, seen.stamp());
                sayOnce(file, Severity.WARNING, T.format("watch.notWhole", file.getFileName()), e.getMessage());
            }
        } catch (InstallException e) {
            one.fresh().values().forEach(seen -> failed.put(file, seen.stamp()));
            one.gone().forEach(gone -> stuck.put(gone, time.nanoTime()));
            sayOnce(file, Severity.WARNING, T.format(one.gone().isEmpty() ? "watch.notStarted" : "watch.notStopped",
                    file.getFileName()), e.getMessage());
        }
        return false;
    }

    private void makeWhole(Change due) throws NotWholeException, InstallException, InterruptedException {
        Map<Path, String> before = new HashMap<>();
        jars.running().forEach(jar -> before.put(jar.file(), jar.release().name()));
        List<String> keepers = jars.make(due);
        due.gone().forEach(file -> tell.tell(Severity.INFO, T.format("watch.stopped", before.get(file),
                file.getFileName()), ""));
        for (Path file : due.fresh().keySet()) {
            said.remove(file);
            jars.running(file).ifPresent(jar -> tell.tell(Severity.INFO, T.format("watch.runs",
                    jar.release().name(), jar.release().version(), file.getFileName()), ""));
        }
        if (!keepers.isEmpty()) {
            before.keySet().removeIf(file -> !due.gone().contains(file) && !due.fresh().containsKey(file));
            tell.tell(Severity.WARNING, T.format("swap.kept", String.join(", ", before.values())),
                    String.join(", ", keepers));
        }
    }

    private void sayOnce(Path about, Severity severity, String text, String detail) {
        if (!(text + detail).equals(said.put(about, text + detail))) {
            tell.tell(severity, text, detail);
        }
    }

    /** Stops looking. What runs is left to whoever closes. */
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
