package org.jts.journal;

import java.io.IOException;
import java.util.Optional;

/** The journal cannot be read or written; nothing that was reported as synced is lost by it. @since 1.0 */
public class JournalException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient JournalFlaw flaw;

    public JournalException(String message) {
        super(message);
        this.flaw = null;
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
        this.flaw = null;
    }

    public JournalException(String message, JournalFlaw flaw) {
        super(message);
        this.flaw = flaw;
    }

    /** Which record is not as it was written, when that is why. */
    public Optional<JournalFlaw> flaw() {
        return Optional.ofNullable(flaw);
    }
}
