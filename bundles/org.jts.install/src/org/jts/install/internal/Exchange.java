package org.jts.install.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.install.internal.Drain.Drained;
import org.jts.install.internal.run.Components;
import org.jts.install.internal.run.Swap;
import org.jts.install.internal.run.Swap.Keep;
import org.jts.install.internal.run.Trial;

/** One swap from end to end: brokers are drained, bundles change places, brokers are back. Or all is as it was. */
final class Exchange {

    private final Drain drain;
    private final Components components;

    Exchange(Drain drain, Components components) {
        this.drain = drain;
        this.components = components;
    }

    /**
     * Makes a change that was tried out.
     *
     * @param going  kinds of broker whose gateway is stopped
     * @param coming kinds of broker that are there afterwards
     * @param keep   makes it last, once it runs
     * @return who keeps classes of the old bundles in memory
     * @throws InstallException     when it was not made; everything is as it was, and the trial is discarded
     * @throws InterruptedException when somebody gave up; likewise
     */
    List<String> make(Trial trial, Set<String> going, List<String> coming, Working working, InstallMonitor monitor,
            Keep keep) throws InstallException, InterruptedException {
        Drained drained;
        try {
            drained = drain.drain(drain.brokers(going), working, monitor);
        } catch (InstallException | InterruptedException | RuntimeException e) {
            trial.discard();
            throw e;
        }
        List<String> keepers;
        try {
            keepers = new Swap(trial).run(started -> {
                components.check(started);
                drain.awaitBack(drained.only(coming), monitor);
                components.check(started);
            }, keep);
        } catch (InstallException | InterruptedException | RuntimeException | Error e) {
            drain.restore(drained);
            throw e;
        }
        // It is made: what fails from here on takes nothing of it back.
        drain.reconnect(drained);
        connect(going, coming);
        return keepers;
    }

    /** Brokers whose settings were kept while their plug-in was away. */
    private void connect(Set<String> going, List<String> coming) {
        Set<String> fresh = new HashSet<>(coming);
        fresh.removeAll(going);
        drain.brokers(fresh).forEach(Drain::connect);
    }
}
