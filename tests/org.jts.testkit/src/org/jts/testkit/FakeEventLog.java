package org.jts.testkit;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;

/** Keeps every notice; tells listeners at once. */
public final class FakeEventLog implements EventLog {

    private final TimeSource time;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public FakeEventLog(TimeSource time) {
        this.time = time;
    }

    @Override
    public void publish(Severity severity, String source, Optional<BrokerId> broker, String text, String detail) {
        notices.add(new Notice(time.now(), severity, source, broker, text, detail));
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    @Override
    public Subscription listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
