package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A redis-server and what spends through it in this process, each as if it were a process of its own. */
final class Lab implements AutoCloseable {

    static final BrokerId BROKER = new BrokerId("test");
    static final Duration PATIENCE = Duration.ofSeconds(15);

    final RealRedis redis = RealRedis.running();
    final DrowsyTime time = new DrowsyTime();
    final FakeEventLog events = new FakeEventLog(time);
    final FakeLimitProfiles profiles = new FakeLimitProfiles();
    /** Of the first process. */
    final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<RedisLimiters> processes = new CopyOnWriteArrayList<>();

    static LimitProfile profile(RateWindow... windows) {
        return new LimitProfile("lab", "Lab", "this test", List.of(windows), 0.1, 5, Duration.ofMillis(600),
                Duration.ofMillis(100));
    }

    static RateWindow window(int permits, int millis) {
        return RateWindow.of(permits, Duration.ofMillis(millis));
    }

    RedisLimiters process(int processes, int sharesPercent) {
        return process(Settings.of(redis.url(), processes, sharesPercent), new AloneLimiters());
    }

    RedisLimiters process(Settings settings, AloneLimiters alone) {
        return process(settings, alone, time);
    }

    /** @param itsTime by which it lives */
    RedisLimiters process(Settings settings, AloneLimiters alone, TimeSource itsTime) {
        MeterRegistry registry = processes.isEmpty() ? meters : new SimpleMeterRegistry();
        RedisLimiters limiters = new RedisLimiters(settings, itsTime, events, profiles, () -> registry,
                alone, System::getenv);
        processes.add(limiters);
        return limiters;
    }

    /** All that are in use. */
    List<RequestLimiter> limiters() {
        return processes.stream().flatMap(process -> process.limiters().values().stream()).toList();
    }

    /** One process whose whole budget is in the pool. */
    RequestLimiter limiter(RateWindow... windows) {
        RequestLimiter limiter = process(1, 0).limiter(BROKER, "key", profile(windows));
        awaitShared(limiter);
        return limiter;
    }

    void awaitShared(RequestLimiter limiter) {
        Await.until("a limit shared through Redis", () -> limiter.usage().sharing() == Sharing.SHARED);
    }

    void awaitFenced(RequestLimiter limiter) {
        Await.until("a limit fenced off from Redis", () -> limiter.usage().sharing() == Sharing.FENCED);
    }

    void awaitNotice(String text) {
        Await.until("a notice '" + text + "'", () -> events.notices().stream().anyMatch(n -> n.text().contains(text)));
    }

    static Permit take(RequestLimiter limiter, Lane lane) throws LimitException, InterruptedException {
        return limiter.acquire(lane, 1, PATIENCE);
    }

    /** Waits for one that long. */
    static Optional<Permit> tryFor(RequestLimiter limiter, Duration patience) throws InterruptedException {
        try {
            return Optional.of(limiter.acquire(Lane.ORDER, 1, patience));
        } catch (LimitException timedOut) {
            return Optional.empty();
        }
    }

    /** Takes one on a thread of its own. */
    static CompletableFuture<Permit> taking(RequestLimiter limiter, Lane lane) {
        return taking(limiter, lane, 1);
    }

    static CompletableFuture<Permit> taking(RequestLimiter limiter, Lane lane, int weight) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return limiter.acquire(lane, weight, PATIENCE);
            } catch (LimitException | InterruptedException e) {
                throw new CompletionException(e);
            }
        }, task -> Thread.ofVirtual().start(task));
    }

    @Override
    public void close() {
        processes.forEach(RedisLimiters::close);
        time.close();
        redis.close();
    }
}
