package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The limiter with the machine's clock, real threads and real sockets, judged where the requests arrive. */
class SocketOSGiTest {

    private static final Duration LENGTH = Boolean.getBoolean("jts.soak") ? Duration.ofMinutes(10)
            : Duration.ofSeconds(7);
    private static final int THREADS = 4;
    private static final List<RateWindow> RULES = List.of(RateWindow.of(30, Duration.ofMillis(500)),
            RateWindow.of(150, Duration.ofSeconds(4)),
            new RateWindow(5, Duration.ofSeconds(1), Measure.COUNT, Set.of(Lane.CANCEL, Lane.ORDER)));

    private final BundleContext context = FrameworkUtil.getBundle(ExactLimiter.class).getBundleContext();
    private final ServiceTracker<TimeSource, TimeSource> clocks = new ServiceTracker<>(context, TimeSource.class, null);
    private TimeSource time;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger weights = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    @BeforeEach
    void start() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals("org.jts.time")) {
                bundle.start();
            }
        }
        clocks.open();
        time = clocks.waitForService(10_000);
    }

    @AfterEach
    void stop() {
        clocks.close();
    }

    @Test
    void noWindowIsExceededWhereTheRequestsArrive() throws Exception {
        long most = saturate(0);
        assertTrue(weights.get() > most / 2, "%d of %d that the rules let through".formatted(weights.get(), most));
    }

    @Test
    void noWindowIsExceededWhenAnswersGetLost() throws Exception {
        saturate(0.05);
        assertTrue(weights.get() > 100, weights + " went through");
    }

    /** @return what the rule of four seconds lets through at most meanwhile */
    private long saturate(double lossShare) throws Exception {
        LimitProfile profile = new LimitProfile("test", "test", "test", RULES, 0.1, 100, Duration.ofMillis(600),
                Duration.ofMillis(300));
        ExactLimiter limiter = new ExactLimiter("socket", profile, time, (p, r) -> Pace.NONE, (l, n) -> { });
        long end = System.nanoTime() + LENGTH.toNanos();
        try (LoopbackBroker broker = new LoopbackBroker(lossShare)) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                LoopbackBroker.Line line = broker.connect();
                threads.add(Thread.ofPlatform().start(() -> send(limiter, line, end)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(null, failure.get());
            Await.until("all that was sent to arrive", () -> broker.judge().count() >= sent.get());
            assertEquals(sent.get(), broker.judge().count(), "all that was sent arrived and was judged");
            assertEquals(Optional.empty(), broker.judge().violation(RULES));
        } finally {
            limiter.close();
        }
        return 150 * (LENGTH.toMillis() / 4_000 + 1);
    }

    private void send(ExactLimiter limiter, LoopbackBroker.Line line, long end) {
        try {
            while (System.nanoTime() - end < 0) {
                Lane lane = Lane.values()[ThreadLocalRandom.current().nextInt(Lane.values().length)];
                int weight = ThreadLocalRandom.current().nextInt(1, 4);
                Optional<Permit> permit = acquire(limiter, lane, weight);
                if (permit.isPresent()) {
                    line.send(lane, weight, permit.get()::close);
                    sent.incrementAndGet();
                    weights.addAndGet(weight);
                }
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    private static Optional<Permit> acquire(ExactLimiter limiter, Lane lane, int weight) throws Exception {
        try {
            return Optional.of(limiter.acquire(lane, weight, Duration.ofMillis(200)));
        } catch (LimitException e) {
            assertEquals(Reason.TIMED_OUT, e.reason());
            return Optional.empty();
        }
    }
}
