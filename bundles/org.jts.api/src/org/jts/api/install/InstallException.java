package org.jts.api.install;

/**
 * A site that cannot be read or a change that was not made; everything is as it was before. The message says what was
 * expected, what was found and what to do, in the language of the workstation.
 *
 * @since 1.0
 */
public class InstallException extends Exception {

    private static final long serialVersionUID = 1L;

    public InstallException(String message) {
        super(message);
    }

    public InstallException(String message, Throwable cause) {
        super(message, cause);
    }
}
