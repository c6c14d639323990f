package org.jts.api.account;

/** Whether an order in the account moves real money. @since 1.0 */
public enum AccountType {
    /** Simulated trading (모의투자): nothing real is at stake. */
    PAPER,
    /** Real money (실전투자): orders need an unlock by hand. */
    LIVE
}
