package org.jts.gateway.grpc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

import io.grpc.Status;

/** A server that is started anew, in virtual time: whoever sleeps finds that the time has passed. */
class SearchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(4);

    private final FakeTime fake = new FakeTime();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger before = new AtomicInteger();
    private final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            return fake.now();
        }

        @Override
        public long nanoTime() {
            return fake.nanoTime();
        }

        @Override
        public Subscription schedule(String name, Duration delay, Runnable task) {
            return fake.schedule(name, delay, task);
        }

        @Override
        public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
            return fake.scheduleWithFixedDelay(name, delay, task);
        }

        @Override
        public void sleep(Duration duration) {
            fake.advance(duration);
        }
    };
    private final Search search = new Search(time, PATIENCE, ANSWER);

    @Test
    void serverIsFoundATenthLaterThanItIsBackAndNeverAfterMoreThanAQuarterOfASecond() throws Exception {
        for (long millis = 0; millis <= 9_000; millis += 137) {
            Duration away = Duration.ofMillis(millis);
            long start = time.nanoTime();
            assertEquals("found", search.find(within -> look(start, away), before::incrementAndGet));
            Duration late = Duration.ofNanos(time.nanoTime() - start).minus(away);
            Duration most = Duration.ofMillis(Math.max(Search.FIRST_WAIT.toMillis(), millis / 9 + 1));
            assertTrue(late.compareTo(most) <= 0, "away for %s, found %s later".formatted(away, late));
            assertTrue(late.compareTo(Search.LONGEST_WAIT) <= 0, "found %s later".formatted(late));
        }
    }

    @Test
    void serverThatStaysAwayIsAskedSeldomAndGivenUpInTime() {
        long start = time.nanoTime();
        BrokerException last = assertThrows(BrokerException.class,
                () -> search.find(within -> look(start, Duration.ofMinutes(1)), before::incrementAndGet));
        assertEquals(ErrorCategory.NETWORK, last.category());
        Duration took = Duration.ofNanos(time.nanoTime() - start);
        assertTrue(took.compareTo(PATIENCE) <= 0 && took.compareTo(PATIENCE.minus(Search.LONGEST_WAIT)) >= 0,
                "given up after " + took);
        assertTrue(looks.get() < 70, looks + " looks");
        assertEquals(looks.get() - 1, before.get(), "told before each look but the first");
    }

    @Test
    void serverThatAnswersWithoutItsBrokerIsAskedMoreSeldom() {
        assertThrows(BrokerException.class, () -> search.find(within -> {
            looks.incrementAndGet();
            throw new BrokerException(ErrorCategory.NETWORK, "the broker is not connected yet");
        }, before::incrementAndGet));
        assertTrue(looks.get() < 45, looks + " looks");
    }

    @Test
    void whatIsWrongOtherwiseIsSaidAtOnce() {
        for (ErrorCategory category : ErrorCategory.values()) {
            if (category != ErrorCategory.NETWORK) {
                BrokerException wrong = new BrokerException(category, "wrong");
                long start = time.nanoTime();
                assertSame(wrong, assertThrows(BrokerException.class, () -> search.find(within -> {
                    throw wrong;
                }, before::incrementAndGet)));
                assertEquals(start, time.nanoTime(), category + " waits for nothing");
            }
        }
        assertEquals(0, before.get());
    }

    private String look(long start, Duration away) throws BrokerException {
        looks.incrementAndGet();
        if (time.nanoTime() - start < away.toNanos()) {
            throw new BrokerException(ErrorCategory.NETWORK, "refused",
                    Status.UNAVAILABLE.withCause(new ConnectException("refused")).asRuntimeException());
        }
        return "found";
    }
}
