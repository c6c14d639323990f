package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jts.api.limit.Lane;

/**
 * What this process has had from the pool, for a Redis that has forgotten it. Entries are merged into cells that bear
 * the time of their newest request, so that a request never looks older than it is. By lane, so that it can be told
 * under any rules. No clock and no lock of its own.
 */
final class OwnLog {

    private static final Lane[] LANES = Lane.values();
    private static final int CELLS = 500;

    private static final class Cell {
        private final long start;
        private long newest;
        private final long[] weights = new long[LANES.length];
        private final long[] counts = new long[LANES.length];

        Cell(long start) {
            this.start = start;
        }
    }

    /**
     * @param ageMicros how long ago, never more than it is
     * @param costs     in each window of the rules
     */
    record Past(long ageMicros, long[] costs) {
    }

    private final ArrayDeque<Cell> cells = new ArrayDeque<>();

    void add(Lane lane, int weight, long now, long longestSpanNanos) {
        Cell cell = cells.peekLast();
        if (cell == null || now - cell.start > longestSpanNanos / CELLS) {
            cell = new Cell(now);
            cells.addLast(cell);
            while (cells.peekFirst().newest < now - longestSpanNanos && cells.size() > 1) {
                cells.removeFirst();
            }
        }
        cell.newest = now;
        cell.weights[lane.ordinal()] += weight;
        cell.counts[lane.ordinal()]++;
    }

    List<Past> tell(PoolRules rules, long now) {
        List<Past> all = new ArrayList<>();
        for (Cell cell : cells) {
            long[] costs = new long[rules.size()];
            for (Lane lane : LANES) {
                for (int i = 0; i < costs.length; i++) {
                    costs[i] += cost(rules, i, lane, cell);
                }
            }
            if (Arrays.stream(costs).anyMatch(c -> c > 0)) {
                all.add(new Past((now - cell.newest) / 1000, costs));
            }
        }
        return all;
    }

    private static long cost(PoolRules rules, int window, Lane lane, Cell cell) {
        int of = lane.ordinal();
        if (!rules.window(window).counts(lane)) {
            return 0;
        }
        return switch (rules.window(window).measure()) {
            case WEIGHT -> cell.weights[of];
            case COUNT -> cell.counts[of];
        };
    }
}
