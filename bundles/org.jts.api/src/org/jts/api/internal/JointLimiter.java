package org.jts.api.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;

/**
 * Several limiters as one, for requests that are counted by all of them. Who waits does so in the queue of one limiter,
 * with a permit of none: when that one lets it pass, the others are tried, and when one of them has no room everything
 * is given back and it waits there. After a few rounds in vain it waits for one after the other, keeping what it has as
 * long as that is young: always in the same order, so that no two wait for each other.
 */
public final class JointLimiter implements RequestLimiter {

    private static final int ROUNDS = 3;
    private static final Duration LONGEST = Duration.ofDays(10_000);

    /** All or nothing. */
    private record Joint(List<Permit> permits) implements Permit {
        @Override
        public void close() {
            permits.forEach(Permit::close);
        }

        @Override
        public void giveBack() {
            permits.forEach(Permit::giveBack);
        }

        @Override
        public void lost() {
            permits.forEach(Permit::lost);
        }
    }

    private final TimeSource time;
    private final List<RequestLimiter> limiters;

    /** @param limiters at least one, in an order that is the same for everybody */
    public JointLimiter(TimeSource time, List<RequestLimiter> limiters) {
        this.time = time;
        this.limiters = List.copyOf(limiters);
        if (limiters.isEmpty()) {
            throw new IllegalArgumentException("joint limiter: expected a key or more, was none");
        }
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        long deadline = time.nanoTime() + (timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout).toNanos();
        List<Permit> held = new ArrayList<>();
        int full = tryAll(lane, weight, held, -1);
        for (int round = 0; full >= 0; round++) {
            if (round < ROUNDS) {
                held.add(limiters.get(full).acquire(lane, weight, left(deadline)));
                full = tryAll(lane, weight, held, full);
            } else {
                full = acquireInTurn(lane, weight, held, deadline);
            }
        }
        return new Joint(held);
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        List<Permit> held = new ArrayList<>();
        return tryAll(lane, weight, held, -1) < 0 ? Optional.of(new Joint(held)) : Optional.empty();
    }

    @Override
    public LimitProfile profile() {
        List<LimitProfile> all = limiters.stream().map(RequestLimiter::profile).toList();
        LimitProfile first = all.getFirst();
        String name = all.stream().map(LimitProfile::name).distinct().collect(Collectors.joining(" + "));
        return new LimitProfile(first.id(), name.length() > 100 ? first.name() : name, first.source(),
                all.stream().flatMap(p -> p.windows().stream()).toList(),
                all.stream().mapToDouble(LimitProfile::reservedShare).max().getAsDouble(),
                all.stream().mapToInt(LimitProfile::maxWaiting).min().getAsInt(),
                all.stream().map(LimitProfile::answerLimit).min(Comparator.naturalOrder()).get(),
                all.stream().map(LimitProfile::lostGrace).max(Comparator.naturalOrder()).get());
    }

    @Override
    public void reconfigure(LimitProfile profile) {
        throw new UnsupportedOperationException("expected the rules of a key to be changed where they are, found "
                + profile.id() + " for several keys");
    }

    @Override
    public LimitUsage usage() {
        List<LimitUsage> all = limiters.stream().map(RequestLimiter::usage).toList();
        List<WindowUsage> windows = all.stream().flatMap(u -> u.windows().stream()).toList();
        Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
        all.forEach(u -> u.waiting().forEach((lane, count) -> waiting.merge(lane, count, Integer::sum)));
        return new LimitUsage(windows, waiting, all.stream().mapToInt(LimitUsage::inFlight).max().getAsInt(),
                all.stream().map(LimitUsage::nextPermit).max(Comparator.naturalOrder()).get(),
                all.stream().flatMap(u -> u.banned().stream()).max(Comparator.naturalOrder()),
                all.stream().mapToLong(LimitUsage::refusals).sum(),
                all.stream().map(LimitUsage::sharing).max(Comparator.naturalOrder()).get());
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return limiters.stream().map(l -> l.forecast(lane, requests)).max(Comparator.naturalOrder()).get();
    }

    /** Of which key the broker does not say: all of them slow down. */
    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        limiters.forEach(limiter -> limiter.refused(retryAfter, text));
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        of(window).forEach(limiter -> limiter.brokerCounted(window, used));
    }

    private Stream<RequestLimiter> of(RateWindow window) {
        return limiters.stream().filter(limiter -> limiter.profile().windows().contains(window));
    }

    /**
     * Takes a permit of each, without waiting.
     *
     * @param held what is held already, of {@code known}; of all afterwards, or of none
     * @return the one that has no room, or -1
     */
    private int tryAll(Lane lane, int weight, List<Permit> held, int known) {
        for (int i = 0; i < limiters.size(); i++) {
            if (i == known) {
                continue;
            }
            Optional<Permit> permit = limiters.get(i).tryAcquire(lane, weight);
            if (permit.isEmpty()) {
                giveBack(held);
                return i;
            }
            held.add(permit.get());
        }
        return -1;
    }

    /**
     * Waits for one after the other. A permit that has become old meanwhile would be taken for lost before its request
     * is answered, and a short window would forget it: it is exchanged for one of now.
     *
     * @param held empty; a permit of each afterwards, or of none
     * @return the one that has no room for a permit of now, or -1
     */
    private int acquireInTurn(Lane lane, int weight, List<Permit> held, long deadline)
            throws LimitException, InterruptedException {
        boolean whole = false;
        long oldest = 0;
        try {
            for (RequestLimiter limiter : limiters) {
                held.add(limiter.acquire(lane, weight, left(deadline)));
                oldest = held.size() == 1 ? time.nanoTime() : oldest;
            }
            whole = true;
        } finally {
            if (!whole) {
                giveBack(held);
            }
        }
        if (time.nanoTime() - oldest <= keepsNanos()) {
            return -1;
        }
        Permit last = held.removeLast();
        giveBack(held);
        held.add(last);
        return tryAll(lane, weight, held, limiters.size() - 1);
    }

    /** So long a permit may be kept before its request goes out: there is time left for the answer. */
    private long keepsNanos() {
        return limiters.stream().mapToLong(l -> l.profile().answerLimit().toNanos()).min().getAsLong() / 2;
    }

    private Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - time.nanoTime()));
    }

    private static void giveBack(List<Permit> held) {
        held.forEach(Permit::giveBack);
        held.clear();
    }
}
