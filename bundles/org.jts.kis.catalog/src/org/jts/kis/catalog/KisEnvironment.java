package org.jts.kis.catalog;

/** The two services of the broker; each has keys, accounts and ids of its own. @since 1.0 */
public enum KisEnvironment {
    /** Real money (실전투자). */
    REAL,
    /** Simulated trading (모의투자). */
    PAPER
}
