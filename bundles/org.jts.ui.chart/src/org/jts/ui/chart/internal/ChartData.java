package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jts.api.market.Candle;

/**
 * The candles of a chart, exact, and beside them as plain numbers for the painter, who reads thousands of them for
 * every picture. UI thread only.
 */
final class ChartData implements TimeAxis.LocalTimes {
    private final ZoneId zone;
    private final List<Candle> candles = new ArrayList<>();
    private double[] open = new double[0];
    private double[] high = open;
    private double[] low = open;
    private double[] close = open;
    private double[] volume = open;
    private long[] second = new long[0];
    private int[] month = new int[0];

    ChartData(ZoneId zone, List<Candle> candles) {
        this.zone = zone;
        grow(candles.size());
        candles.forEach(this::append);
    }

    /**
     * Replaces the last candle by a newer picture of it, or adds one; one that is older than the last is passed over.
     */
    void put(Candle candle) {
        if (!candles.isEmpty()) {
            int byTime = candle.openTime().compareTo(candles.getLast().openTime());
            if (byTime < 0) {
                return;
            }
            if (byTime == 0) {
                candles.removeLast();
            }
        }
        grow(candles.size() + 1);
        append(candle);
    }

    private void append(Candle candle) {
        int i = candles.size();
        candles.add(candle);
        open[i] = candle.open().doubleValue();
        high[i] = candle.high().doubleValue();
        low[i] = candle.low().doubleValue();
        close[i] = candle.close().doubleValue();
        volume[i] = candle.volume().doubleValue();
        LocalDateTime local = LocalDateTime.ofInstant(candle.openTime(), zone);
        second[i] = local.toEpochSecond(java.time.ZoneOffset.UTC);
        month[i] = local.getYear() * 12 + local.getMonthValue() - 1;
    }

    private void grow(int needed) {
        if (needed <= open.length) {
            return;
        }
        int size = Math.max(needed + 64, open.length + open.length / 2);
        open = Arrays.copyOf(open, size);
        high = Arrays.copyOf(high, size);
        low = Arrays.copyOf(low, size);
        close = Arrays.copyOf(close, size);
        volume = Arrays.copyOf(volume, size);
        second = Arrays.copyOf(second, size);
        month = Arrays.copyOf(month, size);
    }

    int size() {
        return candles.size();
    }

    Candle candle(int index) {
        return candles.get(index);
    }

    ZoneId zone() {
        return zone;
    }

    double open(int index) {
        return open[index];
    }

    double high(int index) {
        return high[index];
    }

    double low(int index) {
        return low[index];
    }

    double close(int index) {
        return close[index];
    }

    double volume(int index) {
        return volume[index];
    }

    @Override
    public long second(int index) {
        return second[index];
    }

    @Override
    public int month(int index) {
        return month[index];
    }

    /** @return the close before a candle, its own open for the first one */
    BigDecimal closeBefore(int index) {
        return index > 0 ? candles.get(index - 1).close() : candles.get(index).open();
    }
}
