package org.jts.console.internal;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import org.jts.api.time.TimeSource;

/** Waits for what other threads bring about. */
final class Waiter {

    private static final Duration STEP = Duration.ofMillis(20);

    private final TimeSource time;

    Waiter(TimeSource time) {
        this.time = time;
    }

    /** @return whether {@code condition} came true within {@code limit} */
    boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long start = time.nanoTime();
        while (!condition.getAsBoolean()) {
            if (time.nanoTime() - start >= limit.toNanos()) {
                return false;
            }
            time.sleep(STEP);
        }
        return true;
    }

    void pause(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }
}
