package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
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
        ShareLedger ledger = new ShareLedger(rules, 0);
        List<long[]> arrived = new ArrayList<>();
        ArrayDeque<long[]> answers = new ArrayDeque<>();
        long now = 0;
        while (arrived.size() < 300) {
            now += random.nextInt(4) * MILLI;
            while (!answers.isEmpty() && answers.peekFirst()[0] <= now) {
                ledger.settle(rules.costs(Lane.ORDER, (int) answers.removeFirst()[1]), now);
            }
            int weight = 1 + random.nextInt(2);
            if (ledger.tryCharge(rules.costs(Lane.ORDER, weight), true, now)) {
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
        ShareLedger ledger = new ShareLedger(rules, 0);
        int[] one = rules.costs(Lane.HISTORY, 1);
        assertTrue(ledger.tryCharge(one, false, 0));
        assertTrue(ledger.tryCharge(one, false, 0));
        assertFalse(ledger.tryCharge(one, false, 0));
        assertTrue(ledger.tryCharge(one, true, 0));
    }

    @Test
    void tellsWhenARequestMayGo() {
        PoolRules rules = rules(1, Lab.window(2, 1_000));
        ShareLedger ledger = new ShareLedger(rules, 0);
        int[] one = rules.costs(Lane.ORDER, 1);
        assertEquals(5, ledger.earliest(one, true, 5));
        ledger.tryCharge(one, true, 5);
        ledger.tryCharge(one, true, 5);
        assertEquals(ShareLedger.UNKNOWN, ledger.earliest(one, true, 5));
        ledger.settle(one, 100 * MILLI);
        assertEquals(100 * MILLI + rules.spanNanos(0), ledger.earliest(one, true, 200 * MILLI));
        ledger.refund(one);
        assertEquals(200 * MILLI, ledger.earliest(one, true, 200 * MILLI));
    }

    @Test
    void nothingGoesBeforeItOpensAndAFilledShareHasToAge() {
        PoolRules rules = rules(1, Lab.window(2, 1_000), Lab.window(100, 100_000));
        ShareLedger ledger = new ShareLedger(rules, 50);
        ledger.fill(rules.spanNanos(0), 50);
        int[] one = rules.costs(Lane.ORDER, 1);
        assertFalse(ledger.tryCharge(one, true, 49));
        assertFalse(ledger.tryCharge(one, true, 49 + rules.spanNanos(0)));
        assertTrue(ledger.isUntouched());
        assertTrue(ledger.tryCharge(one, true, 50 + rules.spanNanos(0)));
        assertFalse(ledger.isUntouched());
        ledger.closeUntil(Long.MAX_VALUE);
        assertFalse(ledger.tryCharge(one, true, 60 + rules.spanNanos(0)));
    }

    @Test
    void underOtherRulesWhatWasUsedStaysUsedAndANewWindowIsFull() {
        PoolRules before = rules(1, Lab.window(4, 1_000));
        ShareLedger ledger = new ShareLedger(before, 0);
        ledger.tryCharge(before.costs(Lane.ORDER, 1), true, 0);
        ledger.settle(before.costs(Lane.ORDER, 1), 0);
        PoolRules after = rules(1, Lab.window(9, 5_000), Lab.window(8, 1_000));
        ShareLedger next = ShareLedger.after(ledger, after, 10);
        assertEquals(9, next.used(0));
        assertEquals(1, next.used(1));
        next.setPermille(500);
        assertEquals(4, next.allowed(1));
    }

    private static PoolRules rules(double share, RateWindow... windows) {
        LimitProfile profile = Lab.profile(windows);
        return new PoolRules(profile, new PoolRules.Terms(1, share, Duration.ofSeconds(1).toNanos(), 1));
    }
}
