package org.jts.api.connection;

/** Where a supervised connection stands. @since 1.0 */
public enum ConnectionPhase {
    /** Off, because nobody asked for it or the user turned it off. */
    DISCONNECTED,
    /** First attempt, or one by hand, under way. */
    CONNECTING,
    /** Requests are answered. */
    CONNECTED,
    /** Was connected; waits for, or makes, another attempt. */
    RECONNECTING,
    /** Given up until a person acts: settings, credentials. */
    FAILED
}
