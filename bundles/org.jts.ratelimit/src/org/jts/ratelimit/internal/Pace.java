package org.jts.ratelimit.internal;

/**
 * Spreads the requests of the lower lanes, so that they do not use up a window in one burst, and slows them down after
 * requests that went without asking it. Called under the lock of the limiter.
 */
interface Pace extends AutoCloseable {

    /** @return whether {@code weight} may go now; then it is counted */
    boolean tryPass(int weight);

    /**
     * As {@link #tryPass} for a request that waits in front. When it may not go yet, the owner is told when somebody
     * may, and asks again for whoever is in front then.
     */
    boolean tryPassQueued(int weight);

    /** {@code weight} went without asking, in an upper lane: the lower ones come so much later. */
    void passed(int weight);

    @Override
    void close();

    /** Lets everything pass. */
    Pace NONE = new Pace() {
        @Override
        public boolean tryPass(int weight) {
            return true;
        }

        @Override
        public boolean tryPassQueued(int weight) {
            return true;
        }

        @Override
        public void passed(int weight) {
            // nobody is made to wait
        }

        @Override
        public void close() {
            // holds nothing
        }
    };
}
