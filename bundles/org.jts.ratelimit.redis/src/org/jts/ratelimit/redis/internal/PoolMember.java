package org.jts.ratelimit.redis.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import org.jts.api.limit.Lane;

/**
 * This process' place in the pool of one key: what it has told and what it has still to tell. One call is under way
 * at a time, and is repeated word by word until it is answered: the pool knows repetitions by their number. No clock,
 * no lock and no connection of its own.
 */
final class PoolMember {

    /** How a run is asked for. */
    enum Mode {
        NORMAL, SPARE, DUE
    }

    /** So many equal requests. */
    record Run(Lane lane, int weight, int count, Mode mode) {
    }

    /** A call, kept until it is answered. */
    static final class Call {
        final String op;
        final List<Run> runs;
        private final List<String> rest;
        private final long[] done;
        private final long[] back;
        private final String knownEpoch;
        /** Of two calls of a process, the later one has the greater. */
        private final long number;
        /** When it was sent first, on our clock; 0 before. */
        long firstSent;
        /** When it was sent last, on our clock. */
        long sent;

        private Call(String op, List<Run> runs, List<String> rest, long[] done, long[] back, String knownEpoch,
                long number) {
            this.op = op;
            this.runs = runs;
            this.rest = rest;
            this.done = done;
            this.back = back;
            this.knownEpoch = knownEpoch;
            this.number = number;
        }
    }

    private final String id = UUID.randomUUID().toString();
    private PoolRules rules;
    private final OwnLog log;
    private String epoch = "";
    private boolean joined;
    private long seq;
    private final PoolClock clock = new PoolClock();
    private int membership;
    private boolean lostPlace;
    private long[] done;
    private long[] back;
    private long[] flight;
    private final Witness witness;
    private boolean everJoined;
    private long[] before;

    PoolMember(PoolRules rules, OwnLog log) {
        this.log = log;
        this.witness = new Witness(rules);
        use(rules);
    }

    private void use(PoolRules newRules) {
        rules = newRules;
        done = new long[rules.size()];
        back = new long[rules.size()];
        flight = new long[rules.size()];
    }

    /**
     * Under other rules it joins another pool, with what it has had.
     *
     * @param out gives each permit that has not begun to age, also those whose answers never came
     */
    void reconfigure(PoolRules newRules, Consumer<Consumer<SharedPermit>> out, long now) {
        witness.use(newRules, now);
        before = before == null ? null : carriedOver(before, rules, newRules);
        use(newRules);
        out.accept(permit -> {
            if (permit.fromPool && permit.membership == membership) {
                add(flight, permit.costs);
            }
        });
        joined = false;
        epoch = "";
    }

    /** What was used of a window that was not kept is not known: all of it. */
    private static long[] carriedOver(long[] used, PoolRules rules, PoolRules newRules) {
        long[] carried = new long[newRules.size()];
        for (int i = 0; i < carried.length; i++) {
            int old = rules.indexOfSame(newRules.window(i));
            carried[i] = old < 0 ? newRules.pool(i) : used[old];
        }
        return carried;
    }

    /** What this process has used of every window before it ever joined. */
    void usedBefore(long[] used) {
        before = used.clone();
    }

    boolean isJoined() {
        return joined;
    }

    /** Whether its place was given up since this was asked last: it was silent for longer than its lease. */
    boolean hasLostPlace() {
        boolean lost = lostPlace;
        lostPlace = false;
        return lost;
    }

    int membership() {
        return membership;
    }

    boolean hasToTell() {
        return Arrays.stream(done).anyMatch(d -> d > 0) || Arrays.stream(back).anyMatch(d -> d > 0);
    }

    /** A permit of the pool has ended. */
    void ended(SharedPermit permit, boolean sent, long now) {
        if (sent) {
            log.add(permit.lane, permit.weight, now, rules.longestSpanNanos());
        }
        if (permit.membership == membership) {
            add(sent ? done : back, permit.costs);
            subtract(flight, permit.costs);
        }
    }

    /** A grant that reached nobody. */
    void unused(int[] costs) {
        add(back, costs);
        subtract(flight, costs);
    }

    Call take(List<Run> runs) {
        List<String> rest = new ArrayList<>();
        addAll(rest, done);
        addAll(rest, back);
        rest.add(Integer.toString(runs.size()));
        for (Run run : runs) {
            rest.add(Integer.toString(run.lane().ordinal()));
            rest.add(Integer.toString(run.count()));
            rest.add(Integer.toString(run.mode().ordinal()));
            addAll(rest, rules.costs(run.lane(), run.weight()));
        }
        return call("T", runs, rest);
    }

    /** @param kind see the script */
    Call join(long now) {
        List<String> rest = new ArrayList<>();
        rest.add(Integer.toString(rules.terms().processes()));
        rest.add(Integer.toString(kind(now)));
        rest.add(Integer.toString(witness.here()));
        rest.add(Long.toString(rules.coldWaitNanos() / 1000));
        addAll(rest, rules.counts());
        addAll(rest, flight);
        for (OwnLog.Past past : log.tell(rules, now)) {
            rest.add(Long.toString(past.ageMicros()));
            addAll(rest, past.costs());
        }
        if (before != null) {
            rest.add("0");
            addAll(rest, before);
        }
        if (kind(now) == 2) {
            rest.add(Long.toString(witness.ageMicros(now)));
            addAll(rest, witness.used());
        }
        return call("J", List.of(), rest);
    }

    /** The broker has refused a request, or has counted. @param afterMicros -1 when it refused nothing */
    Call feedback(long afterMicros, long[] counted) {
        List<String> rest = new ArrayList<>();
        rest.add(Long.toString(afterMicros));
        addAll(rest, counted);
        return new Call("F", List.of(), rest, new long[rules.size()], new long[rules.size()], epoch, ++seq);
    }

    /**
     * @param shareUsed of each window, what is charged to the share of this process
     * @param forGood   whether it does not come back, and so will never tell what it has had
     */
    Call leave(long[] shareUsed, boolean forGood) {
        List<String> rest = new ArrayList<>();
        addAll(rest, done);
        addAll(rest, back);
        addAll(rest, shareUsed);
        rest.add(forGood ? "1" : "0");
        return call("L", List.of(), rest);
    }

    private Call call(String op, List<Run> runs, List<String> rest) {
        Call call = new Call(op, runs, rest, done, back, epoch, ++seq);
        done = new long[rules.size()];
        back = new long[rules.size()];
        return call;
    }

    /** @param checkServer whether the server may be another one than before */
    String[] args(Call call, long now, boolean checkServer) {
        call.sent = now;
        List<String> args = new ArrayList<>();
        args.add(call.op);
        args.add(id);
        args.add(call.knownEpoch);
        args.add(rules.signature());
        args.add(clock.bound(now));
        args.add(checkServer ? "1" : "0");
        args.add(Long.toString(rules.leaseNanos() / 1000));
        args.add(Long.toString(rules.graceNanos() / 1000));
        args.add(Integer.toString(rules.size()));
        for (int i = 0; i < rules.size(); i++) {
            args.add(Long.toString(rules.spanNanos(i) / 1000));
            args.add(Integer.toString(rules.pool(i)));
            args.add(Integer.toString(rules.reservedOfPool(i)));
            args.add(Long.toString(rules.cellMicros(i)));
        }
        if (!call.op.equals("L")) {
            args.add(Long.toString(call.number));
        }
        if (call.op.equals("J")) {
            // Another epoch each time it is sent: the memory that it began may be lost before it is answered.
            args.add(UUID.randomUUID().toString());
        }
        args.addAll(call.rest);
        return args.toArray(String[]::new);
    }

    /** Takes in an answer to a call; grants of runs are the caller's to hand out, as {@link #granted} tells. */
    void answered(Call call, PoolReply reply, long now) {
        if (!reply.isOk()) {
            joined = false;
            return;
        }
        if (call.op.equals("J")) {
            becameMember(call, reply);
        }
        clock.heard(reply, call.sent);
        witness.heard(reply, now);
    }

    /** So many of a run were granted to this process. */
    void granted(Run run, int count) {
        int[] costs = rules.costs(run.lane(), run.weight());
        for (int i = 0; i < costs.length; i++) {
            flight[i] += (long) costs[i] * count;
        }
    }

    private void becameMember(Call call, PoolReply reply) {
        boolean known = reply.extra()[0] == 1;
        boolean merged = reply.extra()[1] == 1;
        lostPlace |= everJoined && !known && !merged;
        if (merged) {
            clock.forget();
            witness.joinedAnother();
        } else if (known) {
            // The same pool still knows this process: what was to be told is still to be told.
            add(done, call.done);
            add(back, call.back);
        } else {
            // It was taken for gone, and what it had in flight ages without it: another memory would not be told.
            witness.forget();
            membership++;
            done = new long[rules.size()];
            back = new long[rules.size()];
            flight = new long[rules.size()];
        }
        seq = Math.max(seq, reply.extra()[2]);
        epoch = reply.epoch();
        joined = true;
        everJoined = true;
        before = null;
    }

    /** A call was given up because the pool has to be joined, or joined again: what it was to tell is still to tell. */
    void giveUp(Call call) {
        if (!call.op.equals("L")) {
            add(done, call.done);
            add(back, call.back);
        }
    }

    private int kind(long now) {
        if (!everJoined) {
            return 0;
        }
        return witness.isSure(now) ? 2 : 1;
    }

    private static void add(long[] sum, int[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    private static void add(long[] sum, long[] more) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
        }
    }

    private static void subtract(long[] sum, int[] less) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(0, sum[i] - less[i]);
        }
    }

    private static void addAll(List<String> args, long[] figures) {
        for (long figure : figures) {
            args.add(Long.toString(figure));
        }
    }

    private static void addAll(List<String> args, int[] figures) {
        for (int figure : figures) {
            args.add(Integer.toString(figure));
        }
    }
}
