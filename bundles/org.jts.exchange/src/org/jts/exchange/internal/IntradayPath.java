package org.jts.exchange.internal;

import java.time.Duration;

/** A day's prices at even distances, made to fit what is known of the day. */
final class IntradayPath {

    /** Points per minute: so that a minute has an open, a high, a low and a close. */
    static final int PER_MINUTE = 4;
    /** The range of a Brownian path is about so many times its standard deviation. */
    private static final double RANGE = 1.6;

    private final double[] points;
    private int highAt = -1;
    private int lowAt = -1;

    private IntradayPath(int size) {
        points = new double[size];
    }

    /** @return how many points a day of that many nanoseconds has */
    static int points(double dayNanos) {
        return Math.max(8, (int) (dayNanos / Duration.ofMinutes(1).toNanos()) * PER_MINUTE + 1);
    }

    /** A path from open to close that touches high and low and never leaves them. */
    static IntradayPath within(Rng rng, double open, double high, double low, double close, int size) {
        var path = new IntradayPath(size);
        double[] p = path.points;
        int last = size - 1;
        int one = 1 + rng.nextInt(last - 2);
        int other = 1 + rng.nextInt(last - 2);
        if (other == one) {
            other = one + 1;
        }
        boolean highFirst = rng.nextBoolean();
        path.highAt = highFirst ? Math.min(one, other) : Math.max(one, other);
        path.lowAt = highFirst ? Math.max(one, other) : Math.min(one, other);
        p[0] = open;
        p[last] = close;
        p[path.highAt] = high;
        p[path.lowAt] = low;
        double sigma = (high - low) / RANGE / StrictMath.sqrt(size);
        int first = Math.min(one, other);
        int second = Math.max(one, other);
        path.bridge(rng, 0, first, sigma, low, high);
        path.bridge(rng, first, second, sigma, low, high);
        path.bridge(rng, second, last, sigma, low, high);
        return path;
    }

    /** A path from open to close of a given volatility that stays between two bounds. */
    static IntradayPath between(Rng rng, double open, double close, double volatility, double lowest, double highest,
            int size) {
        var path = new IntradayPath(size);
        path.points[0] = open;
        path.points[size - 1] = close;
        path.bridge(rng, 0, size - 1, close * volatility / StrictMath.sqrt(size), lowest, highest);
        return path;
    }

    int size() {
        return points.length;
    }

    double at(int index) {
        return points[index];
    }

    boolean isExtreme(int index) {
        return index == highAt || index == lowAt;
    }

    private void bridge(Rng rng, int from, int to, double sigma, double lowest, double highest) {
        for (int k = from + 1; k < to; k++) {
            int left = to - k;
            double pull = (points[to] - points[k - 1]) / (left + 1);
            double noise = sigma * StrictMath.sqrt((double) left / (left + 1)) * rng.nextGaussian();
            points[k] = fold(points[k - 1] + pull + noise, lowest, highest);
        }
    }

    private static double fold(double value, double lowest, double highest) {
        if (value > highest) {
            return Math.max(lowest, 2 * highest - value);
        }
        return value < lowest ? Math.min(highest, 2 * lowest - value) : value;
    }
}
