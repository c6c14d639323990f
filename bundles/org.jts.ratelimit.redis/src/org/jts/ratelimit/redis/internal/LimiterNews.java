package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.concurrent.CoalescedSignal;

/**
 * What traders are told of shared limits. Told on a thread of its own, in order: whoever has news may hold a lock.
 * Thread-safe.
 */
final class LimiterNews implements AutoCloseable {

    private static final String SOURCE = "ratelimit.redis";

    private final EventLog events;
    private final String address;
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();
    private final CoalescedSignal teller = new CoalescedSignal("limiter-news", this::tell);

    /** @param address of Redis, as people may see it */
    LimiterNews(EventLog events, String address) {
        this.events = events;
        this.address = address;
    }

    void fenced(String key, Set<BrokerId> spenders, String why, String shares) {
        publish(Severity.WARNING, spenders, T.format("fenced", key), T.format("fenced.detail", address, why, shares));
    }

    void shared(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("shared", key), T.format("shared.detail", address));
    }

    void crowded(String key, Set<BrokerId> spenders, int live, int expected) {
        publish(Severity.ERROR, spenders, T.format("crowded", key), T.format("crowded.detail", expected, live));
    }

    void refused(String key, Set<BrokerId> spenders, int count, String words, Duration pause) {
        publish(Severity.WARNING, spenders,
                count == 1 ? T.format("refused", key) : T.format("refused.more", count, key),
                T.format("refused.detail", words, seconds(pause), key));
    }

    void banned(String key, Set<BrokerId> spenders, String words, Duration pause) {
        publish(Severity.ERROR, spenders, T.format("ban.begins", key, seconds(pause)),
                T.format("ban.begins.detail", words));
    }

    void banOver(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("ban.ends", key), "");
    }

    void recovered(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("budget.whole", key), "");
    }

    void queueFull(String key, Set<BrokerId> spenders, int count, int room) {
        publish(Severity.WARNING, spenders,
                count == 1 ? T.format("queue.full", key) : T.format("queue.full.more", count, key),
                T.format("queue.full.detail", room));
    }

    void rulesChanged(String key, Set<BrokerId> spenders, LimitProfile profile) {
        publish(Severity.INFO, spenders, T.format("rules.changed", key, LimitSetting.WINDOWS.of(profile)),
                "%s: %s".formatted(profile.id(), profile.source()));
    }

    void misconfigured(String why) {
        publish(Severity.ERROR, Set.of(), T.get("misconfigured"), T.format("misconfigured.detail", why));
    }

    static String seconds(Duration duration) {
        return T.format("seconds", "%.1f".formatted(duration.toMillis() / 1000.0));
    }

    private void publish(Severity severity, Set<BrokerId> spenders, String text, String detail) {
        Optional<BrokerId> broker = spenders.size() == 1 ? spenders.stream().findFirst() : Optional.empty();
        String all = spenders.size() < 2 ? detail : T.format("spenders", detail,
                spenders.stream().sorted().map(BrokerId::value).collect(Collectors.joining(", ")));
        untold.add(() -> events.publish(severity, SOURCE, broker, text, all));
        teller.raise();
    }

    private void tell() {
        for (Runnable next = untold.poll(); next != null; next = untold.poll()) {
            next.run();
        }
    }

    /** Nothing is told any more. */
    @Override
    public void close() {
        teller.close();
    }
}
