package org.eclipse.swtbot.swt.finder.widgets;

/** Thrown when what a test waits for does not come true in time. */
public class TimeoutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what was found */
    public TimeoutException(String message) {
        super(message);
    }

    /**
     * @param message what was expected and what was found
     * @param cause what the last look at the condition threw, or null
     */
    public TimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
