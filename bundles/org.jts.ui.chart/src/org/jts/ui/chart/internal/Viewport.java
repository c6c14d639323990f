package org.jts.ui.chart.internal;

/**
 * Which candles are seen: candle {@code i} takes the place from {@code i} to {@code i + 1}, the window goes from
 * {@code first} to {@code first + span}. Drawing only, hence {@code double}.
 *
 * @param first left edge
 * @param span  how many candles fit
 * @param count how many candles there are
 */
record Viewport(double first, double span, int count) {
    /** Closer makes a candle wider than is of use. */
    static final double MIN_SPAN = 10;
    /** What is seen of a chart that was just opened. */
    static final double USUAL_SPAN = 120;
    /** Free space beside the first and the last candle, as a share of the window. */
    static final double MARGIN = 0.04;

    Viewport {
        if (count < 0) {
            throw new IllegalArgumentException("viewport: expected 0 or more candles, was " + count);
        }
        span = Math.max(MIN_SPAN, Math.min(span, Math.max(MIN_SPAN, count / (1 - 2 * MARGIN))));
        double last = count + MARGIN * span - span;
        first = Math.max(Math.min(-MARGIN * span, last), Math.min(first, last));
    }

    /** The newest candles, with some free space after the last one. */
    static Viewport latest(int count, double span) {
        return new Viewport(count, span, count);
    }

    Viewport fit() {
        return latest(count, Double.MAX_VALUE);
    }

    /**
     * @param factor below 1 shows fewer candles
     * @param anchor share of the width, 0 to 1, that stays where it is
     */
    Viewport zoom(double factor, double anchor) {
        double fixed = first + anchor * span;
        double wanted = new Viewport(first, span * factor, count).span;
        return new Viewport(fixed - anchor * wanted, wanted, count);
    }

    Viewport pan(double candles) {
        return new Viewport(first + candles, span, count);
    }

    /** The same window over more candles; one that saw the newest goes on seeing it. */
    Viewport withCount(int newCount) {
        boolean sawNewest = first + span >= count;
        return new Viewport(sawNewest ? first + newCount - count : first, span, newCount);
    }

    /** @return the first candle of which something is seen */
    int firstVisible() {
        return Math.max(0, (int) Math.floor(first));
    }

    /** @return one after the last candle of which something is seen */
    int endVisible() {
        return Math.max(0, Math.min(count, (int) Math.ceil(first + span)));
    }

    /** @return x of the middle of a candle in a pane that is {@code width} wide */
    double middle(int index, int width) {
        return (index + 0.5 - first) / span * width;
    }

    /** @return the candle under {@code x}, clamped to those that exist; -1 when there are none */
    int indexAt(double x, int width) {
        if (count == 0 || width <= 0) {
            return -1;
        }
        return Math.max(0, Math.min(count - 1, (int) Math.floor(first + x / width * span)));
    }
}
