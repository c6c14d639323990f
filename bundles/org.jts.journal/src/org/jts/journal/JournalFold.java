package org.jts.journal;

import java.util.List;

/**
 * Puts together what many records come to. {@code accept} of all that {@code state} gave, on a new one, must lead to
 * the same state again. One thread.
 *
 * @since 1.1
 */
public interface JournalFold {

    /** Takes the next record. */
    void accept(JournalRecord found);

    /** What the records so far come to: texts as they could be appended, none of them beginning with "end ". */
    List<String> state();
}
