package org.jts.ratelimit.redis.internal;

/**
 * What this process can say of a pool whose memory is lost, beside what it has had itself: what all had used when it
 * saw the pool open first, or open again after somebody had gone who cannot be asked any more; and how many were there
 * of late. Times are on our clock. Not thread-safe.
 */
final class Witness {

    private PoolRules rules;
    /** Since when; null before. */
    private Long sawOpenAt;
    private long[] usedThen;
    private int here;
    private long gone;

    Witness(PoolRules rules) {
        this.rules = rules;
    }

    /** Under other rules: what was used of a window that was not kept is known only when all of it has aged since. */
    void use(PoolRules newRules, long now) {
        if (sawOpenAt != null) {
            long[] used = new long[newRules.size()];
            for (int i = 0; i < used.length && sawOpenAt != null; i++) {
                int old = rules.indexOfSame(newRules.window(i));
                if (old >= 0) {
                    used[i] = usedThen[old];
                } else if (newRules.spanNanos(i) > now - sawOpenAt - settledAfter()) {
                    sawOpenAt = null;
                }
            }
            usedThen = used;
        }
        rules = newRules;
    }

    /** The memory is another one: nobody has gone since it began. */
    void joinedAnother() {
        gone = 0;
    }

    /** It cannot say any more what all have used. */
    void forget() {
        sawOpenAt = null;
    }

    void heard(PoolReply reply, long now) {
        here = reply.here();
        if (reply.gone() != gone) {
            // Whoever went will not tell what it has had: what the pool says of it counts.
            gone = reply.gone();
            forget();
        }
        if (reply.shut() <= 0 && sawOpenAt == null) {
            sawOpenAt = now;
            usedThen = reply.used();
        }
    }

    /** Whether what was in flight when it saw the pool open has begun to age. */
    boolean isSure(long now) {
        return sawOpenAt != null && now - sawOpenAt >= settledAfter();
    }

    /** How long ago the last of {@link #used} has begun to age at the latest; only when it is sure. */
    long ageMicros(long now) {
        return (now - sawOpenAt - settledAfter()) / 1000;
    }

    /** Of each window, when it saw the pool open. */
    long[] used() {
        return usedThen;
    }

    /** How many were there of late. */
    int here() {
        return here;
    }

    /** What was in flight at some moment has begun to age so long after it. */
    private long settledAfter() {
        return rules.leaseNanos() + rules.graceNanos();
    }
}
