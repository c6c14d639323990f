package org.jts.ratelimit.model;

import java.lang.reflect.Method;
import java.util.Optional;

import org.jts.api.time.TimeSource;

/**
 * All ways in which the threads of a program can take turns.
 *
 * @param runs     how many were tried
 * @param complete whether these were all
 * @param failure  what was wrong in the last one and how its threads took turns, when something was
 */
record Exploration(int runs, boolean complete, Optional<String> failure) {

    /** How finely and how far to look. */
    record Depth(int preemptions, boolean everyStep, boolean timersRace) {
    }

    static Exploration of(String program, Depth depth, Broken broken, int most) throws Exception {
        Method create = new SteppedClasses(broken).loadClass("org.jts.ratelimit.internal.Programs").getMethod("create",
                String.class, TimeSource.class);
        Choices choices = new Choices();
        for (int runs = 1; runs <= most; runs++) {
            Interleaver run = new Interleaver(choices, depth.preemptions(), depth.everyStep(), depth.timersRace());
            Throwable failure = run.run((Program) create.invoke(null, program, run));
            if (failure != null) {
                return new Exploration(runs, false, Optional.of(failure + " after " + choices));
            }
            if (!choices.next()) {
                return new Exploration(runs, true, Optional.empty());
            }
        }
        return new Exploration(most, false, Optional.empty());
    }
}
