package org.jts.api.limit;

/** What a request is for; an upper lane is served before every lower one. @since 1.0 */
public enum Lane {
    CANCEL, ORDER, ACCOUNT, MARKET_DATA, HISTORY
}
