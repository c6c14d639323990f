package org.jts.console.internal;

/** A command failed; the message is a plain sentence for whoever typed it. */
class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
