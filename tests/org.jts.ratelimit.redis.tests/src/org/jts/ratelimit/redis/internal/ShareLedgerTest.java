package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.concurrent.LaneQueue;
import org.junit.jupiter.api.Test;

class ShareLedgerTest {

    private static final long MILLI = 1_000_000;

    @Test
    void noWindowOfTheShareIsEverExceededWhateverTheAnswersTake() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            PoolRules rules = rules(0.5, Lab.window(4 + random.nextInt(40), 50 + random.nextInt(200)),
                    Lab.window(20 + random.nextInt(100), 500));
            List<long[]> arrived = spend(rules, random);
            for (int i = 0; i < rules.size(); i++) {
                long worst = worst(arrived, rules.window(i));
                assertTrue(worst <= rules.share(i),
                        "seed %d: expected at most %d, found %d".formatted(seed, rules.share(i), worst));
            }
        }
    }

    /** @return time and weight of what reached the broker, some time between sending and answer */
    private static List<long[]> spend(PoolRules rules, Random random) {
        ShareLedger ledger = new ShareLedger(rules);
        List<long[]> arrived = new ArrayList<>();
        ArrayDeque<long[]> answers = new ArrayDeque<>();
        long now = 0;
        while (arrived.size() < 300) {
            now += random.nextInt(4) * MILLI;
            while (!answers.isEmpty() && answers.peekFirst()[0] <= now) {
                ledger.settle(rules.costs(Lane.ORDER, (int) answers.removeFirst()[1]), now);
            }
            int weight = 1 + random.nextInt(2);
            if (charge(ledger, rules.costs(Lane.ORDER, weight), true, now)) {
                long answered = now + random.nextInt(60) * MILLI;
                arrived.add(new long[] {now + (long) (random.nextDouble() * (answered - now)), weight});
                long last = answers.isEmpty() ? 0 : answers.peekLast()[0];
                answers.addLast(new long[] {Math.max(last, answered), weight});
            }
        }
        return arrived;
    }

    private static long worst(List<long[]> arrived, RateWindow window) {
        List<long[]> sorted = arrived.stream().sorted((a, b) -> Long.compare(a[0], b[0])).toList();
        long worst = 0;
        for (int i = 0; i < sorted.size(); i++) {
            long sum = 0;
            for (int j = i; j < sorted.size() && sorted.get(j)[0] - sorted.get(i)[0] < window.period().toNanos(); j++) {
                sum += sorted.get(j)[1];
            }
            worst = Math.max(worst, sum);
        }
        return worst;
    }

    @Test
    void lowerLanesLeaveHalfOfTheShareToOrders() {
        PoolRules rules = rules(1, Lab.window(4, 1_000));
        ShareLedger ledger = new ShareLedger(rules);
        int[] one = rules.costs(Lane.HISTORY, 1);
        assertTrue(charge(ledger, one, false, 0));
        assertTrue(charge(ledger, one, false, 0));
        assertFalse(charge(ledger, one, false, 0));
        assertTrue(charge(ledger, one, true, 0));
    }

    @Test
    void tellsWhenARequestMayGo() {
        PoolRules rules = rules(1, Lab.window(2, 1_000));
        ShareLedger ledger = new ShareLedger(rules);
        int[] one = rules.costs(Lane.ORDER, 1);
        assertEquals(5, ledger.earliest(one, true, 5));
        charge(ledger, one, true, 5);
        charge(ledger, one, true, 5);
        assertEquals(ShareLedger.UNKNOWN, ledger.earliest(one, true, 5));
        ledger.settle(one, 100 * MILLI);
        assertEquals(100 * MILLI + rules.spanNanos(0), ledger.earliest(one, true, 200 * MILLI));
        ledger.refund(one);
        assertEquals(200 * MILLI, ledger.earliest(one, true, 200 * MILLI));
    }

    @Test
    void whatOthersMayHaveUsedOfItCountsUntilItHasAgedOrIsKnownBetter() {
        PoolRules rules = rules(1, Lab.window(4, 1_000), Lab.window(100, 100_000));
        ShareLedger ledger = new ShareLedger(rules);
        ledger.presumeUsed(50, rules.spanNanos(0));
        int[] one = rules.costs(Lane.ORDER, 1);
        assertFalse(charge(ledger, one, true, 49 + rules.spanNanos(0)));
        assertEquals(50 + rules.spanNanos(0), ledger.earliest(one, true, 49));
        assertTrue(ledger.isIdle());
        assertTrue(charge(ledger, one, true, 50 + rules.spanNanos(0)));
        assertFalse(ledger.isIdle());
        long now = 60 + rules.spanNanos(0);
        ledger.presume(0, 9, now);
        ledger.presume(1, 0, now);
        assertEquals(5, ledger.used(0));
        ledger.presumeAtMost(0, 2);
        assertTrue(charge(ledger, one, true, now));
        assertFalse(charge(ledger, one, true, now));
        assertEquals(now + rules.spanNanos(0), ledger.earliest(one, true, now));
        ledger.presumeAtMost(0, 1);
        assertTrue(charge(ledger, one, true, now));
    }

    @Test
    void nothingGoesWhileItIsClosed() {
        PoolRules rules = rules(1, Lab.window(4, 1_000));
        ShareLedger ledger = new ShareLedger(rules);
        int[] one = rules.costs(Lane.ORDER, 1);
        ledger.closeUntil(10);
        assertEquals(LaneQueue.ALL, ledger.heldLanes(one, true, 9));
        assertEquals(10, ledger.earliest(one, true, 9));
        assertTrue(charge(ledger, one, true, 10));
    }

    @Test
    void whatThisProcessHasUsedBeforeIsChargedToItsShare() {
        PoolRules rules = rules(0.5, Lab.window(10, 1_000), Lab.window(100, 60_000));
        ShareLedger ledger = new ShareLedger(rules);
        assertEquals(5, ledger.usedBefore(0, 90, 5));
        assertEquals(30, ledger.usedBefore(1, 30, 5));
        assertEquals(5, ledger.used(0));
        assertEquals(30, ledger.used(1));
        assertEquals(List.of(5L, 30L), Arrays.stream(ledger.usedOfAll(6)).boxed().toList());
        assertFalse(charge(ledger, rules.costs(Lane.ORDER, 1), true, 4 + rules.spanNanos(0)));
        assertTrue(charge(ledger, rules.costs(Lane.ORDER, 1), true, 5 + rules.spanNanos(0)));
    }

    @Test
    void roomThatIsMissingHoldsBackOnlyTheLanesThatWouldTakeIt() {
        RateWindow orders = new RateWindow(2, Duration.ofSeconds(1), Measure.COUNT, Set.of(Lane.ORDER, Lane.CANCEL));
        RateWindow history = new RateWindow(2, Duration.ofSeconds(1), Measure.WEIGHT, Set.of(Lane.HISTORY));
        PoolRules rules = rules(1, orders, history);
        ShareLedger ledger = new ShareLedger(rules);
        int[] download = rules.costs(Lane.HISTORY, 2);
        assertTrue(charge(ledger, download, false, 0));
        assertEquals(LaneQueue.bit(Lane.HISTORY.ordinal()), ledger.heldLanes(download, true, 0));
        assertEquals(0, ledger.heldLanes(rules.costs(Lane.ORDER, 1), true, 0));
        // a window that counts no upper lane keeps nothing for them
        assertEquals(0, rules.reservedOfShare(1, 2));
        assertEquals(1, rules.reservedOfShare(0, 2));
    }

    @Test
    void underOtherRulesWhatWasUsedStaysUsedAndANewWindowIsFull() {
        PoolRules before = rules(1, Lab.window(4, 1_000));
        ShareLedger ledger = new ShareLedger(before);
        charge(ledger, before.costs(Lane.ORDER, 1), true, 0);
        ledger.settle(before.costs(Lane.ORDER, 1), 0);
        PoolRules after = rules(1, Lab.window(9, 5_000), Lab.window(8, 1_000));
        ShareLedger next = ShareLedger.after(ledger, after, 10);
        assertEquals(9, next.used(0));
        assertEquals(1, next.used(1));
        next.setPermille(500);
        assertEquals(4, next.allowed(1));
    }

    private static boolean charge(ShareLedger ledger, int[] costs, boolean mayUseReserve, long now) {
        boolean fits = ledger.heldLanes(costs, mayUseReserve, now) == 0;
        if (fits) {
            ledger.addInFlight(costs);
        }
        return fits;
    }

    private static PoolRules rules(double share, RateWindow... windows) {
        LimitProfile profile = Lab.profile(windows);
        return new PoolRules(profile, new PoolRules.Terms(1, share, Duration.ofSeconds(1).toNanos(), 1));
    }
}
