package org.jts.exchange.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

class BookTest {

    @Test
    void levelsAreAlwaysSortedAndTheirTotalsRight() {
        for (boolean bids : new boolean[] {true, false}) {
            var side = new BookSide(bids);
            var model = new TreeMap<Long, Long>();
            List<OrderEntry> resting = new ArrayList<>();
            var random = new SplittableRandom(4);
            for (int i = 0; i < 5_000; i++) {
                if (resting.isEmpty() || random.nextInt(100) < 55) {
                    OrderEntry order = order(i, bids, 1 + random.nextInt(100), 1 + random.nextInt(200));
                    side.add(order);
                    resting.add(order);
                    model.merge(order.limit, order.quantity, Long::sum);
                } else {
                    OrderEntry order = resting.remove(random.nextInt(resting.size()));
                    side.remove(order);
                    model.merge(order.limit, -order.quantity, Long::sum);
                    model.remove(order.limit, 0L);
                }
            }
            assertEquals(model.size(), side.size());
            var prices = bids ? model.descendingMap() : model;
            int rank = 0;
            for (var entry : prices.entrySet()) {
                assertEquals(entry.getKey(), side.level(rank).price);
                assertEquals(entry.getValue(), side.level(rank).total);
                rank++;
            }
        }
    }

    @Test
    void aLevelKeepsTheOrderOfArrival() {
        var level = new Level(10);
        OrderEntry first = order(1, true, 5, 10);
        OrderEntry second = order(2, true, 6, 10);
        OrderEntry third = order(3, true, 7, 10);
        level.append(first);
        level.append(second);
        level.append(third);
        level.unlink(second);
        assertEquals(first, level.head);
        assertEquals(third, level.head.next);
        assertEquals(12, level.total);
        assertNull(second.level);
        level.unlink(first);
        level.unlink(third);
        assertTrue(level.isEmpty());
    }

    @Test
    void anEmptySideHasNoBest() {
        assertNull(new BookSide(true).best());
    }

    @Test
    void timersRunInOrderOfTimeAndThenOfRank() {
        var timers = new Timers();
        List<String> ran = new ArrayList<>();
        var late = new Timers.Timer(0, () -> ran.add("late"));
        var second = new Timers.Timer(2, () -> ran.add("second"));
        var first = new Timers.Timer(1, () -> ran.add("first"));
        var never = new Timers.Timer(3, () -> ran.add("never"));
        timers.set(late, 20);
        timers.set(second, 99);
        timers.set(first, 10);
        timers.set(never, 5);
        timers.set(second, 10);
        timers.clear(never);
        while (timers.nextDue() != Long.MAX_VALUE) {
            timers.runNext();
        }
        assertEquals(List.of("first", "second", "late"), ran);
    }

    private static OrderEntry order(long id, boolean buy, long quantity, long limit) {
        return new OrderEntry(id, null, null, buy, OrderType.LIMIT, TimeInForce.DAY, null, quantity, limit, 0, 0);
    }
}
