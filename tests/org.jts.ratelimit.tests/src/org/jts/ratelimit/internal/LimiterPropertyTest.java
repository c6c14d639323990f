package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.jts.ratelimit.internal.Simulation.Mutant;
import org.junit.jupiter.api.Test;

class LimiterPropertyTest {

    private static final int SEEDS = Integer.getInteger("jts.test.limiter.seeds", 2_000);
    private static final int REQUESTS = 600;

    @Test
    void noWindowIsEverExceededAndEveryRequestIsAccountedFor() {
        long granted = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Simulation run = new Simulation(seed, Mutant.NONE);
            run.run(REQUESTS);
            String name = "seed " + seed + " " + run.rules();
            assertEquals(Optional.empty(), run.judge().violation(run.rules()), name);
            assertEquals(run.asked(), run.accountedFor(), name);
            assertEquals(run.granted(), run.judge().count(), name);
            granted += run.granted();
        }
        assertTrue(granted > SEEDS * 100L, "the simulation lets requests through: " + granted);
    }

    @Test
    void theJudgeNoticesEveryWayToBeWrong() {
        for (Mutant mutant : Mutant.values()) {
            if (mutant != Mutant.NONE) {
                int caught = 0;
                for (long seed = 0; seed < 100; seed++) {
                    Simulation run = new Simulation(seed, mutant);
                    run.run(REQUESTS);
                    caught += run.judge().violation(run.rules()).isPresent() ? 1 : 0;
                }
                int atLeast = mutant == Mutant.TIMEOUT_FREES ? 10 : 50;
                assertTrue(caught >= atLeast, "%s: caught in %d of 100 runs".formatted(mutant, caught));
            }
        }
    }
}
