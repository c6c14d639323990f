package org.jts.ratelimit.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.internal.Ours;

/**
 * How long orders wait while history takes all it gets, on several accounts at once so that there are enough of them:
 * orders come by chance, one a second on average, and five at once every thirty seconds. History is paced
 * as in the product.
 */
final class OrderWait {

    private static final int ACCOUNTS = 16;
    private static final int HISTORY_THREADS = 4;
    private static final Duration BURST_EVERY = Duration.ofSeconds(30);
    private static final int BURST = 5;

    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    private final List<LoopbackBroker> brokers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long end;

    OrderWait(TimeSource time, Demand demand, double reservedShare) throws IOException {
        end = demand.end();
        for (int account = 0; account < ACCOUNTS; account++) {
            RequestLimiter limiter = Ours.paced(Profiles.both(reservedShare), time);
            LoopbackBroker broker = new LoopbackBroker();
            brokers.add(broker);
            for (int i = 0; i < HISTORY_THREADS; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() - end < 0) {
                        history(limiter, broker);
                    }
                }));
            }
            int seed = account;
            threads.add(Thread.ofVirtual().start(() -> orders(limiter, broker, new SplittableRandom(seed))));
            threads.add(Thread.ofVirtual().start(() -> bursts(limiter, broker, seed)));
        }
    }

    void print() throws InterruptedException, IOException {
        for (Thread thread : threads) {
            thread.join();
        }
        double used = 0;
        int worstSecond = 0;
        int worstMinute = 0;
        for (LoopbackBroker broker : brokers) {
            used += broker.stamps().between(end - Profiles.MINUTE.toNanos(), end);
            worstSecond = Math.max(worstSecond, broker.stamps().worst(Profiles.SECOND));
            worstMinute = Math.max(worstMinute, broker.stamps().worst(Profiles.MINUTE));
            broker.close();
        }
        List<Long> sorted = waits.stream().sorted().toList();
        Line.print("limiter.order.wait.p50", millis(sorted, 0.5), "ms");
        Line.print("limiter.order.wait.p99", millis(sorted, 0.99), "ms");
        Line.print("limiter.order.wait.max", millis(sorted, 1), "ms");
        Line.print("limiter.order.wait.orders", sorted.size(), "orders");
        Line.print("limiter.order.wait.utilisation", 100 * used / ACCOUNTS / Profiles.PER_MINUTE, "%");
        Line.print("limiter.order.wait.worst.1s", worstSecond, "requests");
        Line.print("limiter.order.wait.worst.60s", worstMinute, "requests");
    }

    private static double millis(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))) / 1e6;
    }

    private void orders(RequestLimiter limiter, LoopbackBroker broker, SplittableRandom random) {
        long next = System.nanoTime();
        while (next - end < 0) {
            next += (long) (-1e9 * Math.log(1 - random.nextDouble()));
            sleepUntil(next);
            Thread.ofVirtual().start(() -> order(limiter, broker));
        }
    }

    private void bursts(RequestLimiter limiter, LoopbackBroker broker, int account) {
        long next = System.nanoTime() + BURST_EVERY.toNanos() / ACCOUNTS * account;
        while (next - end < 0) {
            sleepUntil(next);
            for (int i = 0; i < BURST; i++) {
                Thread.ofVirtual().start(() -> order(limiter, broker));
            }
            next += BURST_EVERY.toNanos();
        }
    }

    /** Who gets a permit at once has not waited, however long the processor let it wait. */
    private void order(RequestLimiter limiter, LoopbackBroker broker) {
        long asked = System.nanoTime();
        Optional<Permit> atOnce = limiter.tryAcquire(Lane.ORDER, 1);
        try {
            Permit permit = atOnce.isPresent() ? atOnce.get() : limiter.acquire(Lane.ORDER, 1, Duration.ofSeconds(30));
            waits.add(atOnce.isPresent() ? 0 : System.nanoTime() - asked);
            broker.send(permit::close);
        } catch (LimitException | InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void history(RequestLimiter limiter, LoopbackBroker broker) {
        try {
            Permit permit = limiter.acquire(Lane.HISTORY, 1, Duration.ofSeconds(30));
            broker.send(permit::close);
        } catch (LimitException e) {
            if (e.reason() != Reason.TIMED_OUT) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleepUntil(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
