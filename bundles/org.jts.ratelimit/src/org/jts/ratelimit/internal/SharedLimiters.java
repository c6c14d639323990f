package org.jts.ratelimit.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

import io.micrometer.core.instrument.MeterRegistry;

/** One limiter a key, for everybody in this process. */
@Component
public final class SharedLimiters implements RequestLimiters {

    /** Below the data folder. */
    private static final String FOLDER = "limits";

    private final TimeSource time;
    private final LimitProfiles profiles;
    private final LocalNotices notices;
    private final Supplier<MeterRegistry> registry;
    private final SpentBook book;
    private final Subscription ruleNews;
    /** Changed as a whole under the lock, read without. */
    private volatile Map<String, KeyedLimiter> inUse = Map.of();
    /** Nobody spends from these now, but the broker still counts what was spent. */
    private final Map<String, KeyedLimiter> resting = new HashMap<>();

    @Activate
    public SharedLimiters(@Reference TimeSource time, @Reference EventLog events, @Reference LimitProfiles profiles,
            @Reference ComponentServiceObjects<MeterRegistry> registry,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) DataFolder folder) {
        this(time, events, profiles, registry::getService,
                Optional.ofNullable(folder).map(f -> f.path().resolve(FOLDER)));
    }

    /**
     * @param registry asked when there is something to measure: the window opens before that
     * @param folder   where to keep what was spent; empty to keep nothing
     */
    SharedLimiters(TimeSource time, EventLog events, LimitProfiles profiles, Supplier<MeterRegistry> registry,
            Optional<Path> folder) {
        this.time = time;
        this.profiles = profiles;
        this.notices = new LocalNotices(events);
        this.registry = registry;
        this.book = new SpentBook(time, folder, notices);
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
            return new KeyedLimiter(key, profile, time, profiles, notices, registry.get(), book);
        }
        known.revive(profile);
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
                limiter.rest();
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
        book.close();
    }

    private void rulesChanged() {
        List<KeyedLimiter> all;
        synchronized (this) {
            all = new ArrayList<>(inUse.values());
            all.addAll(resting.values());
        }
        all.forEach(KeyedLimiter::rulesChanged);
    }
}
