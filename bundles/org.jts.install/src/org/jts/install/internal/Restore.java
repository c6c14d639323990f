package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.util.List;
import java.util.Optional;

import org.jts.api.event.Severity;
import org.jts.api.install.InstallException;
import org.jts.install.internal.Choices.Choice;
import org.jts.install.internal.run.Bundles;
import org.jts.install.internal.run.Jar;
import org.jts.install.internal.run.Swap;
import org.jts.install.internal.run.Trial;

/**
 * Makes what runs at the start what was chosen. What cannot run (a damaged jar, a workstation that is older or newer
 * than the plug-in needs) is told, and the newest earlier version that can run does.
 */
final class Restore {

    /** Whoever has to be told. */
    @FunctionalInterface
    interface Tell {
        void tell(Severity severity, String text, String detail);
    }

    private final Inventory inventory;
    private final PluginFolder folder;
    private final Bundles bundles;
    private final Tell tell;

    Restore(Inventory inventory, PluginFolder folder, Bundles bundles, Tell tell) {
        this.inventory = inventory;
        this.folder = folder;
        this.bundles = bundles;
        this.tell = tell;
    }

    void run() {
        bundles.removeFrom(folder.store());
        bundles.removeFrom(folder.watched());
        try {
            inventory.readChoices();
        } catch (InstallException e) {
            tell.tell(Severity.ERROR, T.get("restore.nothing"), e.getMessage());
            return; // nothing is deleted either: a person may mend the file
        }
        folder.clean(inventory.choices());
        inventory.choices().plugins().forEach(this::restore);
    }

    private void restore(String id, Choice choice) {
        if (choice.version().isEmpty()) {
            inventory.running(id).ifPresent(this::end);
            return;
        }
        Optional<Release> newer = inventory.newer(id, choice);
        if (newer.isPresent()) {
            takeNewer(newer.get(), choice.version().get());
            return;
        }
        if (run(id, choice.version().get())) {
            return;
        }
        for (String version : choice.earlier()) {
            if (run(id, version)) {
                return;
            }
        }
    }

    /** An update of the workstation must not fall back to an older plug-in; the choice can be gone back to. */
    private void takeNewer(Release newer, String chosen) {
        try {
            inventory.choose(inventory.choices().run(newer.id(), Optional.of(Choices.BUILT_IN), Optional.of(chosen),
                    Optional.of(newer.version())));
            tell.tell(Severity.INFO, T.format("restore.newer", newer.name(), newer.version(), chosen), "");
        } catch (InstallException e) {
            tell.tell(Severity.ERROR, T.format("restore.failed", newer.id(), chosen), e.getMessage());
        }
    }

    private boolean run(String id, String version) {
        if (version.equals(Choices.BUILT_IN)) {
            return inventory.builtIn(id).isPresent();
        }
        try {
            Release release = inventory.release(id, version);
            Optional<Release> old = inventory.running(id);
            List<Jar> own = old.map(inventory::ownJars).orElse(List.of());
            inventory.runs(release); // from here on its jars are in its own folder
            try {
                swap(Trial.install(bundles, inventory.jars(release), own));
                return true;
            } catch (InstallException e) {
                old.ifPresentOrElse(inventory::runs, () -> inventory.ended(id));
                throw e;
            }
        } catch (InstallException e) {
            tell.tell(Severity.ERROR, T.format("restore.failed", id, version), e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void swap(Trial trial) throws InstallException, InterruptedException {
        if (!trial.resolve()) {
            String problems = String.join(" ", trial.problems());
            trial.discard();
            throw new InstallException(problems);
        }
        new Swap(trial).run(started -> {
            // What it offers comes up with its start level, after this.
        }, () -> {
            // It was chosen before.
        });
    }

    private void end(Release release) {
        try {
            swap(Trial.install(bundles, List.of(), inventory.ownJars(release)));
            inventory.ended(release.id());
        } catch (InstallException e) {
            tell.tell(Severity.ERROR, T.format("restore.notEnded", release.name()), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
