package org.jts.ratelimit.internal;

import java.nio.LongBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.concurrent.LaneQueue;

/**
 * Every decision of a limiter, without clock, lock or thread: the caller gives a time that never goes back and keeps
 * others out. So it can be run through millions of virtual seconds, and every run can be repeated.
 */
final class LimiterCore {

    /** No ticket. */
    static final long NONE = NumberedPermits.NONE;

    private record Lost(long due, Lane lane, long count, long weight) {
    }

    private static final Lane[] LANES = Lane.values();
    /** One pace for both. */
    private static final int PACED = LaneQueue.bit(Lane.MARKET_DATA.ordinal()) | LaneQueue.bit(Lane.HISTORY.ordinal());
    /** What another process told may be so much younger: its clocks ran apart a little. */
    private static final long CLOCK_DOUBT_MILLIS = 200;

    private final LaneQueue<Waiter> queue = new LaneQueue<>(LANES.length);
    private final InFlight inFlight = new InFlight();
    /** By due time: the grace only changes with the profile, and then waits are at most the longer of the two. */
    private final ArrayDeque<Lost> lost = new ArrayDeque<>();
    private final Penalty penalty = new Penalty();
    /** By lane, since the beginning. */
    private final long[] granted = new long[LANES.length];
    /** In {@link #lost}. */
    private long lostRequests;
    private Pace pace;
    private LimitProfile profile;
    private Ledger ledger;
    /** When the time was told last. */
    private long seen;
    /** When the first of those who wait could go, as far as it was looked for. */
    private long soonest;

    /** @param now the time, from which on it never goes back */
    LimiterCore(LimitProfile profile, Pace pace, long now) {
        this.pace = pace;
        this.profile = profile;
        this.ledger = new Ledger(profile, null);
        this.seen = now;
    }

    LimitProfile profile() {
        return profile;
    }

    LaneQueue<Waiter> queue() {
        return queue;
    }

    /** Whoever waits is told that it is over. */
    void dismissWaiting() {
        queue.removeIf(waiter -> true, waiter -> waiter.decide(Waiter.State.CLOSED));
    }

    /** How many permits were granted. May be read beside a writer, and is then one behind at worst. */
    long granted(Lane lane) {
        return granted[lane.ordinal()];
    }

    Penalty penalty() {
        return penalty;
    }

    void reconfigure(LimitProfile newProfile, Pace newPace) {
        pace = newPace;
        ledger = new Ledger(newProfile, ledger);
        profile = newProfile;
        queue.removeIf(waiter -> !ledger.fits(waiter.lane, waiter.weight),
                waiter -> waiter.decide(Waiter.State.TOO_HEAVY));
        applyShare();
    }

    /**
     * Goes on where processes before this one ended. What they had charged and nobody knows to be answered is taken for
     * under way until the grace of the profile is over.
     *
     * @param store      where what is charged is stored from now on
     * @param wallMillis the wall clock, by which they told their times
     */
    void continueFrom(SpentFile.Past past, LongBuffer store, long wallMillis, long now) {
        long[] before = null;
        for (SpentLine line : past.lines()) {
            long at = now - Math.max(0, wallMillis - line.millis() - CLOCK_DOUBT_MILLIS) * 1_000_000;
            if (line.kind() == SpentLine.Kind.FULL) {
                profile.windows().stream().filter(w -> w.period().toMillis() <= line.values().getFirst())
                        .forEach(window -> ledger.addForeign(window, window.permits(), at));
            } else {
                addAnswered(before == null ? line.totals() : before, line.totals(), at);
                before = line.totals();
            }
        }
        long[] answered = before == null ? past.charged() : before;
        for (Lane lane : LANES) {
            int i = lane.ordinal() * 2;
            addUnderWay(lane, past.charged()[i] - answered[i], past.charged()[i + 1] - answered[i + 1], now);
            ledger.lane(lane).continueFrom(past.charged()[i], past.charged()[i + 1], store, i);
        }
    }

    /** Stores nothing any more: what is charged belongs to whoever goes on. */
    void stopStoring() {
        for (Lane lane : LANES) {
            ledger.lane(lane).stopStoring();
        }
    }

    private void addAnswered(long[] before, long[] after, long at) {
        for (Lane lane : LANES) {
            int i = lane.ordinal() * 2;
            if (after[i] > before[i]) {
                ledger.addAnswered(lane, after[i] - before[i], after[i + 1] - before[i + 1], at);
            }
        }
    }

    private void addUnderWay(Lane lane, long count, long weight, long now) {
        if (count > 0) {
            ledger.addUnderWay(lane, count, weight);
            addLost(lane, count, weight, now);
        }
    }

    private void addLost(Lane lane, long count, long weight, long now) {
        lost.add(new Lost(now + profile.lostGrace().toNanos(), lane, count, weight));
        lostRequests += count;
    }

    /** What was answered in all, by this process and those before it, as {@link SpentLine} has its values. */
    long[] answered() {
        long[] totals = new long[LANES.length * 2];
        for (Lane lane : LANES) {
            totals[lane.ordinal() * 2] = ledger.lane(lane).answeredCount();
            totals[lane.ordinal() * 2 + 1] = ledger.lane(lane).answeredWeight();
        }
        return totals;
    }

    boolean fits(Lane lane, int weight) {
        return ledger.fits(lane, weight);
    }

    /**
     * Decides by the time that was told last, which is past: nothing has aged since, so whoever fits then fits now, and
     * asking the clock is spared. Who does not fit may do so after {@link #catchUp}.
     *
     * @return a ticket, or {@link #NONE} when it has to wait
     */
    long tryGrant(Lane lane, int weight) {
        if (!queue.isEmpty() && !queue.letsPass(lane.ordinal(), this::claim) || penalty.isFrozen(seen)
                || ledger.blocker(lane, weight, isUpper(lane), seen) != null
                || isPaced(lane) && pace.earliest(seen) > seen) {
            return NONE;
        }
        return grant(lane, weight, seen);
    }

    /** The first ending of a ticket counts. @return whether it was the first */
    boolean end(long ticket, Ending ending, long now) {
        int slot = ticket == NONE ? -1 : inFlight.slot(ticket);
        if (slot < 0) {
            return false;
        }
        Lane lane = LANES[inFlight.lane(slot)];
        int weight = inFlight.weight(slot);
        inFlight.remove(slot);
        switch (ending) {
            case ANSWERED -> ledger.settle(lane, weight, now);
            case NOT_SENT -> ledger.refund(lane, weight);
            case LOST -> addLost(lane, 1, weight, now);
        }
        return true;
    }

    void refused(Optional<Duration> retryAfter, long now) {
        penalty.refused(retryAfter, now);
        applyShare();
    }

    void brokerCounted(RateWindow window, int used, long now) {
        ledger.addForeign(window, used, now);
    }

    /** Brings what happens by itself up to {@code now}. */
    void catchUp(long now) {
        seen = now;
        inFlight.stamp(now);
        long answerLimit = profile.answerLimit().toNanos();
        for (int slot = inFlight.oldest(); slot >= 0 && inFlight.grantedAt(slot) + answerLimit <= now; slot =
                inFlight.oldest()) {
            end(inFlight.ticket(slot), Ending.LOST, now);
        }
        while (!lost.isEmpty() && lost.peekFirst().due() <= now) {
            Lost over = lost.removeFirst();
            lostRequests -= over.count();
            ledger.settle(over.lane(), over.count(), over.weight(), now);
        }
        if (penalty.recover(now)) {
            applyShare();
        }
    }

    /** Decides who waits no longer. @return when to call again, or {@link WindowState#UNKNOWN} */
    long pump(long now) {
        queue.removeIf(waiter -> waiter.deadline <= now, waiter -> waiter.decide(Waiter.State.TIMED_OUT));
        soonest = WindowState.UNKNOWN;
        if (penalty.isFrozen(now)) {
            soonest = penalty.frozenUntil();
        } else {
            queue.serve((head, due) -> serve(head, due, now));
        }
        if (queue.isEmpty()) {
            return WindowState.UNKNOWN;
        }
        return Math.min(Math.min(soonest, queue.nextDeadline()), nextRelease());
    }

    /** Changes nothing: may run beside a writer, whose caller then throws the result away. */
    LimitUsage usage(long now) {
        long next = ledger.peekEarliest(Lane.HISTORY, now);
        long wait = next == WindowState.UNKNOWN ? profile.answerLimit().toNanos() : next - now;
        if (penalty.isFrozen(now)) {
            wait = Math.max(wait, penalty.frozenUntil() - now);
        }
        return new LimitUsage(ledger.usage(now), waiting(),
                (int) Math.min(Integer.MAX_VALUE, inFlight.count() + lostRequests),
                Duration.ofNanos(Math.max(0, wait)),
                penalty.isFrozen(now) ? Optional.of(Duration.ofNanos(penalty.frozenUntil() - now)) : Optional.empty(),
                penalty.refusals(), LimitUsage.Sharing.LOCAL);
    }

    /** @return how long {@code requests} of weight 1 take if nobody else comes, in nanoseconds */
    long forecast(Lane lane, int requests, long now) {
        Forecast forecast = new Forecast(requests, isPaced(lane) ? n -> pace.nanosUntilLast(n, now) : n -> 0);
        ledger.forEachWindow(lane, isUpper(lane), now, forecast::under);
        return forecast.nanos() + (penalty.isFrozen(now) ? penalty.frozenUntil() - now : 0);
    }

    private long grant(Lane lane, int weight, long now) {
        granted[lane.ordinal()]++;
        ledger.addInFlight(lane, weight);
        queue.granted(lane.ordinal(), ledger.neighbours(lane));
        if (isPaced(lane)) {
            pace.take(weight, now);
        } else {
            pace.passed(weight);
        }
        return inFlight.ticket(inFlight.add(lane.ordinal(), weight));
    }

    /** When a request without an answer gives its place back. */
    private long nextRelease() {
        long next = lost.isEmpty() ? WindowState.UNKNOWN : lost.peekFirst().due();
        inFlight.stamp(seen);
        int slot = inFlight.oldest();
        return slot < 0 ? next : Math.min(next, inFlight.grantedAt(slot) + profile.answerLimit().toNanos());
    }

    /** Grants the request of who is first of a lane, or says who is not to take the room that it waits for. */
    private int serve(Waiter head, boolean due, long now) {
        boolean reserve = due || isUpper(head.lane);
        int blocked = ledger.heldLanes(head.lane, head.weight, reserve, now);
        if (blocked != 0) {
            soonest = Math.min(soonest, ledger.earliest(head.lane, head.weight, reserve, now));
            return blocked;
        }
        // When its turn has come, the pace is not in its way either.
        if (!due && isPaced(head.lane) && pace.earliest(now) > now) {
            soonest = Math.min(soonest, pace.earliest(now));
            return PACED;
        }
        queue.remove(head);
        head.ticket = grant(head.lane, head.weight, now);
        head.decide(Waiter.State.GRANTED);
        soonest = WindowState.UNKNOWN;
        return 0;
    }

    /** Whom nothing is in the way of will be served in a moment. */
    private int claim(Waiter head, boolean due) {
        int blocked = ledger.heldLanes(head.lane, head.weight, due || isUpper(head.lane), seen);
        return blocked == 0 ? ledger.neighbours(head.lane) : blocked;
    }

    /** May run beside a writer. */
    private Map<Lane, Integer> waiting() {
        Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
        for (Lane lane : LANES) {
            int size = queue.size(lane.ordinal());
            if (size > 0) {
                waiting.put(lane, size);
            }
        }
        return waiting;
    }

    private void applyShare() {
        ledger.setShare(penalty.share());
    }

    /** Whether the reserve is open to the lane at any time. */
    static boolean isUpper(Lane lane) {
        return lane == Lane.CANCEL || lane == Lane.ORDER;
    }

    private static boolean isPaced(Lane lane) {
        return lane == Lane.MARKET_DATA || lane == Lane.HISTORY;
    }
}
