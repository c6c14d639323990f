package org.jts.connection.internal.link;

/** What happens to a connection. Those that carry a session count only while that session is the present one. */
public sealed interface Signal {

    /** Somebody wants it connected. */
    record Connect() implements Signal {
    }

    /** Somebody wants it off. */
    record Disconnect() implements Signal {
    }

    /** The gateway's service went away. */
    record Remove() implements Signal {
    }

    /** The wait before the next attempt is over. */
    record Retry(long session) implements Signal {
    }

    /** The attempt succeeded. */
    record Connected(long session) implements Signal {
    }

    /** The attempt failed. */
    record Failed(long session, Failure failure) implements Signal {
    }

    /** The connection broke. */
    record Lost(long session, Failure failure) implements Signal {
    }

    /** A health check was answered. */
    record Healthy(long session) implements Signal {
    }

    /** A health check was not answered. */
    record Missed(long session, Failure failure) implements Signal {
    }
}
