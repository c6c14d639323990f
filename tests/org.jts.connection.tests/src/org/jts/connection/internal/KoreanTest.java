package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.OrderOutcome;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a Korean window, events and reasons are Korean; a broker's own words stay as they are. */
@Timeout(60)
class KoreanTest {

    private final Locale before = Locale.getDefault();
    private final Bench bench = new Bench();

    @AfterEach
    void restore() {
        bench.close();
        Locale.setDefault(before);
    }

    @Test
    void eventsAreKoreanAndTheReasonIsTheBrokersOwn() {
        Locale.setDefault(Locale.KOREA);
        bench.gateway.onConnect(ScriptedGateway.refusal(ErrorCategory.NETWORK, "No route to broker"));
        bench.supervisor.connect();
        bench.awaitWaiting(1);
        Await.until("the outage is noticed", () -> bench.notices().stream()
                .anyMatch(n -> n.matches("test: 연결하지 못했습니다\\. [0-9.]+초 후 다시 시도합니다")));
        assertEquals("No route to broker", bench.supervisor.state().detail());
        bench.gateway.onConnect(() -> { });
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        Await.until("its end is noticed", () -> bench.notices().getLast().endsWith(" 만에 다시 연결됨"));
    }

    @Test
    void refusalsOfOursAreKorean() {
        Locale.setDefault(Locale.KOREA);
        OrderOutcome.NotSent refused = (OrderOutcome.NotSent) bench.guarded().place(Bench.order("o1"));
        assertTrue(refused.why().startsWith("test: ") && refused.why().contains("연결되어 있지 않습니다(연결 끊김)")
                && refused.why().endsWith("아무것도 보내지 않았습니다."), refused.why());
    }

    @Test
    void everyWordExists() {
        Locale.setDefault(Locale.KOREA);
        for (Cause cause : Cause.values()) {
            assertTrue(Words.of(cause).codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3), Words.of(cause));
        }
        for (ConnectionPhase phase : ConnectionPhase.values()) {
            assertTrue(Words.of(phase).codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3), Words.of(phase));
        }
    }
}
