package org.jts.ratelimit.internal;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;

/** Makes limiters as the service does, without a framework. */
public final class Ours {

    private Ours() {
    }

    /** @return a limiter with pacing of the lower lanes */
    public static RequestLimiter paced(LimitProfile profile, TimeSource time) {
        return new ExactLimiter("bench", profile, time, SharedLimiters::pace, (lane, nanos) -> { });
    }

    /** @return a limiter that leaves the order of sending to its windows */
    public static RequestLimiter plain(LimitProfile profile, TimeSource time) {
        return new ExactLimiter("bench", profile, time, (p, ready) -> Pace.NONE, (lane, nanos) -> { });
    }

    public static void close(RequestLimiter limiter) {
        ((ExactLimiter) limiter).close();
    }
}
