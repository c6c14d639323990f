package org.jts.storage.internal;

/** A row is no candle; the message says what was expected and what was found. */
final class RowException extends Exception {

    private static final long serialVersionUID = 1L;

    RowException(String message) {
        super(message, null, false, false); // a file may be full of them, and nobody looks at the trace
    }
}
