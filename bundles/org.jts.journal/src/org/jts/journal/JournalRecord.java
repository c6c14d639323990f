package org.jts.journal;

/**
 * One record as it was read.
 *
 * @param number 1 for the first of the journal, one more for each that follows
 * @param text   what was appended
 * @param seal   SHA-256 over the seal before, the number and the text, as 64 hexadecimal digits
 * @since 1.0
 */
public record JournalRecord(long number, String text, String seal) {
}
