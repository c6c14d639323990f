package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.RateWindow;
import org.jts.concurrent.CoalescedSignal;
import org.jts.ratelimit.notice.LimitNotices;

/**
 * What traders are told of shared limits. Told on a thread of its own, in order: whoever has news may hold a lock.
 * Thread-safe.
 */
final class PoolNotices extends LimitNotices implements AutoCloseable {

    private final String address;
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();
    private final CoalescedSignal teller = new CoalescedSignal("limiter-news", this::tellAll);

    /** @param address of Redis, as people may see it */
    PoolNotices(EventLog events, String address) {
        super(events, "ratelimit.redis");
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
        publishRefusals(key, spenders, count, T.format("refused.detail", words, seconds(pause), key));
    }

    void banned(String key, Set<BrokerId> spenders, String words, Duration pause) {
        publishBan(key, spenders, pause, T.format("ban.begins.detail", words));
    }

    void misconfigured(String why) {
        publish(Severity.ERROR, Set.of(), T.get("misconfigured"), T.format("misconfigured.detail", why));
    }

    /** The own share of a window, as people read it. */
    static String share(int share, RateWindow window) {
        return T.format("share", share, window.permits(), seconds(window.period()));
    }

    @Override
    protected void tell(Runnable telling) {
        untold.add(telling);
        teller.raise();
    }

    private void tellAll() {
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
