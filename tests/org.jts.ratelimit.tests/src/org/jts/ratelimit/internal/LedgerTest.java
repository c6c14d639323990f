package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Set<Lane> ORDERS = Set.of(Lane.ORDER, Lane.CANCEL);
    private static final RateWindow PER_SECOND = RateWindow.of(100, Duration.ofSeconds(1));
    private static final RateWindow ORDERS_A_DAY = new RateWindow(200_000, Duration.ofDays(1), Measure.COUNT, ORDERS);

    @Test
    void whatTheLongWindowDoesNotCountIsNotKeptForIt() {
        Ledger ledger = ledger(null, PER_SECOND, ORDERS_A_DAY);
        for (int i = 0; i < 100_000; i++) {
            answer(ledger, Lane.HISTORY, i * SECOND / 20);
        }
        assertTrue(ledger.remembered() <= 96, "20 of the last second in each of three logs, kept "
                + ledger.remembered());
    }

    @Test
    void whatTheLongWindowCountsIsKept() {
        Ledger ledger = ledger(null, PER_SECOND, ORDERS_A_DAY);
        for (int i = 0; i < 1_000; i++) {
            answer(ledger, Lane.ORDER, i * 2 * SECOND);
        }
        assertEquals(List.of(1, 1_000), used(ledger, 999 * 2 * SECOND));
        Ledger without = ledger(ledger, PER_SECOND);
        for (int i = 1_000; i < 2_000; i++) {
            answer(without, Lane.ORDER, i * 2 * SECOND);
        }
        assertEquals(List.of(1, 2_000), used(ledger(without, PER_SECOND, ORDERS_A_DAY), 1_999 * 2 * SECOND),
                "a rule that comes back");
    }

    @Test
    void aNewKindOfRuleKnowsWhatEachLaneHasDone() {
        Ledger ledger = ledger(null, PER_SECOND, RateWindow.of(1_000, Duration.ofMinutes(1)));
        for (int i = 0; i < 30; i++) {
            answer(ledger, i % 3 == 0 ? Lane.ORDER : Lane.HISTORY, 1 + i % 2, i * SECOND);
        }
        ledger.addInFlight(Lane.ORDER, 7);
        Ledger more = ledger(ledger, PER_SECOND, rule(10, 10, Measure.COUNT, ORDERS),
                rule(50, 30, Measure.WEIGHT, Set.of(Lane.HISTORY)), rule(50, 30, Measure.COUNT, Set.of()));
        assertEquals(List.of(2 + 7, 3 + 1, 30, 30 + 1), used(more, 29 * SECOND + SECOND / 2),
                "what was answered, and the order in flight");
    }

    @Test
    void aWindowTellsWhoHasUsedIt() {
        Ledger ledger = ledger(null, rule(100, 10, Measure.WEIGHT, Set.of()), rule(100, 10, Measure.COUNT, ORDERS));
        answer(ledger, Lane.ORDER, 5, 0);
        answer(ledger, Lane.HISTORY, 2, SECOND);
        ledger.addInFlight(Lane.ORDER, 4);
        assertEquals(List.of(Map.of(Lane.ORDER, 9, Lane.HISTORY, 2), Map.of(Lane.ORDER, 2)),
                byLane(ledger, 2 * SECOND));
        answer(ledger, Lane.HISTORY, 3, 11 * SECOND);
        assertEquals(List.of(Map.of(Lane.ORDER, 4, Lane.HISTORY, 3), Map.of(Lane.ORDER, 1)),
                byLane(ledger, 12 * SECOND));
        ledger.addForeign(ledger.usage(12 * SECOND).getFirst().window(), 20, 12 * SECOND);
        assertEquals(20, used(ledger, 12 * SECOND).getFirst(), "whoever the broker counted besides");
        assertEquals(Map.of(Lane.ORDER, 4, Lane.HISTORY, 3), byLane(ledger, 12 * SECOND).getFirst(), "is in no lane");
    }

    @Test
    void everyWindowThatOrdersSpendFromKeepsSomethingForThem() {
        assertEquals(1, WindowState.reserved(RateWindow.of(5, Duration.ofSeconds(1)), 0.1), "Kiwoom: 5 a second");
        assertEquals(100, WindowState.reserved(RateWindow.of(1_000, Duration.ofMinutes(1)), 0.1));
        assertEquals(1, WindowState.reserved(RateWindow.of(2, Duration.ofSeconds(1)), 0.9));
        assertEquals(0, WindowState.reserved(RateWindow.of(1, Duration.ofSeconds(1)), 0.1), "nothing to share");
        assertEquals(0, WindowState.reserved(RateWindow.of(100, Duration.ofSeconds(1)), 0), "not wanted");
        assertEquals(0, WindowState.reserved(rule(60, 15, Measure.WEIGHT, Set.of(Lane.MARKET_DATA, Lane.HISTORY)), 0.1),
                "Creon's window for quotes counts no order");
    }

    private static RateWindow rule(int permits, int seconds, Measure measure, Set<Lane> lanes) {
        return new RateWindow(permits, Duration.ofSeconds(seconds), measure, lanes);
    }

    private static List<Map<Lane, Integer>> byLane(Ledger ledger, long now) {
        return ledger.usage(now).stream().map(window -> window.byLane()).toList();
    }

    private Ledger ledger(Ledger before, RateWindow... rules) {
        return new Ledger(LimitProfile.of("test", "test limit", "test", List.of(rules)), before);
    }

    private static void answer(Ledger ledger, Lane lane, long at) {
        answer(ledger, lane, 1, at);
    }

    private static void answer(Ledger ledger, Lane lane, int weight, long at) {
        ledger.addInFlight(lane, weight);
        ledger.settle(lane, weight, at);
    }

    private static List<Integer> used(Ledger ledger, long now) {
        return ledger.usage(now).stream().map(window -> window.used()).toList();
    }
}
