package org.eclipse.swtbot.swt.finder.exceptions;

/** Thrown when no widget answers the description within the time allowed, or when it has been disposed since. */
public class WidgetNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was sought, and what was there instead */
    public WidgetNotFoundException(String message) {
        super(message);
    }

    /**
     * @param message what was sought, and what was there instead
     * @param cause the reason underneath, for example the time limit that ran out
     */
    public WidgetNotFoundException(String message, Throwable cause) {
        super(message, cause);
    }
}
