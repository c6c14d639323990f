package org.jts.api.store;

/** The store could not be read or written; nothing was half-written. The message says what to do. @since 1.0 */
public class StoreException extends Exception {

    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
