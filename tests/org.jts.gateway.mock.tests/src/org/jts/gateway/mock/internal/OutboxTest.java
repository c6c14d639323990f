package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jts.api.audit.Correlation;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final FakeTime time = new FakeTime();
    private final List<String> told = new ArrayList<>();
    private final Outbox outbox = new Outbox(time, "mock-test-events", () -> told.add("given up"));

    private void drain() {
        outbox.kick();
        time.advance(Duration.ZERO);
    }

    @Test
    void newsAreToldInOrderAndNotByWhoPutsThemIn() {
        outbox.put(() -> told.add("one"));
        outbox.putMarketData(() -> told.add("two"));
        outbox.kick();
        assertEquals(List.of(), told);
        time.advance(Duration.ZERO);
        assertEquals(List.of("one", "two"), told);
    }

    @Test
    void whoActsTellsWhatFollowsOnceItIsDone() {
        String answer = outbox.telling(() -> {
            outbox.put(() -> told.add("event"));
            outbox.kick();
            time.advance(Duration.ZERO);
            assertEquals(List.of(), told, "the exchange may be locked");
            return "answer";
        });
        assertEquals("answer", answer);
        assertEquals(List.of("event"), told);
        assertEquals(0, time.pendingTasks());
    }

    /** News of another order may be among them: it must not stand in the audit trail under the name of this one. */
    @Test
    void whatIsToldHasNotTheNameOfWhoActs() {
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-1"))) {
            outbox.telling(() -> {
                outbox.put(() -> told.add(Correlation.current().toString()));
                return null;
            });
            assertEquals(Optional.of("ticket-1"), Correlation.current());
        }
        assertEquals(List.of("Optional.empty"), told);
    }

    @Test
    void afterABacklogWhoActsTellsALittle() {
        outbox.hold(true);
        for (int i = 0; i < 100; i++) {
            outbox.put(() -> told.add("event"));
        }
        outbox.telling(() -> {
            outbox.hold(false);
            return null;
        });
        assertEquals(16, told.size());
        time.advance(Duration.ZERO);
        assertEquals(100, told.size());
    }

    @Test
    void whatWasDoneBeforeItFailedIsToldToo() {
        assertThrows(IllegalStateException.class, () -> outbox.telling(() -> {
            outbox.put(() -> told.add("event"));
            throw new IllegalStateException();
        }));
        assertEquals(List.of("event"), told);
        outbox.put(() -> told.add("next"));
        drain();
        assertEquals(List.of("event", "next"), told);
    }

    @Test
    void whoActsTellsWhatFollowsAndOthersTheRest() {
        outbox.telling(() -> {
            outbox.put(() -> {
                told.add("event");
                outbox.put(() -> told.add("of somebody else"));
            });
            return null;
        });
        assertEquals(List.of("event"), told);
        time.advance(Duration.ZERO);
        assertEquals(List.of("event", "of somebody else"), told);
    }

    @Test
    void whatCannotBeToldHoldsUpNothing() {
        outbox.put(() -> {
            throw new AssertionError("expected to be logged");
        });
        outbox.put(() -> told.add("next"));
        drain();
        assertEquals(List.of("next"), told);
    }

    @Test
    void afterItsEndWhoActsTellsNothing() {
        outbox.telling(() -> {
            outbox.put(() -> told.add("event"));
            outbox.close();
            return null;
        });
        time.advance(Duration.ZERO);
        assertEquals(List.of(), told);
    }

    @Test
    void severalWhoActAtOnceTellEverythingOnceAndInOrder() throws Exception {
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger last = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int k = 0; k < 20_000; k++) {
                    outbox.telling(() -> {
                        synchronized (last) {
                            int number = last.incrementAndGet();
                            outbox.put(() -> numbers.add(number));
                        }
                        return null;
                    });
                }
            }));
        }
        while (threads.stream().anyMatch(Thread::isAlive)) {
            time.advance(Duration.ZERO);
        }
        time.advance(Duration.ZERO);
        assertEquals(IntStream.rangeClosed(1, 80_000).boxed().toList(), numbers);
    }

    @Test
    void whileHeldWhoActsTellsNothing() {
        outbox.hold(true);
        outbox.telling(() -> {
            outbox.put(() -> told.add("event"));
            return null;
        });
        assertEquals(List.of(), told);
        outbox.hold(false);
        time.advance(Duration.ZERO);
        assertEquals(List.of("event"), told);
    }

    @Test
    void newsPutInWhileTellingAreToldToo() {
        outbox.put(() -> {
            told.add("one");
            outbox.put(() -> told.add("two"));
        });
        drain();
        assertEquals(List.of("one", "two"), told);
    }

    @Test
    void tooMuchMarketDataIsDroppedAndOrdersAreKept() {
        for (int i = 0; i < Outbox.BOUND + 10; i++) {
            outbox.putMarketData(() -> told.add("quote"));
        }
        outbox.put(() -> told.add("order"));
        drain();
        assertEquals(Outbox.BOUND, told.stream().filter("quote"::equals).count());
        assertEquals("order", told.getLast());
    }

    @Test
    void tooManyOrderNewsEndTheConnectionOnceAndNothingIsToldAfterAGap() {
        outbox.hold(true);
        for (int i = 0; i < Outbox.ORDER_BOUND + 10; i++) {
            outbox.put(() -> told.add("order"));
        }
        time.advance(Duration.ZERO);
        assertEquals(List.of("given up"), told);
        outbox.hold(false);
        outbox.put(() -> told.add("order"));
        drain();
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of("given up"), told);
    }

    @Test
    void whileHeldOrdersWaitAndMarketDataIsLost() {
        outbox.hold(true);
        outbox.put(() -> told.add("order"));
        outbox.putMarketData(() -> told.add("quote"));
        outbox.kick();
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), told);
        outbox.hold(false);
        time.advance(Duration.ZERO);
        assertEquals(List.of("order"), told);
    }

    @Test
    void closedOutboxTellsNothingAndPlansNothing() {
        outbox.put(() -> told.add("order"));
        outbox.kick();
        outbox.close();
        outbox.kick();
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), told);
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void listenerSeesNothingOlderThanItsFirstPicture() {
        Topic<String, String> topic = new Topic<>();
        Topic<String, String>.Feed feed = topic.subscribe(Set.of("a", "b"), told::add);
        topic.deliver("a", 5, "too early");
        feed.first("a", 7, "present");
        topic.deliver("a", 7, "known already");
        topic.deliver("a", 8, "next");
        topic.deliver("b", 9, "no first picture yet");
        assertEquals(List.of("present", "next"), told);
    }

    @Test
    void closedFeedIsForgotten() {
        Topic<String, String> topic = new Topic<>();
        Topic<String, String>.Feed feed = topic.subscribe(Set.of("a"), told::add);
        assertTrue(topic.isWanted("a"));
        feed.close();
        feed.close();
        feed.first("a", 1, "late");
        assertFalse(topic.isWanted("a"));
        assertEquals(List.of(), told);
    }
}
