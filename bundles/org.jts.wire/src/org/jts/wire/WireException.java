package org.jts.wire;

/**
 * A message that cannot be read: a field is missing, or has a value that nobody knows. Says which, what was expected
 * and what was found.
 *
 * @since 1.0
 */
public final class WireException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }

    public WireException(String message, Throwable cause) {
        super(message, cause);
    }
}
