package org.jts.ratelimit.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.bench.RedisPeers.Limiter;

/**
 * A process of {@link RedisBench}: spends from a limiter over Redis, and prints what came of it, one line of figures.
 * Ready when it prints {@code ready}, begins when it is written to.
 */
final class RedisWorker {

    /** Never in the way. */
    static final int PLENTY = 1_000_000_000;

    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(5);
    private static final Duration BUSY = Duration.ofSeconds(12);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final int SATURATING = 4;

    private final Limiter limiter;

    private RedisWorker(Limiter limiter) {
        this.limiter = limiter;
    }

    /** @param args what to measure, limiter, address of Redis, processes, then threads or the broker's port */
    public static void main(String[] args) throws Exception {
        boolean rate = args[0].equals("rate");
        LimitProfile profile = rate
                ? new LimitProfile("bench", "never in the way", "benchmark",
                        List.of(RateWindow.of(PLENTY, Profiles.SECOND), RateWindow.of(PLENTY, Profiles.MINUTE)), 0, 100,
                        Duration.ofSeconds(60), Duration.ofSeconds(5))
                : Profiles.both(0);
        // Shares are left out of the cost: they ask nobody.
        Limiter limiter = RedisPeers.of(args[1], args[2], profile, Integer.parseInt(args[3]), rate ? 0 : 20);
        RedisWorker worker = new RedisWorker(limiter);
        System.out.println("ready");
        System.in.read();
        if (rate) {
            worker.rate(Integer.parseInt(args[4]));
        } else {
            worker.saturate(Integer.parseInt(args[4]));
        }
        System.exit(0);
    }

    /**
     * Acquires and completes as fast as it can. Prints how many a second, p50 and p99 of an acquire in nanoseconds,
     * and how many there were with those of the warming up.
     */
    private void rate(int threads) throws InterruptedException {
        long begin = System.nanoTime() + WARM_UP.toNanos();
        long end = begin + MEASURED.toNanos();
        List<Thread> all = new ArrayList<>();
        List<long[]> samples = new ArrayList<>();
        AtomicLong count = new AtomicLong();
        AtomicLong withWarmUp = new AtomicLong();
        for (int i = 0; i < threads; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                long[] taken = sample(begin, end, count, withWarmUp);
                synchronized (samples) {
                    samples.add(taken);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        long[] sorted = samples.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        System.out.println(count.get() / MEASURED.toSeconds() + " " + sorted[sorted.length / 2] + " "
                + sorted[(int) (sorted.length * 0.99)] + " " + withWarmUp.get());
    }

    private long[] sample(long begin, long end, AtomicLong count, AtomicLong withWarmUp) {
        long[] taken = new long[1 << 20];
        int samples = 0;
        long counted = 0;
        long all = 0;
        try {
            long before = System.nanoTime();
            while (before < end) {
                Runnable answered = limiter.acquire();
                long after = System.nanoTime();
                answered.run();
                if (before >= begin) {
                    taken[samples++ & taken.length - 1] = after - before;
                    counted++;
                }
                all++;
                before = System.nanoTime();
            }
        } catch (InterruptedException | LimitException e) {
            throw new IllegalStateException(e);
        }
        withWarmUp.addAndGet(all);
        count.addAndGet(counted);
        return Arrays.copyOf(taken, Math.min(samples, taken.length));
    }

    /** Four threads send whatever they may: busy, idle, busy. Prints how many were sent. */
    private void saturate(int brokerPort) throws InterruptedException {
        AtomicLong count = new AtomicLong();
        List<Thread> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < SATURATING; i++) {
            all.add(Thread.ofPlatform().start(() -> {
                try (Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
                    broker.setTcpNoDelay(true);
                    send(broker, start + BUSY.toNanos(), count);
                    Thread.sleep(IDLE);
                    send(broker, start + BUSY.plus(IDLE).plus(BUSY).toNanos(), count);
                } catch (IOException | InterruptedException | LimitException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        System.out.println(count.get());
    }

    private void send(Socket broker, long end, AtomicLong count)
            throws IOException, InterruptedException, LimitException {
        while (System.nanoTime() < end) {
            Runnable answered = limiter.acquire();
            broker.getOutputStream().write(1);
            if (broker.getInputStream().read() < 0) {
                throw new IOException("expected an answer of the broker, found that it has hung up");
            }
            answered.run();
            count.incrementAndGet();
        }
    }
}
