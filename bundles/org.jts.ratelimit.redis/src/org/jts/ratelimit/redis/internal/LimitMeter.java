package org.jts.ratelimit.redis.internal;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException.Reason;

/** Told what became of requests that did not get a permit at once. Thread-safe. */
interface LimitMeter {

    /** @param nanos from asking to having it */
    void waited(Lane lane, long nanos);

    /** A request got no permit. */
    void missed(Reason reason);
}
