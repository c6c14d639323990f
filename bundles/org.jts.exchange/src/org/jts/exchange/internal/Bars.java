package org.jts.exchange.internal;

import java.util.Arrays;

/** Candles in whole numbers, ascending by open time. */
final class Bars {

    long[] time = new long[64];
    long[] open = new long[64];
    long[] high = new long[64];
    long[] low = new long[64];
    long[] close = new long[64];
    long[] volume = new long[64];
    int size;

    /** Adds a trade to the candle that begins at {@code openTime}, or begins it. */
    void trade(long openTime, long price, long quantity) {
        int last = size - 1;
        if (last >= 0 && time[last] == openTime) {
            high[last] = Math.max(high[last], price);
            low[last] = Math.min(low[last], price);
            close[last] = price;
            volume[last] = Math.addExact(volume[last], quantity);
        } else {
            add(openTime, price, price, price, price, quantity);
        }
    }

    void add(long openTime, long o, long h, long l, long c, long v) {
        if (size == time.length) {
            grow();
        }
        time[size] = openTime;
        open[size] = o;
        high[size] = h;
        low[size] = l;
        close[size] = c;
        volume[size] = v;
        size++;
    }

    /** @return these candles made to longer ones; {@code frame} tells when the longer candle of a time began */
    Bars merged(java.util.function.LongUnaryOperator frame) {
        var merged = new Bars();
        for (int i = 0; i < size; i++) {
            long begin = frame.applyAsLong(time[i]);
            int last = merged.size - 1;
            if (last >= 0 && merged.time[last] == begin) {
                merged.high[last] = Math.max(merged.high[last], high[i]);
                merged.low[last] = Math.min(merged.low[last], low[i]);
                merged.close[last] = close[i];
                merged.volume[last] = Math.addExact(merged.volume[last], volume[i]);
            } else {
                merged.add(begin, open[i], high[i], low[i], close[i], volume[i]);
            }
        }
        return merged;
    }

    /** @return the candles that begin within {@code from} and, not included, {@code to} */
    Bars slice(long from, long to) {
        var slice = new Bars();
        for (int i = indexOf(from); i < size && time[i] < to; i++) {
            slice.add(time[i], open[i], high[i], low[i], close[i], volume[i]);
        }
        return slice;
    }

    /** Forgets the oldest. */
    void dropFirst(int count) {
        for (long[] values : new long[][] {time, open, high, low, close, volume}) {
            System.arraycopy(values, count, values, 0, size - count);
        }
        size -= count;
    }

    private int indexOf(long from) {
        int at = Arrays.binarySearch(time, 0, size, from);
        return at < 0 ? -at - 1 : at;
    }

    private void grow() {
        int length = time.length * 2;
        time = Arrays.copyOf(time, length);
        open = Arrays.copyOf(open, length);
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        close = Arrays.copyOf(close, length);
        volume = Arrays.copyOf(volume, length);
    }
}
