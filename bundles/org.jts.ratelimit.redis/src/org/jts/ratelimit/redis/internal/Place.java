package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.Arrays;

import org.jts.api.time.TimeSource;

/**
 * The place of this process among those that share, and the share that comes with it. There are as many places as
 * processes are expected: whoever finds all of them taken has no share, and whoever stood still for longer than its
 * lease may have lost its own, and asks before it spends again. Guarded by the limiter's lock.
 */
final class Place {

    /** A pause of a virtual machine, or a garbage collection, is not what is meant. */
    private static final long LEAST_SLEEP_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final TimeSource time;
    private boolean taken;
    private boolean crowded;
    private boolean asleep;
    private long wokeAt;
    /** Whether the pool's memory goes back to when this process took its place. */
    private boolean learns = true;
    /** By window, whether it is known what others have used of the share before. */
    private boolean[] knows;
    private long lookedAt;
    private long lookedAtMillis;

    Place(TimeSource time, PoolRules rules) {
        this.time = time;
        this.knows = new boolean[rules.size()];
        lookedAt = time.nanoTime();
        lookedAtMillis = time.now().toEpochMilli();
    }

    /** Under other rules it joins another pool, which knows nothing of who had its place before. */
    void use(PoolRules rules) {
        knows = new boolean[rules.size()];
        learns = false;
        taken = false;
    }

    /** When to look again at the latest. */
    long nextAt(long now) {
        return now + LOOK_NANOS;
    }

    /** Whether it has still to ask if its share is its own. */
    boolean isAsleep() {
        return asleep;
    }

    /** Called often. When it was not for longer than a lease, this process stood still, or its machine slept. */
    void look(PoolRules rules, ShareLedger share, long now) {
        long millis = time.now().toEpochMilli();
        long limit = Math.max(rules.leaseNanos(), LEAST_SLEEP_NANOS);
        if (now - lookedAt > limit || millis - lookedAtMillis > Duration.ofNanos(limit).toMillis()) {
            asleep = true;
            wokeAt = now;
            share.closeUntil(ShareLedger.UNKNOWN);
        }
        lookedAt = now;
        lookedAtMillis = millis;
    }

    /**
     * The pool has answered.
     *
     * @param sentAt when it was asked
     * @param join   whether it was asked for a place; {@code lost} whether it had given ours up, for we were silent
     */
    void heard(PoolReply reply, long sentAt, boolean join, boolean lost, PoolRules rules, ShareLedger share,
            long now) {
        taken &= !join;
        if (lost) {
            learnAnew();
        }
        if (asleep && sentAt < wokeAt) {
            return;
        }
        if (!taken && reply.here() > rules.terms().processes()) {
            crowded = true;
            asleep = false;
            share.closeUntil(ShareLedger.UNKNOWN);
            return;
        }
        if (crowded) {
            // Somebody has left his place, and may have used all that comes with it until then.
            learnAnew();
            share.presumeUsed(now + rules.graceNanos(), ShareLedger.UNKNOWN);
        }
        if (crowded || asleep) {
            share.closeUntil(now);
        }
        taken = true;
        crowded = false;
        asleep = false;
        if (learns) {
            learn(reply.owed(), rules, share, now);
        }
    }

    private void learnAnew() {
        learns = true;
        Arrays.fill(knows, false);
    }

    private void learn(long[] owed, PoolRules rules, ShareLedger share, long now) {
        for (int i = 0; i < knows.length; i++) {
            if (owed[i] >= 0 && knows[i]) {
                share.presumeAtMost(i, owed[i]);
            } else if (owed[i] >= 0) {
                knows[i] = true;
                share.presume(i, owed[i], now + rules.graceNanos());
            }
        }
    }
}
