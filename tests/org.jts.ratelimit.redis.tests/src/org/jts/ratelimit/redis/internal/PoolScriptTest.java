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
import org.jts.api.limit.RateWindow;
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
    void callThatComesLateChangesNothing() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules(window(6, 100));
            PoolMember member = joined(link, rules);
            Call first = member.take(List.of());
            ask(link, rules, member, first);
            spend(link, rules, member, 2);
            long since = System.nanoTime();
            Await.until("what was used to have aged",
                    () -> System.nanoTime() - since > Duration.ofMillis(150).toNanos());
            assertEquals("PAST", send(link, rules, member.args(first, System.nanoTime(), true)).status());
            PoolReply next = ask(link, rules, member, member.take(List.of()));
            assertEquals("OK", next.status(), "the memory is whole");
            assertEquals(0, next.used()[0]);
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
        setServerClock(lab.redis, 10_000);
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(700))).reason());
        take(limiter, Lane.ORDER).close();
    }

    @Test
    void clockThatIsSetBackStopsNobody() throws Exception {
        RequestLimiter limiter = fullLimiter();
        setServerClock(lab.redis, -10_000);
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
    void clockThatIsSetWhenSomebodyJoinsAgesNothing() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            spend(link, rules, one, 2);
            setServerClock(lab.redis, 70_000);
            PoolMember two = joined(link, rules);
            PoolReply told = ask(link, rules, two, two.take(List.of()));
            assertEquals(2, told.here());
            assertEquals(2, told.used()[0]);
            assertTrue(told.leftOut() >= 70_000_000, () -> "left out " + told.leftOut());
            assertEquals(2, ask(link, rules, one, one.take(List.of())).used()[0]);
        }
    }

    @Test
    void timeInWhichNobodyWasThereAgesLongWindowsAndAfterADeathNone() throws Exception {
        for (boolean dies : List.of(true, false)) {
            lab.redis.flush();
            try (RedisLink link = link()) {
                PoolRules rules = new PoolRules(profile(window(6, 60_000), window(6, 90_000)),
                        new PoolRules.Terms(1, 0, Duration.ofSeconds(1).toNanos(), RedisLimiters.COLD_WAIT_NANOS));
                PoolMember one = joined(link, rules);
                awaitLeaseAndGrace(link, rules, one);
                spend(link, rules, one, 2);
                if (!dies) {
                    send(link, rules, one.args(one.leave(new long[2], true), System.nanoTime(), true));
                }
                setServerClock(lab.redis, 100_000);
                PoolMember two = joined(link, rules);
                long[] used = ask(link, rules, two, two.take(List.of())).used();
                assertEquals(2, used[0], "it may be a clock that was set");
                assertEquals(dies ? 2 : 0, used[1]);
            }
        }
    }

    @Test
    void timeAfterTheMemoryWasLostIsLeftOutAsLongAsSomebodyMayCome() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            PoolMember two = joined(link, rules);
            spend(link, rules, two, 2);
            ask(link, rules, one, one.take(List.of()));
            lab.redis.flush();
            assertEquals("JOIN", ask(link, rules, one, one.take(List.of())).status());
            ask(link, rules, one, one.join(System.nanoTime()));
            send(link, rules, one.args(one.leave(new long[1], true), System.nanoTime(), true));
            setServerClock(lab.redis, 70_000);
            PoolMember three = new PoolMember(rules, new OwnLog());
            assertTrue(ask(link, rules, three, three.join(System.nanoTime())).shut() > 0, "expected to wait for two");
        }
    }

    /** Whoever knew a memory before this one has come by then, or is gone. */
    private static void awaitLeaseAndGrace(RedisLink link, PoolRules rules, PoolMember member) throws Exception {
        long born = ask(link, rules, member, member.take(List.of())).clock();
        Await.until("lease and grace", () -> {
            try {
                return ask(link, rules, member, member.take(List.of())).clock() - born > 1_200_000;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void stepsOfTheClockThatAreTooSmallToBeNoticedDoNotAddUp() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            long began = System.nanoTime();
            long first = ask(link, rules, one, one.take(List.of())).clock();
            for (int i = 0; i < 20; i++) {
                setServerClock(lab.redis, 40);
                ask(link, rules, one, one.take(List.of()));
            }
            long gone = ask(link, rules, one, one.take(List.of())).clock() - first;
            long passed = (System.nanoTime() - began) / 1000;
            assertTrue(gone <= passed + 100_000, () -> "expected at most " + passed + ", found " + gone);
        }
    }

    @Test
    void joinThatIsDoneLateIsNotTakenForTheNewest() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = new PoolMember(rules, new OwnLog());
            Call join = one.join(System.nanoTime());
            String[] late = one.args(join, System.nanoTime(), true);
            ask(link, rules, one, join);
            Run three = new Run(Lane.ORDER, 1, 3, Mode.NORMAL);
            ask(link, rules, one, one.take(List.of(three)));
            one.granted(three, 3);
            lab.redis.flush();
            assertTrue(send(link, rules, late).isOk());
            assertEquals("JOIN", ask(link, rules, one, one.take(List.of())).status());
            assertEquals(3, ask(link, rules, one, one.join(System.nanoTime())).used()[0]);
            assertEquals(3, ask(link, rules, one, one.take(List.of())).used()[0]);
        }
    }

    @Test
    void joinThatIsRepeatedDoesNotBringAPlaceBackThatWasLost() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            PoolMember two = joined(link, rules);
            Run run = new Run(Lane.ORDER, 1, 1, Mode.NORMAL);
            ask(link, rules, one, one.take(List.of(run)));
            one.granted(run, 1);
            awaitAlone(link, rules, two);
            one.ended(new SharedPermit(null, Lane.ORDER, 1, new int[] {1}, true, one.membership(), 0), true,
                    System.nanoTime());
            Call told = one.take(List.of());
            assertEquals("JOIN", ask(link, rules, one, told).status());
            one.giveUp(told);
            Call join = one.join(System.nanoTime());
            assertTrue(send(link, rules, one.args(join, System.nanoTime(), true)).isOk(), "and its answer is lost");
            assertEquals(0, ask(link, rules, one, join).extra()[0], "its place is another one");
            ask(link, rules, one, one.take(List.of()));
            assertEquals(1, ask(link, rules, two, two.take(List.of())).used()[0]);
            assertEquals("", PoolWorld.imbalance(lab.redis, KEY, 1));
        }
    }

    /** The others are silent for longer than their lease. */
    private static void awaitAlone(RedisLink link, PoolRules rules, PoolMember member) {
        Await.until("a place that was given up", () -> {
            try {
                return ask(link, rules, member, member.take(List.of())).here() == 1;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatSomebodyHadWhoHasGoneIsNotForgottenWithTheMemory() throws Exception {
        for (boolean heard : List.of(true, false)) {
            lab.redis.flush();
            try (RedisLink link = link()) {
                PoolRules rules = rules();
                PoolMember one = joined(link, rules);
                // one more than configured
                PoolMember two = joined(link, rules);
                spend(link, rules, two, 3);
                assertEquals(2, ask(link, rules, one, one.take(List.of())).here());
                send(link, rules, two.args(two.leave(new long[1], true), System.nanoTime(), true));
                if (heard) {
                    assertEquals(1, ask(link, rules, one, one.take(List.of())).gone());
                }
                lab.redis.flush();
                long settled = System.nanoTime() + (heard ? 0 : TimeUnit.SECONDS.toNanos(2));
                PoolReply again = ask(link, rules, one, one.join(settled));
                assertTrue(again.shut() > 0, "expected a pool that waits for what nobody can tell");
            }
        }
    }

    @Test
    void otherRulesInheritWhatWasUsed() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            spend(link, rules, one, 2);
            ask(link, rules, one, one.take(List.of(new Run(Lane.ORDER, 1, 1, Mode.NORMAL))));
            send(link, rules, one.args(one.leave(new long[1], true), System.nanoTime(), true));
            PoolRules less = rules(4);
            PoolMember two = new PoolMember(less, new OwnLog());
            PoolReply joined = ask(link, less, two, two.join(System.nanoTime()));
            assertEquals(3, joined.used()[0]);
            assertTrue(joined.shut() <= 0, "expected a window that is known to be open");
            Run all = new Run(Lane.ORDER, 1, 9, Mode.NORMAL);
            assertEquals(1, ask(link, less, two, two.take(List.of(all))).extra()[0]);
        }
    }

    @Test
    void otherRulesForgetWhatWasInheritedWhenAllHaveToldTheirOwn() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            spend(link, rules, one, 2);
            send(link, rules, one.args(one.leave(new long[1], false), System.nanoTime(), true));
            long settled = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            PoolRules less = rules(4);
            one.reconfigure(less, each -> { }, settled);
            assertEquals(2, ask(link, less, one, one.join(settled)).used()[0]);
        }
    }

    @Test
    void whoLeavesForOtherRulesIsMissedUntilHeHasComeBack() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            PoolMember two = joined(link, rules);
            spend(link, rules, two, 2);
            send(link, rules, two.args(two.leave(new long[1], false), System.nanoTime(), true));
            PoolReply soon = ask(link, rules, one, one.take(List.of()));
            assertEquals(2, soon.here());
            assertEquals(0, soon.gone());
            awaitAlone(link, rules, one);
            assertEquals(1, ask(link, rules, one, one.take(List.of())).gone(), "he has not come back");
        }
    }

    @Test
    void whatHasNotBegunToAgeIsToldUnderOtherRules() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            Run three = new Run(Lane.ORDER, 1, 3, Mode.NORMAL);
            ask(link, rules, one, one.take(List.of(three)));
            one.granted(three, 3);
            SharedPermit lost = new SharedPermit(null, Lane.ORDER, 3, new int[] {3}, true, one.membership(), 0);
            send(link, rules, one.args(one.leave(new long[1], false), System.nanoTime(), true));
            PoolRules less = rules(4);
            one.reconfigure(less, each -> each.accept(lost), System.nanoTime());
            lab.redis.flush();
            assertEquals(3, ask(link, less, one, one.join(System.nanoTime())).used()[0]);
            one.ended(lost, true, System.nanoTime());
            assertEquals(3, ask(link, less, one, one.take(List.of())).used()[0]);
            assertEquals("", PoolWorld.imbalance(lab.redis, KEY, 1));
        }
    }

    @Test
    void whatWasUsedAloneIsToldUnderOtherRulesToo() throws Exception {
        try (RedisLink link = link()) {
            PoolMember one = new PoolMember(rules(), new OwnLog());
            one.usedBefore(new long[] {3});
            PoolRules less = rules(4);
            one.reconfigure(less, each -> { }, System.nanoTime());
            assertEquals(3, ask(link, less, one, one.join(System.nanoTime())).used()[0]);
        }
    }

    @Test
    void refusalThatIsToldTwiceCountsOnce() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = joined(link, rules);
            Call refused = one.feedback(0, new long[] {-1});
            ask(link, rules, one, refused);
            assertEquals(1, ask(link, rules, one, refused).refusals());
        }
    }

    @Test
    void memoryThatIsLostBeforeAJoinIsAnsweredIsNotTakenForTheOneAfterIt() throws Exception {
        try (RedisLink link = link()) {
            PoolRules rules = rules();
            PoolMember one = new PoolMember(rules, new OwnLog());
            Call join = one.join(System.nanoTime());
            PoolReply lost = send(link, rules, one.args(join, System.nanoTime(), true));
            PoolMember two = joined(link, rules);
            Run three = new Run(Lane.ORDER, 1, 3, Mode.NORMAL);
            ask(link, rules, two, two.take(List.of(three)));
            two.granted(three, 3);
            lab.redis.flush();
            PoolReply again = ask(link, rules, one, join);
            assertNotEquals(lost.epoch(), again.epoch());
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
            send(link, rules, first.args(first.leave(new long[] {3}, true), System.nanoTime(), true));
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

    /** So many requests are granted, end and are told. */
    private static void spend(RedisLink link, PoolRules rules, PoolMember member, int count) throws Exception {
        Run run = new Run(Lane.ORDER, 1, count, Mode.NORMAL);
        assertEquals(count, ask(link, rules, member, member.take(List.of(run))).extra()[0]);
        member.granted(run, count);
        for (int i = 0; i < count; i++) {
            member.ended(new SharedPermit(null, Lane.ORDER, 1, rules.costs(Lane.ORDER, 1), true, member.membership(),
                    0), true, System.nanoTime());
        }
        assertEquals(0, ask(link, rules, member, member.take(List.of())).extra().length);
    }

    /** To the pool it is the same whether the server's clock is set, or what it remembers of it. */
    static void setServerClock(RealRedis redis, int millis) {
        String answer = redis.command("EVAL", "local s = cmsgpack.unpack(redis.call('HGET', KEYS[1], 's')) s["
                + LAST_TIME + "] = s[" + LAST_TIME + "] - " + millis * 1_000L
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
        return rules(6);
    }

    private static PoolRules rules(int permits) {
        return rules(window(permits, 60_000));
    }

    private static PoolRules rules(RateWindow window) {
        return new PoolRules(profile(window),
                new PoolRules.Terms(1, 0, Duration.ofSeconds(1).toNanos(), RedisLimiters.COLD_WAIT_NANOS));
    }

    private static PoolMember joined(RedisLink link, PoolRules rules) throws Exception {
        PoolMember member = new PoolMember(rules, new OwnLog());
        ask(link, rules, member, member.join(System.nanoTime()));
        assertTrue(member.isJoined());
        return member;
    }

    private static PoolReply ask(RedisLink link, PoolRules rules, PoolMember member, Call call) throws Exception {
        PoolReply reply = send(link, rules, member.args(call, System.nanoTime(), true));
        if (!reply.status().equals("PAST")) {
            member.answered(call, reply, System.nanoTime());
        }
        return reply;
    }

    /** The answer reaches nobody. */
    private static PoolReply send(RedisLink link, PoolRules rules, String... args) throws Exception {
        return PoolReply.of(link.call(PoolKeys.of("key", rules.size()), args).toCompletableFuture()
                .get(5, TimeUnit.SECONDS), rules.size());
    }

    private static String script() throws Exception {
        try (var in = RedisLimiters.class.getResourceAsStream("pool.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
