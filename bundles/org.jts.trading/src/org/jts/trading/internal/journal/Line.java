package org.jts.trading.internal.journal;

import java.time.Instant;

/**
 * An entry with the moment at which it was written.
 *
 * @param at    by this machine's clock
 * @param entry what
 */
public record Line(Instant at, Entry entry) {
}
