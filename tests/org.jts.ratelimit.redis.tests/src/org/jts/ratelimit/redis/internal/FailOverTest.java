package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.BROKER;
import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The primary is gone and its replica takes over: with all it was told, or without the newest. */
class FailOverTest {

    private static final RateWindow WINDOW = window(12, 8_000);

    private final Lab lab = new Lab();
    private final Relay toPrimary = new Relay(lab.redis.port());
    private final Relay replication = new Relay(lab.redis.port());
    private final RealRedis replica =
            RealRedis.running("--replicaof", "127.0.0.1", Integer.toString(replication.port()));
    private final BrokerJudge judge = new BrokerJudge(Duration.ofMillis(1), 1);
    private RequestLimiter one;
    private RequestLimiter two;

    @BeforeEach
    void twoProcessesShare() throws InterruptedException {
        Await.until("the replica to follow",
                () -> replica.command("INFO", "replication").contains("master_link_status:up"));
        Settings settings = Settings.of("redis://127.0.0.1:" + toPrimary.port(), 2, 0);
        one = lab.process(settings, new AloneLimiters()).limiter(BROKER, "key", profile(WINDOW));
        two = lab.process(settings, new AloneLimiters()).limiter(BROKER, "key", profile(WINDOW));
        lab.awaitShared(one);
        lab.awaitShared(two);
        // Whoever has been there for so long has nothing of the time before in flight.
        Thread.sleep(Duration.ofMillis(1_000 + 100 + 200));
    }

    @AfterEach
    void close() {
        toPrimary.close();
        replication.close();
        replica.close();
        judge.close();
        lab.close();
    }

    @Test
    void replicaThatHasEverythingGoesOn() throws Exception {
        spend(one, 3);
        spend(two, 2);
        Await.until("the replica to have it", () -> used() == 5);
        promote();
        spendAll();
    }

    @Test
    void replicaThatLacksTheNewestIsToldByThoseWhoHadIt() throws Exception {
        spend(one, 2);
        Await.until("two used", () -> used() == 2);
        replication.cut();
        spend(one, 3);
        spend(two, 4);
        Await.until("nine used", () -> used() == 9);
        promote();
        spendAll();
    }

    @Test
    void whatIsInFlightWhenTheReplicaTakesOverStaysCharged() throws Exception {
        List<Permit> held = List.of(take(one), take(one), take(two));
        replication.cut();
        spend(two, 6);
        promote();
        Await.until("nine used", () -> used() == 9);
        held.forEach(Permit::close);
        spendAll();
    }

    private long used() {
        return one.usage().windows().getFirst().used();
    }

    private void promote() {
        lab.redis.kill();
        replica.command("REPLICAOF", "NO", "ONE");
        Await.until("a primary", () -> replica.command("INFO", "replication").contains("role:master"));
        toPrimary.leadTo(replica.port());
    }

    /** As long as a window, both take whatever they get. */
    private void spendAll() throws InterruptedException {
        lab.awaitShared(one);
        lab.awaitShared(two);
        long end = System.nanoTime() + WINDOW.period().toNanos() + Duration.ofSeconds(1).toNanos();
        while (System.nanoTime() < end) {
            for (RequestLimiter limiter : List.of(one, two)) {
                Optional<Permit> permit = Lab.tryFor(limiter, Duration.ofMillis(50));
                permit.ifPresent(p -> judge.note(Lane.ORDER, 1));
                permit.ifPresent(Permit::close);
            }
        }
        long worst = judge.worst(WINDOW);
        assertTrue(worst <= WINDOW.permits(), () -> "expected at most %s, found %d".formatted(WINDOW, worst));
        assertEquals(WINDOW.permits(), worst, "expected a limit that is used");
    }

    private void spend(RequestLimiter limiter, int count) throws LimitException, InterruptedException {
        for (int i = 0; i < count; i++) {
            take(limiter).close();
        }
    }

    private Permit take(RequestLimiter limiter) throws LimitException, InterruptedException {
        Permit permit = Lab.take(limiter, Lane.ORDER);
        judge.note(Lane.ORDER, 1);
        return permit;
    }
}
