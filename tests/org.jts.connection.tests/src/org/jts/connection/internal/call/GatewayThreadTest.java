package org.jts.connection.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.jts.api.BrokerId;
import org.jts.connection.internal.stream.EveryOutlet;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows from the work of a gateway's thread, and who does it. */
@Timeout(60)
class GatewayThreadTest {

    private final FakeTime time = new FakeTime();
    private final CallGuard guard = new CallGuard(new BrokerId("test"), time, 2, 2);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        goOn.countDown();
        guard.close();
    }

    private void lend(Runnable work) {
        Await.until("a thread is free", () -> guard.lend(work));
    }

    private void leave(String what) {
        assertTrue(GatewayThread.leave(() -> done.add(what)), what);
    }

    private void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            done.add("interrupted");
        }
    }

    private List<String> next(int count) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(done.take());
        }
        return all;
    }

    private String next() {
        try {
            return done.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsDoneBehindTheWorkByTheSameThreadInTheOrderInWhichItWasLeft() throws Exception {
        Thread[] threads = new Thread[2];
        lend(() -> {
            threads[0] = Thread.currentThread();
            assertTrue(GatewayThread.leave(() -> {
                threads[1] = Thread.currentThread();
                leave("left behind the work");
                done.add("first");
            }));
            leave("second");
            done.add("work");
        });
        assertEquals(List.of("work", "first", "second", "left behind the work"), next(4));
        assertSame(threads[0], threads[1]);
    }

    @Test
    void soIsWhatFollowsFromACallThatSomebodyWaitsFor() throws Exception {
        assertEquals("answer", guard.call(Lane.ORDER, Duration.ofSeconds(10), () -> {
            leave("behind " + Thread.currentThread().getName());
            return "answer";
        }));
        assertEquals("behind jts-gateway-test-0", done.take());
    }

    @Test
    void othersLeaveNothing() throws Exception {
        assertFalse(GatewayThread.leave(() -> done.add("never")));
        Thread virtual = Thread.ofVirtual().start(() -> done.add(String.valueOf(GatewayThread.leave(() -> { }))));
        virtual.join();
        assertEquals("false", done.take());
    }

    @Test
    void whileTheWorkTakesLongOthersDoIt() throws Exception {
        lend(() -> {
            leave("what follows");
            done.add("left");
            await(goOn);
            done.add("work");
        });
        assertEquals("left", done.take());
        time.advance(GatewayThread.PATIENCE.minusNanos(1));
        assertEquals(0, done.size());
        time.advance(Duration.ofNanos(1));
        assertEquals("what follows", done.take());
        goOn.countDown();
        assertEquals("work", done.take());
    }

    @Test
    void whileItGoesOnTakingLongOthersDoWhatIsLeftLaterToo() throws Exception {
        CountDownLatch again = new CountDownLatch(1);
        lend(() -> {
            leave("first");
            done.add("left");
            await(again);
            leave("second");
            done.add("left again");
            await(goOn);
        });
        assertEquals("left", done.take());
        time.advance(GatewayThread.PATIENCE);
        assertEquals("first", done.take());
        again.countDown();
        assertEquals("left again", done.take());
        time.advance(GatewayThread.PATIENCE);
        assertEquals("second", done.take());
    }

    @Test
    void whatHangsHoldsUpNothingThatWasLeftBehindIt() throws Exception {
        lend(() -> {
            assertTrue(GatewayThread.leave(() -> {
                done.add("hangs");
                await(goOn);
            }));
            leave("behind it");
        });
        assertEquals("hangs", done.take());
        time.advance(GatewayThread.PATIENCE);
        assertEquals("behind it", done.take());
        lend(() -> done.add("the next order"));
        assertEquals("the next order", done.take());
    }

    @Test
    void whatFailsHoldsUpNothing() throws Exception {
        lend(() -> {
            assertTrue(GatewayThread.leave(() -> {
                throw new AssertionError("expected to be logged");
            }));
            leave("behind it");
        });
        assertEquals("behind it", done.take());
    }

    @Test
    void workThatFailsIsFollowedToo() throws Exception {
        lend(() -> {
            leave("what follows");
            throw new IllegalStateException("expected: the work of this test fails");
        });
        assertEquals("what follows", done.take());
        lend(() -> done.add("the next order"));
        assertEquals("the next order", done.take());
    }

    @Test
    void anInterruptionOfTheWorkEndsWithIt() throws Exception {
        lend(() -> {
            assertTrue(GatewayThread.leave(() -> done.add("interrupted: " + Thread.currentThread().isInterrupted())));
            Thread.currentThread().interrupt();
        });
        assertEquals("interrupted: false", done.take());
    }

    @Test
    void anEventToldInTheCourseOfACallIsDeliveredBehindIt() throws Exception {
        EveryOutlet<String> outlet = new EveryOutlet<>("test-events", 10, event -> done.add(event + " on "
                + Thread.currentThread().getName()), fault -> done.add(fault.toString()));
        lend(() -> {
            outlet.offer("accepted");
            outlet.offer("filled");
            done.add("answered");
        });
        assertEquals(List.of("answered", "accepted on jts-gateway-test-0", "filled on jts-gateway-test-0"), next(3));
        toldByOthers(outlet);
    }

    /** Who makes a call is not to deliver all that comes. */
    @Test
    void whatIsMoreThanFollowsFromACallOthersDeliver() throws Exception {
        EveryOutlet<String> outlet = new EveryOutlet<>("test-events", 1_000, event -> done.add(event + " on "
                + Thread.currentThread().getName()), fault -> done.add(fault.toString()));
        lend(() -> {
            for (int i = 0; i < 100; i++) {
                outlet.offer("event " + i);
            }
        });
        List<String> delivered = next(100);
        assertTrue(delivered.get(0).equals("event 0 on jts-gateway-test-0"), delivered::toString);
        assertEquals("event 99 on test-events", delivered.get(99));
        for (int i = 0; i < 100; i++) {
            assertTrue(delivered.get(i).startsWith("event " + i + " on "), delivered::toString);
        }
    }

    private void toldByOthers(EveryOutlet<String> outlet) {
        Await.until("events that others tell have a thread of their own", () -> {
            outlet.offer("later");
            return next().equals("later on test-events");
        });
    }
}
