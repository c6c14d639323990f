package org.jts.ui.chart.internal;

/**
 * Maps prices to pixels, evenly or so that equal distances are equal percentages. Drawing only.
 *
 * @param low         price at the bottom
 * @param high        price at the top
 * @param top         y of the top
 * @param height      of the pane
 * @param logarithmic equal distances are equal percentages
 */
record Scale(double low, double high, int top, int height, boolean logarithmic) {
    private static final double PADDING = 0.06;

    Scale {
        if (!(high > low)) {
            double around = low;
            low = around > 0 ? around * 0.99 : -1;
            high = around > 0 ? around * 1.01 : 1;
        }
        logarithmic = logarithmic && low > 0;
    }

    /** With free space above the highest and below the lowest price. */
    static Scale around(double lowest, double highest, int top, int height, boolean logarithmic) {
        if (logarithmic && lowest > 0 && highest > lowest) {
            double pad = Math.pow(highest / lowest, PADDING);
            return new Scale(lowest / pad, highest * pad, top, height, true);
        }
        double pad = (highest - lowest) * PADDING;
        double bottom = lowest - pad;
        return new Scale(lowest > 0 && bottom <= 0 ? lowest * 0.5 : bottom, highest + pad, top, height, logarithmic);
    }

    int y(double price) {
        double share = logarithmic
                ? Math.log(Math.max(price, Double.MIN_NORMAL) / low) / Math.log(high / low)
                : (price - low) / (high - low);
        return (int) Math.round(top + height - Math.max(-1, Math.min(2, share)) * height);
    }

    double price(int y) {
        double share = (top + height - y) / (double) Math.max(1, height);
        return logarithmic ? low * Math.pow(high / low, share) : low + share * (high - low);
    }
}
