package org.jts.console.internal;

/** A command was typed in a way that it does not understand; nothing was done. */
final class UsageException extends CommandException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
