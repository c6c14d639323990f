package org.jts.ratelimit.internal;

/** Spreads the requests of the lower lanes, so that they do not use up a window in one burst. Called under the lock. */
interface Pace extends AutoCloseable {

    /** @return whether {@code weight} may go now; then it is counted */
    boolean tryPass(int weight);

    /**
     * As {@link #tryPass} for a request that waits in front. When it may not go yet, the owner is told when somebody may, and
     * asks again for whoever is in front then.
     */
    boolean tryPassQueued(int weight);

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
        public void close() {
            // holds nothing
        }
    };
}
