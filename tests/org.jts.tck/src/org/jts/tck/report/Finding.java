package org.jts.tck.report;

import java.util.Objects;

/**
 * What became of one rule.
 *
 * @param id      of the rule
 * @param verdict what became of it
 * @param why     it failed or does not apply, in English; empty when it passed
 * @param millis  how long it took, in real time
 * @since 1.1
 */
public record Finding(String id, Verdict verdict, String why, long millis) {

    public Finding {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(why, "why");
    }

    /** What can become of a rule. */
    public enum Verdict {
        PASSED, FAILED,
        /** About something that the gateway does not offer, or that the harness cannot cause. */
        NOT_APPLICABLE
    }

    /** The three letters of the rule's group. */
    public String group() {
        return id.substring(0, 3);
    }
}
