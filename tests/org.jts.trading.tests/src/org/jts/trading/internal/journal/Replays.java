package org.jts.trading.internal.journal;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import org.jts.journal.JournalRecord;

/** Journals that are replayed out of memory. */
final class Replays {

    private Replays() {
    }

    /** @param texts of the records, the first one first. @param clock by which a state is made */
    static Replay of(List<String> texts, Supplier<Instant> clock) {
        Replay replay = new Replay(clock);
        long number = 0;
        for (String text : texts) {
            replay.accept(new JournalRecord(++number, text, ""));
        }
        return replay;
    }
}
