package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.api.limit.NumberedPermits.Ending;

/**
 * Clients, a network and a broker around one limiter core, in virtual time, all from one seed: random rules, lanes,
 * weights, bursts and idle spells, delays each way over four decades, answers that never come, connections given up.
 */
final class Simulation {

    /** Ways to be wrong that the judge must notice. */
    enum Mutant {
        NONE,
        /** A permit ages from the moment at which its request is sent. */
        AGES_FROM_SENDING,
        /** The limit is one higher than the broker's. */
        ONE_TOO_MANY,
        /** The window is a hundredth shorter than the broker's. */
        WINDOW_TOO_SHORT,
        /** A request without an answer frees its permit when its time limit is over. */
        TIMEOUT_FREES,
        /** The time that the network needs at least is taken off the window, and is taken for longer than it is. */
        FLOOR_CREDIT_TOO_LARGE,
        /** A request weighs 1 whatever it weighs. */
        WEIGHT_UNKNOWN,
        /** An answer leaves 1 of the weight of its request. */
        WEIGHT_LOST_WHEN_ANSWERED
    }

    /** As brokers count them: all alike, orders for themselves, or data for itself. */
    private static final List<Set<Lane>> SOME_LANES = List.of(Set.of(), Set.of(Lane.ORDER, Lane.CANCEL),
            Set.of(Lane.MARKET_DATA, Lane.HISTORY), Set.of(Lane.HISTORY),
            Set.of(Lane.CANCEL, Lane.ORDER, Lane.ACCOUNT));

    private record Event(long at, long number, Runnable action) {
    }

    private final RandomGenerator random;
    private final Mutant mutant;
    private final List<RateWindow> rules;
    private final LimiterCore core;
    private final WindowJudge judge = new WindowJudge();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<Waiter> waiting = new ArrayList<>();
    private final Map<Waiter, Integer> weights = new IdentityHashMap<>();
    private final Map<Waiter, Long> since = new IdentityHashMap<>();
    private final Map<Lane, Integer> grantedPerLane = new EnumMap<>(Lane.class);
    private final long meanUp;
    private final long meanDown;
    private final double lossShare;
    /** Whether the lower lanes are spread as in the product. */
    private final boolean paced;
    private long now;
    private long numbers;
    private long wakeAt = WindowState.UNKNOWN;
    private int asked;
    private int granted;
    private int expired;
    private long longestWait;

    Simulation(long seed, Mutant mutant) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.mutant = mutant;
        this.rules = randomRules();
        this.meanUp = decade(10_000, 100_000_000);
        this.meanDown = decade(10_000, 100_000_000);
        this.paced = random.nextBoolean() && mutant == Mutant.NONE;
        this.core = new LimiterCore(profile(), pace(), 0);
        this.lossShare = random.nextInt(3) == 0 ? 0.05 : 0;
    }

    WindowJudge judge() {
        return judge;
    }

    List<RateWindow> rules() {
        return rules;
    }

    int asked() {
        return asked;
    }

    /** Requests that were granted, gave up waiting, or wait still: together all that were asked. */
    int accountedFor() {
        return granted + expired + (int) waiting.stream().filter(w -> w.state == Waiter.State.WAITING).count();
    }

    int granted() {
        return granted;
    }

    long longestWait() {
        return longestWait;
    }

    Map<Lane, Integer> grantedPerLane() {
        return grantedPerLane;
    }

    /** Runs until {@code requests} were asked for and everything has ended. */
    void run(int requests) {
        plan(now, () -> burst(requests));
        while (!events.isEmpty()) {
            Event event = events.poll();
            now = event.at();
            event.action().run();
        }
    }

    private void burst(int left) {
        int size = Math.min(left, 1 + random.nextInt(40));
        for (int i = 0; i < size; i++) {
            ask();
        }
        if (random.nextInt(4) == 0) {
            adjust();
        }
        if (left > size) {
            long pause = random.nextInt(10) == 0 ? decade(1_000_000_000, 10_000_000_000L) : decade(1_000, 200_000_000);
            plan(now + pause, () -> burst(left - size));
        }
    }

    /** What a user or the broker says in between: another reserve, a shorter list of rules for a while, a refusal. */
    private void adjust() {
        core.catchUp(now);
        LimitProfile whole = profile();
        switch (random.nextInt(4)) {
            case 0 -> core.refused(Optional.empty(), now);
            case 1 -> core.reconfigure(new LimitProfile(whole.id(), whole.name(), whole.source(), whole.windows(),
                    random.nextDouble(0.5), whole.maxWaiting(), whole.answerLimit(), whole.lostGrace()), pace());
            // Too heavy for it are some who wait; the broker's own limit stays.
            case 2 -> core.reconfigure(new LimitProfile(whole.id(), whole.name(), whole.source(),
                    whole.windows().stream().map(r -> new RateWindow(1 + r.permits() / 3, r.period(), r.measure(),
                            r.lanes())).toList(),
                    whole.reservedShare(), whole.maxWaiting(), whole.answerLimit(), whole.lostGrace()), pace());
            default -> {
                // Nobody sends meanwhile: what is not enforced is not kept, but it is counted when it comes back.
                core.reconfigure(new LimitProfile(whole.id(), whole.name(), whole.source(),
                        whole.windows().subList(0, 1),
                        0, whole.maxWaiting(), whole.answerLimit(), whole.lostGrace()), pace());
                core.reconfigure(whole, pace());
            }
        }
        pump();
    }

    private void ask() {
        Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
        int weight = 1 + (random.nextInt(4) == 0 ? random.nextInt(smallestLimit()) : 0);
        asked++;
        if (!core.fits(lane, mutant == Mutant.WEIGHT_UNKNOWN ? 1 : weight)) {
            expired++;
            return;
        }
        if (random.nextBoolean()) {
            core.catchUp(now); // else it decides by the time that it was told last
        }
        Waiter waiter = new Waiter(lane, mutant == Mutant.WEIGHT_UNKNOWN ? 1 : weight,
                now + decade(1_000_000_000, 60_000_000_000L));
        long ticket = core.tryGrant(lane, waiter.weight);
        if (ticket != LimiterCore.NONE) {
            send(lane, weight, ticket);
            return;
        }
        weights.put(waiter, weight);
        since.put(waiter, now);
        waiting.add(waiter);
        core.queue().add(waiter);
        pump();
    }

    private void pump() {
        core.catchUp(now);
        wakeAt = core.pump(now);
        expectNoUpperOneWaitsForNothing();
        for (Waiter waiter : List.copyOf(waiting)) {
            if (waiter.state == Waiter.State.GRANTED) {
                waiting.remove(waiter);
                longestWait = Math.max(longestWait, now - since.get(waiter));
                send(waiter.lane, weights.get(waiter), waiter.ticket);
            } else if (waiter.state == Waiter.State.TIMED_OUT || waiter.state == Waiter.State.TOO_HEAVY) {
                waiting.remove(waiter);
                expired++;
            }
        }
        if (wakeAt != WindowState.UNKNOWN) {
            long at = Math.max(wakeAt, now);
            plan(at, () -> {
                if (wakeAt == at || wakeAt <= now) {
                    pump();
                }
            });
        }
    }

    /** A cancel or an order waits for room, for one above it, or for one below that was passed over for long. */
    private void expectNoUpperOneWaitsForNothing() {
        if (mutant != Mutant.NONE || core.penalty().isFrozen(now)
                || Stream.of(Lane.values()).anyMatch(lane -> core.queue().isDue(lane.ordinal()))) {
            return;
        }
        for (Lane lane : List.of(Lane.CANCEL, Lane.ORDER)) {
            Waiter head = core.queue().head(lane.ordinal());
            if (head == null) {
                continue;
            }
            if (core.usage(now).windows().stream().filter(w -> w.window().counts(lane)).allMatch(w -> w.used()
                    + (w.window().measure() == Measure.COUNT ? 1 : head.weight) <= w.allowed())) {
                throw new AssertionError("a request of lane %s and weight %d waits although there is room: %s"
                        .formatted(lane, head.weight, core.usage(now)));
            }
            return;
        }
    }

    private Pace pace() {
        return paced ? GuavaPace.of(profile(), now) : Pace.NONE;
    }

    private void send(Lane lane, int weight, long ticket) {
        granted++;
        grantedPerLane.merge(lane, 1, Integer::sum);
        if (mutant == Mutant.AGES_FROM_SENDING) {
            core.end(ticket, Ending.ANSWERED, now);
        }
        long up = spread(meanUp);
        if (random.nextDouble() < lossShare) {
            lose(lane, weight, ticket, up);
            return;
        }
        plan(now + up, () -> judge.arrived(now, lane, weight));
        plan(now + up + spread(meanDown), () -> answer(lane, weight, ticket));
    }

    private void answer(Lane lane, int weight, long ticket) {
        if (mutant == Mutant.WEIGHT_LOST_WHEN_ANSWERED && weight > 1) {
            core.catchUp(now);
            List<WindowUsage> before = core.usage(now).windows();
            core.end(ticket, Ending.NOT_SENT, now);
            for (WindowUsage window : before) {
                if (window.window().counts(lane) && window.window().measure() == Measure.WEIGHT) {
                    core.brokerCounted(window.window(), window.used() - weight + 1, now);
                }
            }
            pump();
        } else {
            end(ticket, Ending.ANSWERED);
        }
    }

    /** The answer never comes. The request may have arrived, at the latest within the grace after it was given up. */
    private void lose(Lane lane, int weight, long ticket, long up) {
        long timeout = 2 * (meanUp + meanDown) + 1_000_000;
        long arrival = random.nextBoolean() ? up : timeout + random.nextLong(profile().lostGrace().toNanos());
        plan(now + Math.min(arrival, timeout + profile().lostGrace().toNanos() - 1),
                () -> judge.arrived(now, lane, weight));
        plan(now + timeout, () -> end(ticket, mutant == Mutant.TIMEOUT_FREES ? Ending.NOT_SENT : Ending.LOST));
    }

    private void end(long ticket, Ending ending) {
        core.catchUp(now);
        core.end(ticket, ending, now);
        pump();
    }

    private LimitProfile profile() {
        List<RateWindow> enforced = switch (mutant) {
            case ONE_TOO_MANY -> rules.stream()
                    .map(r -> new RateWindow(r.permits() + 1, r.period(), r.measure(), r.lanes())).toList();
            case WINDOW_TOO_SHORT -> shortened(r -> r.period().dividedBy(100));
            case FLOOR_CREDIT_TOO_LARGE -> shortened(r -> Duration.ofNanos(Math.min(2 * (meanUp + meanDown),
                    r.period().toNanos() / 2)));
            default -> rules;
        };
        return new LimitProfile("test", "simulated", "the seed", enforced, 0.1, 1_000_000, Duration.ofSeconds(30),
                Duration.ofMillis(500));
    }

    private List<RateWindow> shortened(Function<RateWindow, Duration> by) {
        return rules.stream().map(r -> new RateWindow(r.permits(), r.period().minus(by.apply(r)), r.measure(),
                r.lanes()))
                .toList();
    }

    private List<RateWindow> randomRules() {
        List<RateWindow> all = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            int permits = 1 + random.nextInt(i == 0 ? 30 : 300);
            Duration period = Duration.ofMillis(decade(100, i == 0 ? 2_000 : 20_000));
            Set<Lane> lanes = i > 0 || random.nextInt(4) == 0
                    ? SOME_LANES.get(random.nextInt(SOME_LANES.size())) : Set.of();
            all.add(new RateWindow(permits, period, random.nextInt(4) == 0 ? Measure.COUNT : Measure.WEIGHT, lanes));
        }
        return all;
    }

    private int smallestLimit() {
        return rules.stream().mapToInt(RateWindow::permits).min().orElseThrow();
    }

    private void plan(long at, Runnable action) {
        events.add(new Event(at, numbers++, action));
    }

    /** Evenly over the decades between the two. */
    private long decade(long low, long high) {
        return (long) Math.exp(random.nextDouble(Math.log(low), Math.log(high)));
    }

    private long spread(long mean) {
        return 1 + (long) (-mean * Math.log(1 - random.nextDouble()));
    }
}
