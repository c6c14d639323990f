package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.internal.StoredLimits.Stored;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    private final FakeEventLog events = new FakeEventLog(new FakeTime());
    private final LocalNotices notices = new LocalNotices(events);
    private final Profiles profiles = new Profiles();

    @Test
    void aBrokersOwnBundleIsPreferredToTheOneThatComesWithTheLimiter() {
        assertTrue(bring(1, true, profile("kis.real", "18/1s"), profile("kis.paper", "1/1s")));
        assertTrue(bring(2, false, profile("kis.real", "15/1s")));
        assertEquals("15/1s", windows("kis.real"));
        assertEquals("1/1s", windows("kis.paper"));
        assertFalse(bring(2, false, profile("kis.real", "15/1s")), "the same once more");
        assertTrue(bring(2, false));
        assertEquals("18/1s", windows("kis.real"));
        assertEquals(List.of(), events.notices());
    }

    @Test
    void ofTwoRivalsTheFirstInstalledHoldsAndItIsSaid() {
        bring(5, false, profile("kis.real", "5/1s"));
        bring(3, false, profile("kis.real", "3/1s"));
        assertEquals("3/1s", windows("kis.real"));
        Notice notice = events.notices().getFirst();
        assertEquals("Two bundles bring the request limit kis.real", notice.text());
        assertEquals("Expected one bundle to bring it, found bundle5 and bundle3. That of bundle3 holds. Remove one "
                + "of the "
                + "bundles.", notice.detail());
    }

    @Test
    void whatTheUserSetsComesFirstAndGoesAgain() {
        bring(1, true, profile("kis.real", "18/1s"));
        assertTrue(configure("p~1", "kis.real", Map.of(LimitSetting.WINDOWS, "9/1s", LimitSetting.MAX_WAITING, "7")));
        assertEquals("9/1s", windows("kis.real"));
        assertEquals(7, profiles.inForce().get("kis.real").maxWaiting());
        assertEquals("9/1s", LimitSetting.WINDOWS.of(profiles.applied(profile("kis.real", "20/1s"))),
                "a gateway's own figures are changed too");
        assertEquals("20/1s", LimitSetting.WINDOWS.of(profiles.applied(profile("kis.paper", "20/1s"))));
        assertTrue(profiles.forget("p~1"));
        assertEquals("18/1s", windows("kis.real"));
    }

    @Test
    void aWrongValueLeavesTheOldInForceAndIsSaid() {
        bring(1, true, profile("kis.real", "18/1s"));
        configure("p~1", "kis.real", Map.of(LimitSetting.WINDOWS, "9/1s"));
        assertFalse(configure("p~1", "kis.real", Map.of(LimitSetting.WINDOWS, "nine")));
        assertEquals("9/1s", windows("kis.real"));
        Notice notice = events.notices().getFirst();
        assertEquals(Severity.ERROR, notice.severity());
        assertEquals("The settings of the request limit kis.real are wrong", notice.text());
        assertTrue(notice.detail().startsWith("p~1, windows: expected a window such as 18/1s or 100/10s[order], found "
                + "\"nine\""), notice.detail());
        assertTrue(notice.detail().contains("What was set before stays in force."), notice.detail());
        assertFalse(configure("p~2", "kis.paper", Map.of(LimitSetting.RESERVED, "x")));
        assertTrue(events.notices().getLast().detail().contains("The default holds."));
    }

    @Test
    void whatIsConfiguredTwiceIsSaid() {
        bring(1, true, profile("kis.real", "18/1s"));
        configure("p~a", "kis.real", Map.of(LimitSetting.WINDOWS, "9/1s"));
        configure("p~b", "kis.real", Map.of(LimitSetting.WINDOWS, "8/1s"));
        assertEquals("9/1s", windows("kis.real"));
        assertEquals("The request limit kis.real is configured twice", events.notices().getFirst().text());
        profiles.forget("p~a");
        assertEquals("8/1s", windows("kis.real"));
    }

    private boolean bring(long bundle, boolean spare, LimitProfile... all) {
        return profiles.bring(bundle, "bundle" + bundle, spare, List.of(all), notices);
    }

    private boolean configure(String pid, String profile, Map<LimitSetting, String> settings) {
        return profiles.configure(new Stored(pid, profile, settings), notices);
    }

    private String windows(String id) {
        return LimitSetting.WINDOWS.of(profiles.inForce().get(id));
    }

    static LimitProfile profile(String id, String windows) {
        return LimitSetting.WINDOWS.applied(
                LimitProfile.of(id, id, "a test", List.of(RateWindow.parse("1/1s"))), windows);
    }
}
