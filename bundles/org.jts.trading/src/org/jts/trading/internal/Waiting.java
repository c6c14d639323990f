package org.jts.trading.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** Waits by a clock that tests drive. */
final class Waiting {

    private Waiting() {
    }

    /**
     * Waits until something is there or the limit is over. An interrupted thread waits no longer, and stays
     * interrupted.
     *
     * @param name   of the timer
     * @param wanted completes when it is there, never with a failure
     * @return whether it is there
     */
    static boolean until(TimeSource time, String name, Duration limit, CompletableFuture<?> wanted) {
        if (wanted.isDone()) {
            return true;
        }
        CompletableFuture<Void> over = new CompletableFuture<>();
        Subscription timer = time.schedule(name, limit, () -> over.complete(null));
        try {
            CompletableFuture.anyOf(over, wanted).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it with a failure", e);
        } finally {
            timer.close();
        }
        return wanted.isDone();
    }
}
