package org.jts.ratelimit.redis.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.concurrent.LaneQueue;

/**
 * What the rules of a key come to when several processes spend from it. Of each window every process owns a share for
 * good, which it spends without asking anybody; the rest is the pool in Redis. Shares and pool together are the window,
 * so nobody ever has to know what the others do with their shares.
 */
final class PoolRules {

    /** How far the broker's clock may run apart from ours, per second, and the coarseness of its time stamps. */
    private static final long DRIFT_PER_MILLION = 500;
    private static final long STAMP_NANOS = 1_000_000;
    /** A window is kept in so many cells: what ended within one cell ages together. */
    private static final int CELLS = 200;
    private static final Lane[] LANES = Lane.values();
    private static final int UPPER = LaneQueue.bit(Lane.CANCEL.ordinal()) | LaneQueue.bit(Lane.ORDER.ordinal());

    private final LimitProfile profile;
    private final Terms terms;
    private final int[] pool;
    private final int[] share;
    private final long[] spanNanos;
    /** By window, the lanes it counts; by lane, the lanes that some window counts with it. */
    private final int[] laneMasks;
    private final int[] neighbours = new int[LANES.length];
    private final int[][] ones = new int[LANES.length][];
    private final String signature;

    /**
     * How processes share.
     *
     * @param processes     that spend from a key at once, at most
     * @param shareOfAll    the part of every window that the processes' own shares make together, 0 to 1
     * @param leaseNanos    a process not heard of for so long is gone, unless the profile's answer limit is longer
     * @param coldWaitNanos the longest window that is waited out when nobody knows what was before
     */
    record Terms(int processes, double shareOfAll, long leaseNanos, long coldWaitNanos) {
    }

    PoolRules(LimitProfile profile, Terms terms) {
        this.profile = profile;
        this.terms = terms;
        int n = profile.windows().size();
        pool = new int[n];
        share = new int[n];
        spanNanos = new long[n];
        laneMasks = new int[n];
        for (int i = 0; i < n; i++) {
            RateWindow window = profile.windows().get(i);
            share[i] = shareOf(window.permits(), terms);
            pool[i] = window.permits() - share[i] * terms.processes();
            spanNanos[i] = span(window.period());
            for (Lane lane : LANES) {
                laneMasks[i] |= window.counts(lane) ? LaneQueue.bit(lane.ordinal()) : 0;
            }
        }
        for (Lane lane : LANES) {
            ones[lane.ordinal()] = newCosts(lane, 1);
            neighbours[lane.ordinal()] = LaneQueue.bit(lane.ordinal());
            for (int mask : laneMasks) {
                neighbours[lane.ordinal()] |= LaneQueue.has(mask, lane.ordinal()) ? mask : 0;
            }
        }
        signature = digest(terms + " " + profile.windows() + " " + profile.reservedShare() + " " + leaseNanos() + " "
                + graceNanos() + " " + Arrays.toString(share));
    }

    /**
     * The part that the terms say, and at least one where there is one for each and one more for the pool: without a
     * share a process could send nothing at all while Redis is away, orders neither.
     */
    private static int shareOf(int permits, Terms terms) {
        int part = (int) Math.floor(permits * terms.shareOfAll() / terms.processes());
        return part == 0 && terms.shareOfAll() > 0 && permits > terms.processes() ? 1 : part;
    }

    private static long span(Duration period) {
        long nanos = period.toNanos();
        return nanos + nanos / 1_000_000 * DRIFT_PER_MILLION + STAMP_NANOS;
    }

    LimitProfile profile() {
        return profile;
    }

    Terms terms() {
        return terms;
    }

    int size() {
        return pool.length;
    }

    RateWindow window(int i) {
        return profile.windows().get(i);
    }

    /** @return which window counts what {@code other} counts, whatever it permits; -1 when none does */
    int indexOfSame(RateWindow other) {
        for (int i = 0; i < size(); i++) {
            RateWindow window = window(i);
            if (window.period().equals(other.period()) && window.measure() == other.measure()
                    && window.lanes().equals(other.lanes())) {
                return i;
            }
        }
        return -1;
    }

    /** What of window {@code i} is given out by Redis. */
    int pool(int i) {
        return pool[i];
    }

    /** What of window {@code i} is this process' own. */
    int share(int i) {
        return share[i];
    }

    long spanNanos(int i) {
        return spanNanos[i];
    }

    long cellMicros(int i) {
        return Math.max(1_000, spanNanos[i] / 1_000 / CELLS);
    }

    long longestSpanNanos() {
        long longest = 0;
        for (long span : spanNanos) {
            longest = Math.max(longest, span);
        }
        return longest;
    }

    /**
     * What of {@code permits} of the share of window {@code i} is kept for the upper lanes: half of it, for it is all
     * that orders have while Redis cannot be asked. Nothing when the profile reserves nothing, or of a window that
     * counts no upper lane.
     */
    int reservedOfShare(int i, int permits) {
        return profile.reservedShare() > 0 && (laneMasks[i] & UPPER) != 0 ? permits / 2 : 0;
    }

    /**
     * What is kept for the upper lanes in the pool of window {@code i}: the profile's reserve, as far as shares lack
     * it. At least one where there are two; nothing of a window that counts no upper lane.
     */
    int reservedOfPool(int i) {
        int permits = window(i).permits();
        if (profile.reservedShare() == 0 || permits < 2 || (laneMasks[i] & UPPER) == 0) {
            return 0;
        }
        int inShares = reservedOfShare(i, share[i]) * terms.processes();
        int wanted = Math.max(1, (int) Math.floor(permits * profile.reservedShare()));
        return Math.max(0, Math.min(pool[i] - 1, wanted - inShares));
    }

    /** What each window counts, as a number: the same for windows that differ in what they permit only. */
    long[] counts() {
        long[] counts = new long[pool.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (spanNanos[i] / 1000 << LANES.length | laneMasks[i]) * Measure.values().length
                    + window(i).measure().ordinal();
        }
        return counts;
    }

    /** The lanes that window {@code i} counts. */
    int lanesOf(int i) {
        return laneMasks[i];
    }

    /** The lanes that some window counts together with {@code lane}, and itself. */
    int neighbours(Lane lane) {
        return neighbours[lane.ordinal()];
    }

    /** A process silent for so long is gone. Not shorter than a request may be without an answer. */
    long leaseNanos() {
        return Math.max(terms.leaseNanos(), profile.answerLimit().toNanos());
    }

    /** The longest window that is waited out when nobody knows what was before, with its drift. */
    long coldWaitNanos() {
        return span(Duration.ofNanos(terms.coldWaitNanos()));
    }

    long graceNanos() {
        return profile.lostGrace().toNanos();
    }

    /** The same for all who keep the same rules on the same terms. */
    String signature() {
        return signature;
    }

    /** What a request costs in each window: not to be changed. */
    int[] costs(Lane lane, int weight) {
        return weight == 1 ? ones[lane.ordinal()] : newCosts(lane, weight);
    }

    private int[] newCosts(Lane lane, int weight) {
        int[] costs = new int[pool.length];
        List<RateWindow> windows = profile.windows();
        for (int i = 0; i < costs.length; i++) {
            RateWindow window = windows.get(i);
            costs[i] = !window.counts(lane) ? 0 : window.measure() == Measure.COUNT ? 1 : weight;
        }
        return costs;
    }

    /** @return whether a request could ever be sent, out of the pool or out of the share */
    boolean fits(int[] costs) {
        boolean inPool = true;
        boolean inShare = true;
        for (int i = 0; i < costs.length; i++) {
            inPool &= costs[i] <= pool[i];
            inShare &= costs[i] <= share[i];
        }
        return inPool || inShare;
    }

    static boolean isUpper(Lane lane) {
        return lane == Lane.CANCEL || lane == Lane.ORDER;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime, found none", e);
        }
    }
}
