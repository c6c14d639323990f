package org.jts.ui.limits.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.core.runtime.ILog;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Looks at every limiter once a second from the start of the workstation on, so that the last ten minutes are there
 * when the view is opened. A limiter that has gone is forgotten when its last second is ten minutes old: what is kept
 * is bounded by the limiters there were in that time.
 */
@Component(service = LimitHistory.class, immediate = true)
public final class LimitHistory {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private final TimeSource time;
    private final Map<String, Ring> rings = new ConcurrentHashMap<>();
    private final Subscription sampling;
    private boolean failed;

    /** The local service or the shared one, whichever ranks higher now. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile RequestLimiters limiters;

    /** Limits that servers keep. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RemoteLimits> remote = List.of();

    @Activate
    public LimitHistory(@Reference TimeSource time) {
        this.time = time;
        sampling = time.scheduleWithFixedDelay("limit-history", INTERVAL, this::sample);
    }

    @Deactivate
    void close() {
        sampling.close();
    }

    void use(RequestLimiters service) {
        limiters = service;
    }

    void useRemote(List<RemoteLimits> services) {
        remote = services;
    }

    /** All limits in use now, by key: of this process, and of servers. */
    Map<String, MeteredLimit> all() {
        RequestLimiters now = limiters;
        return RemoteLimits.beside(now == null ? Map.of() : now.limiters(), remote);
    }

    /** The limits that a broker's requests count on now, by key. */
    Map<String, MeteredLimit> of(BrokerId broker) {
        RequestLimiters now = limiters;
        return RemoteLimits.beside(now == null ? Map.of() : now.limiters(broker), remote, broker);
    }

    /** Who keeps the limits of a broker, while it cannot be asked for them. */
    Optional<RemoteLimits> unknown(BrokerId broker) {
        return RemoteLimits.unknown(remote, broker);
    }

    /** The clock. */
    Instant now() {
        return time.now();
    }

    /** The last ten minutes of a key; empty when it has not been looked at yet. */
    Optional<Ring> ring(String key) {
        return Optional.ofNullable(rings.get(key));
    }

    /** The second that it is now, by the clock of the rings. */
    long second() {
        return Math.floorDiv(time.nanoTime(), NANOS_A_SECOND);
    }

    int size() {
        return rings.size();
    }

    private void sample() {
        long second = second();
        try {
            all().forEach((key, limiter) -> add(key, limiter.usage(), second));
            failed = false;
        } catch (RuntimeException e) {
            // The service may go while it is read; the next second is another one.
            if (!failed) {
                failed = true;
                ILog.of(LimitHistory.class).warn("Request limits could not be read: " + e, e);
            }
        }
        for (Iterator<Ring> it = rings.values().iterator(); it.hasNext();) {
            if (second - it.next().newest() >= Ring.SECONDS) {
                it.remove();
            }
        }
    }

    private void add(String key, LimitUsage usage, long second) {
        rings.computeIfAbsent(key, unused -> new Ring()).add(second, permille(usage), usage.refusals());
    }

    private static int permille(LimitUsage usage) {
        if (usage.banned().isPresent()) {
            return Ring.WHOLE;
        }
        long most = 0;
        for (WindowUsage window : usage.windows()) {
            most = Math.max(most, (long) window.used() * Ring.WHOLE / Math.max(1, window.allowed()));
        }
        return (int) Math.min(Ring.WHOLE, most);
    }
}
