package org.jts.ratelimit.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;

import com.google.common.util.concurrent.RateLimiter;
import com.sun.management.ThreadMXBean;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.ratelimit.internal.Ours;

/**
 * What a permit costs when nobody has to wait: limiter.t1, limiter.t2, limiter.alloc. Ours acquires and completes with
 * the three windows of KIS, of which the one of an hour is full, and keeps what is spent for the next process: its
 * clock pays for a reading of the machine's clock and goes on by what lets the oldest of the 50,000 age out. These are
 * permits by number, as the product's own callers take them (MeteredHttp, and with it the gateways that speak HTTP, and
 * the simulated broker): limiter.alloc is what one of theirs takes. limiter.alloc.permit is an object in a try that is
 * not handed on, limiter.alloc.permit.kept one that is. The peers take a permit of limits that never
 * bind, Bucket4j of three. Subjects are measured in turns; figures are medians of the rounds.
 */
public final class CostBench {

    private static final int ROUNDS = 15;
    private static final int OPERATIONS = 400_000;
    private static final int WARM_UPS = 6;
    private static final String OURS = "";

    /** Something that is done {@code count} times on the calling thread. */
    @FunctionalInterface
    private interface Batch {
        void run(int count) throws InterruptedException, LimitException;
    }

    private final RequestLimiter limiter = Ours.kept(Profiles.kis(), new SteppingTime());
    /** Seen by others, so that no permit is optimised away. */
    private volatile Permit last;
    private final Map<String, Batch> subjects = new LinkedHashMap<>();

    private CostBench() throws IOException {
        NumberedPermits permits = limiter.numbered().orElseThrow();
        subjects.put(OURS, count -> {
            for (int i = 0; i < count; i++) {
                permits.end(permits.take(Lane.ORDER, 1, Duration.ZERO), Ending.ANSWERED);
            }
        });
        Bucket bucket = Bucket.builder()
                .addLimit(l -> l.capacity(1_000_000_000).refillGreedy(1_000_000_000, Duration.ofSeconds(1)))
                .addLimit(l -> l.capacity(60_000_000_000L).refillGreedy(60_000_000_000L, Duration.ofMinutes(1)))
                .addLimit(l -> l.capacity(3_600_000_000_000L).refillGreedy(3_600_000_000_000L, Duration.ofHours(1)))
                .withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME).build();
        subjects.put("Bucket4j", count -> {
            for (int i = 0; i < count; i++) {
                expect(bucket.tryConsume(1));
            }
        });
        RateLimiter guava = RateLimiter.create(1e9);
        subjects.put("Guava", count -> {
            for (int i = 0; i < count; i++) {
                guava.acquire();
            }
        });
        var resilience = io.github.resilience4j.ratelimiter.RateLimiter.of("bench", RateLimiterConfig.custom()
                .limitForPeriod(1_000_000_000).limitRefreshPeriod(Duration.ofSeconds(1)).build());
        subjects.put("resilience4j", count -> {
            for (int i = 0; i < count; i++) {
                expect(resilience.acquirePermission());
            }
        });
        subjects.put("System.nanoTime", count -> {
            long sum = 0;
            for (int i = 0; i < count; i++) {
                sum += System.nanoTime();
            }
            expect(sum != 0);
        });
    }

    /** No arguments. */
    public static void main(String[] args) throws Exception {
        CostBench bench = new CostBench();
        Map<String, Double> one = bench.measure(1);
        bench.expectFullHour();
        print("limiter.t1", one);
        Line.print("limiter.alloc", bench.allocated(bench.subjects.get(OURS)), "B");
        Line.print("limiter.alloc.permit", bench.allocated(bench::permits), "B");
        Line.print("limiter.alloc.permit.kept", bench.allocated(bench::keptPermits), "B");
        print("limiter.t2", bench.measure(2));
        Ours.close(bench.limiter);
        System.exit(0);
    }

    private static void print(String metric, Map<String, Double> figures) {
        figures.forEach((name, nanos) -> {
            if (!name.equals(OURS)) {
                Line.print(metric, figures.get(OURS), "ns", name, nanos);
            }
        });
    }

    /** @return nanoseconds an operation takes, all threads together doing that many in that time each */
    private Map<String, Double> measure(int threads) throws Exception {
        Map<String, double[]> rounds = new LinkedHashMap<>();
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Map.Entry<String, Batch> subject : subjects.entrySet()) {
                double nanos = time(subject.getValue(), threads);
                if (round >= 0) {
                    rounds.computeIfAbsent(subject.getKey(), k -> new double[ROUNDS])[round] = nanos;
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rounds.forEach((name, all) -> {
            Arrays.sort(all);
            medians.put(name, all[ROUNDS / 2]);
        });
        return medians;
    }

    private static double time(Batch batch, int threads) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        long[] took = new long[threads];
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int number = t;
            all[t] = new Thread(() -> {
                try {
                    together.await();
                    long begin = System.nanoTime();
                    batch.run(OPERATIONS);
                    took[number] = System.nanoTime() - begin;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            all[t].start();
        }
        for (Thread thread : all) {
            thread.join();
        }
        return (double) Arrays.stream(took).sum() / threads / OPERATIONS;
    }

    /** Permits as objects that nobody but the try sees. */
    private void permits(int count) throws InterruptedException, LimitException {
        for (int i = 0; i < count; i++) {
            try (Permit permit = limiter.acquire(Lane.ORDER, 1, Duration.ZERO)) {
                expect(permit != null);
            }
        }
    }

    /** Permits as objects that are handed on. */
    private void keptPermits(int count) throws InterruptedException, LimitException {
        for (int i = 0; i < count; i++) {
            try (Permit permit = limiter.acquire(Lane.ORDER, 1, Duration.ZERO)) {
                last = permit;
            }
        }
    }

    /** @return bytes a grant and its completion take from the heap */
    private double allocated(Batch ours) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ours.run(OPERATIONS);
        long before = threads.getCurrentThreadAllocatedBytes();
        ours.run(OPERATIONS);
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / OPERATIONS;
    }

    private void expectFullHour() {
        LimitUsage.WindowUsage hour = limiter.usage().windows().getLast();
        if (hour.used() < hour.window().permits() * 0.99) {
            throw new IllegalStateException(
                    "expected the window of an hour to be full, found %d of %d".formatted(hour.used(),
                    hour.window().permits()));
        }
    }

    private static void expect(boolean granted) {
        if (!granted) {
            throw new IllegalStateException("expected a limit that never binds, found that it did");
        }
    }
}
