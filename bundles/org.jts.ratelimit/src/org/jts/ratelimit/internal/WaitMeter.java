package org.jts.ratelimit.internal;

import org.jts.api.limit.Lane;

/** Told how long permits were waited for; those that were free at once are none of its business. Thread-safe. */
@FunctionalInterface
interface WaitMeter {

    /** @param nanos from asking to having it */
    void waited(Lane lane, long nanos);
}
