package org.jts.time.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemTimeSourceTest {

    private final SystemTimeSource time = new SystemTimeSource();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void aTaskRunsOnAVirtualThreadOfItsName() throws InterruptedException {
        AtomicReference<Thread> ranOn = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        long start = time.nanoTime();
        time.schedule("a-name", Duration.ofMillis(20), () -> {
            ranOn.set(Thread.currentThread());
            ran.countDown();
        });
        assertTrue(ran.await(10, TimeUnit.SECONDS));
        assertTrue(time.nanoTime() - start >= 20_000_000L, "not before its time");
        assertEquals("a-name", ranOn.get().getName());
        assertTrue(ranOn.get().isVirtual());
    }

    @Test
    void aHangingTaskDelaysNobodyElse() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        Subscription hanging = time.schedule("hangs", Duration.ZERO, SystemTimeSourceTest::hang);
        time.schedule("other", Duration.ofMillis(10), other::countDown);
        assertTrue(other.await(10, TimeUnit.SECONDS));
        hanging.close();
    }

    @Test
    void aPeriodicTaskGoesOnAfterAFailureUntilItIsClosed() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        Subscription periodic = time.scheduleWithFixedDelay("again", Duration.ofMillis(1), () -> {
            runs.incrementAndGet();
            three.countDown();
            if (runs.get() == 1) {
                throw new IllegalStateException("expected by the test");
            }
        });
        assertTrue(three.await(10, TimeUnit.SECONDS));
        periodic.close();
        CountDownLatch later = new CountDownLatch(1);
        int seen = runs.get();
        time.schedule("later", Duration.ofMillis(50), later::countDown);
        assertTrue(later.await(10, TimeUnit.SECONDS));
        assertTrue(runs.get() <= seen + 1, "at most the run that was under way ended after closing");
    }

    @Test
    void closingTheSourceInterruptsWhatRuns() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        time.schedule("runs", Duration.ZERO, () -> {
            started.countDown();
            hang();
            interrupted.countDown();
        });
        assertTrue(started.await(10, TimeUnit.SECONDS));
        time.close();
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
