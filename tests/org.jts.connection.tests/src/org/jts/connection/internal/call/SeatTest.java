package org.jts.connection.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SeatTest {

    private volatile boolean over;
    private volatile boolean isAlone = true;
    private final Seat seat = new Seat(() -> isAlone);
    private final Thread sitter = Thread.ofPlatform().name("sitter").daemon().unstarted(() -> {
        while (!over) {
            seat.sit();
        }
    });

    @AfterEach
    void stop() throws InterruptedException {
        over = true;
        sitter.join(10_000);
    }

    /** A machine that is busy with something else may have nobody sit for a while. */
    private void give(Runnable work) {
        Await.until("somebody sits there", () -> seat.give(work));
    }

    private void startSitting() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        sitter.start();
    }

    @Test
    void whereNobodySitsNothingIsTaken() {
        assertFalse(seat.give(() -> { }));
        seat.sit();
        assertFalse(seat.give(() -> { }), "and who has left does not come back");
    }

    @Test
    void whereOthersHaveOrdersNobodySits() {
        isAlone = false;
        sitter.start();
        for (int i = 0; i < 1_000; i++) {
            assertFalse(seat.give(() -> { }));
        }
    }

    @Test
    void whoSitsThereDoesWhatIsGiven() {
        AtomicReference<Thread> by = new AtomicReference<>();
        startSitting();
        give(() -> by.set(Thread.currentThread()));
        Await.until("it is done", () -> by.get() != null);
        assertSame(sitter, by.get());
    }

    @Test
    void eachIsDoneOnceHoweverManyGive() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        startSitting();
        give(done::incrementAndGet);
        given.incrementAndGet();
        Thread[] givers = new Thread[4];
        for (int i = 0; i < givers.length; i++) {
            givers[i] = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 20_000; n++) {
                    if (seat.give(done::incrementAndGet)) {
                        given.incrementAndGet();
                    }
                }
            });
        }
        for (Thread giver : givers) {
            giver.join();
        }
        over = true;
        sitter.join();
        assertEquals(given.get(), done.get());
    }

    @Test
    void whoIsAtWorkIsGivenNothing() throws InterruptedException {
        Semaphore working = new Semaphore(0);
        CountDownLatch go = new CountDownLatch(1);
        startSitting();
        give(() -> {
            working.release();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            assertTrue(working.tryAcquire(10, TimeUnit.SECONDS));
            assertFalse(seat.give(() -> { }));
        } finally {
            go.countDown();
        }
    }

    @Test
    void anInterruptionOfOneWorkDoesNotReachTheNext() {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        startSitting();
        give(() -> Thread.currentThread().interrupt());
        give(() -> interrupted.set(Thread.currentThread().isInterrupted()));
        Await.until("the second is done", () -> interrupted.get() != null);
        assertFalse(interrupted.get());
    }

    /** The place is free again: the next thread may sit there. */
    @Test
    void workThatFailsCostsOnlyItsThread() {
        AtomicInteger done = new AtomicInteger();
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Thread failing = Thread.ofPlatform().daemon().unstarted(() -> {
            while (!over) {
                seat.sit();
            }
        });
        failing.setUncaughtExceptionHandler((thread, e) -> done.incrementAndGet());
        failing.start();
        give(() -> {
            throw new IllegalStateException("expected by the test");
        });
        Await.until("it has failed", () -> done.get() == 1);
        sitter.start();
        give(done::incrementAndGet);
        Await.until("the next one works", () -> done.get() == 2);
    }
}
