package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.redis.internal.PoolRules.Terms;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.Test;

/** What the limiter is put together from, each alone. */
class PartsTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void sharesAndPoolTogetherAreTheWindow() {
        for (int permits : new int[] {1, 2, 5, 18, 20, 1_000, 50_000}) {
            for (int processes = 1; processes < 8; processes++) {
                PoolRules rules = new PoolRules(Lab.profile(Lab.window(permits, 1_000)),
                        new Terms(processes, 0.2, SECOND, SECOND));
                assertEquals(permits, rules.pool(0) + processes * rules.share(0));
                assertTrue(rules.reservedOfPool(0) < Math.max(1, rules.pool(0)));
            }
        }
    }

    @Test
    void onlyProcessesWithTheSameRulesAndTermsMeet() {
        Terms terms = new Terms(2, 0.2, SECOND, SECOND);
        String signature = new PoolRules(Lab.profile(Lab.window(5, 1_000)), terms).signature();
        assertEquals(signature, new PoolRules(Lab.profile(Lab.window(5, 1_000)), terms).signature());
        assertNotEquals(signature, new PoolRules(Lab.profile(Lab.window(6, 1_000)), terms).signature());
        assertNotEquals(signature,
                new PoolRules(Lab.profile(Lab.window(5, 1_000)), new Terms(3, 0.2, SECOND, SECOND)).signature());
    }

    @Test
    void keysOfALimiterStandInOneSlot() {
        assertArrayEquals(new String[] {"jts:limit:{kis/a}", "jts:limit:{kis/a}:1", "jts:limit:{kis/a}:2"},
                PoolKeys.of("kis/a", 2));
        assertEquals("jts:limit:{%7Da%7Bb%25}", PoolKeys.of("}a{b%", 0)[0]);
    }

    @Test
    void everyProcessHasAShareOfASmallWindowWhereThereIsOneForEachAndOneForAll() {
        assertEquals(1, share(5, 2));
        assertEquals(1, share(3, 2));
        assertEquals(0, share(2, 2));
        assertEquals(0, share(1, 1 + 1));
        assertEquals(1, share(8, 4));
        assertEquals(0, share(4, 4));
        assertEquals(2, share(20, 2));
        assertEquals(0, new PoolRules(Lab.profile(Lab.window(5, 1_000)), new Terms(2, 0, SECOND, SECOND)).share(0));
    }

    private static int share(int permits, int processes) {
        return new PoolRules(Lab.profile(Lab.window(permits, 1_000)), new Terms(processes, 0.2, SECOND, SECOND))
                .share(0);
    }

    @Test
    void reserveIsKeptOfEveryWindowThatCountsOrdersAndHasTwo() {
        Terms none = new Terms(2, 0, SECOND, SECOND);
        assertEquals(1, new PoolRules(Lab.profile(Lab.window(5, 1_000)), none).reservedOfPool(0));
        assertEquals(0, new PoolRules(Lab.profile(Lab.window(1, 1_000)), none).reservedOfPool(0));
        assertEquals(4, new PoolRules(Lab.profile(Lab.window(40, 1_000)), none).reservedOfPool(0));
        RateWindow downloads = new RateWindow(40, Duration.ofSeconds(1), Measure.WEIGHT, Set.of(Lane.HISTORY));
        assertEquals(0, new PoolRules(Lab.profile(downloads), none).reservedOfPool(0));
    }

    @Test
    void whatEachLaneHasAgesWithItsWindow() {
        PoolRules rules = rules(Lab.window(20, 1_000), Lab.window(90, 9_000));
        LaneUse use = new LaneUse(rules);
        int[] two = rules.costs(Lane.ORDER, 2);
        use.granted(Lane.ORDER, two);
        use.granted(Lane.HISTORY, rules.costs(Lane.HISTORY, 1));
        assertEquals(Map.of(Lane.ORDER, 2, Lane.HISTORY, 1), use.of(0));
        use.ended(Lane.HISTORY, rules.costs(Lane.HISTORY, 1), false, SECOND);
        use.ended(Lane.ORDER, two, true, SECOND);
        use.forget(SECOND + rules.spanNanos(0) - 1);
        assertEquals(Map.of(Lane.ORDER, 2), use.of(0));
        use.forget(SECOND + rules.spanNanos(0));
        assertEquals(Map.of(), use.of(0));
        LaneUse next = LaneUse.after(use, rules(Lab.window(7, 9_000)));
        assertEquals(Map.of(Lane.ORDER, 2), next.of(0));
        next.forget(SECOND + rules.spanNanos(1));
        assertEquals(Map.of(), next.of(0));
    }

    @Test
    void refusalsAndFullQueuesAreToldOnceAndThenAsANumberAndABanFromBeginToEnd() {
        DrowsyTime time = new DrowsyTime();
        FakeEventLog events = new FakeEventLog(time);
        try (PoolNotices news = new PoolNotices(events, "here")) {
            BudgetWatch watch = new BudgetWatch("key", news, () -> Set.of(Lab.BROKER));
            Freeze freeze = new Freeze();
            for (int i = 0; i < 500; i++) {
                freeze.refused(Optional.of(Duration.ofSeconds(20)), SECOND);
                watch.refused("too many", freeze, SECOND);
                watch.queueFull(100, SECOND);
                watch.look(freeze, 900, 100, SECOND);
            }
            watch.look(freeze, 900, 100, 12 * SECOND);
            watch.look(freeze, 900, 100, 22 * SECOND);
            watch.look(freeze, 1000, 100, 62 * SECOND);
            List<String> expected = List.of(
                    "The broker refused a request for its rate although its limit was kept: key",
                    "A request found no place to wait for the request limit of key",
                    "The broker refuses every request of key for 20.0 s",
                    "The broker refused 499 more requests for their rate: key", "Requests of key are sent again",
                    "499 more requests found no place to wait for the request limit of key",
                    "The whole request limit of key is used again");
            Await.until("seven notices", () -> events.notices().size() >= expected.size());
            assertEquals(expected.stream().sorted().toList(),
                    events.notices().stream().map(n -> n.text()).sorted().toList());
            assertTrue(events.notices().stream().allMatch(n -> n.broker().equals(Optional.of(Lab.BROKER))));
        } finally {
            time.close();
        }
    }

    @Test
    void waitOfCenturiesIsAMistakeOfTheBroker() {
        Freeze freeze = new Freeze();
        freeze.refused(Optional.of(Duration.ofDays(3_000_000)), SECOND);
        assertEquals(Optional.of(Duration.ofDays(30)), freeze.left(SECOND));
        assertEquals(0, Freeze.nanos(Optional.of(Duration.ofDays(-1))));
    }

    @Test
    void moreIsTakenAheadTheMoreIsMissedAndLessWhenNobodyTakesIt() {
        Stash stash = new Stash();
        assertEquals(0, stash.wanted(Lane.ORDER));
        stash.missed(Lane.ORDER, SECOND);
        assertEquals(0, stash.wanted(Lane.ORDER));
        for (int i = 1; i < 9; i++) {
            stash.missed(Lane.ORDER, SECOND + i);
        }
        assertEquals(Stash.MOST, stash.wanted(Lane.ORDER));
        for (int i = 0; i < 10; i++) {
            stash.add(Lane.ORDER, 2 * SECOND);
        }
        assertEquals(2 * SECOND, stash.nextReturn());
        assertTrue(stash.take(Lane.ORDER, SECOND));
        assertFalse(stash.take(Lane.HISTORY, SECOND));
        assertFalse(stash.take(Lane.ORDER, 2 * SECOND));
        assertEquals(9, stash.expired(Lane.ORDER, 2 * SECOND));
        assertTrue(stash.wanted(Lane.ORDER) < Stash.MOST);
        stash.denied(Lane.ORDER);
        assertEquals(0, stash.wanted(Lane.ORDER));
        stash.ask(Lane.ORDER);
        assertEquals(1, stash.wanted(Lane.ORDER));
        stash.add(Lane.ORDER, SECOND);
        assertEquals(1, stash.clear(Lane.ORDER));
    }

    @Test
    void lowerLanesAreSpreadAndUpperOnesAreNot() {
        Pace pace = new Pace(rules(Lab.window(20, 1_000)), 0);
        LaneQueue<Waiter> queue = new LaneQueue<>(Lane.values().length);
        for (int i = 0; i < 200; i++) {
            assertTrue(pace.tryPass(Lane.ORDER, 1, 0));
            Waiter waiter = waiter(Lane.HISTORY, Long.MAX_VALUE);
            queue.add(waiter);
        }
        long now = 1;
        pace.let(queue, now);
        long passed = queue.of(Lane.HISTORY.ordinal()).stream().filter(w -> w.paced).count();
        assertTrue(passed >= 1 && passed < 100, () -> "expected a part of them to pass, found " + passed);
        assertTrue(pace.nextAt(queue) > now);
        assertFalse(pace.tryPass(Lane.MARKET_DATA, 1, now));
    }

    @Test
    void refusalsFreezeLongerEachTime() {
        Freeze freeze = new Freeze();
        assertFalse(freeze.isFrozen(SECOND));
        freeze.refused(Optional.empty(), SECOND);
        assertEquals(Optional.of(Duration.ofMillis(100)), freeze.left(SECOND));
        freeze.refused(Optional.empty(), 2 * SECOND);
        assertEquals(Optional.of(Duration.ofMillis(200)), freeze.left(2 * SECOND));
        freeze.refused(Optional.of(Duration.ofSeconds(3)), 2 * SECOND);
        assertEquals(5 * SECOND, freeze.until(2 * SECOND));
        freeze.heard(9 * SECOND, 3 * SECOND);
        assertEquals(12 * SECOND, freeze.until(3 * SECOND));
        assertEquals(3, freeze.refusals(null));
    }

    @Test
    void logNeverMakesARequestLookOlderThanItIs() {
        PoolRules rules = rules(Lab.window(20, 1_000),
                new RateWindow(9, Duration.ofSeconds(9), Measure.COUNT, Set.of(Lane.ORDER)));
        OwnLog log = new OwnLog();
        log.add(Lane.ORDER, 3, 1_000_000, rules.longestSpanNanos());
        log.add(Lane.HISTORY, 2, 2_000_000, rules.longestSpanNanos());
        log.add(Lane.HISTORY, 1, SECOND, rules.longestSpanNanos());
        List<OwnLog.Past> past = log.tell(rules, 2 * SECOND);
        assertEquals(2, past.size());
        assertEquals(1_998_000, past.getFirst().ageMicros());
        assertArrayEquals(new long[] {5, 1}, past.getFirst().costs());
        assertArrayEquals(new long[] {1, 0}, past.getLast().costs());
        log.add(Lane.HISTORY, 1, 20 * SECOND, rules.longestSpanNanos());
        assertEquals(1, log.tell(rules, 20 * SECOND).size());
    }

    private static PoolRules rules(RateWindow... windows) {
        return new PoolRules(Lab.profile(windows), new Terms(1, 0, SECOND, SECOND));
    }

    private static Waiter waiter(Lane lane, long deadline) {
        return new Waiter(lane, 1, new int[] {1}, deadline);
    }
}
