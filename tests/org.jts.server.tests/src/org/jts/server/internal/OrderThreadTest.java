package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** On which thread an order of a client is worked on, and how long somebody may still give it up. */
class OrderThreadTest {

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final AwakeLoops.Loop loop = new AwakeLoops.Loop();
    private final OrderWork.Answer<String> out = new OrderWork.Answer<>() {
        @Override
        public void answered(String answer) {
            told.add(answer);
        }

        @Override
        public void failed(StatusRuntimeException why, boolean notSent) {
            told.add(why.getStatus().getCode() + (notSent ? " not sent" : ""));
        }
    };

    /** Else the thread of the connection would never stay awake again. */
    @AfterEach
    void eachOrderIsCountedAsAnsweredOnce() {
        Await.until("all orders are answered", () -> loop.underWay() == 0);
    }

    private OrderWork<String, String> work(Predicate<Runnable> lender) {
        return new OrderWork<>(loop, () -> "order", lender, (order, isLent, answer) -> answer.accept(
                order + (isLent ? " on a lent thread " : " on one of its own ") + Thread.currentThread().getName()));
    }

    @Test
    void aThreadOfTheBrokerHasItWhereThereIsOne() throws Exception {
        work(job -> Thread.ofPlatform().name("broker").start(job) != null).start(out, "ticket-1", () -> false);
        assertEquals("order on a lent thread broker", told.take());
    }

    @Test
    void elseItHasOneOfItsOwn() throws Exception {
        work(job -> false).start(out, "ticket-1", () -> false);
        String answer = (String) told.take();
        assertTrue(answer.startsWith("order on one of its own jts-server-call-"), answer);
    }

    @Test
    void whoIsToldInsteadAnswers() throws Exception {
        CompletableFuture<Consumer<String>> overdue = new CompletableFuture<>();
        new OrderWork<String, String>(loop, () -> "order", job -> {
            job.run();
            return true;
        }, (order, isLent, answer) -> overdue.complete(answer)).start(out, "ticket-1", () -> false);
        assertTrue(told.isEmpty(), "nobody has answered");
        assertEquals(1, loop.underWay());
        overdue.get().accept("unknown");
        assertEquals("unknown", told.take());
    }

    @Test
    void whatIsGivenUpBeforeItIsBegunNeverReachesTheDesk() throws Exception {
        BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
        OrderWork<String, String> work = work(jobs::add);
        work.start(out, "ticket-1", () -> false);
        work.giveUp();
        jobs.take().run();
        assertEquals("CANCELLED not sent", told.take());
    }

    @Test
    void givingUpInterruptsThePreparationAndNothingAfterIt() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        OrderWork<String, String> slow = new OrderWork<>(loop, () -> {
            preparing.countDown();
            new CountDownLatch(1).await();
            return "never";
        }, job -> Thread.ofPlatform().start(() -> {
            job.run();
            interrupted.complete(Thread.currentThread().isInterrupted());
        }) != null, (order, isLent, answer) -> answer.accept(order));
        slow.start(out, "ticket-1", () -> false);
        preparing.await();
        slow.giveUp();
        assertEquals("CANCELLED not sent", told.take());
        assertEquals(false, interrupted.get(), "the thread goes on to other orders");
    }

    @Test
    void whatFailsBehindTheAnswerIsNoSecondAnswer() throws Exception {
        List<RuntimeException> thrown = new ArrayList<>();
        new OrderWork<String, String>(loop, () -> "order", job -> {
            thrown.add(assertThrows(IllegalStateException.class, job::run));
            return true;
        }, (order, isLent, answer) -> {
            answer.accept(order);
            throw new IllegalStateException("a fault");
        }).start(out, "ticket-1", () -> false);
        assertEquals("order", told.take());
        assertTrue(told.isEmpty());
        assertInstanceOf(IllegalStateException.class, thrown.getFirst());
    }

    @Test
    void anAnswerThatCannotBeSentAndAThreadThatCannotBeHadAreTheEndOfIt() {
        OrderWork.Answer<String> broken = new OrderWork.Answer<>() {
            @Override
            public void answered(String answer) {
                throw new IllegalStateException("a fault");
            }

            @Override
            public void failed(StatusRuntimeException why, boolean notSent) {
                throw new IllegalStateException("a fault");
            }
        };
        assertThrows(IllegalStateException.class, () -> work(job -> {
            job.run();
            return true;
        }).start(broken, "ticket-1", () -> false));
        assertThrows(IllegalStateException.class, () -> work(job -> {
            job.run();
            return true;
        }).start(broken, "ticket-2", () -> true));
        assertThrows(OutOfMemoryError.class, () -> work(job -> {
            throw new OutOfMemoryError("no thread");
        }).start(out, "ticket-3", () -> false));
    }

    @Test
    void whatFailsBeforeItMayHaveReachedTheBroker() throws Exception {
        new OrderWork<String, String>(loop, () -> "order", job -> {
            job.run();
            return true;
        }, (order, isLent, answer) -> {
            throw Status.INTERNAL.asRuntimeException();
        }).start(out, "ticket-1", () -> false);
        assertEquals("INTERNAL", told.take());
    }
}
