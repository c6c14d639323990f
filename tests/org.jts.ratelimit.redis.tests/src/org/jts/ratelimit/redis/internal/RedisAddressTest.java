package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

class RedisAddressTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("URL", "rediss://redis.example.com:6380/2", "PASSWORD", "swordfish", "EMPTY", "");

    @Test
    void addressAndPasswordComeFromTheEnvironmentAndAreNotShown() {
        RedisAddress address = address("${env:URL}", "${env:PASSWORD}");
        RedisURI node = address.nodes().getFirst();
        assertEquals("redis.example.com", node.getHost());
        assertEquals(2, node.getDatabase());
        assertTrue(node.isSsl());
        assertArrayEquals("swordfish".toCharArray(),
                node.getCredentialsProvider().resolveCredentials().block().getPassword());
        assertEquals("redis.example.com:6380", address.toString());
    }

    @Test
    void plainTextGoesNoFurtherThanThisMachine() {
        for (String own : new String[] {"redis://localhost:1", "redis://127.0.0.1:1", "redis://[::1]:1"}) {
            assertEquals(1, address(own, "").nodes().size());
        }
        for (String far : List.of("redis://10.0.0.1:1", "redis://redis.example.com", "redis://127.example.com:1")) {
            String message = assertThrows(IllegalArgumentException.class, () -> address(far, "")).getMessage();
            assertTrue(message.contains("expected TLS"), message);
        }
    }

    @Test
    void nodesOfAClusterAreGivenWithCommas() {
        assertEquals("127.0.0.1:1, 127.0.0.1:2", address("redis://127.0.0.1:1, redis://127.0.0.1:2", "").toString());
    }

    @Test
    void messagesSayWhatIsWrongWithoutSecrets() {
        for (String[] wrong : new String[][] {{"${env:NONE}", "", "environment variable NONE"},
            {"${env:EMPTY}", "", "environment variable EMPTY"}, {"http://swordfish", "", "expected redis://"},
            {"redis://localhost", "swordfish", "expected a reference"}}) {
            String message = assertThrows(IllegalArgumentException.class,
                    () -> address(wrong[0], wrong[1])).getMessage();
            assertTrue(message.contains(wrong[2]), message);
            assertFalse(message.contains("swordfish"), message);
        }
    }

    @Test
    void failuresAreToldWithoutTheAddress() {
        assertEquals("IllegalStateException: cannot reach redis://…",
                Failures.text(new IllegalStateException("cannot reach rediss://:swordfish@host:1")));
        assertEquals("IllegalStateException", Failures.text(new IllegalStateException()));
    }

    @Test
    void passwordWrittenIntoTheAddressIsRefusedWithoutBeingShown() {
        for (String url : List.of("rediss://user:s3cret@redis.example.com:6379", "redis://:s3cret@127.0.0.1",
                "redis://s3cret@localhost:6379", "redis://127.0.0.1:6379,redis://:s3cret@127.0.0.1:6380",
                "redis://:s3cret${env:PASSWORD}@localhost")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> address(url, ""));
            assertTrue(refused.getMessage().contains("expected no password"), refused::getMessage);
            assertFalse(refused.getMessage().contains("s3cret"), refused::getMessage);
        }
        assertEquals("localhost:6379", address("redis://trader:${env:PASSWORD}@localhost:6379", "").toString());
    }

    private static RedisAddress address(String url, String password) {
        return new RedisAddress(url, password, Duration.ofSeconds(1), ENVIRONMENT::get);
    }
}
