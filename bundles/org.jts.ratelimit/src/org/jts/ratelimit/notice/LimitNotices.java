package org.jts.ratelimit.notice;

import static org.jts.ratelimit.notice.Words.T;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;

/**
 * What a trader should know of limits, in the event log: what every limiter has to say. Whoever keeps limits adds what
 * is particular to it. Each key is named with the brokers that spend from it.
 */
public abstract class LimitNotices {

    private final EventLog events;
    private final String source;

    /** @param source under which the event log shows it */
    protected LimitNotices(EventLog events, String source) {
        this.events = events;
        this.source = source;
    }

    /** Requests are sent again after a ban. */
    public final void banOver(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("ban.ends", key), "");
    }

    /** What refusals took from the budget has come back. */
    public final void recovered(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("budget.whole", key), "");
    }

    /**
     * Requests found the queue full.
     *
     * @param count of them since this was said last
     * @param room  how many may wait
     */
    public final void queueFull(String key, Set<BrokerId> spenders, int count, int room) {
        publish(Severity.WARNING, spenders,
                count == 1 ? T.format("queue.full", key) : T.format("queue.full.more", count, key),
                T.format("queue.full.detail", room));
    }

    /** Another profile, or other settings, hold from now on. */
    public final void rulesChanged(String key, Set<BrokerId> spenders, LimitProfile profile) {
        publish(Severity.INFO, spenders, T.format("rules.changed", key, LimitSetting.WINDOWS.of(profile)),
                "%s: %s".formatted(profile.id(), profile.source()));
    }

    /**
     * The broker refuses everything for a while.
     *
     * @param detail in the broker's words, and what follows for whom
     */
    protected final void publishBan(String key, Set<BrokerId> spenders, Duration pause, String detail) {
        publish(Severity.ERROR, spenders, T.format("ban.begins", key, seconds(pause)), detail);
    }

    /**
     * The broker refused requests for their rate although the limit was kept.
     *
     * @param count  of them since this was said last
     * @param detail in the broker's words, and what follows for whom
     */
    protected final void publishRefusals(String key, Set<BrokerId> spenders, int count, String detail) {
        publish(Severity.WARNING, spenders,
                count == 1 ? T.format("refused", key) : T.format("refused.more", count, key), detail);
    }

    /** A duration as people read it, to a tenth of a second. */
    protected static String seconds(Duration duration) {
        return T.format("seconds", "%.1f".formatted(duration.toMillis() / 1000.0));
    }

    /** Says it, in the name of the broker where there is but one. */
    protected final void publish(Severity severity, Set<BrokerId> spenders, String text, String detail) {
        Optional<BrokerId> broker = spenders.size() == 1 ? spenders.stream().findFirst() : Optional.empty();
        String all = spenders.size() < 2 ? detail : T.format("spenders", detail,
                spenders.stream().sorted().map(BrokerId::value).collect(Collectors.joining(", ")));
        tell(() -> events.publish(severity, source, broker, text, all));
    }

    /** Runs {@code telling} at once; for those that must not do so under their locks, later and in the same order. */
    protected void tell(Runnable telling) {
        telling.run();
    }
}
