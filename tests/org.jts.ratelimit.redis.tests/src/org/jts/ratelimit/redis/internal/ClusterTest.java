package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.BROKER;
import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.take;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Limits in a Redis Cluster of two nodes, which refuses a script whose keys do not stand in one slot. */
class ClusterTest {

    private static final int SLOTS = 16_384;

    @Test
    void limitsStandWhereverTheClusterPutsThem() throws Exception {
        DrowsyTime time = new DrowsyTime();
        try (RealRedis one = node(); RealRedis two = node()) {
            join(one, two);
            Settings settings = Settings.of(one.url() + "," + two.url(), 1, 0).inCluster();
            RedisLimiters limiters = new RedisLimiters(settings, time, new FakeEventLog(time),
                    new FakeLimitProfiles(), SimpleMeterRegistry::new, new AloneLimiters(), System::getenv);
            try {
                for (String key : List.of("kis/a", "kis/b", "upbit}x", "{binance", "c", "d")) {
                    check(limiters.limiter(BROKER, key, profile(window(2, 500), window(50, 60_000))));
                }
                assertTrue(keysOf(one) > 0 && keysOf(two) > 0, "expected both nodes to hold some of six limits, found "
                        + keysOf(one) + " and " + keysOf(two) + " keys");
            } finally {
                limiters.close();
            }
        } finally {
            time.close();
        }
    }

    @Test
    void allKeysOfALimiterHaveOneSlot() {
        try (RealRedis redis = node()) {
            for (String key : List.of("kis/a", "a}b{c", "}", "{", "{}", "한국투자증권", "a%b")) {
                Set<String> slots = new HashSet<>();
                for (String name : PoolKeys.of(key, 4)) {
                    slots.add(redis.command("CLUSTER", "KEYSLOT", name));
                }
                assertEquals(1, slots.size(), () -> "expected one slot for " + key + ", found " + slots);
            }
        }
    }

    private static void check(RequestLimiter limiter) throws LimitException, InterruptedException {
        Await.until("a limit shared through the cluster", () -> limiter.usage().sharing() == Sharing.SHARED);
        take(limiter, Lane.ORDER).close();
        take(limiter, Lane.ORDER).close();
        Assertions.assertThrows(LimitException.class, () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(100)));
        take(limiter, Lane.ORDER).close();
    }

    private static RealRedis node() {
        return RealRedis.running("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
    }

    private static void join(RealRedis one, RealRedis two) {
        addSlots(one, 0, SLOTS / 2);
        addSlots(two, SLOTS / 2, SLOTS);
        one.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(two.port()));
        Await.until("both nodes to know of all slots", () -> one.command("CLUSTER", "INFO").contains("cluster_state:ok")
                && two.command("CLUSTER", "INFO").contains("cluster_state:ok")
                && one.command("CLUSTER", "INFO").contains("cluster_size:2")
                && two.command("CLUSTER", "INFO").contains("cluster_size:2"));
    }

    private static void addSlots(RealRedis node, int from, int to) {
        List<String> words = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        for (int slot = from; slot < to; slot++) {
            words.add(Integer.toString(slot));
        }
        String answer = node.command(words.toArray(String[]::new));
        assertTrue(answer.startsWith("+OK"), answer);
    }

    private static int keysOf(RealRedis node) {
        return Integer.parseInt(node.command("DBSIZE").replaceAll("\\D", ""));
    }
}
