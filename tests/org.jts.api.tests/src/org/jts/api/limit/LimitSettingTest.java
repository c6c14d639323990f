package org.jts.api.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.limit.RateWindow.Measure;
import org.junit.jupiter.api.Test;

class LimitSettingTest {

    private static final LimitProfile PROFILE =
            LimitProfile.of("kis.real", "KIS", "a test", List.of(RateWindow.of(18, Duration.ofSeconds(1))));

    @Test
    void windowsAreReadAsPeopleWriteThem() {
        LimitProfile changed = LimitSetting.WINDOWS.applied(PROFILE,
                " 18/s,1000 / 60s , 20/15s[cancel order account],100/10s[order count], 5/500ms[count]");
        assertEquals(List.of(RateWindow.of(18, Duration.ofSeconds(1)), RateWindow.of(1000, Duration.ofMinutes(1)),
                new RateWindow(20, Duration.ofSeconds(15), Measure.WEIGHT,
                Set.of(Lane.CANCEL, Lane.ORDER, Lane.ACCOUNT)),
                new RateWindow(100, Duration.ofSeconds(10), Measure.COUNT, Set.of(Lane.ORDER)),
                new RateWindow(5, Duration.ofMillis(500), Measure.COUNT, Set.of())), changed.windows());
        assertEquals("18/1s, 1000/1m, 20/15s[cancel order account], 100/10s[order count], 5/500ms[count]",
                LimitSetting.WINDOWS.of(changed));
    }

    @Test
    void everySettingReadsWhatItWrites() {
        LimitProfile profile = new LimitProfile("a", "A", "a test",
                List.of(RateWindow.of(7, Duration.ofNanos(1_500)), RateWindow.of(9, Duration.ofDays(2))), 0.25, 17,
                Duration.ofSeconds(90), Duration.ZERO);
        LimitProfile copy = PROFILE;
        for (LimitSetting setting : LimitSetting.values()) {
            assertEquals(Optional.of(setting), LimitSetting.ofKey(setting.key()));
            copy = setting.applied(copy, setting.of(profile));
        }
        assertEquals(new LimitProfile("kis.real", "KIS", "a test", profile.windows(), 0.25, 17, Duration.ofSeconds(90),
                Duration.ZERO), copy);
        assertEquals("25% 17 90s 0s", LimitSetting.RESERVED.of(copy) + " " + LimitSetting.MAX_WAITING.of(copy) + " "
                + LimitSetting.ANSWER_LIMIT.of(copy) + " " + LimitSetting.LOST_GRACE.of(copy));
    }

    @Test
    void aWrongValueSaysWhatWasExpected() {
        assertWrong(LimitSetting.WINDOWS, "18", "expected a window such as 18/1s or 100/10s[order], was \"18\"");
        assertWrong(LimitSetting.WINDOWS, "18/1s,", "was \"\"");
        assertWrong(LimitSetting.WINDOWS, "0/1s", "expected 1 permit or more in a time above 0, was \"0/1s\"");
        assertWrong(LimitSetting.WINDOWS, "5/0s", "expected 1 permit or more in a time above 0, was \"5/0s\"");
        assertWrong(LimitSetting.WINDOWS, "5/1w", "expected a time such as 500ms, 1s, 1m, 1h or 1d, was \"1w\"");
        assertWrong(LimitSetting.WINDOWS, "5/400d", "expected a time of a year at most, was \"400d\"");
        assertWrong(LimitSetting.WINDOWS, "5/1s[orders]",
                "expected cancel, order, account, market-data, history or count in brackets, was \"orders\"");
        assertWrong(LimitSetting.RESERVED, "100%", "expected a whole number of per cent from 0 to 99, was \"100\"");
        assertWrong(LimitSetting.MAX_WAITING, "0", "expected a whole number of requests from 1 to 1000000, was \"0\"");
        assertWrong(LimitSetting.ANSWER_LIMIT, "0s", "expected a time above 0, was \"0s\"");
        assertWrong(LimitSetting.LOST_GRACE, "soon", "expected a time such as");
    }

    private static void assertWrong(LimitSetting setting, String value, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> setting.applied(PROFILE, value))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }
}
