package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Words.T;

import java.util.List;
import java.util.function.Consumer;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.PoolMember.Mode;
import org.jts.ratelimit.redis.internal.PoolMember.Run;

/**
 * Asks the pool, and draws the consequences of its answers. One call at a time, so that whatever comes up meanwhile
 * goes together with the next. Everything is called under the limiter's lock, except {@link #last}.
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

    private static final long SLOW_NANOS = 100_000_000;

    private final LaneQueue<Waiter> queue;
    private final PoolMember member;
    private final Sender sender;
    private final Receiver receiver;
    private final TakenAhead ahead;
    private final CallTimes times;
    private final Feedback feedback;
    private PoolRules rules;
    private Call underway;
    private long sentAt;
    private boolean doubtful;
    private long failingSince = ShareLedger.UNKNOWN;
    private String failure = "";
    private boolean checkServer = true;
    private int connects;
    private boolean mismatch;
    private volatile PoolReply last;

    PoolDriver(PoolRules rules, LaneQueue<Waiter> queue, PoolMember member, Sender sender, Receiver receiver) {
        this.rules = rules;
        this.queue = queue;
        this.member = member;
        this.sender = sender;
        this.receiver = receiver;
        this.ahead = new TakenAhead(queue, member);
        this.times = new CallTimes(rules);
        this.feedback = new Feedback(rules.size());
    }

    /**
     * From now on under other rules; what was under way under the old ones comes to nothing. Call {@link #leave}
     * before.
     */
    void reconfigure(PoolRules newRules, Consumer<Consumer<SharedPermit>> out, long now) {
        ahead.clear();
        underway = null;
        doubtful = false;
        member.reconfigure(newRules, out, now);
        times.use(newRules, now);
        feedback.clear(newRules.size());
        rules = newRules;
        last = null;
    }

    /** Says good-bye, without waiting for an answer. @param shareUsed of each window; @param forGood or to come back */
    void leave(long[] shareUsed, boolean forGood, long now) {
        if (member.isJoined()) {
            ahead.giveBackAll(rules);
            Call call = member.leave(shareUsed, forGood);
            sender.send(call, member.args(call, now, checkServer));
        }
    }

    /** @return a permit of weight 1 that was taken ahead */
    boolean takeAhead(Lane lane, int weight, long now) {
        return ahead.take(lane, weight, now);
    }

    /** There was no permit for somebody. @param waits whether he waits for one */
    void missed(Lane lane, int weight, boolean waits, long now) {
        if (weight == 1) {
            ahead.missed(lane, waits, now);
        }
        times.wanted(lane);
    }

    void ended(SharedPermit permit, boolean sent, long now) {
        member.ended(permit, sent, now);
        times.somethingToTell(now);
    }

    Feedback feedback() {
        return feedback;
    }

    /** What this process has used before it shared. */
    void usedBefore(long[] used) {
        member.usedBefore(used);
    }

    int membership() {
        return member.membership();
    }

    /** Whether its place was given up since it was asked last. */
    boolean hasLostPlace() {
        return member.hasLostPlace();
    }

    /** What the pool said last, or null. Read by any thread. */
    PoolReply last() {
        return last;
    }

    /** Why it cannot be spent from, or null when it can. */
    String trouble(long now) {
        if (mismatch) {
            return T.get("trouble.otherRules");
        }
        if (failingSince != ShareLedger.UNKNOWN) {
            return failure;
        }
        if (underway != null && now - sentAt > SLOW_NANOS) {
            return T.format("trouble.slow", (now - sentAt) / 1_000_000);
        }
        if (!member.isJoined()) {
            return T.get("trouble.notJoined");
        }
        PoolReply seen = last;
        return seen != null && seen.shut() > 0 ? T.format("trouble.shut", seen.shutFor().toSeconds() + 1) : null;
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
        if (ahead.giveBackExpired(rules, now)) {
            times.tellAtOnce();
        }
        if (underway != null && !doubtful || !times.mayCall(now)) {
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
        if (!feedback.isEmpty()) {
            return feedback.take(member);
        }
        List<Run> runs = times.mayAsk(now) ? ahead.runs() : List.of();
        return !runs.isEmpty() || times.mustTell(!queue.isEmpty(), now) ? member.take(runs) : null;
    }

    /**
     * @param call what this is the answer to; ignored when it was given up meanwhile
     * @return whether it says how the pool stands
     */
    boolean answered(Call call, PoolReply reply, long now) {
        if (call != underway) {
            return false;
        }
        underway = null;
        failingSince = ShareLedger.UNKNOWN;
        checkServer = false;
        mismatch = reply.status().equals("MISMATCH");
        member.answered(call, reply, now);
        if (!reply.isOk()) {
            member.giveUp(call);
            ahead.giveBackAll(rules);
            times.joinAgain(call.op.equals("J"), now);
            return false;
        }
        last = reply;
        if (call.op.equals("T")) {
            times.told(member.hasToTell(), now);
            handOut(call, reply, now);
        } else {
            times.askAtOnce(now);
            if (member.hasToTell()) {
                times.tellAtOnce();
            }
        }
        times.answered(reply, !queue.isEmpty(), now);
        return true;
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
        times.failed(now);
    }

    private void handOut(Call call, PoolReply reply, long now) {
        boolean valid = now - call.firstSent < rules.leaseNanos() / 2;
        int uppermost = Integer.MAX_VALUE;
        int lanes = 0;
        for (int r = 0; r < call.runs.size(); r++) {
            Run run = call.runs.get(r);
            int granted = reply.extra()[r];
            member.granted(run, granted);
            int used = valid ? receiver.receive(run, granted, now) : 0;
            for (int i = used; i < granted; i++) {
                if (!ahead.keep(run, valid, rules, now)) {
                    times.tellAtOnce();
                }
            }
            if (granted < run.count() && run.mode() == Mode.SPARE) {
                ahead.denied(run.lane());
            } else if (granted < run.count()) {
                uppermost = Math.min(uppermost, run.lane().ordinal());
                lanes |= rules.neighbours(run.lane());
            }
        }
        if (lanes == 0) {
            times.satisfied(now);
        } else {
            times.denied(uppermost, lanes, reply.moreIn() * 1000, now);
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
                return Math.max(times.askAt(), now + CallTimes.REPORT_NANOS);
            }
        }
        return now;
    }

    /** @return when {@link #poll} has something to do next; it has done what there was until {@code now} */
    long nextAt(long now) {
        if (underway != null && !doubtful) {
            return CallTimes.later(sentAt + SLOW_NANOS, now);
        }
        return doubtful || !member.isJoined() ? times.retryAt(now)
                : times.nextAt(!queue.isEmpty(), ahead.nextReturn(), now);
    }
}
