package org.jts.server.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Preflight;
import org.jts.concurrent.BoundedMap;
import org.jts.wire.PluginWire;
import org.jts.wire.proto.plugin.PluginChange;
import org.jts.wire.proto.plugin.PluginChangeState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes of plug-ins that clients have begun. Each goes on by itself; who began it asks how far it is. */
final class PluginChanges implements AutoCloseable {

    static final int REMEMBERED = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(PluginChanges.class);

    /** What is to be done. */
    @FunctionalInterface
    interface Work {
        Preflight run(InstallMonitor monitor) throws Exception;
    }

    /** One of them. */
    private static final class Running {
        private final Thread thread;
        private PluginChange now;
        private boolean givenUp;

        Running(String id, Work work) {
            now = PluginChange.newBuilder().setChangeId(id).setState(PluginChangeState.PLUGIN_CHANGE_STATE_RUNNING)
                    .build();
            // it computes for long: a virtual one would keep others from their carrier
            thread = Thread.ofPlatform().name("jts-server-plugin-" + id).priority(Thread.MIN_PRIORITY)
                    .unstarted(() -> run(work));
        }

        private void run(Work work) {
            try {
                Preflight done = work.run(this::goesOn);
                end(PluginChangeState.PLUGIN_CHANGE_STATE_DONE, "", Optional.of(done));
            } catch (InstallException e) {
                end(PluginChangeState.PLUGIN_CHANGE_STATE_FAILED, e.getMessage(), Optional.empty());
            } catch (InterruptedException e) {
                end(PluginChangeState.PLUGIN_CHANGE_STATE_GIVEN_UP, "", Optional.empty());
            } catch (Exception | Error e) { // whoever asks has to hear of the end
                LOG.error("a change of a plug-in failed for a reason that it must not have", e);
                end(PluginChangeState.PLUGIN_CHANGE_STATE_FAILED, "the server has a fault: %s; its log tells more"
                        .formatted(e.getClass().getSimpleName()), Optional.empty());
            }
        }

        private synchronized boolean goesOn(String step, double share) {
            now = now.toBuilder().setStep(step).setShare(share).build();
            return !givenUp;
        }

        private synchronized void end(PluginChangeState state, String problem, Optional<Preflight> done) {
            PluginChange.Builder over = now.toBuilder().setState(state).setProblem(problem);
            done.ifPresent(preflight -> over.setPreflight(PluginWire.message(preflight)).setShare(1));
            now = over.build();
        }

        private synchronized boolean isOver() {
            return now.getState() != PluginChangeState.PLUGIN_CHANGE_STATE_RUNNING;
        }

        private synchronized PluginChange now() {
            return now;
        }

        /** It is asked at its next step: nothing is broken off in the middle. */
        private synchronized void giveUp() {
            givenUp = true;
        }
    }

    private final AtomicInteger numbers = new AtomicInteger();
    /** By id, the oldest first. */
    private final Map<String, Running> all = BoundedMap.ofNewest(REMEMBERED);

    /** @return the change; empty when another one runs, for there is one at a time */
    Optional<PluginChange> start(Work work) {
        synchronized (all) {
            if (all.values().stream().anyMatch(running -> !running.isOver())) {
                return Optional.empty();
            }
            Running running = new Running(String.valueOf(numbers.incrementAndGet()), work);
            all.put(running.now().getChangeId(), running);
            running.thread.start();
            return Optional.of(running.now());
        }
    }

    /** @return empty when no such change is remembered */
    Optional<PluginChange> find(String id) {
        synchronized (all) {
            return Optional.ofNullable(all.get(id)).map(Running::now);
        }
    }

    /** Asks a change to give up. */
    Optional<PluginChange> giveUp(String id) {
        synchronized (all) {
            return Optional.ofNullable(all.get(id)).map(running -> {
                running.giveUp();
                return running.now();
            });
        }
    }

    @Override
    public void close() {
        List<Running> running;
        synchronized (all) {
            running = all.values().stream().filter(change -> !change.isOver()).toList();
        }
        running.forEach(Running::giveUp);
        try {
            for (Running change : running) {
                change.thread.join(PATIENCE); // rather than ending the program in the middle of it
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
