package org.jts.api.secret;

/** A secret could not be found or kept. The message says what was expected and shows no secret. @since 1.0 */
public final class SecretException extends Exception {

    private static final long serialVersionUID = 1L;

    public SecretException(String message) {
        super(message);
    }

    public SecretException(String message, Throwable cause) {
        super(message, cause);
    }
}
