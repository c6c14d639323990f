package org.jts.ui.internal.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;

import org.jts.testkit.Await;
import org.jts.ui.kit.OnUi;
import org.junit.jupiter.api.Test;

class UiStallMeterTest {
    private static final long STALL_NANOS = 300_000_000;

    @Test
    void aStallIsSeenInItsFullLength() {
        try (UiStallMeter meter = UiStallMeter.start(OnUi.display())) {
            Await.until("the meter to run", () -> meter.pings() > 20);
            meter.reset();
            OnUi.run(display -> stall());
            Await.until("the stall to be seen", () -> meter.maxNanos() >= STALL_NANOS * 9 / 10);
            assertTrue(meter.maxNanos() < 50 * STALL_NANOS, meter.maxNanos() + " ns");
        }
    }

    private static void stall() {
        long end = System.nanoTime() + STALL_NANOS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
