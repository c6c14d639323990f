package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.jts.api.limit.Lane;

/**
 * What each lane of this process has of every window: in flight, or settled not longer ago than the window. For people
 * only, so it is kept in cells that age together. No clock and no lock of its own; {@link #addTo} may be called by any
 * thread.
 */
final class LaneUse {

    private static final Lane[] LANES = Lane.values();
    private static final int CELLS = 200;

    private static final class Cell {
        private final long start;
        private long newest;
        private final long[] costs = new long[LANES.length];

        Cell(long start) {
            this.start = start;
        }
    }

    private final PoolRules rules;
    private final ArrayDeque<Cell>[] cells;
    /** By window and lane. */
    private final long[][] used;

    LaneUse(PoolRules rules) {
        this.rules = rules;
        cells = newCells(rules.size());
        used = new long[rules.size()][LANES.length];
    }

    /** Takes over what was counted under other rules, as far as they kept the same windows. */
    static LaneUse after(LaneUse before, PoolRules rules) {
        LaneUse next = new LaneUse(rules);
        for (int i = 0; i < rules.size(); i++) {
            int old = before.rules.indexOfSame(rules.window(i));
            if (old >= 0) {
                for (Cell cell : before.cells[old]) {
                    next.cells[i].add(cell);
                    for (int lane = 0; lane < LANES.length; lane++) {
                        next.used[i][lane] += cell.costs[lane];
                    }
                }
            }
        }
        return next;
    }

    void granted(Lane lane, int[] costs) {
        for (int i = 0; i < costs.length; i++) {
            used[i][lane.ordinal()] += costs[i];
        }
    }

    /** @param counts whether it reached the broker, and so ages from now on */
    void ended(Lane lane, int[] costs, boolean counts, long now) {
        for (int i = 0; i < costs.length; i++) {
            if (!counts) {
                used[i][lane.ordinal()] -= costs[i];
            } else if (costs[i] > 0) {
                cell(i, now).costs[lane.ordinal()] += costs[i];
            }
        }
    }

    void forget(long now) {
        for (int i = 0; i < cells.length; i++) {
            ArrayDeque<Cell> log = cells[i];
            while (!log.isEmpty() && log.peekFirst().newest <= now - rules.spanNanos(i)) {
                long[] costs = log.removeFirst().costs;
                for (int lane = 0; lane < LANES.length; lane++) {
                    used[i][lane] -= costs[lane];
                }
            }
        }
    }

    /** Adds what each lane has of window {@code i}; a lane without is left out. */
    void addTo(Map<Lane, Integer> sum, int i) {
        for (Lane lane : LANES) {
            int cost = (int) used[i][lane.ordinal()];
            if (cost > 0) {
                sum.merge(lane, cost, Integer::sum);
            }
        }
    }

    Map<Lane, Integer> of(int i) {
        Map<Lane, Integer> all = new EnumMap<>(Lane.class);
        addTo(all, i);
        return all;
    }

    private Cell cell(int i, long now) {
        Cell last = cells[i].peekLast();
        if (last == null || now - last.start > rules.spanNanos(i) / CELLS) {
            last = new Cell(now);
            cells[i].addLast(last);
        }
        last.newest = now;
        return last;
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Cell>[] newCells(int size) {
        ArrayDeque<Cell>[] all = new ArrayDeque[size];
        Arrays.setAll(all, i -> new ArrayDeque<>());
        return all;
    }
}
