package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.take;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.RequestLimiter;
import org.jts.ratelimit.redis.internal.PoolMember.Call;
import org.jts.ratelimit.redis.internal.PoolMember.Mode;
import org.jts.ratelimit.redis.internal.PoolMember.Run;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The script that keeps the pool, call by call. */
class PoolScriptTest {

    private static final String KEY = "jts:limit:{key}";
    private static final int LAST_TIME = 5;

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void callThatIsRepeatedCountsOnceAndAnOldOneNotAtAll() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember member = joined(link, rules);
            Call first = member.take(List.of(new Run(Lane.ORDER, 1, 2, Mode.NORMAL)));
            PoolReply once = ask(link, rules, member, first);
            PoolReply twice = ask(link, rules, member, first);
            assertEquals(2, once.extra()[0]);
            assertEquals(2, twice.extra()[0]);
            assertEquals(2, twice.used()[0]);
            Call second = member.take(List.of(new Run(Lane.ORDER, 1, 1, Mode.NORMAL)));
            assertEquals(3, ask(link, rules, member, second).used()[0]);
            assertEquals("PAST", ask(link, rules, member, first).status());
        }
    }

    @Test
    void spareOnesAreGivenOnlyOutOfPlenty() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember member = joined(link, rules);
            Call call = member.take(
                    List.of(new Run(Lane.ORDER, 1, 1, Mode.NORMAL), new Run(Lane.ORDER, 1, 9, Mode.SPARE)));
            PoolReply reply = ask(link, rules, member, call);
            assertEquals(1, reply.extra()[0]);
            assertEquals(1, reply.extra()[1]);
        }
    }

    @Test
    void clockThatIsSetForwardAgesNothing() throws Exception {
        RequestLimiter limiter = fullLimiter();
        setServerClock(lab.redis, 10);
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(700))).reason());
        take(limiter, Lane.ORDER).close();
    }

    @Test
    void clockThatIsSetBackStopsNobody() throws Exception {
        RequestLimiter limiter = fullLimiter();
        setServerClock(lab.redis, -10);
        long set = System.nanoTime();
        take(limiter, Lane.ORDER).close();
        assertTrue(System.nanoTime() - set < TimeUnit.SECONDS.toNanos(8));
    }

    @Test
    void stateThatLostAPartIsNotTrusted() throws Exception {
        RequestLimiter limiter = lab.limiter(window(2, 500));
        take(limiter, Lane.ORDER).close();
        take(limiter, Lane.ORDER).close();
        Await.until("two used", () -> limiter.usage().windows().getFirst().used() == 2);
        lab.redis.command("DEL", KEY + ":1");
        long lost = System.nanoTime();
        take(limiter, Lane.ORDER).close();
        assertTrue(System.nanoTime() - lost >= Duration.ofMillis(300).toNanos());
        lab.awaitShared(limiter);
    }

    /** A window of two in two seconds, both used. */
    private RequestLimiter fullLimiter() throws Exception {
        RequestLimiter limiter = lab.limiter(window(2, 2_000));
        take(limiter, Lane.ORDER).close();
        take(limiter, Lane.ORDER).close();
        Await.until("all told", () -> limiter.usage().windows().getFirst().used() == 2);
        return limiter;
    }

    @Test
    void clockThatIsSetWhenSomebodyJoinsIsFoundOutByThoseWhoAreThere() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            ask(link, rules, one, one.take(List.of(new Run(Lane.ORDER, 1, 2, Mode.NORMAL))));
            setServerClock(lab.redis, 70);
            PoolMember two = new PoolMember(rules, new OwnLog());
            Call join = two.join(System.nanoTime());
            assertEquals("LATER", ask(link, rules, two, join).status());
            PoolReply told = ask(link, rules, one, one.take(List.of()));
            assertEquals(1, told.leftOut());
            assertEquals("OK", ask(link, rules, two, join).status());
            assertEquals(2, ask(link, rules, two, two.take(List.of())).here());
        }
    }

    @Test
    void timeInWhichNobodyWasThereIsBelievedInTheEnd() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            joined(link, rules);
            setServerClock(lab.redis, 30);
            PoolMember two = new PoolMember(rules, new OwnLog());
            Call join = two.join(System.nanoTime());
            assertEquals("LATER", ask(link, rules, two, join).status());
            Await.until("to join", () -> askNow(link, rules, two, join).isOk());
            assertEquals(1, ask(link, rules, two, two.take(List.of())).here());
        }
    }

    @Test
    void memoryThatIsLostBeforeAJoinIsAnsweredIsNotTakenForTheOneAfterIt() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = new PoolMember(rules, new OwnLog());
            Call join = one.join(System.nanoTime());
            List<Object> lost = link.call(PoolKeys.of("key", rules.size()), one.args(join, System.nanoTime(), true))
                    .toCompletableFuture().get(5, TimeUnit.SECONDS);
            PoolMember two = joined(link, rules);
            Run three = new Run(Lane.ORDER, 1, 3, Mode.NORMAL);
            ask(link, rules, two, two.take(List.of(three)));
            two.granted(three, 3);
            lab.redis.flush();
            PoolReply again = ask(link, rules, one, join);
            assertNotEquals(PoolReply.of(lost, rules.size()).epoch(), again.epoch());
            assertEquals("JOIN", ask(link, rules, two, two.take(List.of())).status());
            assertEquals(1, ask(link, rules, two, two.join(System.nanoTime())).extra()[1]);
            assertEquals(3, ask(link, rules, two, two.take(List.of())).used()[0]);
        }
    }

    @Test
    void listThatWasThrownAwayOrIsNotTheOneIsNoticed() throws Exception {
        for (List<String> damage : List.of(List.of("DEL", KEY + ":1"), List.of("LPOP", KEY + ":1"),
                List.of("RPUSH", KEY + ":1", "x"), List.of("DEL", KEY))) {
            lab.redis.flush();
            try (RedisLink link = link()) {
                PoolRules rules = rules();
                PoolMember member = joined(link, rules);
                Run three = new Run(Lane.ORDER, 1, 3, Mode.NORMAL);
                ask(link, rules, member, member.take(List.of(three)));
                member.granted(three, 3);
                member.ended(new SharedPermit(null, Lane.ORDER, 1, new int[] {1}, true, member.membership(), 0), true,
                        System.nanoTime());
                ask(link, rules, member, member.take(List.of()));
                assertTrue(lab.redis.command(damage.toArray(String[]::new)).startsWith(":")
                        || damage.getFirst().equals("LPOP"));
                assertEquals("JOIN", ask(link, rules, member, member.take(List.of())).status(), damage::toString);
                assertEquals("OK", ask(link, rules, member, member.join(System.nanoTime())).status());
                assertEquals(3, ask(link, rules, member, member.take(List.of())).used()[0]);
            }
        }
    }

    @Test
    void successorKnowsWhatWasUsedOfTheShareOfItsPlace() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember first = joined(link, rules);
            assertEquals(0, ask(link, rules, first, first.take(List.of())).owed()[0]);
            String[] leaving = first.args(first.leave(new long[] {3}), System.nanoTime(), true);
            link.call(PoolKeys.of("key", rules.size()), leaving).toCompletableFuture().get(5, TimeUnit.SECONDS);
            PoolMember second = new PoolMember(rules, new OwnLog());
            assertEquals(3, ask(link, rules, second, second.join(System.nanoTime())).owed()[0]);
            PoolMember third = new PoolMember(rules, new OwnLog());
            PoolReply crowded = ask(link, rules, third, third.join(System.nanoTime()));
            assertEquals(2, crowded.here());
            assertTrue(crowded.owed()[0] > 60);
        }
    }

    @Test
    void everyLaneThatWaitsKeepsItsPlaceAmongProcesses() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            PoolMember two = new PoolMember(rules, new OwnLog());
            ask(link, rules, two, two.join(System.nanoTime()));
            ask(link, rules, one, one.take(List.of(new Run(Lane.ORDER, 1, 6, Mode.NORMAL))));
            // two lanes wait at the one, and then there is room for one request
            ask(link, rules, one, one.take(List.of(new Run(Lane.HISTORY, 1, 1, Mode.DUE),
                    new Run(Lane.ORDER, 1, 1, Mode.NORMAL))));
            one.unused(new int[] {1});
            ask(link, rules, one, one.take(List.of(new Run(Lane.HISTORY, 6, 1, Mode.NORMAL),
                    new Run(Lane.ORDER, 2, 1, Mode.NORMAL))));
            assertEquals(0, ask(link, rules, two, two.take(List.of(new Run(Lane.ACCOUNT, 1, 1, Mode.NORMAL))))
                    .extra()[0]);
        }
    }

    private static PoolReply askNow(RedisLink link, PoolRules rules, PoolMember member, Call call) {
        try {
            return ask(link, rules, member, call);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** To the pool it is the same whether the server's clock is set, or what it remembers of it. */
    static void setServerClock(RealRedis redis, int seconds) {
        String answer = redis.command("EVAL", "local s = cmsgpack.unpack(redis.call('HGET', KEYS[1], 's')) s["
                + LAST_TIME + "] = s[" + LAST_TIME + "] - " + seconds * 1_000_000L
                + " redis.call('HSET', KEYS[1], 's', cmsgpack.pack(s)) return 'done'", "1", KEY);
        assertTrue(answer.contains("done"), answer);
    }

    private RedisLink link() throws Exception {
        RedisAddress address = new RedisAddress(lab.redis.url(), "", Duration.ofSeconds(2), name -> null);
        RedisLink link = new RedisLink(address, false, Duration.ofSeconds(2), script());
        link.connect();
        Await.until("a connection", () -> link.connects() > 0);
        return link;
    }

    private static PoolRules rules() {
        return new PoolRules(profile(window(6, 60_000)),
                new PoolRules.Terms(1, 0, Duration.ofSeconds(1).toNanos(), RedisLimiters.COLD_WAIT_NANOS));
    }

    private static PoolMember joined(RedisLink link, PoolRules rules) throws Exception {
        PoolMember member = new PoolMember(rules, new OwnLog());
        ask(link, rules, member, member.join(System.nanoTime()));
        assertTrue(member.isJoined());
        return member;
    }

    private static PoolReply ask(RedisLink link, PoolRules rules, PoolMember member, Call call) throws Exception {
        List<Object> raw = link.call(PoolKeys.of("key", rules.size()), member.args(call, System.nanoTime(), true))
                .toCompletableFuture().get(5, TimeUnit.SECONDS);
        PoolReply reply = PoolReply.of(raw, rules.size());
        if (!reply.status().equals("PAST")) {
            member.answered(call, reply, System.nanoTime());
        }
        return reply;
    }

    private static String script() throws Exception {
        try (var in = RedisLimiters.class.getResourceAsStream("pool.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
