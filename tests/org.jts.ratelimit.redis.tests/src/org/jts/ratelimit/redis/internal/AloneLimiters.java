package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;

/** The neighbour that knows the limits of this process alone: keeps profiles, and what it was told. */
final class AloneLimiters implements RequestLimiters {

    /** What a limiter was told that the broker had counted. */
    record Counted(RateWindow window, int used) {
    }

    /** Keeps a profile and a usage that a test gives it. */
    static final class Alone implements RequestLimiter {
        final List<Counted> counted = new CopyOnWriteArrayList<>();
        volatile LimitProfile profile;
        volatile int used;
        volatile int inFlight;

        Alone(LimitProfile profile) {
            this.profile = profile;
        }

        @Override
        public Permit acquire(Lane lane, int weight, Duration timeout) {
            throw new UnsupportedOperationException("expected requests to be limited together, was asked alone");
        }

        @Override
        public Optional<Permit> tryAcquire(Lane lane, int weight) {
            throw new UnsupportedOperationException("expected requests to be limited together, was asked alone");
        }

        @Override
        public LimitProfile profile() {
            return profile;
        }

        @Override
        public void reconfigure(LimitProfile newProfile) {
            profile = newProfile;
        }

        @Override
        public LimitUsage usage() {
            return new LimitUsage(profile.windows().stream().map(w -> new WindowUsage(w, used, w.permits(),
                    used == 0 ? Map.of() : Map.of(Lane.ORDER, used))).toList(),
                    Map.of(), inFlight, Duration.ZERO, Optional.empty(), 0, Sharing.LOCAL);
        }

        @Override
        public Duration forecast(Lane lane, int requests) {
            return Duration.ZERO;
        }

        @Override
        public void refused(Optional<Duration> retryAfter, String text) {
            throw new UnsupportedOperationException("expected a refusal to be told to all, was told to one alone");
        }

        @Override
        public void brokerCounted(RateWindow window, int count) {
            counted.add(new Counted(window, count));
        }
    }

    private final Map<String, Alone> limiters = new ConcurrentHashMap<>();
    /** Used by every limiter before it is asked for first. */
    volatile int usedBefore;
    volatile int inFlightBefore;

    Alone of(String key) {
        return limiters.get(key);
    }

    @Override
    public RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
        return limiters.computeIfAbsent(key, k -> {
            Alone alone = new Alone(profile);
            alone.used = usedBefore;
            alone.inFlight = inFlightBefore;
            return alone;
        });
    }

    @Override
    public void release(BrokerId spender) {
        // what was charged stays charged
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        return limiters();
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return new TreeMap<>(limiters);
    }
}
