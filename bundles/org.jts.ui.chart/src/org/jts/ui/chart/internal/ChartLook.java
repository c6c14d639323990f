package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.util.function.Function;

import org.eclipse.swt.graphics.Color;
import org.jts.api.market.TickTable;

/**
 * How a chart is to look.
 *
 * @param colors      by theme
 * @param ticks       price steps of the instrument
 * @param price       writes a price
 * @param volume      writes a quantity
 * @param time        writes the open time of candle {@code i} of the data
 * @param logarithmic price axis
 * @param averages    whether moving averages are drawn
 */
record ChartLook(Colors colors, TickTable ticks, Function<BigDecimal, String> price,
        Function<BigDecimal, String> volume, TimeText time, boolean logarithmic,
        boolean averages) {

    /** Writes the open time of a candle. */
    @FunctionalInterface
    interface TimeText {
        String of(ChartData data, int index);
    }

    /**
     * @param background of the panes
     * @param text       of labels
     * @param faint      of labels that matter less
     * @param grid       lines behind the candles
     * @param up         close above open
     * @param down       close below open
     * @param flat       close equals open
     * @param label      behind the texts of the cross-hair
     */
    record Colors(Color background, Color text, Color faint, Color grid, Color up, Color down, Color flat,
            Color label) {
    }

    ChartLook withLogarithmic(boolean wanted) {
        return new ChartLook(colors, ticks, price, volume, time, wanted, averages);
    }

    ChartLook withAverages(boolean wanted) {
        return new ChartLook(colors, ticks, price, volume, time, logarithmic, wanted);
    }
}
