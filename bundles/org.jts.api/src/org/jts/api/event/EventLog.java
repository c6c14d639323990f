package org.jts.api.event;

import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/** The notices since the start, newest last, bounded. A service; thread-safe; never blocks. @since 1.0 */
@ProviderType
public interface EventLog {

    /** Adds a notice, with the time of now; it also goes to the log file. */
    void publish(Severity severity, String source, Optional<BrokerId> broker, String text, String detail);

    /** What is kept: the newest 10,000, oldest first. */
    List<Notice> notices();

    /** @param listener called after every change, on a thread of the log; it must return at once */
    Subscription listen(Runnable listener);
}
