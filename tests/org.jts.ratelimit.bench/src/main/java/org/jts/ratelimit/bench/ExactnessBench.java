package org.jts.ratelimit.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.common.util.concurrent.RateLimiter;

import io.github.bucket4j.BlockingBucket;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.MachineTime;
import org.jts.ratelimit.internal.Ours;

/**
 * How exact a limiter is, judged where it counts, and how much of the budget it lets one use: limiter.worst.1s,
 * limiter.worst.60s, limiter.utilisation. There the whole budget is open to whoever asks, as with the peers; what a
 * history download alone gets in the product, where a tenth is kept for orders and a pace spreads it, is
 * limiter.utilisation.product. Four threads a limiter want permits for 34 s from a cold start, idle for 2 s,
 * and want them for 34 s again; every limiter at the same time, each with a broker of its own. Beside it what an order
 * waits while history saturates: limiter.order.wait.
 */
public final class ExactnessBench {

    private static final int THREADS = 4;
    private static final double RESERVED_SHARE = 0.1;

    /** Waits for a permit; tells what to do when the answer has been seen. Null when nobody wants one any more. */
    @FunctionalInterface
    private interface Limiter {
        Runnable acquire(Duration patience) throws InterruptedException, LimitException;
    }

    private record Run(LoopbackBroker broker, List<Thread> threads) {
        void await() throws InterruptedException, IOException {
            for (Thread thread : threads) {
                thread.join();
            }
            Thread.sleep(200); // what is under way arrives
            broker.close();
        }
    }

    private ExactnessBench() {
    }

    /** No arguments. */
    public static void main(String[] args) throws Exception {
        TimeSource time = new MachineTime();
        Map<String, Limiter> both = new LinkedHashMap<>();
        both.put("ours", ours(Ours.plain(Profiles.both(0), time)));
        both.put("Bucket4j", bucket4j(true));
        both.put("Guava", guava());
        both.put("resilience4j", resilience4j(true));
        Map<String, Limiter> second = new LinkedHashMap<>();
        second.put("ours", ours(Ours.plain(Profiles.second(0), time)));
        second.put("Bucket4j", bucket4j(false));
        second.put("Guava", guava());
        second.put("resilience4j", resilience4j(false));
        Map<String, Limiter> product = Map.of("ours", ours(Ours.paced(Profiles.both(RESERVED_SHARE), time)));
        Demand demand = new Demand(System.nanoTime());
        Map<String, Run> bothRuns = start(both, demand);
        Map<String, Run> secondRuns = start(second, demand);
        Run productRun = start(product, demand).get("ours");
        OrderWait orders = new OrderWait(time, demand, RESERVED_SHARE);
        print(bothRuns, secondRuns);
        productRun.await();
        Line.print("limiter.utilisation.product",
                100.0 * productRun.broker().stamps().count() / Demand.ideal(true), "%");
        orders.print();
        System.exit(0);
    }

    private static void print(Map<String, Run> bothRuns, Map<String, Run> secondRuns) throws Exception {
        Map<String, Double> worstSecond = new LinkedHashMap<>();
        Map<String, Double> worstMinute = new LinkedHashMap<>();
        Map<String, Double> used = new LinkedHashMap<>();
        for (Map.Entry<String, Run> run : bothRuns.entrySet()) {
            run.getValue().await();
            Stamps stamps = run.getValue().broker().stamps();
            worstSecond.put(run.getKey(), (double) stamps.worst(Profiles.SECOND));
            worstMinute.put(run.getKey(), (double) stamps.worst(Profiles.MINUTE));
            used.put(run.getKey(), 100.0 * stamps.count() / Demand.ideal(true));
        }
        Map<String, Double> worstAlone = new LinkedHashMap<>();
        Map<String, Double> usedAlone = new LinkedHashMap<>();
        for (Map.Entry<String, Run> run : secondRuns.entrySet()) {
            run.getValue().await();
            Stamps stamps = run.getValue().broker().stamps();
            worstAlone.put(run.getKey(), (double) stamps.worst(Profiles.SECOND));
            // Bursts make a ratio of counts coarse: it is the time in which the limit was used up once that tells.
            usedAlone.put(run.getKey(), 100 * Profiles.SECOND.toNanos()
                    / stamps.meanDistance(Profiles.PER_SECOND, Profiles.SECOND.multipliedBy(3).dividedBy(2)));
        }
        print("limiter.worst.1s", "requests", worstSecond);
        print("limiter.worst.60s", "requests", worstMinute);
        print("limiter.utilisation", "%", used);
        print("limiter.worst.1s.alone", "requests", worstAlone);
        print("limiter.utilisation.1s.alone", "%", usedAlone);
    }

    private static void print(String metric, String unit, Map<String, Double> figures) {
        figures.forEach((name, value) -> {
            if (!name.equals("ours")) {
                Line.print(metric, figures.get("ours"), unit, name, value);
            }
        });
    }

    private static Map<String, Run> start(Map<String, Limiter> limiters, Demand demand) throws IOException {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (Map.Entry<String, Limiter> limiter : limiters.entrySet()) {
            LoopbackBroker broker = new LoopbackBroker();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(Thread.ofPlatform().name(limiter.getKey() + "-" + i)
                        .start(() -> saturate(limiter.getValue(), broker, demand)));
            }
            runs.put(limiter.getKey(), new Run(broker, threads));
        }
        return runs;
    }

    private static void saturate(Limiter limiter, LoopbackBroker broker, Demand demand) {
        try {
            long now = System.nanoTime();
            while (now - demand.end() < 0) {
                long patience = demand.busyFor(now);
                if (patience == 0) {
                    Thread.sleep(Duration.ofNanos(Math.max(1_000_000, demand.idleFor(now))));
                } else {
                    Runnable answered = limiter.acquire(Duration.ofNanos(patience));
                    if (answered != null) {
                        broker.send(answered);
                    }
                }
                now = System.nanoTime();
            }
        } catch (InterruptedException | LimitException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Limiter ours(RequestLimiter limiter) {
        return patience -> {
            try {
                Permit permit = limiter.acquire(Lane.HISTORY, 1, patience);
                return permit::close;
            } catch (LimitException e) {
                if (e.reason() == LimitException.Reason.TIMED_OUT) {
                    return null;
                }
                throw e;
            }
        };
    }

    private static Limiter guava() {
        RateLimiter limiter = RateLimiter.create(Profiles.PER_SECOND);
        return patience -> {
            limiter.acquire();
            return () -> { };
        };
    }

    private static Limiter bucket4j(boolean minuteRule) {
        var builder = Bucket.builder().addLimit(l -> l.capacity(Profiles.PER_SECOND)
                .refillGreedy(Profiles.PER_SECOND, Profiles.SECOND));
        if (minuteRule) {
            builder.addLimit(l -> l.capacity(Profiles.PER_MINUTE).refillGreedy(Profiles.PER_MINUTE, Profiles.MINUTE));
        }
        BlockingBucket bucket = builder.withCustomTimePrecision(TimeMeter.SYSTEM_NANOTIME).build().asBlocking();
        return patience -> {
            bucket.consume(1);
            return () -> { };
        };
    }

    private static Limiter resilience4j(boolean minuteRule) {
        List<io.github.resilience4j.ratelimiter.RateLimiter> rules = new ArrayList<>();
        rules.add(resilience4j(Profiles.PER_SECOND, Profiles.SECOND));
        if (minuteRule) {
            rules.add(resilience4j(Profiles.PER_MINUTE, Profiles.MINUTE));
        }
        return patience -> {
            for (var rule : rules) {
                if (!rule.acquirePermission()) {
                    throw new IllegalStateException("expected resilience4j to wait, found that it gave up");
                }
            }
            return () -> { };
        };
    }

    private static io.github.resilience4j.ratelimiter.RateLimiter resilience4j(int permits, Duration period) {
        return io.github.resilience4j.ratelimiter.RateLimiter.of("bench",
                RateLimiterConfig.custom().limitForPeriod(permits)
                .limitRefreshPeriod(period).timeoutDuration(Duration.ofMinutes(2)).build());
    }
}
