package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.redis.internal.Spenders.Spending;
import org.junit.jupiter.api.Test;

/**
 * Four processes of their own spend from one budget through one Redis, which is killed, restarted, flushed and stopped
 * meanwhile, and one of them is killed and started again. A broker that knows nothing of it judges.
 */
class ProcessesTest {

    private static final int PROCESSES = 4;
    private static final int SHARES = 40;
    private static final boolean SOAK = Boolean.getBoolean("jts.soak");
    /** Until all have started, on a machine that has other work as well. */
    private static final int STARTED_SECONDS = 120;

    private final List<Spending> spending = new ArrayList<>();
    private int seed = 1;

    @Test
    void fourProcessesNeverExceedALimitWhateverHappensToRedis() throws Exception {
        try (RealRedis redis = RealRedis.running(); BrokerJudge judge = new BrokerJudge(Duration.ofMillis(200), 7);
                Spenders spenders = new Spenders()) {
            for (int i = 0; i < PROCESSES; i++) {
                spending.add(spenders.start(redis, judge, PROCESSES, SHARES, seed++));
            }
            awaitAll("is shared with the other processes", STARTED_SECONDS);
            for (int round = 0; round < (SOAK ? 20 : 1); round++) {
                round(redis, judge, spenders);
            }
            for (Spending each : spending) {
                each.end();
            }
            judge(judge);
        }
    }

    @Test
    void processesGoOnWithSmallWindowsWhileRedisIsAwayAndNeverExceedThem() throws Exception {
        List<RateWindow> small = List.of(RateWindow.parse("5/1s"), RateWindow.parse("3/500ms[order cancel]"));
        try (RealRedis redis = RealRedis.running(); BrokerJudge judge = new BrokerJudge(Duration.ofMillis(200), 9);
                Spenders spenders = new Spenders()) {
            for (int i = 0; i < 2; i++) {
                spending.add(spenders.start(redis, judge, 2, 20, seed++, small));
            }
            awaitAll("is shared with the other processes", STARTED_SECONDS);
            expectRequests(judge, 12, "while all is well");
            redis.kill();
            long orders = judge.count(Lane.ORDER);
            expectRequests(judge, 8, "while Redis is gone");
            awaitOrders(judge, orders + 1);
            redis.start();
            expectRequests(judge, 12, "after Redis has come back");
            for (Spending each : spending) {
                each.end();
            }
            for (RateWindow window : small) {
                assertTrue(judge.worst(window) <= window.permits(),
                        () -> "expected at most %s, found %d".formatted(window, judge.worst(window)));
            }
        }
    }

    private static void awaitOrders(BrokerJudge judge, long count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (judge.count(Lane.ORDER) < count) {
            assertTrue(System.nanoTime() < end, "expected orders to go on without Redis, found none");
            pause(20);
        }
    }

    private void round(RealRedis redis, BrokerJudge judge, Spenders spenders) throws InterruptedException {
        expectRequests(judge, 60, "while all is well");
        redis.kill();
        expectRequests(judge, 15, "while Redis is gone");
        pause(1_500);
        redis.start();
        expectRequests(judge, 60, "after Redis has come back empty");
        redis.flush();
        expectRequests(judge, 60, "after Redis was flushed");
        redis.freeze();
        expectRequests(judge, 15, "while Redis stands still");
        redis.thaw();
        expectRequests(judge, 60, "after Redis has gone on");
        judge.delayEvenly(true);
        expectRequests(judge, 120, "while requests and answers take up to 200 ms, evenly");
        redis.kill();
        expectRequests(judge, 15, "while Redis is gone and everything takes long");
        redis.start();
        expectRequests(judge, 120, "after Redis has come back and everything takes long");
        judge.delayEvenly(false);
        spending.removeFirst().kill();
        spending.add(spenders.start(redis, judge, PROCESSES, SHARES, seed++));
        expectRequests(judge, 60, "after a process was killed");
        assertTrue(spending.getFirst().hasSaid("goes on with its own share"),
                () -> "expected traders to be told, found " + spending.getFirst().said());
    }

    private void judge(BrokerJudge judge) {
        for (RateWindow window : Spender.WINDOWS) {
            long worst = judge.worst(window);
            System.out.printf("%d processes: worst %s %d of %d, %d requests%n", PROCESSES, window.period(), worst,
                    window.permits(), judge.count());
            assertTrue(worst <= window.permits(),
                    () -> "expected at most %d in %s, found %d".formatted(window.permits(), window.period(), worst));
            assertTrue(worst >= window.permits() * 3 / 4,
                    () -> "expected a limit that is used, found at most " + worst);
        }
        for (Lane lane : Lane.values()) {
            assertTrue(judge.count(lane) > 0, () -> "expected no lane to starve, found nothing of " + lane);
        }
    }

    private void awaitAll(String text, int seconds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (Spending each : spending) {
            while (!each.hasSaid(text)) {
                assertTrue(System.nanoTime() < end, () -> "expected '" + text + "', found " + each.said());
                pause(20);
            }
        }
    }

    private void expectRequests(BrokerJudge judge, int count, String when) throws InterruptedException {
        int goal = judge.count() + count;
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (judge.count() < goal) {
            assertTrue(System.nanoTime() < end, () -> "expected requests to go on " + when + ", found "
                    + spending.stream().map(Spending::said).toList());
            pause(20);
        }
    }

    private static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
