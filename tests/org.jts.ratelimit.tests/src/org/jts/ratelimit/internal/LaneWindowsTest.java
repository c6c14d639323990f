package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.junit.jupiter.api.Test;

/** Lanes that have rules of their own, as brokers have that count orders and data apart. */
class LaneWindowsTest {

    private static final Set<Lane> DATA = Set.of(Lane.MARKET_DATA, Lane.HISTORY);
    private static final Set<Lane> ORDERS = Set.of(Lane.CANCEL, Lane.ORDER, Lane.ACCOUNT);

    private LimiterCore core;

    @Test
    void ordersAndCancelsDoNotWaitForAWindowOfHistoryHoweverOftenTheyGoFirst() {
        core = core(rule(60, 15, DATA), rule(40, 15, ORDERS));
        take(Lane.HISTORY, 60);
        Waiter history = wait(Lane.HISTORY);
        for (int i = 0; i < 20; i++) {
            take(Lane.CANCEL, 1);
            assertEquals(Waiter.State.GRANTED, wait(Lane.ORDER).state, "order " + i);
        }
        assertEquals(LimiterCore.NONE, core.tryGrant(Lane.CANCEL, 1), "40 in 15 s are gone");
        assertEquals(Waiter.State.WAITING, history.state);
    }

    @Test
    void aLaneWhoseTurnHasComeHoldsBackOthersOnlyWhereItWaitsForRoom() {
        core = core(rule(100, 60, Set.of()), rule(5, 10, Set.of(Lane.HISTORY)));
        take(Lane.HISTORY, 5);
        Waiter history = wait(Lane.HISTORY);
        for (int i = 0; i < 30; i++) {
            take(Lane.CANCEL, 1);
            assertEquals(Waiter.State.GRANTED, wait(Lane.ORDER).state, "order " + i);
        }
        assertEquals(LimiterCore.NONE, core.tryGrant(Lane.HISTORY, 1), "behind the one that waits");
        long next = core.pump(0);
        core.catchUp(next);
        core.pump(next);
        assertEquals(Waiter.State.GRANTED, history.state, "when its own window has room");
    }

    @Test
    void whoeverWaitsForRoomHoldsBackAllWhoWouldTakeIt() {
        core = core(rule(1, 10, ORDERS), rule(1, 20, Set.of(Lane.MARKET_DATA)),
                RateWindow.of(10, Duration.ofMinutes(1)));
        take(Lane.ORDER, 1);
        take(Lane.MARKET_DATA, 1);
        take(Lane.HISTORY, 2);
        Waiter order = heavy(Lane.ORDER, 8);
        Waiter data = wait(Lane.MARKET_DATA);
        Waiter history = wait(Lane.HISTORY);
        assertEquals(List.of(Waiter.State.WAITING, Waiter.State.WAITING, Waiter.State.WAITING),
                List.of(order.state, data.state, history.state),
                "the minute has 6 left, and the order waits for 8 of it");
        assertEquals(LimiterCore.NONE, core.tryGrant(Lane.HISTORY, 1));
    }

    private static LimiterCore core(RateWindow... rules) {
        return new LimiterCore(new LimitProfile("test", "lanes apart", "test", List.of(rules), 0, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5)), Pace.NONE, 0);
    }

    private static RateWindow rule(int permits, int seconds, Set<Lane> lanes) {
        return new RateWindow(permits, Duration.ofSeconds(seconds), Measure.COUNT, lanes);
    }

    private void take(Lane lane, int count) {
        for (int i = 0; i < count; i++) {
            long ticket = core.tryGrant(lane, 1);
            assertNotEquals(LimiterCore.NONE, ticket, lane + " " + i);
            core.end(ticket, Ending.ANSWERED, 0);
        }
    }

    private Waiter wait(Lane lane) {
        return heavy(lane, 1);
    }

    private Waiter heavy(Lane lane, int weight) {
        Waiter waiter = new Waiter(lane, weight, WindowState.UNKNOWN - 1);
        core.queue().add(waiter);
        core.pump(0);
        return waiter;
    }
}
