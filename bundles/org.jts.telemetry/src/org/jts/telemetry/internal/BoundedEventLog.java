package org.jts.telemetry.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.CoalescedSignal;
import org.jts.concurrent.Listeners;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest notices in memory and writes every one to the log file. */
@Component
public final class BoundedEventLog implements EventLog {

    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger("org.jts.event");

    private final TimeSource time;
    private final Deque<Notice> notices = new ArrayDeque<>();
    private final Listeners<Runnable> listeners = new Listeners<>();
    private final CoalescedSignal changed =
            new CoalescedSignal("event-log", () -> listeners.tell(Runnable::run));

    @Activate
    public BoundedEventLog(@Reference TimeSource time) {
        this.time = time;
    }

    @Override
    public void publish(Severity severity, String source, Optional<BrokerId> broker, String text, String detail) {
        Notice notice = new Notice(time.now(), severity, source, broker, text, detail);
        synchronized (notices) {
            if (notices.size() == CAPACITY) {
                notices.removeFirst();
            }
            notices.addLast(notice);
        }
        log(notice);
        changed.raise();
    }

    @Override
    public List<Notice> notices() {
        synchronized (notices) {
            return List.copyOf(notices);
        }
    }

    @Override
    public Subscription listen(Runnable listener) {
        return listeners.add(listener);
    }

    @Deactivate
    void close() {
        changed.close();
    }

    private static void log(Notice notice) {
        String line = "%s%s: %s%s".formatted(notice.source(), notice.broker().map(b -> "[" + b + "]").orElse(""),
                notice.text(), notice.detail().isEmpty() ? "" : " | " + notice.detail().replace("\n", " | "));
        switch (notice.severity()) {
            case INFO -> LOG.info(line);
            case WARNING -> LOG.warn(line);
            case ERROR -> LOG.error(line);
        }
    }
}
