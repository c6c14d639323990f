package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

import io.micrometer.core.instrument.MeterRegistry;

/** One limiter a key, for everybody in this process. */
@Component
public final class SharedLimiters implements RequestLimiters {

    /**
     * With a tenth reserved, 95.5 % are used, and an order in a hundred waits longer than some 65 ms for 20 a second.
     */
    private static final double IDLE_SHARE_OF_RESERVE = 0.45;

    private final TimeSource time;
    private final LimitProfiles profiles;
    private final LimitNotices notices;
    private final Supplier<MeterRegistry> registry;
    private final Subscription ruleNews;
    /** Changed as a whole under the lock, read without. */
    private volatile Map<String, KeyedLimiter> inUse = Map.of();
    /** Nobody spends from these now, but the broker still counts what was spent. */
    private final Map<String, KeyedLimiter> resting = new HashMap<>();

    @Activate
    public SharedLimiters(@Reference TimeSource time, @Reference EventLog events, @Reference LimitProfiles profiles,
            @Reference ComponentServiceObjects<MeterRegistry> registry) {
        this(time, events, profiles, registry::getService);
    }

    /** @param registry asked when there is something to measure: the window opens before that */
    SharedLimiters(TimeSource time, EventLog events, LimitProfiles profiles, Supplier<MeterRegistry> registry) {
        this.time = time;
        this.profiles = profiles;
        this.notices = new LimitNotices(events);
        this.registry = registry;
        this.ruleNews = profiles.listen(this::rulesChanged);
    }

    @Override
    public synchronized RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
        KeyedLimiter known = inUse.get(key);
        KeyedLimiter limiter = known != null ? known : revive(key, profile);
        limiter.addSpender(spender);
        if (known == null) {
            Map<String, KeyedLimiter> next = new TreeMap<>(inUse);
            next.put(key, limiter);
            inUse = next;
        }
        return limiter;
    }

    private KeyedLimiter revive(String key, LimitProfile profile) {
        resting.values().removeIf(SharedLimiters::closedWhenIdle);
        KeyedLimiter known = resting.remove(key);
        if (known == null) {
            return new KeyedLimiter(key, profile, time, profiles, notices, registry.get());
        }
        known.reconfigure(profile);
        return known;
    }

    private static boolean closedWhenIdle(KeyedLimiter limiter) {
        boolean idle = limiter.isIdle();
        if (idle) {
            limiter.close();
        }
        return idle;
    }

    @Override
    public synchronized void release(BrokerId spender) {
        Map<String, KeyedLimiter> next = new TreeMap<>(inUse);
        inUse.forEach((key, limiter) -> {
            if (limiter.spenders().contains(spender) && limiter.removeSpender(spender)) {
                next.remove(key);
                resting.put(key, limiter);
                limiter.dismissWaiting();
            }
        });
        inUse = next;
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        return select(limiter -> limiter.spenders().contains(spender));
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return select(limiter -> true);
    }

    private Map<String, RequestLimiter> select(Predicate<KeyedLimiter> which) {
        Map<String, RequestLimiter> selected = new TreeMap<>();
        inUse.forEach((key, limiter) -> {
            if (which.test(limiter)) {
                selected.put(key, limiter);
            }
        });
        return selected;
    }

    @Deactivate
    synchronized void close() {
        ruleNews.close();
        inUse.values().forEach(KeyedLimiter::close);
        resting.values().forEach(KeyedLimiter::close);
    }

    private void rulesChanged() {
        List<KeyedLimiter> all;
        synchronized (this) {
            all = new ArrayList<>(inUse.values());
            all.addAll(resting.values());
        }
        all.forEach(KeyedLimiter::rulesChanged);
    }

    static Pace pace(LimitProfile profile, Runnable onReady) {
        double perSecond = profile.windows().stream().filter(w -> w.counts(Lane.HISTORY))
                .mapToDouble(w -> sustained(w, profile.reservedShare())).min().orElse(0);
        return perSecond == 0 ? Pace.NONE : new GuavaPace(perSecond, onReady);
    }

    /**
     * What a window lets all lanes do in the long run, a second. The pace counts the upper lanes too, so that their
     * requests are not on top of it: that leaves less of the reserve idle, and more room for a burst of orders.
     */
    static double sustained(RateWindow window, double reservedShare) {
        double idle = IDLE_SHARE_OF_RESERVE * WindowState.reserved(window, reservedShare);
        return (window.permits() - idle) / (window.period().toNanos() / 1e9);
    }
}
