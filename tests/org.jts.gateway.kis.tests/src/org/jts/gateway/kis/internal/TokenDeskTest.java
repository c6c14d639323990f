package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class TokenDeskTest {

    private final FakeTime time = new FakeTime();
    private final FakeSecrets secrets = new FakeSecrets(Map.of());
    private final AtomicInteger issues = new AtomicInteger();
    private final TokenDesk desk = again();

    /** As the next start of the workstation makes it. */
    private TokenDesk again() {
        return new TokenDesk(time, secrets, new Trail());
    }

    private TokenDesk.Token issue() {
        return new TokenDesk.Token(new Secret("token-" + issues.incrementAndGet()), time.now().plus(Duration
                .ofHours(24)));
    }

    private String token(TokenDesk from) throws Exception {
        return from.token("key", this::issue).value().reveal();
    }

    @Test
    void manyStartsAtOnceAskOnce() throws Exception {
        List<Callable<String>> starts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            starts.add(() -> token(desk));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<String> start : threads.invokeAll(starts)) {
                assertEquals("token-1", start.get());
            }
        }
        assertEquals(1, issues.get());
    }

    @Test
    void theNextStartGoesOnWithTheTokenThatWasKept() throws Exception {
        token(desk);
        assertEquals("token-1", token(again()));
        time.advance(Duration.ofHours(23).plusMinutes(51));
        assertEquals("token-2", token(again()), "a little before its end it is not used");
    }

    @Test
    void aTokenIsKeptAmongTheSecretsAndForgottenWhenItIsRefused() throws Exception {
        TokenDesk.Token first = desk.token("key", this::issue);
        assertEquals(List.of("kis-token/key"), secrets.names());
        desk.refused("key", first);
        assertEquals(List.of(), secrets.names());
    }

    @Test
    void whatCannotBeReadIsAsGoodAsNone() throws Exception {
        secrets.kept.put("kis-token/key", "no time and no token");
        assertEquals("token-1", token(desk));
        secrets.broken = true;
        assertEquals("token-2", token(again()), "a store that is broken keeps nobody from trading");
    }

    @Test
    void aRefusedTokenIsReplacedButNotWithinTheMinute() throws Exception {
        TokenDesk.Token first = desk.token("key", this::issue);
        desk.refused("key", first);
        BrokerException wait = assertThrows(BrokerException.class, () -> token(desk));
        assertEquals(ErrorCategory.RATE_LIMIT, wait.category());
        assertEquals(Optional.of(Duration.ofSeconds(62)), wait.retryAfter());
        time.advance(Duration.ofSeconds(62));
        assertEquals("token-2", token(desk));
        desk.refused("key", first);
        assertEquals("token-2", token(desk), "who learns of it late breaks nothing");
    }

    @Test
    void theSameTokenAgainIsSaidAndNotTried() throws Exception {
        TokenDesk.Token first = desk.token("key", this::issue);
        desk.refused("key", first);
        time.advance(Duration.ofSeconds(62));
        BrokerException same = assertThrows(BrokerException.class, () -> desk.token("key", () -> first));
        assertEquals(ErrorCategory.AUTHENTICATION, same.category());
    }

    @Test
    void whoIsToldToWaitWaitsLongerEachTime() {
        TokenDesk.Issue tooSoon = () -> {
            issues.incrementAndGet();
            throw new BrokerException(ErrorCategory.RATE_LIMIT, "once a minute", "EGW00133", true, Optional.empty(),
                    null);
        };
        for (long seconds : new long[] {62, 124, 248, 496, 600, 600}) {
            BrokerException wait = assertThrows(BrokerException.class, () -> desk.token("key", tooSoon));
            assertEquals(Optional.of(Duration.ofSeconds(seconds)), wait.retryAfter());
            int asked = issues.get();
            assertThrows(BrokerException.class, () -> desk.token("key", tooSoon));
            assertEquals(asked, issues.get(), "asking while blocked keeps the block alive");
            time.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aBrokerThatWasNotReachedMayBeAskedAgainAtOnce() throws Exception {
        assertThrows(BrokerException.class, () -> desk.token("key", () -> {
            throw new BrokerException(ErrorCategory.NETWORK, "no connection", new IOException());
        }));
        assertTrue(token(desk).startsWith("token"));
    }
}
