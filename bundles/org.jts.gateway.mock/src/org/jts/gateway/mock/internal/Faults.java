package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Draws, from its seed, what happens to each request and event under the present {@link FaultPlan}. Thread-safe. */
final class Faults {

    /**
     * What happens to one request.
     *
     * @param there    time until the broker has it
     * @param back     time until the answer is here
     * @param silent   no answer ever comes
     * @param refused  the broker refuses it
     * @param lost     the broker acts, its answer is lost
     * @param arrives  whether a request that is given up meanwhile reaches the broker all the same
     */
    record Fate(Duration there, Duration back, boolean silent, boolean refused, boolean lost, boolean arrives) {
    }

    private final Object lock = new Object();
    private final SplittableRandom chance;
    private FaultPlan plan;
    private int answersToLose;
    private CompletableFuture<Void> silenceEnds = CompletableFuture.completedFuture(null);

    Faults(long seed, FaultPlan plan) {
        this.chance = new SplittableRandom(seed);
        set(plan);
    }

    FaultPlan plan() {
        synchronized (lock) {
            return plan;
        }
    }

    void set(FaultPlan newPlan) {
        synchronized (lock) {
            plan = newPlan;
            if (!plan.silence()) {
                silenceEnds.complete(null);
            } else if (silenceEnds.isDone()) {
                silenceEnds = new CompletableFuture<>();
            }
        }
    }

    /** Done when requests are answered. */
    CompletableFuture<Void> silenceEnds() {
        synchronized (lock) {
            return silenceEnds;
        }
    }

    /** Loses the answer of the next order request, whatever the plan says. */
    void loseNextAnswer() {
        synchronized (lock) {
            answersToLose++;
        }
    }

    Fate read() {
        synchronized (lock) {
            return fate(false, false);
        }
    }

    Fate order() {
        synchronized (lock) {
            boolean refused = chance.nextDouble() < plan.refuse();
            boolean lost = chance.nextDouble() < plan.lose();
            if (answersToLose > 0) {
                answersToLose--;
                lost = true;
            }
            return fate(refused, lost);
        }
    }

    /** How often an order event comes: 0, 1 or 2 times. */
    int copies() {
        synchronized (lock) {
            if (chance.nextDouble() < plan.drop()) {
                return 0;
            }
            return chance.nextDouble() < plan.duplicate() ? 2 : 1;
        }
    }

    private Fate fate(boolean refused, boolean lost) {
        long min = plan.latencyMin().toNanos();
        long max = plan.latencyMax().toNanos();
        long total = min == max ? min : chance.nextLong(min, max + 1);
        return new Fate(Duration.ofNanos(total / 2), Duration.ofNanos(total - total / 2), plan.silence(), refused, lost,
                chance.nextBoolean());
    }
}
