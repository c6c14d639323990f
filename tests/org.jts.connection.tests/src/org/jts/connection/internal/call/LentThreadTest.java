package org.jts.connection.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.audit.Correlation;
import org.jts.connection.internal.call.CallException.Reason;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of a gateway that are lent, and calls on them. */
@Timeout(60)
class LentThreadTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakeTime time = new FakeTime();
    private final CallGuard guard = new CallGuard(new BrokerId("test"), time, 2, 1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<String> late = new CompletableFuture<>();
    private final BlockingQueue<CallException> overdue = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        release.countDown();
        guard.close();
    }

    /** What comes of a call on a lent thread. */
    private CompletableFuture<Optional<String>> lent(CountDownLatch began, boolean heedsInterruption) {
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        Await.until("the thread is back", () -> guard.lend(() -> {
            try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-1"))) {
                result.complete(guard.callHere(Lane.ORDER, LIMIT, () -> {
                    began.countDown();
                    if (heedsInterruption) {
                        release.await();
                    } else {
                        ScriptedGateway.hangUntil(release);
                    }
                    return "answer";
                }, late::complete, e -> {
                    assertEquals(Optional.of("ticket-1"), Correlation.current());
                    overdue.add(e);
                }));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        }));
        return result;
    }

    @Test
    void theCallRunsOnTheThreadThatMakesIt() throws Exception {
        Thread[] threads = new Thread[2];
        CompletableFuture<Optional<String>> result = new CompletableFuture<>();
        guard.lend(() -> {
            threads[0] = Thread.currentThread();
            try {
                result.complete(guard.callHere(Lane.ORDER, LIMIT, () -> {
                    threads[1] = Thread.currentThread();
                    return "answer";
                }, late::complete, overdue::add));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        assertEquals(Optional.of("answer"), result.get());
        assertSame(threads[0], threads[1]);
        assertNotSame(Thread.currentThread(), threads[0]);
        assertTrue(threads[0].getName().startsWith("jts-gateway-test"), threads[0].getName());
        assertFalse(threads[0].isVirtual());
        assertEquals(0, time.pendingTasks());
    }

    /** With one such thread, work is taken by who is awake, or not before he has gone. */
    @Test
    void theNextOrderFindsTheThreadOfTheLastOneAwake() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Await.until("two orders on one run of a thread", () -> {
            CompletableFuture<Boolean> awake = new CompletableFuture<>();
            boolean isLent = guard.lend(() -> { });
            while (isLent && !guard.lend(() -> awake.complete(isSeated(new Throwable())))) {
                Thread.onSpinWait();
            }
            return isLent && awake.join();
        });
    }

    @Test
    void whereOthersHaveOrdersNoThreadStaysAwake() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        try (CallGuard two = new CallGuard(new BrokerId("two"), time, 2, 2)) {
            Await.until("the only one stays awake", () -> isNextSeated(two));
            CountDownLatch working = new CountDownLatch(1);
            Await.until("another order is under way", () -> two.lend(() -> {
                working.countDown();
                ScriptedGateway.hangUntil(release);
            }));
            working.await();
            Await.until("a thread is there", () -> two.lend(() -> { }));
            for (int i = 0; i < 100; i++) {
                assertFalse(isNextSeated(two));
            }
        }
    }

    /** Whether an order that comes shortly after another one has ended is worked on by the same run of a thread. */
    private static boolean isNextSeated(CallGuard guard) {
        CompletableFuture<Boolean> awake = new CompletableFuture<>();
        CountDownLatch first = new CountDownLatch(1);
        boolean isLent = guard.lend(first::countDown);
        while (isLent && first.getCount() > 0) {
            Thread.onSpinWait();
        }
        long shortly = System.nanoTime() + 20_000;
        while (System.nanoTime() - shortly < 0) {
            Thread.onSpinWait();
        }
        return isLent && guard.lend(() -> awake.complete(isSeated(new Throwable()))) && awake.join();
    }

    private static boolean isSeated(Throwable here) {
        return Stream.of(here.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(Seat.class.getName()));
    }

    @Test
    void aGuardThatIsClosedGivesNothingToWhoIsAwake() {
        AtomicBoolean done = new AtomicBoolean();
        Await.until("the thread is there", () -> guard.lend(() -> { }));
        guard.close();
        assertFalse(guard.lend(() -> done.set(true)));
        assertFalse(done.get());
    }

    @Test
    void anotherThreadIsToldWhenTheLimitIsOverAndTheAnswerIsLate() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Optional<String>> result = lent(began, false);
        began.await();
        time.advance(LIMIT);
        CallException e = overdue.take();
        assertEquals(Reason.OVERRUN, e.reason());
        assertTrue(e.wasHandedOver());
        assertFalse(result.isDone(), "the gateway has the thread");
        assertEquals(1, guard.abandoned());
        assertFalse(guard.lend(() -> { }), "the only one");
        release.countDown();
        assertEquals(Optional.empty(), result.get());
        assertEquals("answer", late.get());
        assertEquals(0, guard.abandoned());
        Await.until("the thread is back", () -> guard.lend(() -> { }));
        assertTrue(overdue.isEmpty(), "told once");
    }

    @Test
    void whatHeedsItsInterruptionGivesTheThreadBackUninterrupted() throws Exception {
        for (int i = 0; i < 50; i++) {
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Optional<String>> result = lent(began, true);
            began.await();
            time.advance(LIMIT);
            overdue.take();
            assertEquals(Optional.empty(), result.get());
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Await.until("the thread is back", () -> guard.lend(() -> interrupted.complete(Thread.interrupted())));
            assertFalse(interrupted.get());
        }
    }

    @Test
    void ofAnswerAndOverrunOneCountsWhicheverIsFirst() throws Exception {
        for (int i = 0; i < 300; i++) {
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Optional<String>> result = new CompletableFuture<>();
            Await.until("a thread is there", () -> guard.lend(() -> {
                try {
                    result.complete(guard.callHere(Lane.ORDER, LIMIT, () -> {
                        began.countDown();
                        return "answer";
                    }, l -> { }, overdue::add));
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            }));
            began.await();
            time.advance(LIMIT);
            if (result.get().isEmpty()) {
                overdue.take();
            }
            assertTrue(overdue.isEmpty());
        }
    }

    @Test
    void whatTheGatewayThrowsComesBackAsItIs() throws Exception {
        CompletableFuture<Exception> thrown = new CompletableFuture<>();
        assertTrue(guard.lend(() -> thrown.complete(assertThrows(IllegalStateException.class,
                () -> guard.callHere(Lane.ORDER, LIMIT, () -> {
                    throw new IllegalStateException("broken");
                }, late::complete, overdue::add)))));
        assertEquals("broken", thrown.get().getMessage());
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void onAnotherThreadItIsACallLikeAnyOther() throws Exception {
        Thread here = Thread.currentThread();
        Optional<Boolean> isElsewhere = guard.callHere(Lane.ORDER, LIMIT, () -> Thread.currentThread() != here,
                l -> { }, overdue::add);
        assertEquals(Optional.of(true), isElsewhere, "no code of a gateway on threads of others");
    }

    @Test
    void whatIsNotInTheGatewayWhenItGoesEndsInPeaceAndCallsItNoMore() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<CallException> refusal = new CompletableFuture<>();
        assertTrue(guard.lend(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            interrupted.complete(Thread.currentThread().isInterrupted());
            refusal.complete(assertThrows(CallException.class, () -> guard.callHere(Lane.ORDER, LIMIT, () -> "never",
                    late::complete, overdue::add)));
        }));
        began.await();
        guard.close();
        release.countDown();
        assertEquals(false, interrupted.get());
        assertEquals(Reason.CLOSED, refusal.get().reason());
        assertFalse(refusal.get().wasHandedOver());
    }

    @Test
    void closedGuardLendsNothingAndEndsWhatRuns() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CompletableFuture<Optional<String>> result = lent(began, true);
        began.await();
        guard.close();
        CallException e = (CallException) assertThrows(ExecutionException.class, result::get).getCause();
        assertEquals(Reason.CLOSED, e.reason());
        assertTrue(e.wasHandedOver());
        assertFalse(guard.lend(() -> { }));
        assertTrue(overdue.isEmpty());
    }
}
