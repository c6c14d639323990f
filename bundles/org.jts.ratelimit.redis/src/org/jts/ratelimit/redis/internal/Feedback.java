package org.jts.ratelimit.redis.internal;

import java.util.Arrays;

/** What the broker has said of the limit and is still to be told to the pool. Not thread-safe. */
final class Feedback {

    private static final long NOTHING = -1;

    private long afterMicros = NOTHING;
    private long[] counted;

    Feedback(int windows) {
        clear(windows);
    }

    /** Under other windows: what was counted in the old ones means nothing. */
    void clear(int windows) {
        counted = new long[windows];
        Arrays.fill(counted, NOTHING);
        afterMicros = NOTHING;
    }

    void refused(long micros) {
        afterMicros = Math.max(afterMicros, micros);
    }

    void counted(int window, long used) {
        counted[window] = Math.max(counted[window], used);
    }

    boolean isEmpty() {
        return afterMicros == NOTHING && Arrays.stream(counted).allMatch(c -> c == NOTHING);
    }

    PoolMember.Call take(PoolMember member) {
        PoolMember.Call call = member.feedback(afterMicros, counted);
        clear(counted.length);
        return call;
    }
}
