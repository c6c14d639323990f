package org.jts.ratelimit.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jts.api.BrokerId;
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
    /** Changed as a whole under the lock, read without. */
    private volatile Map<String, Shared> inUse = Map.of();
    /** Nobody spends from these now, but the broker still counts what was spent. */
    private final Map<String, ExactLimiter> resting = new HashMap<>();

    /** A limiter and who spends from it. */
    private record Shared(ExactLimiter limiter, Set<BrokerId> spenders) {
        Shared {
            spenders = Set.copyOf(spenders);
        }
    }

    @Activate
    public SharedLimiters(@Reference TimeSource time, @Reference EventLog events) {
        this.time = time;
        this.events = events;
    }

    @Override
    public synchronized RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
        Shared known = inUse.get(key);
        ExactLimiter limiter = known != null ? known.limiter() : revive(key, profile);
        Set<BrokerId> spenders = new HashSet<>(known == null ? Set.of() : known.spenders());
        if (spenders.add(spender)) {
            Map<String, Shared> next = new TreeMap<>(inUse);
            next.put(key, new Shared(limiter, spenders));
            inUse = next;
        }
        return limiter;
    }

    private ExactLimiter revive(String key, LimitProfile profile) {
        resting.values().removeIf(SharedLimiters::closedWhenIdle);
        ExactLimiter known = resting.remove(key);
        if (known == null) {
            return new ExactLimiter(key, profile, time, SharedLimiters::pace, this::refused);
        }
        known.reconfigure(profile);
        return known;
    }

    private static boolean closedWhenIdle(ExactLimiter limiter) {
        boolean idle = limiter.isIdle();
        if (idle) {
            limiter.close();
        }
        return idle;
    }

    @Override
    public synchronized void release(BrokerId spender) {
        Map<String, Shared> next = new TreeMap<>(inUse);
        inUse.forEach((key, shared) -> {
            Set<BrokerId> others = new HashSet<>(shared.spenders());
            if (!others.remove(spender)) {
                return;
            }
            if (!others.isEmpty()) {
                next.put(key, new Shared(shared.limiter(), others));
                return;
            }
            next.remove(key);
            resting.put(key, shared.limiter());
            shared.limiter().dismissWaiting();
        });
        inUse = next;
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        return select(shared -> shared.spenders().contains(spender));
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return select(shared -> true);
    }

    private Map<String, RequestLimiter> select(Predicate<Shared> which) {
        Map<String, RequestLimiter> selected = new TreeMap<>();
        inUse.forEach((key, shared) -> {
            if (which.test(shared)) {
                selected.put(key, shared.limiter());
            }
        });
        return selected;
    }

    @Deactivate
    synchronized void close() {
        inUse.values().forEach(shared -> shared.limiter().close());
        resting.values().forEach(ExactLimiter::close);
    }

    static Pace pace(LimitProfile profile, Runnable onReady) {
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
