package org.jts.api.trading;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a look at a journal found.
 *
 * @param folder    which journal
 * @param records   the number of the last record that is as it was written: so many there are, with those that were let
 *                  go and that a checkpoint vouches for
 * @param lastSeal  the seal of the last of them: whoever keeps it can tell later whether records were taken off the end
 * @param tornBytes bytes of a record that was cut off while it was written, and never reported as written; else 0
 * @param flaw      the first record that is not as it was written; empty when all are
 * @since 1.1
 */
public record JournalCheck(Path folder, long records, String lastSeal, long tornBytes, Optional<String> flaw) {
    public JournalCheck {
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(lastSeal, "last seal");
        Objects.requireNonNull(flaw, "flaw");
    }
}
