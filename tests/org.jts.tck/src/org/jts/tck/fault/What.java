package org.jts.tck.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What goes wrong.
 *
 * @since 1.1
 */
public sealed interface What {

    /** The request never arrives and no answer comes; given a time, the gateway gives up after it. */
    record TimeOut(Optional<Duration> after) implements What {
        public TimeOut {
            Objects.requireNonNull(after, "after");
        }
    }

    /** The broker does it, and its answer is lost. */
    record LoseAnswer() implements What {
    }

    /**
     * The broker refuses it.
     *
     * @param as   the name of an ErrorCategory (for reads) or of a RejectReason (for orders)
     * @param text in the broker's words
     */
    record Refuse(Optional<String> as, String text) implements What {
        public Refuse {
            Objects.requireNonNull(as, "as");
            Objects.requireNonNull(text, "text");
        }
    }

    /** It is done at once, and answered or sent so much later. */
    record Late(Duration by) implements What {
        public Late {
            Objects.requireNonNull(by, "by");
        }
    }

    /** A call is done twice; a frame is sent twice. */
    record Twice() implements What {
    }

    /** The frame never comes. */
    record Drop() implements What {
    }

    /** It is done, and what is answered cannot be read. */
    record Garble() implements What {
    }

    /** The connection breaks; a call under which it breaks has reached the broker. */
    record CutLine() implements What {
    }

    /** The broker ends the session because it does not take the token any more, nor the call at which it says so. */
    record RevokeToken() implements What {
    }

    /** Requests are taken and never answered, and no frame comes; without a time until faults are cleared. */
    record GoSilent(Optional<Duration> lasting) implements What {
        public GoSilent {
            Objects.requireNonNull(lasting, "lasting");
        }
    }
}
