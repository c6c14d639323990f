package org.jts.ratelimit.redis.internal;

import java.util.concurrent.CountDownLatch;

import org.jts.api.limit.Lane;

/** A request that waits for its permit. All but the latch is guarded by the limiter's lock. */
final class Waiter {

    enum State {
        WAITING, GRANTED, TIMED_OUT, CANCELLED, CLOSED
    }

    final Lane lane;
    final int weight;
    final int[] costs;
    /** When it gives up. */
    final long deadline;
    /** Open when it waits no longer. */
    final CountDownLatch decided = new CountDownLatch(1);
    State state = State.WAITING;
    /** Whether the pace has let it pass. */
    boolean paced;
    SharedPermit permit;

    Waiter(Lane lane, int weight, int[] costs, long deadline) {
        this.lane = lane;
        this.weight = weight;
        this.costs = costs;
        this.deadline = deadline;
    }

    void grant(SharedPermit granted) {
        permit = granted;
        decide(State.GRANTED);
    }

    void decide(State newState) {
        state = newState;
        decided.countDown();
    }
}
