package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The measurements of one limiter. All but the waits are read from the limiter's own state when somebody looks, so that
 * a request that gets its permit at once pays nothing for them. Thread-safe.
 */
final class LimiterMetrics implements WaitMeter, AutoCloseable {

    private static final String KEY = "key";
    private static final String LANE = "lane";

    private final MeterRegistry registry;
    private final String key;
    private final Supplier<LimitUsage> usage;
    private volatile Map<Lane, Timer> waits = Map.of();
    private final List<Meter> meters = new ArrayList<>();
    private final List<Meter> windowMeters = new ArrayList<>();

    LimiterMetrics(MeterRegistry registry, String key, Supplier<LimitUsage> usage) {
        this.registry = registry;
        this.key = key;
        this.usage = usage;
    }

    /** Begins to measure {@code limiter}. */
    synchronized void measure(KeyedLimiter limiter) {
        waits = timers();
        meters.addAll(waits.values());
        for (Lane lane : Lane.values()) {
            meters.add(FunctionCounter.builder("jts.limit.granted", limiter, l -> l.granted(lane))
                    .description("Permits granted").tags(KEY, key, LANE, word(lane)).register(registry));
            meters.add(gauge("jts.limit.waiting", "Requests that wait for a permit",
                    u -> u.waiting().getOrDefault(lane, 0), LANE, word(lane)));
        }
        for (Reason reason : Reason.values()) {
            meters.add(FunctionCounter.builder("jts.limit.missed", limiter, l -> l.missed(reason))
                    .description("Requests that got no permit").tags(KEY, key, "reason", word(reason))
                    .register(registry));
        }
        meters.add(FunctionCounter.builder("jts.limit.refused", limiter, l -> l.usage().refusals())
                .description("Requests that the broker refused for their rate").tags(KEY, key).register(registry));
        meters.add(gauge("jts.limit.in.flight", "Requests granted and not ended", LimitUsage::inFlight));
        meters.add(gauge("jts.limit.banned", "Seconds for which the broker still refuses everything",
                u -> u.banned().orElse(Duration.ZERO).toMillis() / 1000.0));
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
    synchronized void windowsChanged(List<RateWindow> windows) {
        windowMeters.forEach(registry::remove);
        windowMeters.clear();
        if (meters.isEmpty()) {
            return;
        }
        for (RateWindow window : windows) {
            windowMeters.add(gauge("jts.limit.used", "Permits in flight or younger than the window",
                    u -> of(u, window, WindowUsage::used), "window", window.toString()));
            windowMeters.add(gauge("jts.limit.allowed", "Permits that may be used at present",
                    u -> of(u, window, WindowUsage::allowed), "window", window.toString()));
        }
    }

    @Override
    public void waited(Lane lane, long nanos) {
        Timer timer = waits.get(lane);
        if (timer != null) {
            timer.record(Duration.ofNanos(nanos));
        }
    }

    /** Measures nothing any more, until it is told to again. */
    @Override
    public synchronized void close() {
        waits = Map.of();
        meters.forEach(registry::remove);
        meters.clear();
        windowMeters.forEach(registry::remove);
        windowMeters.clear();
    }

    private Gauge gauge(String name, String description, ToDoubleFunction<LimitUsage> value, String... tags) {
        return Gauge.builder(name, usage, u -> value.applyAsDouble(u.get())).description(description)
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
