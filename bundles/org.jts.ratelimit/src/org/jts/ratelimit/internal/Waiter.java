package org.jts.ratelimit.internal;

import java.util.concurrent.CountDownLatch;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;

/** A request that waits for its permit. All but the latch is guarded by the limiter's lock. */
final class Waiter implements LaneQueue.Waiting {

    enum State {
        WAITING, GRANTED, TIMED_OUT, CANCELLED, CLOSED, TOO_HEAVY
    }

    final Lane lane;
    final int weight;
    /** When it gives up. */
    final long deadline;
    /** Open when it waits no longer. */
    final CountDownLatch decided = new CountDownLatch(1);
    State state = State.WAITING;
    /** Of its permit, once granted. */
    long ticket = LimiterCore.NONE;

    Waiter(Lane lane, int weight, long deadline) {
        this.lane = lane;
        this.weight = weight;
        this.deadline = deadline;
    }

    @Override
    public int lane() {
        return lane.ordinal();
    }

    @Override
    public long deadline() {
        return deadline;
    }

    void decide(State newState) {
        state = newState;
        decided.countDown();
    }
}
