package org.jts.connection.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;

/**
 * Says what a trader should know, in the event log. While there is none it goes to the log file, and the event log gets
 * it when it comes: what is found at the start must not depend on who starts first. Never throws.
 */
public final class Notices {

    private static final Logger LOG = System.getLogger("org.jts.connection");
    private static final String SOURCE = "connection";
    private static final int MAX_TEXT = 2000;
    private static final int MAX_KEPT = 200;

    private record Kept(Severity severity, Optional<BrokerId> broker, String text, String detail) {
    }

    private final AtomicReference<EventLog> eventLog = new AtomicReference<>();
    private final LinkedBlockingQueue<Kept> backlog = new LinkedBlockingQueue<>(MAX_KEPT);

    /** @return notices that go to {@code log} */
    static Notices to(EventLog log) {
        Notices notices = new Notices();
        notices.attach(log);
        return notices;
    }

    /** The event log is there. */
    public void attach(EventLog log) {
        eventLog.set(log);
        for (Kept kept = backlog.poll(); kept != null; kept = backlog.poll()) {
            publish(kept.severity(), kept.broker(), kept.text(), kept.detail());
        }
    }

    /** The event log is gone; a late goodbye leaves its successor in place. */
    public void detach(EventLog log) {
        eventLog.compareAndSet(log, null);
    }

    public void info(BrokerId broker, String text, String detail) {
        publish(Severity.INFO, Optional.of(broker), text, detail);
    }

    public void warning(BrokerId broker, String text, String detail) {
        publish(Severity.WARNING, Optional.of(broker), text, detail);
    }

    public void error(BrokerId broker, String text, String detail) {
        publish(Severity.ERROR, Optional.of(broker), text, detail);
    }

    public void publish(Severity severity, Optional<BrokerId> broker, String text, String detail) {
        String plain = broker.map(id -> withoutId(text, id)).orElse(text);
        String fitting = plain.length() <= MAX_TEXT ? plain : plain.substring(0, MAX_TEXT - 1) + "…";
        EventLog log = eventLog.get();
        try {
            if (log != null) {
                log.publish(severity, SOURCE, broker, fitting, detail);
                return;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "The event log took no notice", e);
        }
        backlog.offer(new Kept(severity, broker, fitting, detail));
        LOG.log(level(severity), "{0}{1}{2}", broker.map(id -> id + ": ").orElse(""), fitting,
                detail.isEmpty() ? "" : System.lineSeparator() + detail);
    }

    /** A notice names its broker in a field of its own; whoever shows it shows that too, once. */
    private static String withoutId(String text, BrokerId broker) {
        String prefix = broker + ":";
        return text.startsWith(prefix) && text.length() > prefix.length() ? text.substring(prefix.length()).strip()
                : text;
    }

    private static Level level(Severity severity) {
        return switch (severity) {
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
    }
}
