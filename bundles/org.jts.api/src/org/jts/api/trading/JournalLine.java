package org.jts.api.trading;

import java.time.Instant;
import java.util.Objects;

/**
 * A record of the order journal, for people.
 *
 * @param number 1 for the first of the journal
 * @param at     when it was written, by this machine's clock
 * @param text   what it says
 * @since 1.1
 */
public record JournalLine(long number, Instant at, String text) {
    public JournalLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(text, "text");
    }
}
