package org.jts.ratelimit.internal;

/**
 * Spreads the requests of the lower lanes, so that they do not use up a window in one burst, and slows them down after
 * requests that went without asking it. It is told the time, which never goes back. Not thread-safe.
 */
interface Pace {

    /** @return when a request of a lower lane may go; {@code now} or before it when that is now */
    long earliest(long now);

    /** A request goes whose time has come: who comes next waits for it. */
    void take(int weight, long now);

    /** {@code weight} went without asking, in an upper lane: the lower ones come so much later. */
    void passed(int weight);

    /** @return nanoseconds until the last of {@code requests} of weight 1 may go, if nobody else came */
    long nanosUntilLast(int requests, long now);

    /** Lets everything pass. */
    Pace NONE = new Pace() {
        @Override
        public long earliest(long now) {
            return now;
        }

        @Override
        public void take(int weight, long now) {
            // nobody is made to wait
        }

        @Override
        public void passed(int weight) {
            // nobody is made to wait
        }

        @Override
        public long nanosUntilLast(int requests, long now) {
            return 0;
        }
    };
}
