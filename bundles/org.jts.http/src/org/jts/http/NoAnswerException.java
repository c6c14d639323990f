package org.jts.http;

import java.io.IOException;

/**
 * The request may have reached the broker, and may have been carried out, but no answer could be read. Before an order
 * is sent again the broker has to be asked what became of it.
 *
 * @since 1.0
 */
public class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param cause what happened instead of an answer */
    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
