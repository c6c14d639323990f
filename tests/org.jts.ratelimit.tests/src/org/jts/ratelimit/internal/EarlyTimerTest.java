package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

/** A timer may fire a little before its time: who waits is not forgotten. */
class EarlyTimerTest {

    private static final Duration EARLY = Duration.ofNanos(1_000);

    private final FakeTime time = new FakeTime();
    private final AtomicInteger planned = new AtomicInteger();

    /** Fires long delays a microsecond too early. */
    private final class EarlyTime implements TimeSource {
        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanoTime() {
            return time.nanoTime();
        }

        @Override
        public Subscription schedule(String name, Duration delay, Runnable task) {
            planned.incrementAndGet();
            return time.schedule(name, delay.compareTo(EARLY) > 0 ? delay.minus(EARLY) : delay, task);
        }

        @Override
        public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
            return time.scheduleWithFixedDelay(name, delay, task);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            time.sleep(duration);
        }
    }

    @Test
    void whoWaitsGetsItsPermitThoughTheTimerCameEarly() throws Exception {
        LimitProfile profile = new LimitProfile("test", "test limit", "test", List.of(RateWindow.parse("1/1s")), 0, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5));
        try (ExactLimiter limiter = new ExactLimiter("key", profile, new EarlyTime(), (p, r) -> Pace.NONE,
                (lane, nanos) -> { })) {
            limiter.acquire(Lane.ORDER, 1, Duration.ZERO).close();
            CompletableFuture<Permit> waiting = inBackground(limiter);
            Await.until("it waits", () -> limiter.usage().waiting().equals(Map.of(Lane.ORDER, 1)));
            time.advance(Duration.ofSeconds(2));
            Await.until("it has its permit", waiting::isDone);
            waiting.join().close();
            assertEquals(2, planned.get(), "once too early, and once more for the rest");
        }
    }

    private static CompletableFuture<Permit> inBackground(ExactLimiter limiter) {
        CompletableFuture<Permit> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(limiter.acquire(Lane.ORDER, 1, Duration.ofMinutes(5)));
            } catch (LimitException | InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
