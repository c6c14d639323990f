package org.jts.gateway.mock.internal;

/** The simulated line ended under a request. */
final class LineLostException extends Exception {

    private static final long serialVersionUID = 1L;

    LineLostException(String why) {
        super(why);
    }
}
