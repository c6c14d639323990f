package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** What a trader is told, and rules that change under a running limiter. */
class KeyedLimiterTest {

    private static final BrokerId MAIN = new BrokerId("kis-main");
    private static final BrokerId SECOND = new BrokerId("kis-second");
    private static final LimitProfile PROFILE = ProfilesTest.profile("kis.real", "20/1s");

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final FakeLimitProfiles profiles = new FakeLimitProfiles(PROFILE);
    private final SharedLimiters limiters = new SharedLimiters(time, events, profiles, SimpleMeterRegistry::new,
            Optional.empty());

    @AfterEach
    void close() {
        limiters.close();
    }

    @Test
    void rulesKnownAsDataAreFollowedWhereverTheyChange() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        profiles.bring(ProfilesTest.profile("kis.real", "18/1s"));
        assertEquals("18/1s", windows(limiter));
        profiles.configure("kis.real", p -> LimitSetting.WINDOWS.applied(p, "5/1s"));
        assertEquals("5/1s", windows(limiter));
        profiles.bring(ProfilesTest.profile("kis.real", "17/1s"));
        profiles.reset("kis.real");
        assertEquals("17/1s", windows(limiter));
        assertEquals(List.of("The request limit of kis/1 is now 18/1s", "The request limit of kis/1 is now 5/1s",
                "The request limit of kis/1 is now 17/1s"), texts());
        assertEquals(Optional.of(MAIN), events.notices().getFirst().broker());
    }

    @Test
    void rulesOfTheBrokersOwnStayAndTheUserStillComesFirst() {
        profiles.configure("kis.real", p -> LimitSetting.RESERVED.applied(p, "50%"));
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", ProfilesTest.profile("kis.real", "30/1s"));
        assertEquals("30/1s", windows(limiter));
        assertEquals(0.5, limiter.profile().reservedShare());
        profiles.bring(ProfilesTest.profile("kis.real", "18/1s"));
        assertEquals("30/1s", windows(limiter), "the gateway knows better than the file");
        limiter.reconfigure(ProfilesTest.profile("kis.real", "40/1s"));
        assertEquals("40/1s", windows(limiter));
        assertEquals(0.5, limiter.profile().reservedShare(), "what the user set outlives what the gateway says anew");
        profiles.reset("kis.real");
        assertEquals(0.1, limiter.profile().reservedShare());
    }

    @Test
    void aRefusalIsToldWithWhatFollowsAndTheEndOfItToo() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        limiter.refused(Optional.empty(), "EGW00201");
        Notice refusal = events.notices().getLast();
        assertEquals(Severity.WARNING, refusal.severity());
        assertEquals("The broker refused a request for its rate although its limit was kept: kis/1", refusal.text());
        assertTrue(refusal.detail().startsWith("EGW00201"), refusal.detail());
        assertTrue(refusal.detail().contains("Nothing is sent for 0.1 s, and then 18/1s instead of 20/1s is used"),
                refusal.detail());
        time.advance(Duration.ofMinutes(5));
        assertEquals(List.of(refusal.text(), "The whole request limit of kis/1 is used again"), texts());
        assertEquals(20, limiter.usage().windows().getFirst().allowed());
    }

    @Test
    void manyRefusalsAtOnceAreToldAsANumber() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        for (int i = 0; i < 500; i++) {
            limiter.refused(Optional.empty(), "EGW00201");
        }
        assertEquals(1, events.notices().size());
        time.advance(Duration.ofSeconds(11));
        assertEquals("The broker refused 499 more requests for their rate: kis/1", texts().getLast());
        assertEquals(2, events.notices().size());
    }

    @Test
    void aBanIsToldWhenItBeginsAndWhenItEnds() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        limiters.limiter(SECOND, "kis/1", PROFILE);
        limiter.refused(Optional.of(Duration.ofSeconds(120)), "banned");
        Notice ban = events.notices().getLast();
        assertEquals(Severity.ERROR, ban.severity());
        assertEquals("The broker refuses every request of kis/1 for 120.0 s", ban.text());
        assertEquals(Optional.empty(), ban.broker());
        assertTrue(ban.detail().endsWith("Spent by kis-main, kis-second"), ban.detail());
        time.advance(Duration.ofSeconds(60));
        assertEquals(Optional.of(Duration.ofSeconds(60)), limiter.usage().banned(), "counted down");
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isEmpty());
        time.advance(Duration.ofSeconds(61));
        assertEquals("Requests of kis/1 are sent again", texts().getLast());
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isPresent());
    }

    @Test
    void aFullQueueIsToldOnceAMinute() throws Exception {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1",
                LimitSetting.MAX_WAITING.applied(ProfilesTest.profile("own", "1/1m"), "1"));
        Permit permit = limiter.acquire(Lane.ORDER, 1, Duration.ZERO);
        Thread waiting = Thread.ofVirtual().start(() -> assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.HISTORY, 1, Duration.ofSeconds(30))));
        Await.until("somebody waits", () -> !limiter.usage().waiting().isEmpty());
        for (int i = 0; i < 50; i++) {
            assertEquals(Reason.QUEUE_FULL, assertThrows(LimitException.class,
                    () -> limiter.acquire(Lane.ACCOUNT, 1, Duration.ofSeconds(1))).reason());
        }
        assertEquals(List.of("A request found no place to wait for the request limit of kis/1"), texts());
        time.advance(Duration.ofSeconds(61));
        assertEquals("49 more requests found no place to wait for the request limit of kis/1", texts().getLast());
        waiting.join();
        permit.close();
    }

    @Test
    void permitsAsNumbersAreThePermitsOfTheSameLimiter() throws Exception {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", ProfilesTest.profile("own", "2/1s"));
        NumberedPermits numbers = limiter.numbered().orElseThrow();
        long first = numbers.take(Lane.ORDER, 1, Duration.ZERO);
        long second = numbers.tryTake(Lane.ORDER, 1);
        assertEquals(Reason.TIMED_OUT,
                assertThrows(LimitException.class, () -> numbers.take(Lane.ORDER, 1, Duration.ZERO)).reason());
        numbers.end(second, NumberedPermits.Ending.NOT_SENT);
        assertEquals(1, limiter.usage().windows().getFirst().used());
        numbers.end(first, NumberedPermits.Ending.NOT_SENT);
    }

    @Test
    void noticesSpeakTheTradersLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREAN);
        try {
            RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
            limiter.refused(Optional.of(Duration.ofSeconds(30)), "EGW00201");
            assertEquals(List.of("한도를 지켰는데도 증권사가 요청 빈도를 이유로 거절했습니다: kis/1",
                    "증권사가 30.0초 동안 kis/1의 모든 요청을 거절합니다"), texts());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nothingIsLeftToRunWhenAllIsWell() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        limiter.refused(Optional.empty(), "no");
        limiters.close();
        int told = events.notices().size();
        time.advance(Duration.ofMinutes(10));
        assertEquals(told, events.notices().size());
        assertFalse(texts().contains("The whole request limit of kis/1 is used again"));
    }

    private List<String> texts() {
        return events.notices().stream().map(Notice::text).toList();
    }

    private static String windows(RequestLimiter limiter) {
        return LimitSetting.WINDOWS.of(limiter.profile());
    }
}
