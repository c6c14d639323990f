package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.PoolMember.Mode;
import org.jts.ratelimit.redis.internal.PoolMember.Run;

/**
 * Processes that spend from one pool, a real Redis that runs the script in virtual time, and a broker that keeps every
 * arrival. Answers are lost, calls come late or long after they were given up, processes die, go and stand still, the
 * server's clock is set, it forgets all or a part, and a replica that lacks the newest takes its place. Every run is
 * repeated by its seed.
 */
final class PoolWorld {

    static final int PROCESSES = 3;
    static final List<RateWindow> WINDOWS =
            List.of(RateWindow.of(12, Duration.ofSeconds(1)), RateWindow.of(30, Duration.ofSeconds(4)));

    private static final long MILLI = 1_000_000;
    private static final long LEASE = 2_000 * MILLI;
    private static final long GRACE = 500 * MILLI;
    private static final String COPY = "for i = 1, #KEYS / 2 do local from, to = KEYS[i], KEYS[i + #KEYS / 2]"
            + " redis.call('DEL', to) local whole = redis.call('DUMP', from)"
            + " if whole then redis.call('RESTORE', to, 0, whole) end end return 'done'";

    /** What a window says is in flight, less what each process has, those that are gone, and those of other rules. */
    private static final String IMBALANCE = "local s = redis.call('HGET', KEYS[1], 's')"
            + " local n, wrong = tonumber(ARGV[1]), ''"
            + " if not s then return '' end s = cmsgpack.unpack(s)"
            + " local gone = cmsgpack.unpack(redis.call('HGET', KEYS[1], 'o') or cmsgpack.pack({}))"
            + " local all = redis.call('HGETALL', KEYS[1])"
            + " for i = 1, n do local at = 20 + (i - 1) * 10 local left = s[at] - s[at + 9]"
            + " for _, o in ipairs(gone) do left = left - o[i + 1] end"
            + " for f = 1, #all, 2 do if string.sub(all[f], 1, 2) == 'p:' then"
            + " local own = cmsgpack.unpack(all[f + 1])[5 + i] left = left - own"
            + " if own < 0 then wrong = wrong .. ' less than nothing' end end end"
            + " if left ~= 0 then wrong = wrong .. ' window ' .. i .. ': ' .. left end end return wrong";

    private record Arrival(long at, int weight) {
    }

    /** A call that was given up, and gets there all the same. */
    private record Late(long at, String[] args) {
    }

    /** A request under way. */
    private static final class Request {
        private final SharedPermit permit;
        private long arrivesAt;
        private long endsAt;

        Request(SharedPermit permit, long arrivesAt, long endsAt) {
            this.permit = permit;
            this.arrivesAt = arrivesAt;
            this.endsAt = endsAt;
        }
    }

    private final class Process {
        private final PoolMember member = new PoolMember(rules, new OwnLog());
        private final Deque<Request> requests = new ArrayDeque<>();
        private final long clockOffset = random.nextLong(1_000_000_000_000L);
        private Call doubtful;
        private boolean reconnected = true;
        private long frozenUntil;
        private long lastCall;

        long clock() {
            return now + clockOffset;
        }
    }

    private final Random random;
    private final RealRedis redis;
    private final RedisLink link;
    private final PoolRules rules = new PoolRules(
            new LimitProfile("world", "World", "this test", WINDOWS, 0, 100, Duration.ofNanos(LEASE),
                    Duration.ofNanos(GRACE)),
            new PoolRules.Terms(PROCESSES, 0, LEASE, RedisLimiters.COLD_WAIT_NANOS));
    private final String[] keys = PoolKeys.of("world", WINDOWS.size());
    private final String[] replica = PoolKeys.of("replica", WINDOWS.size());
    private final List<Process> processes = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Late> late = new ArrayList<>();
    private long now = 1_000_000_000_000L;
    private long clockMicros;
    private int runId = 1;
    private long copiedAt = Long.MIN_VALUE;
    private String imbalance = "";

    PoolWorld(long seed, RealRedis redis, RedisLink link) {
        this.random = new Random(seed);
        this.redis = redis;
        this.link = link;
        redis.flush();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(new Process());
        }
    }

    /** The script as it is, but for the clock and the name of the server, which a caller tells. */
    static String inVirtualTime(String script) {
        return "local RUN_ID, MICROS, SECONDS = table.remove(ARGV), table.remove(ARGV), table.remove(ARGV)\n"
                + Mutant.replace(Mutant.replace(script, "redis.call('TIME')", "{SECONDS, MICROS}"),
                        "string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')", "RUN_ID");
    }

    /** Lives through so many moments. */
    void run(int moments) throws Exception {
        for (int i = 0; i < moments; i++) {
            now += random.nextInt(12) == 0 ? random.nextLong(900 * MILLI) : random.nextLong(25 * MILLI);
            if (random.nextInt(45) == 0) {
                disturb();
            }
            for (Late call : List.copyOf(late)) {
                if (call.at() <= now && late.remove(call)) {
                    ask(call.args());
                }
            }
            for (Process process : List.copyOf(processes)) {
                if (process.frozenUntil <= now && random.nextInt(3) > 0) {
                    live(process);
                }
            }
            if (i % 5 == 0 && imbalance.isEmpty()) {
                imbalance = imbalance(redis, keys[0], WINDOWS.size());
            }
        }
    }

    /** What was in flight and nobody's at some moment, or somebody's and not in flight; empty when all was well. */
    String imbalance() {
        return imbalance;
    }

    /** @return what is in flight and nobody's, or somebody's and not in flight; empty when all is well */
    static String imbalance(RealRedis redis, String key, int windows) {
        String answer = redis.command("EVAL", IMBALANCE, "1", key, Integer.toString(windows));
        return answer.substring(answer.indexOf('\n') + 1).strip();
    }

    /** How often the broker was asked. */
    int count() {
        return arrivals.size();
    }

    /** @return the most that any span as long as the window held */
    long worst(RateWindow window) {
        List<Arrival> sorted = arrivals.stream().sorted((a, b) -> Long.compare(a.at(), b.at())).toList();
        long worst = 0;
        long sum = 0;
        int end = 0;
        for (Arrival first : sorted) {
            while (end < sorted.size() && sorted.get(end).at() - first.at() < window.period().toNanos()) {
                sum += sorted.get(end++).weight();
            }
            worst = Math.max(worst, sum);
            sum -= first.weight();
        }
        return worst;
    }

    private void live(Process process) throws Exception {
        for (Iterator<Request> i = process.requests.iterator(); i.hasNext();) {
            Request request = i.next();
            if (request.endsAt <= now) {
                i.remove();
                process.member.ended(request.permit, true, process.clock());
            }
        }
        Call call = process.doubtful != null ? process.doubtful
                : process.member.isJoined() ? process.member.take(wishes()) : process.member.join(process.clock());
        if (call.firstSent == 0) {
            call.firstSent = process.clock();
        }
        process.doubtful = call;
        String[] args = process.member.args(call, process.clock(), process.reconnected);
        if (random.nextInt(25) == 0) {
            if (random.nextBoolean()) {
                late.add(new Late(now + random.nextLong(2 * LEASE), args));
            }
            return; // it did not get there in time
        }
        process.lastCall = now;
        PoolReply reply = ask(args);
        now += random.nextLong(3 * MILLI);
        if (random.nextInt(15) == 0) {
            return; // the answer was lost
        }
        process.doubtful = null;
        process.reconnected = false;
        process.member.answered(call, reply, process.clock());
        if (!reply.isOk()) {
            process.member.giveUp(call);
        } else if (call.op.equals("T")) {
            send(process, call, reply);
        }
    }

    private List<Run> wishes() {
        List<Run> runs = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            runs.add(new Run(random.nextBoolean() ? Lane.ORDER : Lane.ACCOUNT, 1 + random.nextInt(2),
                    1 + random.nextInt(6), random.nextInt(4) == 0 ? Mode.SPARE : Mode.NORMAL));
        }
        return runs;
    }

    private void send(Process process, Call call, PoolReply reply) {
        boolean valid = process.clock() - call.firstSent < rules.leaseNanos() / 2;
        for (int r = 0; r < call.runs.size(); r++) {
            Run run = call.runs.get(r);
            process.member.granted(run, reply.extra()[r]);
            for (int i = 0; i < reply.extra()[r]; i++) {
                int[] costs = rules.costs(run.lane(), run.weight());
                if (!valid || random.nextInt(12) == 0) {
                    process.member.unused(costs);
                    continue;
                }
                SharedPermit permit = new SharedPermit(null, run.lane(), run.weight(), costs, true,
                        process.member.membership(), process.clock());
                long arrives = now + random.nextLong(random.nextBoolean() ? 2 * MILLI : 250 * MILLI);
                process.requests.add(new Request(permit, arrives, arrives + random.nextLong(60 * MILLI)));
                arrivals.add(new Arrival(arrives, run.weight()));
            }
        }
    }

    private PoolReply ask(String... args) throws Exception {
        String[] all = java.util.Arrays.copyOf(args, args.length + 3);
        long micros = now / 1000 + clockMicros;
        all[args.length] = Long.toString(micros / 1_000_000);
        all[args.length + 1] = Long.toString(micros % 1_000_000);
        all[args.length + 2] = "run" + runId;
        List<Object> raw = link.call(keys, all).toCompletableFuture().get(5, TimeUnit.SECONDS);
        return PoolReply.of(raw, WINDOWS.size());
    }

    private void disturb() throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> clockMicros += random.nextLong(1_000_000) - 500_000;
            case 1 -> clockMicros += random.nextLong(20_000_000) - 10_000_000;
            case 2 -> processes.get(random.nextInt(PROCESSES)).frozenUntil = now + random.nextLong(3 * LEASE);
            case 3 -> redis.command("DEL", keys[1 + random.nextInt(WINDOWS.size())]);
            case 4 -> replicate();
            case 5 -> failOver();
            case 6 -> replace();
            default -> forget();
        }
    }

    /** The replica has everything up to now. */
    private void replicate() {
        copy(keys, replica);
        copiedAt = now;
    }

    /** The replica takes over, without what has happened since. */
    private void failOver() {
        // A replica that was never told anything is empty.
        if (copiedAt == Long.MIN_VALUE || now - copiedAt < 2_000 * MILLI) {
            copy(replica, keys);
            anotherServer();
        }
    }

    private void copy(String[] from, String[] to) {
        List<String> words = new ArrayList<>(List.of("EVAL", COPY, Integer.toString(from.length + to.length)));
        words.addAll(List.of(from));
        words.addAll(List.of(to));
        String answer = redis.command(words.toArray(String[]::new));
        if (!answer.contains("done")) {
            throw new IllegalStateException("expected the state to be copied, found " + answer);
        }
    }

    private void forget() {
        redis.command("FLUSHALL");
        copiedAt = Long.MIN_VALUE / 2;
        if (random.nextBoolean()) {
            anotherServer();
        }
    }

    private void anotherServer() {
        runId++;
        late.clear();
        processes.forEach(process -> process.reconnected = true);
    }

    /** One dies, or goes, and another one comes. What it had under way may arrive until the pool lets it age. */
    private void replace() throws Exception {
        Process gone = processes.remove(random.nextInt(PROCESSES));
        if (random.nextBoolean() && gone.doubtful == null) {
            ask(gone.member.args(gone.member.leave(new long[WINDOWS.size()], true), gone.clock(), gone.reconnected));
            gone.lastCall = now;
        }
        long latest = gone.lastCall + LEASE + GRACE;
        for (Request request : gone.requests) {
            if (request.arrivesAt > now || random.nextInt(4) == 0 && request.endsAt > now) {
                arrivals.remove(new Arrival(request.arrivesAt, request.permit.weight));
                long arrives = Math.max(now, latest - random.nextLong(200 * MILLI));
                arrivals.add(new Arrival(arrives, request.permit.weight));
            }
        }
        Process successor = new Process();
        processes.add(successor);
        if (random.nextInt(3) == 0) {
            // The first who sees the clock that was set knows nothing of the time before.
            clockMicros += 2_000_000 + random.nextLong(8_000_000);
            live(successor);
        }
    }
}
