package org.jts.ratelimit.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.internal.Ours;

/**
 * One hour of virtual time under the limits of KIS: history takes all it gets, accounts are read every five seconds,
 * orders come by chance, one a second and five at once every thirty. A request reaches the broker 2 to 10 ms after its
 * permit and is answered 2 to 20 ms later. The same without history says what history costs the orders. Run by
 * {@code ./jts bench kis}.
 */
public final class KisHour {

    private static final long MILLI = 1_000_000;
    private static final int HOUR_MILLIS = 3_600_000;
    private static final int ACCOUNT_EVERY = 5_000;
    private static final int ACCOUNT_READS = 4;
    private static final int BURST_EVERY = 30_000;
    private static final int BURST = 5;
    private static final int PER_HOUR = 50_000;

    /** Under way: when its permit ends. */
    private record Sent(long answered, Permit permit) implements Comparable<Sent> {
        @Override
        public int compareTo(Sent other) {
            return Long.compare(answered, other.answered);
        }
    }

    private final Clock clock = new Clock();
    private final RequestLimiter limiter = Ours.paced(profile(), clock);
    private final SplittableRandom random = new SplittableRandom(20261121);
    private final boolean withHistory;
    private final PriorityQueue<Sent> underWay = new PriorityQueue<>();
    private final Deque<Long> orders = new ArrayDeque<>();
    private final Deque<Long> reads = new ArrayDeque<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();

    private KisHour(boolean withHistory) {
        this.withHistory = withHistory;
    }

    private static LimitProfile profile() {
        return LimitProfile.of("kis.real", "KIS", "notice of 2026-04-20, and the requirements", List.of(
                RateWindow.of(18, Duration.ofSeconds(1)), RateWindow.of(1_000, Duration.ofMinutes(1)),
                RateWindow.of(PER_HOUR, Duration.ofHours(1))));
    }

    public static void main(String[] args) {
        KisHour busy = new KisHour(true);
        busy.run();
        KisHour quiet = new KisHour(false);
        quiet.run();
        long[] seen = busy.arrivals.stream().mapToLong(Long::longValue).sorted().toArray();
        print("kis.worst.1s", worst(seen, 1), "requests", 18);
        print("kis.worst.60s", worst(seen, 60), "requests", 1_000);
        print("kis.worst.3600s", worst(seen, 3_600), "requests", PER_HOUR);
        print("kis.utilisation", 100.0 * seen.length / PER_HOUR, "%", 100);
        System.out.println(String.format(Locale.ROOT, "{\"bench\":\"kis\",\"metric\":\"kis.order.wait.p99\","
                + "\"value\":%.1f,\"unit\":\"ms\",\"peer\":\"without history\",\"peer_value\":%.1f,\"orders\":%d}",
                busy.wait99(), quiet.wait99(), busy.waits.size()));
    }

    private void run() {
        double nextOrder = 0;
        for (int ms = 0; ms < HOUR_MILLIS; ms++) {
            clock.nanos = (ms + 1) * MILLI;
            while (!underWay.isEmpty() && underWay.peek().answered() <= clock.nanos) {
                underWay.poll().permit().close();
            }
            for (; nextOrder <= ms; nextOrder += -1_000 * Math.log(1 - random.nextDouble())) {
                orders.add(clock.nanos);
            }
            for (int i = 0; ms % BURST_EVERY == 0 && i < BURST; i++) {
                orders.add(clock.nanos);
            }
            for (int i = 0; ms % ACCOUNT_EVERY == 0 && i < ACCOUNT_READS; i++) {
                reads.add(clock.nanos);
            }
            serve();
        }
    }

    private void serve() {
        while (!orders.isEmpty() && send(Lane.ORDER)) {
            waits.add(clock.nanos - orders.poll());
        }
        while (!reads.isEmpty() && send(Lane.ACCOUNT)) {
            reads.poll();
        }
        boolean more = withHistory;
        while (more) {
            more = send(Lane.HISTORY);
        }
    }

    private boolean send(Lane lane) {
        Optional<Permit> permit = limiter.tryAcquire(lane, 1);
        permit.ifPresent(p -> {
            long arrives = clock.nanos + random.nextLong(2 * MILLI, 10 * MILLI);
            arrivals.add(arrives);
            underWay.add(new Sent(arrives + random.nextLong(2 * MILLI, 20 * MILLI), p));
        });
        return permit.isPresent();
    }

    private double wait99() {
        long[] sorted = waits.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted[sorted.length * 99 / 100] / 1e6;
    }

    /** @return the most arrivals within any half-open window of so many seconds */
    private static int worst(long[] sorted, int seconds) {
        long period = Duration.ofSeconds(seconds).toNanos();
        int worst = 0;
        int tail = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[tail] >= period) {
                tail++;
            }
            worst = Math.max(worst, i - tail + 1);
        }
        return worst;
    }

    private static void print(String metric, double value, String unit, int allowed) {
        System.out.println(String.format(Locale.ROOT, "{\"bench\":\"kis\",\"metric\":\"%s\",\"value\":%.1f,"
                + "\"unit\":\"%s\",\"allowed\":%d}", metric, value, unit, allowed));
    }

    /** Moved by the run alone. What would be run after the answer limit never is: every request is answered. */
    private static final class Clock implements TimeSource {
        private long nanos = MILLI;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public Subscription schedule(String name, Duration delay, Runnable task) {
            return () -> { };
        }

        @Override
        public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
            return () -> { };
        }

        @Override
        public void sleep(Duration duration) {
            throw new IllegalStateException("expected nobody to sleep, found a sleep of " + duration);
        }
    }
}
