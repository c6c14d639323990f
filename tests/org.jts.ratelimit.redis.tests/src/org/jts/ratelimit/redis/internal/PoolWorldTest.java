package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.jts.api.limit.RateWindow;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

/**
 * No window is ever exceeded whatever happens to processes, lines, clocks and Redis; and the judge who says so notices
 * every mistake that the script could hold.
 */
class PoolWorldTest {

    private static final int SEEDS = Boolean.getBoolean("jts.soak") ? 3_000 : 100;
    /** For other runs: -Djts.test.vmArgs=-Djts.seed=100000. */
    private static final int FIRST_SEED = Integer.getInteger("jts.seed", 0);
    /** In each of these a limit was once exceeded. */
    private static final List<Integer> NOTABLE = List.of(784, 933, 2532, 101_384);
    private static final int MOMENTS = 300;
    private static final int MOST_SEEDS_FOR_A_MUTANT = 600;

    private static final List<Mutant> MUTANTS = List.of(
            Mutant.of("one more than allowed",
                    "local left = limit - used - held", "local left = limit + 1 - used - held"),
            Mutant.of("ages from the grant",
                    "s[base(i) + FLIGHT] = s[base(i) + FLIGHT] + cost[i] * k",
                    "if cost[i] * k > 0 then settle(i, cost[i] * k) end",
                    "s[base(i) + FLIGHT] = s[base(i) + FLIGHT] - ended", "",
                    "if done[i] > 0 then settle(i, done[i]) end", ""),
            Mutant.of("ages a tenth early", "local b, old = base(i), from - span[i]",
                    "local b, old = base(i), from - span[i] * 0.9"),
            Mutant.of("ages from the beginning of its cell", "s[LC] + cell[i] - s[LC] % cell[i]",
                    "s[LC] - 10 * cell[i] - s[LC] % cell[i]"),
            Mutant.of("a dead process' requests are free at once",
                    "if permits[1] <= s[LC] then", "if true then", "settle(i, permits[i + 1])", ""),
            Mutant.of("a dead process' requests age at once", "if permits[1] <= s[LC] then", "if true then"),
            Mutant.of("forgets without a look",
                    "if redis.call('LLEN', KEYS[1 + i]) ~= s[b + COUNT] then return false end",
                    "", "local time, cost = cmsgpack.unpack(redis.call('LPOP', KEYS[1 + i]))",
                    "local entry = redis.call('LPOP', KEYS[1 + i]) if not entry then s[b + HEAD], s[b + SETTLED], s[b +"
                            + " COUNT] = NEVER, 0, 0 return true end local time, cost = cmsgpack.unpack(entry)",
                    "if time ~= s[b + HEAD] then return false end", "",
                    "redis.call('LSET', KEYS[1 + i], -1,", "redis.call('RPUSH', KEYS[1 + i],"),
            Mutant.of("believes every clock",
                    "if not knows or passed > math.max(0, least + SLACK - s[LC]) then",
                    "if false then",
                    "proven = math.min(s[LC], least)", "proven = s[LC]"),
            Mutant.of("believes the clock when it is asked to join",
                    "gap > 0 and span[i] > wait and s[LC] + gap or proven",
                    "s[LC] + gap", "return there and 0 or math.max(0, now - s[LT])",
                    "return math.max(0, now - s[LT])"),
            Mutant.of("a repeated call counts again", "if seq == p[SEQ] then", "if false then"),
            Mutant.of("any server's memory is good", "and server() ~= s[RUN] then return false end",
                    "and false then return false end", "local same, old = s and server() == s[RUN], nil",
                    "local same, old = s, nil"),
            Mutant.of("opens at once after it forgot", "local all = told or cold and live >= expected",
                    "local all = true"),
            Mutant.of("what is in flight is not taken over",
                    "local function place(seq, kind, flight)",
                    "local function place(seq, kind, nothing) local flight = nothing and nil"),
            Mutant.of("what was had is not taken over", "if cost[i] > 0 and age < span[i] then", "if false then"),
            Mutant.of("charges one window only", "local function take(lane, count, cost, mode, ahead)",
                    "local function take(lane, count, cost, mode, ahead) cost = {cost[1], 0}"),
            Mutant.of("leaves nothing behind", "orphan(list, p, s[LC] + lease + grace)",
                    "for i = 1, n do s[base(i) + FLIGHT] = s[base(i) + FLIGHT] - p[OWN + i - 1] end"));

    @Test
    void noWindowIsEverExceededWhateverHappens() throws Exception {
        try (RealRedis redis = RealRedis.running(); RedisLink link = link(redis, script())) {
            long requests = 0;
            List<Integer> seeds = new ArrayList<>(NOTABLE);
            IntStream.range(FIRST_SEED, FIRST_SEED + SEEDS).forEach(seeds::add);
            for (int seed : seeds) {
                PoolWorld world = new PoolWorld(seed, redis, link);
                world.run(MOMENTS);
                requests += world.count();
                assertEquals("", world.imbalance(), "seed " + seed + ": in flight and nobody's");
                for (RateWindow window : PoolWorld.WINDOWS) {
                    long worst = world.worst(window);
                    assertTrue(worst <= window.permits(), "seed %d: expected at most %s, found %d".formatted(seed,
                            window, worst));
                }
            }
            long mean = requests / seeds.size();
            assertTrue(mean > 30, () -> "expected a limit that is used, found " + mean + " requests a run");
        }
    }

    @Test
    void judgeNoticesEveryMistakeOfTheScript() throws Exception {
        List<String> unnoticed = new ArrayList<>();
        try (RealRedis redis = RealRedis.running()) {
            for (Mutant mutant : MUTANTS) {
                try (RedisLink link = link(redis, mutant.of(script()))) {
                    int seeds = seedsUntilNoticed(redis, link);
                    System.out.printf("%s: noticed after %d runs%n", mutant, seeds);
                    if (seeds > MOST_SEEDS_FOR_A_MUTANT) {
                        unnoticed.add(mutant.name());
                    }
                }
            }
        }
        assertEquals(List.of(), unnoticed);
    }

    private static int seedsUntilNoticed(RealRedis redis, RedisLink link) throws Exception {
        for (int seed = 0; seed < MOST_SEEDS_FOR_A_MUTANT; seed++) {
            PoolWorld world = new PoolWorld(seed, redis, link);
            world.run(MOMENTS);
            if (PoolWorld.WINDOWS.stream().anyMatch(window -> world.worst(window) > window.permits())) {
                return seed + 1;
            }
        }
        return MOST_SEEDS_FOR_A_MUTANT + 1;
    }

    private static RedisLink link(RealRedis redis, String script) {
        RedisAddress address = new RedisAddress(redis.url(), "", Duration.ofSeconds(2), name -> null);
        RedisLink link = new RedisLink(address, false, Duration.ofSeconds(2), PoolWorld.inVirtualTime(script));
        link.connect();
        Await.until("a connection", () -> link.connects() > 0);
        return link;
    }

    private static String script() throws Exception {
        try (var in = RedisLimiters.class.getResourceAsStream("pool.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
