package org.jts.ratelimit.redis.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.PoolMember.Mode;
import org.jts.ratelimit.redis.internal.PoolMember.Run;

/**
 * When the pool is asked, and what follows from its answers. One call at a time, so that whatever comes up meanwhile
 * goes together with the next. Everything is called under the limiter's lock.
 */
final class PoolDriver {

    /** Sends a call; the answer comes back through {@link #answered} or {@link #failed}. */
    @FunctionalInterface
    interface Sender {
        void send(Call call, String[] args);
    }

    /** Takes what was granted. */
    @FunctionalInterface
    interface Receiver {
        /** @return how many of the granted could be handed to somebody who waits */
        int receive(Run run, int granted, long now);
    }

    private static final int BATCH = 64;
    private static final Lane[] LANES = Lane.values();
    /** How long an end may wait to be told, and who waits below orders to be asked for, so that more goes together. */
    private static final long REPORT_NANOS = 5_000_000;
    private static final int PARTS_OF_WINDOW = 50;
    private static final long LONGEST_REPORT_NANOS = 50_000_000;
    private static final long BEAT_NANOS = 1_000_000_000;
    private static final long LIVELY_BEAT_NANOS = 250_000_000;
    private static final long SLOW_NANOS = 100_000_000;
    private static final long FIRST_RETRY_NANOS = 50_000_000;
    private static final long LONGEST_RETRY_NANOS = 500_000_000;
    private static final long REJOIN_NANOS = 250_000_000;
    /** How long an upper lane waits at most before it asks again: somebody may have given back. */
    private static final long UPPER_WAIT_NANOS = 200_000_000;
    private static final long NOTHING = -1;

    private final WaitQueue queue;
    private final PoolMember member;
    private final Sender sender;
    private final Receiver receiver;
    private final Stash stash = new Stash();
    private PoolRules rules;
    private Call underway;
    private long sentAt;
    private boolean doubtful;
    private long failingSince = ShareLedger.UNKNOWN;
    private String failure = "";
    private long retryAfter = FIRST_RETRY_NANOS;
    private long retryAt = Long.MIN_VALUE;
    private long beatAt = Long.MIN_VALUE;
    private long reportAt = ShareLedger.UNKNOWN;
    private long askAt = Long.MIN_VALUE;
    private int deniedLane = Integer.MAX_VALUE;
    private boolean demanding;
    private boolean checkServer = true;
    private int connects;
    private long refusedMicros = NOTHING;
    private long[] counted;
    private boolean mismatch;
    private volatile PoolReply last;

    PoolDriver(PoolRules rules, WaitQueue queue, PoolMember member, Sender sender, Receiver receiver) {
        this.queue = queue;
        this.member = member;
        this.sender = sender;
        this.receiver = receiver;
        use(rules);
    }

    private void use(PoolRules newRules) {
        rules = newRules;
        counted = new long[rules.size()];
        Arrays.fill(counted, NOTHING);
        last = null;
    }

    /**
     * From now on under other rules; what was under way under the old ones comes to nothing. Call {@link #leave}
     * before.
     */
    void reconfigure(PoolRules newRules, InFlight inFlight, long now) {
        for (Lane lane : LANES) {
            stash.clear(lane);
        }
        underway = null;
        doubtful = false;
        askAt = now;
        retryAt = now;
        member.reconfigure(newRules, inFlight, now);
        use(newRules);
    }

    /** Says good-bye, without waiting for an answer. */
    void leave(long now) {
        if (member.isJoined()) {
            returnStash(ShareLedger.UNKNOWN);
            Call call = member.leave();
            sender.send(call, member.args(call, now, checkServer));
        }
    }

    /** @return a permit of weight 1 that was taken ahead */
    boolean takeAhead(Lane lane, int weight, long now) {
        return weight == 1 && stash.take(lane, now);
    }

    void missed(Lane lane, int weight, boolean waits, long now) {
        if (weight == 1) {
            stash.missed(lane, now);
            if (!waits) {
                stash.ask(lane);
            }
        }
        if (lane.ordinal() < deniedLane) {
            askAt = Long.MIN_VALUE;
        }
    }

    void ended(SharedPermit permit, boolean sent, long now) {
        member.ended(permit, sent, now);
        if (reportAt == ShareLedger.UNKNOWN) {
            reportAt = now + lag();
        }
    }

    /** A part of the shortest window: what is told so much later costs as much of the budget. */
    private long lag() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < rules.size(); i++) {
            shortest = Math.min(shortest, rules.spanNanos(i));
        }
        return Math.min(LONGEST_REPORT_NANOS, Math.max(REPORT_NANOS, shortest / PARTS_OF_WINDOW));
    }

    void refused(long micros) {
        refusedMicros = Math.max(refusedMicros, micros);
    }

    void brokerCounted(int window, long used) {
        counted[window] = Math.max(counted[window], used);
    }

    /** What this process has used before it shared. */
    void usedBefore(long[] used) {
        member.usedBefore(used);
    }

    int membership() {
        return member.membership();
    }

    /** What the pool said last, or null. Read by any thread. */
    PoolReply last() {
        return last;
    }

    /** Why it cannot be spent from, or null when it can. */
    String trouble(long now) {
        if (mismatch) {
            return "other processes keep other rules for it";
        }
        if (failingSince != ShareLedger.UNKNOWN) {
            return failure;
        }
        if (underway != null && now - sentAt > SLOW_NANOS) {
            return "Redis has not answered for " + (now - sentAt) / 1_000_000 + " ms";
        }
        if (!member.isJoined()) {
            return "this process has not joined it";
        }
        PoolReply seen = last;
        return seen != null && seen.shut() > 0
                ? "its memory began anew; it opens within " + seen.shutFor().toSeconds() + " s" : null;
    }

    /**
     * Asks the pool when there is something to ask or to tell.
     *
     * @param connected how often there was a new connection
     */
    void poll(long now, int connected) {
        if (connected != connects) {
            connects = connected;
            checkServer = true;
        }
        returnStash(now);
        if (underway != null && !doubtful || now < retryAt) {
            return;
        }
        Call call = doubtful ? underway : next(now);
        if (call != null) {
            send(call, now);
        }
    }

    private void send(Call call, long now) {
        if (underway != call) {
            call.firstSent = now;
        }
        underway = call;
        doubtful = false;
        sentAt = now;
        sender.send(call, member.args(call, now, checkServer));
    }

    private Call next(long now) {
        if (!member.isJoined()) {
            return member.join(now);
        }
        if (refusedMicros != NOTHING || Arrays.stream(counted).anyMatch(c -> c != NOTHING)) {
            Call call = member.feedback(refusedMicros, counted);
            refusedMicros = NOTHING;
            counted = new long[rules.size()];
            Arrays.fill(counted, NOTHING);
            return call;
        }
        List<Run> runs = now >= askAt ? runs() : List.of();
        // Who waits is asked for soon, and the report goes with it.
        boolean soon = !queue.isEmpty() && askAt > now && askAt - now < lag();
        boolean report = reportAt <= now && !soon || demanding && queue.isEmpty();
        return !runs.isEmpty() || report || beatAt <= now ? member.take(runs) : null;
    }

    private List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        Lane due = queue.due();
        if (due != null) {
            runs.add(new Run(due, queue.head(due).weight, 1, Mode.DUE));
        }
        int left = BATCH;
        for (Lane lane : LANES) {
            boolean head = lane == due;
            Run run = null;
            for (Waiter waiter : queue.of(lane)) {
                if (left == 0 || !waiter.paced) {
                    break;
                }
                if (head) {
                    head = false;
                    continue;
                }
                if (run != null && run.weight() != waiter.weight) {
                    runs.add(run);
                    run = null;
                }
                run = new Run(lane, waiter.weight, run == null ? 1 : run.count() + 1, Mode.NORMAL);
                left--;
            }
            if (run != null) {
                runs.add(run);
            }
        }
        addSpare(runs);
        return runs;
    }

    private void addSpare(List<Run> runs) {
        boolean any = !runs.isEmpty();
        for (Lane lane : LANES) {
            int wanted = stash.wanted(lane);
            if (wanted > 0 && (any || stash.isLow(lane))) {
                runs.add(new Run(lane, 1, wanted, Mode.SPARE));
            }
        }
    }

    /** @param call what this is the answer to; ignored when it was given up meanwhile */
    void answered(Call call, PoolReply reply, long now) {
        if (call != underway) {
            return;
        }
        underway = null;
        failingSince = ShareLedger.UNKNOWN;
        retryAfter = FIRST_RETRY_NANOS;
        checkServer = false;
        mismatch = reply.status().equals("MISMATCH");
        member.answered(call, reply, now);
        if (!reply.isOk()) {
            lostMembership(call, now);
            return;
        }
        last = reply;
        if (call.op.equals("T")) {
            reportAt = member.hasToTell() ? now + lag() : ShareLedger.UNKNOWN;
            handOut(call, reply, now);
        } else {
            askAt = now;
        }
        boolean lively = Arrays.stream(reply.used()).anyMatch(u -> u > 0);
        long beat = lively && !queue.isEmpty() || hasShortUse(reply) ? LIVELY_BEAT_NANOS : BEAT_NANOS;
        beatAt = now + Math.min(beat, rules.leaseNanos() / 4);
    }

    private boolean hasShortUse(PoolReply reply) {
        for (int i = 0; i < rules.size(); i++) {
            if (reply.used()[i] > 0 && rules.spanNanos(i) <= 2 * BEAT_NANOS) {
                return true;
            }
        }
        return false;
    }

    private void lostMembership(Call call, long now) {
        member.giveUp(call);
        returnStash(ShareLedger.UNKNOWN);
        retryAt = call.op.equals("J") ? now + REJOIN_NANOS : now;
    }

    /** No answer, or an error: whether it was done is not known, and it is asked again. */
    void failed(Call call, String why, long now) {
        if (call != underway) {
            return;
        }
        doubtful = true;
        checkServer = true;
        failure = why;
        if (failingSince == ShareLedger.UNKNOWN) {
            failingSince = now;
        }
        retryAt = now + retryAfter;
        retryAfter = Math.min(LONGEST_RETRY_NANOS, retryAfter * 2);
    }

    private void handOut(Call call, PoolReply reply, long now) {
        boolean valid = now - call.firstSent < rules.leaseNanos() / 2;
        int denied = Integer.MAX_VALUE;
        for (int r = 0; r < call.runs.size(); r++) {
            Run run = call.runs.get(r);
            int granted = reply.extra()[r];
            member.granted(run, granted);
            int used = valid ? receiver.receive(run, granted, now) : 0;
            for (int i = used; i < granted; i++) {
                keep(run, valid, now);
            }
            if (granted < run.count() && run.mode() == Mode.SPARE) {
                stash.denied(run.lane());
            } else if (granted < run.count()) {
                denied = Math.min(denied, run.lane().ordinal());
            }
        }
        deniedLane = denied;
        demanding = denied != Integer.MAX_VALUE;
        long wait = reply.moreIn() * 1000;
        askAt = !demanding ? now
                : now + (denied <= Lane.ORDER.ordinal() ? Math.min(wait, UPPER_WAIT_NANOS) : wait + lag());
    }

    private void keep(Run run, boolean valid, long now) {
        if (valid && run.weight() == 1 && rules.leaseNanos() > 2 * Stash.RETURN_NANOS) {
            stash.add(run.lane(), now + Stash.RETURN_NANOS);
        } else {
            giveBack(run.lane(), run.weight(), 1);
        }
    }

    private void returnStash(long now) {
        for (Lane lane : LANES) {
            int count = now == ShareLedger.UNKNOWN ? stash.clear(lane) : stash.expired(lane, now);
            giveBack(lane, 1, count);
        }
    }

    private void giveBack(Lane lane, int weight, int count) {
        for (int i = 0; i < count; i++) {
            member.unused(rules.costs(lane, weight));
        }
        if (count > 0) {
            reportAt = Long.MIN_VALUE;
        }
    }

    /** @return when a request could be granted at the earliest, as far as the last answer tells */
    long freeAt(int[] costs, long now) {
        PoolReply seen = last;
        if (seen == null) {
            return ShareLedger.UNKNOWN;
        }
        for (int i = 0; i < costs.length; i++) {
            long limit = (long) rules.pool(i) * seen.permille() / 1000 - rules.reservedOfPool(i);
            if (costs[i] > 0 && seen.used()[i] + costs[i] > limit) {
                return Math.max(askAt, now + REPORT_NANOS);
            }
        }
        return now;
    }

    /** @return when {@link #poll} has something to do next; it has done what there was until {@code now} */
    long nextAt(long now) {
        if (underway != null && !doubtful) {
            return later(sentAt + SLOW_NANOS, now);
        }
        if (doubtful || !member.isJoined()) {
            return later(retryAt, now);
        }
        long next = Math.min(Math.min(later(beatAt, now), later(reportAt, now)), later(stash.nextReturn(), now));
        return Math.max(retryAt, queue.isEmpty() ? next : Math.min(next, later(askAt, now)));
    }

    private static long later(long at, long now) {
        return at > now ? at : ShareLedger.UNKNOWN;
    }
}
