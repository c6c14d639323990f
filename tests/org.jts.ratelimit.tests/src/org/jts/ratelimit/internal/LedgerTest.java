package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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

    private final InFlight none = new InFlight();

    @Test
    void whatTheLongWindowDoesNotCountIsNotKeptForIt() {
        Ledger ledger = ledger(null, PER_SECOND, ORDERS_A_DAY);
        for (int i = 0; i < 100_000; i++) {
            answer(ledger, Lane.HISTORY, i * SECOND / 20);
        }
        assertTrue(ledger.remembered() <= 64, "20 of the last second in either log, kept " + ledger.remembered());
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

    private Ledger ledger(Ledger before, RateWindow... rules) {
        return new Ledger(LimitProfile.of("test", "test limit", "test", List.of(rules)), before, none);
    }

    private static void answer(Ledger ledger, Lane lane, long at) {
        ledger.addInFlight(lane, 1);
        ledger.settle(lane, 1, at);
    }

    private static List<Integer> used(Ledger ledger, long now) {
        return ledger.usage(now).stream().map(window -> window.used()).toList();
    }
}
