package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.concurrent.LaneQueue;
import org.junit.jupiter.api.Test;

/**
 * Not one too few either: exactness must not be bought with a slow limiter, nor order with somebody who waits for ever.
 */
class OracleTest {

    private static final int SEEDS = 300;
    private static final long LENGTH = Duration.ofMinutes(3).toNanos();
    private static final Lane[] LANES = Lane.values();

    @Test
    void asManyRequestsGoAsAGreedyLimiterWithTheSameWindowsLetsThrough() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            List<RateWindow> rules = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                rules.add(RateWindow.of(1 + random.nextInt(200), Duration.ofMillis(random.nextInt(100, 20_000))));
            }
            assertEquals(greedy(rules), saturated(rules), "seed " + seed + " " + rules);
        }
    }

    /** Every request is answered at once; whoever waits goes when the core says that it looks again. */
    private static int saturated(List<RateWindow> rules) {
        LimiterCore core = new LimiterCore(profile(rules, 0), Pace.NONE, 0);
        int granted = 0;
        long now = 0;
        while (now < LENGTH) {
            core.catchUp(now);
            Waiter waiter = new Waiter(Lane.HISTORY, 1, WindowState.UNKNOWN - 1);
            core.queue().add(waiter);
            long next = core.pump(now);
            while (waiter.state == Waiter.State.WAITING && next < LENGTH) {
                assertTrue(next > now, "time goes on");
                now = next;
                core.catchUp(now);
                next = core.pump(now);
            }
            if (waiter.state == Waiter.State.WAITING) {
                break;
            }
            core.end(waiter.ticket, Ending.ANSWERED, now);
            granted++;
        }
        return granted;
    }

    private static int greedy(List<RateWindow> rules) {
        List<Long> given = new ArrayList<>();
        long now = 0;
        while (true) {
            for (RateWindow rule : rules) {
                if (given.size() >= rule.permits()) {
                    long period = rule.period().toNanos();
                    long span = period + period / 1_000_000 * 500 + 1_000_000; // drift and stamps
                    now = Math.max(now, given.get(given.size() - rule.permits()) + span);
                }
            }
            if (now >= LENGTH) {
                return given.size();
            }
            given.add(now);
        }
    }

    @Test
    void nobodyStarvesWhileEveryUpperLaneAlwaysHasSomebody() {
        LimiterCore core = new LimiterCore(profile(List.of(RateWindow.of(10, Duration.ofSeconds(1))), 0.5), Pace.NONE,
                0);
        Map<Lane, Waiter> heads = new EnumMap<>(Lane.class);
        Map<Lane, Integer> last = new EnumMap<>(Lane.class);
        int granted = 0;
        long now = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            for (Lane lane : LANES) {
                Waiter head = heads.get(lane);
                if (head != null && head.state == Waiter.State.GRANTED) {
                    core.end(head.ticket, Ending.ANSWERED, now);
                    granted++;
                    last.put(lane, granted);
                    head = null;
                }
                if (head == null) {
                    heads.put(lane, new Waiter(lane, 1, WindowState.UNKNOWN - 1));
                    core.queue().add(heads.get(lane));
                }
                int since = granted - last.getOrDefault(lane, 0);
                assertTrue(since <= 2 * LaneQueue.TURN + LANES.length,
                        "%s was passed over %d times".formatted(lane, since));
            }
            core.catchUp(now);
            long next = core.pump(now);
            if (heads.values().stream().allMatch(w -> w.state == Waiter.State.WAITING)) {
                now = next;
            }
        }
        assertTrue(granted > 10_000, granted + " were granted");
        assertEquals(LANES.length, last.size());
    }

    private static LimitProfile profile(List<RateWindow> rules, double reserved) {
        return new LimitProfile("oracle", "oracle", "the seed", rules, reserved, 1_000, Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }
}
