package org.jts.exchange.internal;

/**
 * The only source of chance: SplitMix64 (Steele, Lea, Flood 2014) with its published constants, written out so that no
 * library version can change a day. Normal numbers by Box and Muller over {@link StrictMath}.
 */
final class Rng {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;
    private double spare;
    private boolean hasSpare;

    Rng(long seed) {
        state = seed;
    }

    /** A stream of its own for a purpose, so that what one symbol does never shifts another's numbers. */
    static Rng of(long seed, String purpose, long number) {
        long hash = seed;
        for (int i = 0; i < purpose.length(); i++) {
            hash = mix(hash + GOLDEN + purpose.charAt(i));
        }
        return new Rng(mix(hash + GOLDEN * (number + 1)));
    }

    long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** @return 0 or more, below 1 */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** @return 0 or more, below {@code bound}, which is positive */
    int nextInt(int bound) {
        return (int) (((nextLong() >>> 33) * bound) >>> 31);
    }

    boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** @return a normal number of mean 0 and variance 1 */
    double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = 2 * StrictMath.PI * nextDouble();
        spare = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
