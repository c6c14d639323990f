package org.jts.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits, in real time, for what other threads are about to do. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Await() {
    }

    /** Returns when {@code condition} holds; fails with {@code expected} after 30 seconds. */
    public static void until(String expected, Callable<Boolean> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!condition.call()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("expected within %d s: %s".formatted(LIMIT.toSeconds(), expected));
                }
                Thread.sleep(2);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("while waiting for: " + expected, e);
        }
    }
}
