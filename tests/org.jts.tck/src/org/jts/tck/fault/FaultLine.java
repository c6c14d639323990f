package org.jts.tck.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.time.TimeSource;

/** One connection through the fault gateway: who is told of its loss, and what waits for its end. */
final class FaultLine implements GatewayListener {

    private final GatewayListener supervisor;
    private final TimeSource time;
    private final CompletableFuture<BrokerException> ended = new CompletableFuture<>();
    private final List<Subscription> timers = new CopyOnWriteArrayList<>();

    FaultLine(GatewayListener supervisor, TimeSource time) {
        this.supervisor = supervisor;
        this.time = time;
    }

    @Override
    public void onConnectionLost(BrokerException reason) {
        if (end(reason)) {
            supervisor.onConnectionLost(reason);
        }
    }

    @Override
    public void onNotice(String text) {
        supervisor.onNotice(text);
    }

    /** By hand: nobody is told. */
    void hangUp() {
        end(new BrokerException(ErrorCategory.NETWORK, "The line was disconnected while an answer was waited for."));
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    void after(String name, Duration delay, Runnable task) {
        timers.add(time.schedule(name, delay, task));
        if (!isOpen()) {
            timers.forEach(Subscription::close);
        }
    }

    /** Waits for an answer that does not come: until the line ends, or for as long as the script says. */
    BrokerException awaitNothing(Optional<Duration> patience) throws InterruptedException {
        try {
            if (patience.isPresent()) {
                time.sleep(patience.get());
                return new BrokerException(ErrorCategory.TIMEOUT,
                        "Expected an answer within %d ms, found none; ask again.".formatted(patience.get().toMillis()));
            }
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private boolean end(BrokerException reason) {
        boolean first = ended.complete(reason);
        timers.forEach(Subscription::close);
        return first;
    }
}
