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

import org.jts.concurrent.BusyWait;
import org.junit.jupiter.api.Test;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** On which thread an order of a client is worked on, and how long somebody may still give it up. */
class OrderThreadTest {

    private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
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

    private static OrderWork<String, String> work(Predicate<Runnable> lender) {
        return new OrderWork<>(new BusyWait(), () -> "order", lender, (order, isLent, answer) -> answer.accept(
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
        new OrderWork<String, String>(new BusyWait(), () -> "order", job -> {
            job.run();
            return true;
        }, (order, isLent, answer) -> overdue.complete(answer)).start(out, "ticket-1", () -> false);
        assertTrue(told.isEmpty(), "nobody has answered");
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
        OrderWork<String, String> slow = new OrderWork<>(new BusyWait(), () -> {
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
        new OrderWork<String, String>(new BusyWait(), () -> "order", job -> {
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
    void whatFailsBeforeItMayHaveReachedTheBroker() throws Exception {
        new OrderWork<String, String>(new BusyWait(), () -> "order", job -> {
            job.run();
            return true;
        }, (order, isLent, answer) -> {
            throw Status.INTERNAL.asRuntimeException();
        }).start(out, "ticket-1", () -> false);
        assertEquals("INTERNAL", told.take());
    }
}
