package org.jts.exchange.internal;

import java.util.Arrays;

/**
 * One side of a book: levels sorted in an array, the best one last, where most is added and taken; finding a level is a
 * binary search, making one moves a few references.
 */
final class BookSide {

    private final int sign;
    private Level[] levels = new Level[32];
    private int size;

    BookSide(boolean bids) {
        sign = bids ? 1 : -1;
    }

    int size() {
        return size;
    }

    /** @return the best level, or null */
    Level best() {
        return size == 0 ? null : levels[size - 1];
    }

    /** @param rank 0 for the best level */
    Level level(int rank) {
        return levels[size - 1 - rank];
    }

    void add(OrderEntry order) {
        int at = find(order.limit);
        Level level;
        if (at < size && levels[at].price == order.limit) {
            level = levels[at];
        } else {
            level = new Level(order.limit);
            if (size == levels.length) {
                levels = Arrays.copyOf(levels, size * 2);
            }
            System.arraycopy(levels, at, levels, at + 1, size - at);
            levels[at] = level;
            size++;
        }
        level.append(order);
    }

    void remove(OrderEntry order) {
        Level level = order.level;
        level.unlink(order);
        if (level.isEmpty()) {
            int at = find(level.price);
            size--;
            System.arraycopy(levels, at + 1, levels, at, size - at);
            levels[size] = null;
        }
    }

    private int find(long price) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compare(levels[middle].price, price) * sign < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
