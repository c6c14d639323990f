package org.jts.connection.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.BrokerId;
import org.jts.connection.internal.call.CallException.Reason;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallGuardTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FakeTime time = new FakeTime();
    private final CallGuard guard = new CallGuard(new BrokerId("test"), time, 2, 1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        guard.close();
    }

    @Test
    void answerComesBackAndLeavesNoTimer() throws Exception {
        assertEquals("yes", guard.call(Lane.READ, LIMIT, () -> "yes"));
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void exceptionsAndErrorsComeBackAsTheyAre() {
        assertThrows(IllegalStateException.class, () -> guard.call(Lane.READ, LIMIT, () -> {
            throw new IllegalStateException("broken");
        }));
        assertThrows(NoClassDefFoundError.class, () -> guard.call(Lane.READ, LIMIT, () -> {
            throw new NoClassDefFoundError("missing");
        }));
    }

    @Test
    void overrunEndsTheWaitingAndInterruptsTheGateway() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<String> call = start(Lane.READ, () -> {
            began.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "late";
        });
        began.await();
        time.advance(LIMIT);
        CallException e = failure(call);
        assertEquals(Reason.OVERRUN, e.reason());
        assertTrue(e.wasHandedOver());
        assertTrue(e.getMessage().contains("10 s"), e.getMessage());
        interrupted.await();
        Await.until("no call is abandoned", () -> guard.abandoned() == 0);
    }

    @Test
    void callThatIgnoresInterruptionKeepsItsPlaceAndTheRestIsRefused() throws Exception {
        List<Future<String>> calls = new ArrayList<>();
        CountDownLatch began = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            calls.add(start(Lane.READ, () -> {
                began.countDown();
                ScriptedGateway.hangUntil(release);
                return "late";
            }));
        }
        began.await();
        time.advance(LIMIT);
        for (Future<String> call : calls) {
            assertEquals(Reason.OVERRUN, failure(call).reason());
        }
        assertEquals(2, guard.abandoned());
        CallException e = assertThrows(CallException.class, () -> guard.call(Lane.READ, LIMIT, () -> "no"));
        assertEquals(Reason.BUSY, e.reason());
        assertFalse(e.wasHandedOver());
        for (Lane other : List.of(Lane.ORDER, Lane.HISTORY, Lane.CONTROL)) {
            assertEquals("other lanes go on", guard.call(other, LIMIT, () -> "other lanes go on"));
        }
        release.countDown();
        Await.until("the places are free again", () -> guard.abandoned() == 0);
        Await.until("a read is taken again", () -> {
            try {
                return "yes".equals(guard.call(Lane.READ, LIMIT, () -> "yes"));
            } catch (CallException busy) {
                return false;
            }
        });
    }

    @Test
    void aCancelWaitsForAPlaceWhereAnOrderIsRefused() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<String> first = start(Lane.CANCEL, () -> {
            began.countDown();
            release.await();
            return "first";
        });
        began.await();
        Future<String> second = start(Lane.CANCEL, () -> "second");
        Await.until("it waits, with a timer", () -> time.pendingTasks() == 2);
        assertEquals("orders have places of their own", guard.call(Lane.ORDER, LIMIT, () -> {
            assertEquals(Reason.BUSY, assertThrows(CallException.class,
                    () -> guard.call(Lane.ORDER, LIMIT, () -> "")).reason());
            return "orders have places of their own";
        }));
        assertFalse(second.isDone());
        release.countDown();
        assertEquals("first", first.get());
        assertEquals("second", second.get());
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void aCancelThatWaitsTooLongWasNotHandedOver() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        start(Lane.CANCEL, () -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return "";
        });
        began.await();
        Future<String> second = start(Lane.CANCEL, () -> "no");
        Await.until("it waits, with a timer", () -> time.pendingTasks() == 2);
        time.advance(LIMIT);
        CallException e = failure(second);
        assertEquals(Reason.BUSY, e.reason());
        assertFalse(e.wasHandedOver());
        release.countDown();
        Await.until("the place is free again", () -> guard.abandoned() == 0);
        assertEquals("yes", guard.call(Lane.CANCEL, LIMIT, () -> "yes"));
    }

    @Test
    void noCancelWaitsForCallsThatDoNotReturn() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<String> first = start(Lane.CANCEL, () -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return "";
        });
        began.await();
        time.advance(Duration.ofSeconds(5));
        Future<String> waiting = start(Lane.CANCEL, () -> "no");
        Await.until("it waits, with a timer", () -> time.pendingTasks() == 2);
        time.advance(Duration.ofSeconds(5));
        assertEquals(Reason.OVERRUN, failure(first).reason());
        assertEquals(Reason.BUSY, failure(waiting).reason(), "after 5 s of 10");
        assertEquals(Reason.BUSY, assertThrows(CallException.class,
                () -> guard.call(Lane.CANCEL, LIMIT, () -> "no")).reason(), "at once");
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void aCancelThatNobodyWaitsForAnyMoreLeavesItsTurnToTheNext() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<String> first = start(Lane.CANCEL, () -> {
            began.countDown();
            release.await();
            return "first";
        });
        began.await();
        FutureTask<String> given = new FutureTask<>(() -> guard.call(Lane.CANCEL, LIMIT, () -> "no"));
        Thread waiter = Thread.ofVirtual().start(given);
        Await.until("it waits, with a timer", () -> time.pendingTasks() == 2);
        waiter.interrupt();
        assertFalse(failure(given).wasHandedOver());
        release.countDown();
        first.get();
        assertEquals("yes", guard.call(Lane.CANCEL, LIMIT, () -> "yes"));
        guard.close();
        assertEquals(Reason.CLOSED, assertThrows(CallException.class,
                () -> guard.call(Lane.CANCEL, LIMIT, () -> "no")).reason());
    }

    @Test
    void lateAnswerIsHandedOn() throws Exception {
        CompletableFuture<String> late = new CompletableFuture<>();
        CountDownLatch began = new CountDownLatch(1);
        FutureTask<String> call = new FutureTask<>(() -> guard.call(Lane.ORDER, LIMIT, () -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return "late";
        }, late::complete));
        Thread.ofVirtual().start(call);
        began.await();
        time.advance(LIMIT);
        failure(call);
        release.countDown();
        assertEquals("late", late.get());
    }

    @Test
    void interruptedCallerStopsWaitingAndTheGatewayIsInterrupted() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        AtomicBoolean caught = new AtomicBoolean();
        FutureTask<String> call = new FutureTask<>(() -> guard.call(Lane.READ, LIMIT, () -> {
            began.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                caught.set(true);
            }
            return "";
        }));
        Thread caller = Thread.ofVirtual().start(call);
        began.await();
        caller.interrupt();
        ExecutionException e = assertThrows(ExecutionException.class, call::get);
        assertTrue(e.getCause() instanceof InterruptedException);
        Await.until("the gateway's thread is interrupted", caught::get);
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void closedGuardTakesNothingAndEndsWhatRuns() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        Future<String> call = start(Lane.READ, () -> {
            began.countDown();
            release.await();
            return "";
        });
        began.await();
        guard.close();
        CallException ended = failure(call);
        assertEquals(Reason.CLOSED, ended.reason());
        assertTrue(ended.wasHandedOver());
        CallException e = assertThrows(CallException.class, () -> guard.call(Lane.READ, LIMIT, () -> ""));
        assertEquals(Reason.CLOSED, e.reason());
        assertFalse(e.wasHandedOver());
    }

    @Test
    void interruptionOfOneCallNeverHitsTheNextOnTheSameThread() throws Exception {
        CallGuard roomy = new CallGuard(new BrokerId("test"), time, 300, 1);
        for (int i = 0; i < 200; i++) {
            CountDownLatch began = new CountDownLatch(1);
            FutureTask<String> call = new FutureTask<>(() -> roomy.call(Lane.READ, LIMIT, () -> {
                began.countDown();
                return "";
            }));
            Thread.ofVirtual().start(call);
            began.await();
            time.advance(LIMIT);
            try {
                call.get();
            } catch (ExecutionException e) {
                assertTrue(e.getCause() instanceof CallException);
            }
            assertFalse(roomy.call(Lane.ORDER, LIMIT, Thread::interrupted));
        }
        roomy.close();
    }

    private Future<String> start(Lane lane, Callable<String> work) {
        FutureTask<String> call = new FutureTask<>(() -> guard.call(lane, LIMIT, work));
        Thread.ofVirtual().start(call);
        return call;
    }

    private static CallException failure(Future<String> call) {
        ExecutionException e = assertThrows(ExecutionException.class, call::get);
        return (CallException) e.getCause();
    }
}
