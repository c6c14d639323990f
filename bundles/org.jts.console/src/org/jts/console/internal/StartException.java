package org.jts.console.internal;

/** The workstation cannot start; the message says why. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }
}
