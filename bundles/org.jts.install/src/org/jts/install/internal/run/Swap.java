package org.jts.install.internal.run;

import static org.jts.install.internal.Words.T;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

import org.jts.api.install.InstallException;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The new bundles take the place of the old: stop, start, look. When anything of that fails the old ones are started
 * again, with all that they had.
 */
public final class Swap {

    /** Says whether what was started does what it should. */
    @FunctionalInterface
    public interface Look {
        void look(List<Bundle> started) throws InstallException, InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Swap.class);

    private final Trial trial;

    public Swap(Trial trial) {
        this.trial = trial;
    }

    /**
     * Swaps.
     *
     * @param keep makes it last, once it runs: after this, a new start comes up with the new bundles
     * @return who keeps classes of the old bundles in memory, because it is wired to them
     * @throws InstallException when the new ones do not run; the old ones do again
     */
    public List<String> run(Look look, Keep keep) throws InstallException, InterruptedException {
        Bundles bundles = trial.bundles();
        try {
            stop(trial.stopping());
            for (Bundle bundle : trial.starting()) {
                bundles.start(bundle);
            }
            bundles.pace().breathe();
            look.look(trial.coming());
            bundles.pace().breathe();
            keep.keep();
        } catch (InstallException | InterruptedException | RuntimeException e) {
            goBack(e);
            throw e;
        } catch (Error e) { // of the plug-in's code, mostly: a class that is missing, or does not fit
            goBack(e);
            throw new InstallException(T.format("swap.error", e.toString()), e);
        }
        trial.done();
        try {
            bundles.uninstall(trial.leaving());
            return bundles.letGo(trial.leaving());
        } catch (RuntimeException e) {
            LOG.error("what was replaced by {} cannot be taken away", trial.coming(), e);
            return List.of();
        }
    }

    /** Writes the choice down. */
    @FunctionalInterface
    public interface Keep {
        void keep() throws InstallException;
    }

    private void goBack(Throwable why) {
        try {
            stop(trial.starting());
        } catch (InstallException | RuntimeException e) {
            why.addSuppressed(e);
        }
        trial.discard();
        for (Bundle bundle : trial.stopping()) {
            try {
                trial.bundles().start(bundle);
            } catch (InstallException | RuntimeException e) {
                why.addSuppressed(e);
            }
        }
    }

    /** Those that others may stand on come first in a release, and are stopped last. */
    private void stop(Collection<Bundle> running) throws InstallException {
        List<Bundle> backwards = new ArrayList<>(running);
        Collections.reverse(backwards);
        for (Bundle bundle : backwards) {
            trial.bundles().stop(bundle);
        }
    }
}
