package org.jts.testkit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;

/** A limiter whose usage is what the test says. It gives every permit at once and counts those that have not ended. */
public final class FakeRequestLimiter implements RequestLimiter {

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final Map<Lane, AtomicInteger> lanes = new ConcurrentHashMap<>();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile LimitProfile profile;
    private volatile LimitUsage usage;
    private volatile Duration forecast = Duration.ZERO;
    private volatile RuntimeException fault;
    private volatile boolean empty;

    public FakeRequestLimiter(LimitProfile profile) {
        this.profile = profile;
        this.usage = new LimitUsage(windows(profile, new int[0]), Map.of(), 0, Duration.ZERO, Optional.empty(), 0,
                Sharing.LOCAL);
    }

    /** One window of so many permits a second. */
    public static FakeRequestLimiter perSecond(String name, int permits) {
        return new FakeRequestLimiter(LimitProfile.of(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'), name,
                "made up for a test", List.of(RateWindow.of(permits, Duration.ofSeconds(1)))));
    }

    /** What is used of each window, in the order of the profile's; of the rest nothing. */
    public FakeRequestLimiter used(int... counts) {
        LimitUsage now = usage;
        usage = new LimitUsage(windows(profile, counts), now.waiting(), now.inFlight(), now.nextPermit(), now.banned(),
                now.refusals(), now.sharing());
        return this;
    }

    /** Enforces less than the profile says of one window. */
    public FakeRequestLimiter allowed(int window, int permits) {
        LimitUsage now = usage;
        List<WindowUsage> windows = IntStream.range(0, now.windows().size()).mapToObj(i -> {
            WindowUsage each = now.windows().get(i);
            return i == window ? new WindowUsage(each.window(), each.used(), permits, each.byLane()) : each;
        }).toList();
        usage = new LimitUsage(windows, now.waiting(), now.inFlight(), now.nextPermit(), now.banned(), now.refusals(),
                now.sharing());
        return this;
    }

    /** What each lane has of what is used of one window. */
    public FakeRequestLimiter lanes(int window, Map<Lane, Integer> shares) {
        LimitUsage now = usage;
        List<WindowUsage> windows = IntStream.range(0, now.windows().size()).mapToObj(i -> {
            WindowUsage each = now.windows().get(i);
            return i == window ? new WindowUsage(each.window(), each.used(), each.allowed(), shares) : each;
        }).toList();
        usage = new LimitUsage(windows, now.waiting(), now.inFlight(), now.nextPermit(), now.banned(), now.refusals(),
                now.sharing());
        return this;
    }

    public FakeRequestLimiter waiting(Lane lane, int requests) {
        LimitUsage now = usage;
        Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
        waiting.putAll(now.waiting());
        waiting.put(lane, requests);
        usage = new LimitUsage(now.windows(), waiting, now.inFlight(), now.nextPermit(), now.banned(), now.refusals(),
                now.sharing());
        return this;
    }

    /** @param banned null for none */
    public FakeRequestLimiter state(int inFlight, Duration nextPermit, Duration banned, long refusals,
            Sharing sharing) {
        usage = new LimitUsage(usage.windows(), usage.waiting(), inFlight, nextPermit, Optional.ofNullable(banned),
                refusals, sharing);
        return this;
    }

    public FakeRequestLimiter forecast(Duration answer) {
        forecast = answer;
        return this;
    }

    /** Every reading fails with it; null for none. */
    public void breakWith(RuntimeException newFault) {
        fault = newFault;
    }

    /** Permits given and not ended. */
    public int open() {
        return open.get();
    }

    /** Weight of all permits given and not given back. */
    public int granted() {
        return granted.get();
    }

    /** Permits ever given to requests of a lane. */
    public int granted(Lane lane) {
        return lanes.getOrDefault(lane, new AtomicInteger()).get();
    }

    /** From now on there is no permit for anybody, or there is again. */
    public void empty(boolean nothingLeft) {
        empty = nothingLeft;
    }

    /** How often the usage was read. */
    public int reads() {
        return reads.get();
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException {
        if (empty) {
            throw new LimitException(LimitException.Reason.TIMED_OUT, "%s: no permit for a request of lane %s"
                    .formatted(profile.name(), lane));
        }
        return permit(lane, weight);
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        return empty ? Optional.empty() : Optional.of(permit(lane, weight));
    }

    @Override
    public LimitProfile profile() {
        return profile;
    }

    @Override
    public void reconfigure(LimitProfile newProfile) {
        profile = newProfile;
        used();
    }

    @Override
    public LimitUsage usage() {
        reads.incrementAndGet();
        if (fault != null) {
            throw fault;
        }
        return usage;
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return forecast;
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        LimitUsage now = usage;
        state(now.inFlight(), now.nextPermit(), retryAfter.orElse(null), now.refusals() + 1, now.sharing());
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        used(profile.windows().stream().mapToInt(each -> each.equals(window) ? used : 0).toArray());
    }

    private Permit permit(Lane lane, int weight) {
        lanes.computeIfAbsent(lane, unused -> new AtomicInteger()).incrementAndGet();
        open.incrementAndGet();
        granted.addAndGet(weight);
        return new Permit() {
            private boolean ended;

            @Override
            public synchronized void close() {
                if (!ended) {
                    ended = true;
                    open.decrementAndGet();
                }
            }

            @Override
            public synchronized void giveBack() {
                if (!ended) {
                    granted.addAndGet(-weight);
                }
                close();
            }

            @Override
            public void lost() {
                close();
            }
        };
    }

    private static List<WindowUsage> windows(LimitProfile profile, int[] counts) {
        return IntStream.range(0, profile.windows().size()).mapToObj(i -> {
            RateWindow window = profile.windows().get(i);
            return new WindowUsage(window, i < counts.length ? counts[i] : 0, window.permits());
        }).toList();
    }
}
