package org.jts.ratelimit.meter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The measurements of one limiter, {@code jts.limit.*}. All but waits and misses are read from the limiter's own state
 * when somebody looks, so that a request that gets its permit at once pays nothing for them. Registered only while it
 * measures. Thread-safe.
 *
 * @since 1.0
 */
public final class LimitMeters implements AutoCloseable {

    private static final String KEY = "key";
    private static final String LANE = "lane";

    private final MeterRegistry registry;
    private final String key;
    private final boolean sharable;
    private final LongAdder[] missed = new LongAdder[Reason.values().length];
    private final List<Meter> meters = new ArrayList<>();
    private final List<Meter> windowMeters = new ArrayList<>();
    private volatile Map<Lane, Timer> waits = Map.of();
    /** Registries hold what they read weakly: these are kept as long as it is measured. */
    private RequestLimiter measured;
    private ToLongFunction<Lane> grants;

    /**
     * @param key      that the limiter is for: a tag of each meter
     * @param sharable whether it is shared with other processes while those can be asked, which is then measured too
     */
    public LimitMeters(MeterRegistry registry, String key, boolean sharable) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.key = Objects.requireNonNull(key, "key");
        this.sharable = sharable;
        for (int i = 0; i < missed.length; i++) {
            missed[i] = new LongAdder();
        }
    }

    /**
     * Begins to measure.
     *
     * @param limiter to be measured, until {@link #close}
     * @param granted how many permits of a lane it has granted so far
     */
    public synchronized void measure(RequestLimiter limiter, ToLongFunction<Lane> granted) {
        measured = limiter;
        grants = granted;
        waits = timers();
        meters.addAll(waits.values());
        for (Lane lane : Lane.values()) {
            meters.add(FunctionCounter.builder("jts.limit.granted", grants, g -> g.applyAsLong(lane))
                    .description("Permits granted").tags(KEY, key, LANE, word(lane)).register(registry));
            meters.add(gauge("jts.limit.waiting", "Requests that wait for a permit",
                    u -> u.waiting().getOrDefault(lane, 0), LANE, word(lane)));
        }
        for (Reason reason : Reason.values()) {
            meters.add(FunctionCounter.builder("jts.limit.missed", missed[reason.ordinal()], LongAdder::sum)
                    .description("Requests that got no permit").tags(KEY, key, "reason", word(reason))
                    .register(registry));
        }
        meters.add(FunctionCounter.builder("jts.limit.refused", limiter, l -> l.usage().refusals())
                .description("Requests that the broker refused for their rate").tags(KEY, key).register(registry));
        meters.add(gauge("jts.limit.in.flight", "Requests granted and not ended", LimitUsage::inFlight));
        meters.add(gauge("jts.limit.banned", "Seconds for which the broker still refuses everything",
                u -> u.banned().orElse(Duration.ZERO).toMillis() / 1000.0));
        if (sharable) {
            meters.add(gauge("jts.limit.shared", "Whether what all processes use is known: 1, or 0",
                    u -> u.sharing() == Sharing.SHARED ? 1 : 0));
        }
        windowsChanged(limiter.profile().windows());
    }

    private Map<Lane, Timer> timers() {
        Map<Lane, Timer> all = new EnumMap<>(Lane.class);
        for (Lane lane : Lane.values()) {
            all.put(lane, Timer.builder("jts.limit.wait").description("Waits for a permit that was not free at once")
                    .tags(KEY, key, LANE, word(lane))
                    .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(10), Duration.ofMillis(100),
                            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60))
                    .register(registry));
        }
        return all;
    }

    /** Measures these windows instead of those before, if it measures. */
    public synchronized void windowsChanged(List<RateWindow> windows) {
        windowMeters.forEach(registry::remove);
        windowMeters.clear();
        if (measured == null) {
            return;
        }
        for (RateWindow window : windows) {
            windowMeters.add(gauge("jts.limit.used", "Permits in flight or younger than the window",
                    u -> of(u, window, WindowUsage::used), "window", window.toString()));
            windowMeters.add(gauge("jts.limit.allowed", "Permits that may be used at present",
                    u -> of(u, window, WindowUsage::allowed), "window", window.toString()));
        }
    }

    /** A permit was not free at once. @param nanos from asking to having it */
    public void waited(Lane lane, long nanos) {
        Timer timer = waits.get(lane);
        if (timer != null) {
            timer.record(Duration.ofNanos(nanos));
        }
    }

    /** A request got no permit: counted whether or not it measures. */
    public void missed(Reason reason) {
        missed[reason.ordinal()].increment();
    }

    /** Measures nothing any more, until it is told to again. */
    @Override
    public synchronized void close() {
        measured = null;
        grants = null;
        waits = Map.of();
        meters.forEach(registry::remove);
        meters.clear();
        windowMeters.forEach(registry::remove);
        windowMeters.clear();
    }

    private Gauge gauge(String name, String description, ToDoubleFunction<LimitUsage> value, String... tags) {
        return Gauge.builder(name, measured, l -> value.applyAsDouble(l.usage())).description(description)
                .tags(KEY, key).tags(tags).strongReference(true).register(registry);
    }

    /** A window that is no more, or not yet, has no value. */
    private static double of(LimitUsage usage, RateWindow window, ToDoubleFunction<WindowUsage> value) {
        return usage.windows().stream().filter(w -> w.window().equals(window)).mapToDouble(value).findFirst()
                .orElse(Double.NaN);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
