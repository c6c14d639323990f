package org.jts.ratelimit.redis.internal;

/**
 * How far this process knows the pool's clock to be: never ahead of the least that it was seen to be, so that a clock
 * that is set is noticed, and no small steps add up to a large one. Not thread-safe.
 */
final class PoolClock {

    /** What was seen longer ago is forgotten after one or two of these: two machines' clocks run apart a little. */
    private static final long MEMORY_NANOS = 10_000_000_000L;

    private boolean known;
    /** How far it is ahead of ours, at least, in microseconds; of late, and before that. */
    private long ahead;
    private long aheadBefore;
    private long since;
    private long leftOut;

    /** Another memory, another clock. */
    void forget() {
        known = false;
    }

    /** @param sent when the question was sent that this is the answer to */
    void heard(PoolReply reply, long sent) {
        long seen = reply.clock() - sent / 1000;
        if (!known || sent - since > MEMORY_NANOS) {
            aheadBefore = known ? ahead : seen;
            ahead = seen;
            since = sent;
            known = true;
        } else {
            // Time that was left out because the line was slow makes it less; because a clock was set, no difference.
            ahead = Math.min(ahead, seen);
        }
        leftOut = reply.leftOut();
    }

    /** @return what it must be by {@code now}, and how much time was left out when that was learned */
    String bound(long now) {
        return (known ? now / 1000 + Math.min(ahead, aheadBefore) : 0) + ":" + leftOut;
    }
}
