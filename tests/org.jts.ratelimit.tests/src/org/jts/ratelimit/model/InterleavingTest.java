package org.jts.ratelimit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.jts.ratelimit.model.Exploration.Depth;
import org.junit.jupiter.api.Test;

/**
 * Tries every way in which a few threads can take turns within the limiter: its own compiled code, a step at each
 * access to what they share.
 */
class InterleavingTest {

    private static final int MOST = 300_000;
    private static final Depth EVERY_ORDER = new Depth(Integer.MAX_VALUE, false, false);
    private static final Depth MOST_ORDERS = new Depth(4, false, false);
    private static final Depth AND_EVERY_TIME = new Depth(Integer.MAX_VALUE, false, true);
    private static final Depth EVERY_STEP = new Depth(2, true, false);

    private static final Map<String, Depth> PROGRAMS = Map.ofEntries(
            Map.entry("two want one", EVERY_ORDER),
            Map.entry("three want one", MOST_ORDERS),
            Map.entry("two ask and answer", EVERY_ORDER),
            Map.entry("interrupted", EVERY_ORDER),
            Map.entry("ended twice", EVERY_ORDER),
            Map.entry("two end at once", EVERY_ORDER),
            Map.entry("timed out", AND_EVERY_TIME),
            Map.entry("closed", EVERY_ORDER),
            Map.entry("refused", EVERY_ORDER),
            Map.entry("new rules", EVERY_ORDER),
            Map.entry("read while an answer comes", EVERY_STEP));

    private static final Map<Broken, String> SHOWN_BY = Map.of(
            Broken.TAKES_UNLOCKED, "two ask and answer",
            Broken.ENDS_UNLOCKED, "two end at once",
            Broken.CHECKS_THEN_ACTS, "two ask and answer",
            Broken.WAKES_NOBODY, "two want one",
            Broken.ENDS_WHOEVER_IS_THERE, "ended twice",
            Broken.KEEPS_WHAT_CAME_WITH_AN_INTERRUPT, "interrupted",
            Broken.CHANGES_UNSEEN, "read while an answer comes");

    @Test
    void everyInterleavingKeepsTheLimitAndLosesNobody() throws Exception {
        for (Map.Entry<String, Depth> program : PROGRAMS.entrySet()) {
            Exploration all = Exploration.of(program.getKey(), program.getValue(), Broken.NOTHING, MOST);
            assertEquals(Optional.empty(), all.failure(), program.getKey());
            assertTrue(all.complete() && all.runs() > 10, program.getKey() + " " + all);
        }
    }

    @Test
    void someInterleavingShowsEachStepThatIsBroken() throws Exception {
        assertEquals(Broken.values().length - 1, SHOWN_BY.size(), "each but NOTHING");
        for (Map.Entry<Broken, String> broken : SHOWN_BY.entrySet()) {
            Depth shallow = new Depth(2, PROGRAMS.get(broken.getValue()).everyStep(), false);
            Exploration some = Exploration.of(broken.getValue(), shallow, broken.getKey(), MOST);
            assertTrue(some.failure().isPresent(), broken + " was not shown by %d runs".formatted(some.runs()));
        }
    }
}
