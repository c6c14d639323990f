package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jts.api.limit.Lane;
import org.jts.gateway.mock.internal.RateDesk.Verdict;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class RateDeskTest {

    private final FakeTime time = new FakeTime();
    private final RateDesk desk = new RateDesk(time);

    @Test
    void exactlyWhatTheWindowsAllowIsTaken() {
        rules("3/1s, 5/1m", 0);
        take(3);
        assertEquals(Verdict.TOO_MANY, arrive());
        time.advance(Duration.ofSeconds(1).minusNanos(1));
        assertEquals(Verdict.TOO_MANY, arrive(), "the first three are not a second old");
        time.advance(Duration.ofNanos(1));
        take(2);
        assertEquals(Verdict.TOO_MANY, arrive(), "five in a minute");
        time.advance(Duration.ofMinutes(1));
        take(3);
        assertEquals(11, desk.arrivals());
        assertEquals(3, desk.refusals());
    }

    @Test
    void windowsOfSomeRequestsCountOnlyThose() {
        rules("10/1s, 1/1s[order count]", 0);
        assertEquals(Verdict.TAKEN, desk.arrive(Lane.ORDER, 3));
        assertEquals(Verdict.TOO_MANY, desk.arrive(Lane.ORDER, 3));
        assertEquals(Verdict.TAKEN, desk.arrive(Lane.HISTORY, 7));
        assertEquals(Verdict.TOO_MANY, desk.arrive(Lane.HISTORY, 1));
        assertEquals(14, desk.weight());
    }

    @Test
    void threeRequestsTooManyWithinTenSecondsEndInABan() {
        rules("1/1s", 30);
        take(1);
        assertEquals(Verdict.TOO_MANY, arrive());
        time.advance(Duration.ofSeconds(11));
        take(1);
        assertEquals(Verdict.TOO_MANY, arrive());
        assertEquals(Verdict.TOO_MANY, arrive(), "the first strike is forgotten");
        assertEquals(Optional.empty(), desk.banLeft());
        assertEquals(Verdict.BANNED, arrive());
        assertEquals(Optional.of(Duration.ofSeconds(30)), desk.banLeft());
        time.advance(Duration.ofSeconds(29));
        assertEquals(Verdict.BANNED, arrive(), "orders and everything");
        time.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), desk.banLeft());
        take(1);
    }

    @Test
    void aBrokerWhoseLimitsDriftTakesHalf() {
        rules("10/1s", 0);
        desk.drift(true);
        take(5);
        assertEquals(Verdict.TOO_MANY, arrive());
        desk.drift(false);
        take(5);
    }

    @Test
    void newRulesKeepTheCountOfWindowsThatStay() {
        rules("2/1s, 100/1m", 0);
        take(2);
        rules("2/1s, 50/1m", 0);
        assertEquals(Verdict.TOO_MANY, arrive());
    }

    @Test
    void wrongRulesAreNamed() {
        assertTrue(wrong(Map.of("limit_windows", "20 a second"))
                .startsWith("limit.windows: expected a window such as"));
        assertEquals("limit.ban.s: expected 0 to 3,600, was -1", wrong(Map.of("limit_ban_s", -1)));
    }

    private static String wrong(Map<String, Object> settings) {
        return assertThrows(IllegalArgumentException.class, () -> RateRules.of(Configs.limited(settings))).getMessage();
    }

    private void rules(String windows, int banSeconds) {
        desk.rules(RateRules.of(Configs.limited(Map.of("limit_windows", windows, "limit_ban_s", banSeconds))));
    }

    private void take(int requests) {
        for (int i = 0; i < requests; i++) {
            assertEquals(Verdict.TAKEN, arrive(), "request " + i);
        }
    }

    private Verdict arrive() {
        return desk.arrive(Lane.MARKET_DATA, 1);
    }
}
