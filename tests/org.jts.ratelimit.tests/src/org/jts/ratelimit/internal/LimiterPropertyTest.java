package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.jts.ratelimit.internal.Simulation.Mutant;
import org.junit.jupiter.api.Test;

class LimiterPropertyTest {

    private static final int SEEDS = Boolean.getBoolean("jts.soak") ? 20_000 : 2_000;
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

    /**
     * In how many of a hundred runs at least: some need requests that get lost, heavy ones, or a slow network to show.
     */
    private static final Map<Mutant, Integer> CAUGHT_AT_LEAST = Map.of(Mutant.AGES_FROM_SENDING, 45,
            Mutant.ONE_TOO_MANY, 70, Mutant.WINDOW_TOO_SHORT, 40, Mutant.TIMEOUT_FREES, 10,
            Mutant.FLOOR_CREDIT_TOO_LARGE, 50, Mutant.WEIGHT_UNKNOWN, 70, Mutant.WEIGHT_LOST_WHEN_ANSWERED, 50);

    @Test
    void theJudgeNoticesEveryWayToBeWrong() {
        assertEquals(Mutant.values().length - 1, CAUGHT_AT_LEAST.size(), "each but NONE");
        CAUGHT_AT_LEAST.forEach((mutant, atLeast) -> {
            int caught = 0;
            for (long seed = 0; seed < 100; seed++) {
                Simulation run = new Simulation(seed, mutant);
                run.run(REQUESTS);
                caught += run.judge().violation(run.rules()).isPresent() ? 1 : 0;
            }
            assertTrue(caught >= atLeast, "%s: caught in %d of 100 runs".formatted(mutant, caught));
        });
    }
}
