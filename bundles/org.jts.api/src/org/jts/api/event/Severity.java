package org.jts.api.event;

/** How much a notice matters. @since 1.0 */
public enum Severity {
    INFO,
    /** Something is not as it should be and mends itself, or can wait. */
    WARNING,
    /** A person has to act. */
    ERROR
}
