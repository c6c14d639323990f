package org.jts.http;

import java.io.IOException;

/**
 * It is certain that nothing of the request left this machine: there was no permit, or no connection to send it on.
 * Sending it again is safe, an order too.
 *
 * @since 1.0
 */
public class NotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param cause a {@link org.jts.api.limit.LimitException}, or why there was no connection */
    public NotSentException(String message, Throwable cause) {
        super(message, cause);
    }
}
