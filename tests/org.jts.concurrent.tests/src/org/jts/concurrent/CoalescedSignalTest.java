package org.jts.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

class CoalescedSignalTest {

    @Test
    void manyRaisesDuringARunCauseOneMoreRun() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch inFirst = new CountDownLatch(1);
        Semaphore go = new Semaphore(0);
        try (CoalescedSignal signal = new CoalescedSignal("test", () -> {
            runs.incrementAndGet();
            inFirst.countDown();
            go.acquireUninterruptibly();
        })) {
            signal.raise();
            assertTrue(inFirst.await(10, TimeUnit.SECONDS), "the first run starts");
            for (int i = 0; i < 100; i++) {
                signal.raise();
            }
            go.release(2);
            Await.until("the second run has ended", () -> go.availablePermits() == 0);
            go.release();
            signal.raise();
            Await.until("a raise after everything ended runs again", () -> runs.get() == 3);
        }
        assertEquals(3, runs.get());
    }

    @Test
    void aFailingRunDoesNotEndTheSignal() {
        AtomicInteger runs = new AtomicInteger();
        try (CoalescedSignal signal = new CoalescedSignal("test", () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("expected by the test");
            }
        })) {
            signal.raise();
            Await.until("the first run", () -> runs.get() == 1);
            signal.raise();
            Await.until("the second run", () -> runs.get() == 2);
        }
    }

    @Test
    void closingInterruptsTheRunAndRefusesFurtherOnes() throws InterruptedException {
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        CoalescedSignal signal = new CoalescedSignal("test", () -> {
            runs.incrementAndGet();
            inside.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            ended.countDown();
        });
        signal.raise();
        assertTrue(inside.await(10, TimeUnit.SECONDS), "the run starts");
        signal.close();
        signal.raise();
        assertTrue(ended.await(10, TimeUnit.SECONDS), "the run ends");
        assertTrue(interrupted.get());
        assertEquals(1, runs.get());
    }
}
