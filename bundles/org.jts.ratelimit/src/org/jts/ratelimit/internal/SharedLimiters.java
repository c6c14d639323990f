package org.jts.ratelimit.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** One limiter a key, for everybody in this process. */
@Component
public final class SharedLimiters implements RequestLimiters {

    private final TimeSource time;
    private final EventLog events;
    private final Map<String, ExactLimiter> limiters = new ConcurrentHashMap<>();

    @Activate
    public SharedLimiters(@Reference TimeSource time, @Reference EventLog events) {
        this.time = time;
        this.events = events;
    }

    @Override
    public RequestLimiter limiter(String key, LimitProfile profile) {
        return limiters.computeIfAbsent(key,
                k -> new ExactLimiter(k, profile, time, SharedLimiters::pace, this::refused));
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return new TreeMap<>(limiters);
    }

    @Deactivate
    void close() {
        limiters.values().forEach(ExactLimiter::close);
    }

    private static Pace pace(LimitProfile profile, Runnable onReady) {
        double perSecond = profile.windows().stream().filter(w -> w.counts(Lane.HISTORY))
                .mapToDouble(w -> sustained(w, profile.reservedShare())).min().orElse(0);
        return perSecond == 0 ? Pace.NONE : new GuavaPace(perSecond, onReady);
    }

    /** What a window lets the lower lanes do in the long run, a second. */
    static double sustained(RateWindow window, double reservedShare) {
        return (window.permits() - WindowState.reserved(window, reservedShare)) / (window.period().toNanos() / 1e9);
    }

    private void refused(String key, String text) {
        events.publish(Severity.WARNING, "ratelimit", Optional.empty(),
                "The broker refused a request for its rate although its limit was kept: " + key,
                text + "\nSomebody else spends from the same key, or the limit has changed. The budget is lowered and"
                        + " recovers slowly; compare the limit in the settings with the broker's own notice.");
    }
}
