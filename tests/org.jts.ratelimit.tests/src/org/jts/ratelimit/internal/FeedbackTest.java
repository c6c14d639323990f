package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the limiter makes of what the broker says. */
class FeedbackTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RateWindow PER_SECOND = RateWindow.of(20, SECOND);
    private static final RateWindow PER_MINUTE = RateWindow.of(1_000, MINUTE);
    private static final Duration WINDOW = Duration.ofNanos(1_001_500_000);

    private final FakeTime time = new FakeTime();
    private final ExactLimiter limiter = new ExactLimiter("key", LimitProfile.of("test", "test limit", "test",
            List.of(PER_SECOND, PER_MINUTE)), time, (p, r) -> Pace.NONE, (k, t) -> { });

    @AfterEach
    void close() {
        limiter.close();
        assertEquals(0, time.pendingTasks(), "no timer is left");
    }

    @Test
    void eachRefusalBacksOffTwiceAsLongUpToAMinute() {
        long expected = 100;
        for (int i = 0; i < 15; i++) {
            limiter.refused(Optional.empty(), "too many");
            assertEquals(Optional.of(Duration.ofMillis(expected)), limiter.usage().banned(), "refusal " + i);
            assertEquals(Optional.empty(), limiter.tryAcquire(Lane.CANCEL, 1), "nothing is sent meanwhile");
            time.advance(Duration.ofMillis(expected));
            assertEquals(Optional.empty(), limiter.usage().banned());
            limiter.tryAcquire(Lane.CANCEL, 1).orElseThrow().giveBack();
            expected = Math.min(60_000, expected * 2);
        }
        assertEquals(15, limiter.usage().refusals());
    }

    @Test
    void whoeverWaitsWithMoreThanNewRulesAllowIsToldAtOnceAndHoldsUpNobody() throws Exception {
        Permit held = limiter.acquire(Lane.ORDER, 20, Duration.ZERO);
        CompletableFuture<Permit> heavy = inBackground(Lane.ORDER, 15);
        CompletableFuture<Permit> next = inBackground(Lane.ORDER, 2);
        limiter.reconfigure(LimitProfile.of("test", "a user's", "test", List.of(RateWindow.of(10, SECOND))));
        LimitException e = assertInstanceOf(LimitException.class,
                assertThrows(ExecutionException.class, heavy::get).getCause());
        assertEquals(LimitException.Reason.TOO_HEAVY, e.reason());
        assertTrue(e.getMessage().contains("a user's"), e.getMessage());
        held.giveBack();
        next.get().giveBack();
        assertEquals(0, time.pendingTasks(), "nobody is waited for");
    }

    @Test
    void theBrokersOwnWaitCountsWhenItIsLonger() {
        limiter.refused(Optional.of(Duration.ofSeconds(30)), "come back in 30 s");
        assertEquals(Optional.of(Duration.ofSeconds(30)), limiter.usage().banned());
        time.advance(Duration.ofSeconds(10));
        limiter.refused(Optional.of(Duration.ofSeconds(5)), "of a request that was under way");
        assertEquals(Optional.of(Duration.ofSeconds(20)), limiter.usage().banned(), "a shorter wait shortens nothing");
        limiter.refused(Optional.of(Duration.ofSeconds(60)), "and another");
        assertEquals(Optional.of(Duration.ofSeconds(60)), limiter.usage().banned(), "a longer one counts");
        time.advance(Duration.ofSeconds(60));
        limiter.refused(Optional.of(Duration.ofMillis(1)), "come back at once");
        assertEquals(Optional.of(Duration.ofMillis(200)), limiter.usage().banned(), "ours counts when it is longer");
    }

    @Test
    void theQuietTimeBeginsWhenABanThatWasMadeLongerIsOver() {
        limiter.refused(Optional.empty(), "429");
        limiter.refused(Optional.of(Duration.ofHours(2)), "418 of a request that was under way");
        time.advance(Duration.ofHours(2).minusNanos(1));
        touch();
        assertEquals(List.of(18, 900), allowed(), "a ban is no quiet time");
        time.advance(MINUTE.plusNanos(1));
        touch();
        assertEquals(List.of(19, 950), allowed());
    }

    @Test
    void aWaitOfCenturiesIsAMonth() {
        for (long seconds : new long[] { Long.MAX_VALUE, Duration.ofDays(200_000).toSeconds(), -Long.MAX_VALUE }) {
            limiter.refused(Optional.of(Duration.ofSeconds(seconds)), "come back in the year 9999");
            assertEquals(Optional.of(Duration.ofDays(30)), limiter.usage().banned(), seconds + " s");
        }
    }

    @Test
    void aBanIsCountedDownForWhoeverLooks() {
        limiter.refused(Optional.of(Duration.ofSeconds(3)), "banned");
        for (int left = 3; left > 0; left--) {
            assertEquals(Optional.of(Duration.ofSeconds(left)), limiter.usage().banned());
            assertEquals(Duration.ofSeconds(left), limiter.usage().nextPermit());
            assertEquals(Duration.ofSeconds(left), limiter.forecast(Lane.ORDER, 18), "the shrunk budget, then");
            time.advance(SECOND);
        }
        assertEquals(Optional.empty(), limiter.usage().banned());
        assertEquals(Duration.ZERO, limiter.usage().nextPermit());
    }

    @Test
    void refusalsShrinkTheBudgetOnceABackOffAndAQuietMinuteGivesATwentiethBack() {
        limiter.refused(Optional.empty(), "too many");
        limiter.refused(Optional.empty(), "of a request that was under way");
        assertEquals(List.of(18, 900), allowed());
        time.advance(Duration.ofMillis(100));
        limiter.refused(Optional.empty(), "too many still");
        assertEquals(List.of(16, 810), allowed());
        assertEquals(16, spendNow(), "what is enforced");
        time.advance(MINUTE);
        assertEquals(List.of(16, 810), allowed(), "not yet: the minute begins when the back-off is over");
        touch();
        time.advance(Duration.ofMillis(200));
        touch();
        assertEquals(List.of(17, 860), allowed());
        time.advance(MINUTE.multipliedBy(2));
        touch();
        assertEquals(List.of(19, 960), allowed());
        time.advance(MINUTE);
        touch();
        assertEquals(List.of(20, 1_000), allowed());
        limiter.refused(Optional.empty(), "again, after long");
        assertEquals(Optional.of(Duration.ofMillis(100)), limiter.usage().banned(), "the back-off begins anew");
    }

    @Test
    void aQuarterOfTheBudgetStaysHoweverOftenTheBrokerRefuses() {
        for (int i = 0; i < 40; i++) {
            limiter.refused(Optional.empty(), "too many");
            time.advance(limiter.usage().banned().orElseThrow());
        }
        limiter.refused(Optional.empty(), "too many");
        assertTrue(allowed().getFirst() >= 5 && allowed().getFirst() < 20, "" + allowed());
    }

    @Test
    void whoWaitsGoesWhenTheBanIsOverAndNotBefore() throws Exception {
        limiter.refused(Optional.of(Duration.ofSeconds(2)), "banned");
        CompletableFuture<Permit> order = inBackground(Lane.ORDER);
        time.advance(Duration.ofSeconds(2).minusNanos(1));
        assertFalse(order.isDone());
        time.advance(Duration.ofNanos(1));
        order.get().close();
    }

    @Test
    void whatTheBrokerCountsMoreIsSomeoneElsesAndAgesLikeOurs() {
        Permit ours = limiter.tryAcquire(Lane.ORDER, 2).orElseThrow();
        limiter.brokerCounted(PER_SECOND, 15);
        assertEquals(List.of(15, 15), used(), "2 in flight and 13 of someone else's");
        assertEquals(5, spendNow());
        limiter.brokerCounted(PER_SECOND, 3);
        assertEquals(20, used().getFirst(), "a lower count of an earlier moment loosens nothing");
        time.advance(WINDOW);
        assertEquals(2, used().getFirst(), "what is in flight stays charged");
        limiter.brokerCounted(PER_MINUTE, 999);
        assertEquals(List.of(979 + 2, 999), used(), "it may all have been in the last second");
        ours.close();
    }

    @Test
    void aCountOfAWindowThatIsNotOursIsLeftAlone() {
        limiter.brokerCounted(RateWindow.of(7, SECOND), 7);
        assertEquals(List.of(0, 0), used());
    }

    @Test
    void aLimiterThatRestsBecomesIdleThoughAPermitWasNeverEndedAndTheBrokerRefused() {
        limiter.tryAcquire(Lane.ORDER, 1).orElseThrow();
        limiter.refused(Optional.empty(), "too many");
        assertFalse(limiter.isIdle());
        time.advance(limiter.profile().answerLimit());
        assertFalse(limiter.isIdle(), "it may still arrive");
        time.advance(limiter.profile().lostGrace());
        assertFalse(limiter.isIdle(), "it is counted from now on");
        time.advance(MINUTE.multipliedBy(3));
        assertTrue(limiter.isIdle());
    }

    private List<Integer> allowed() {
        return limiter.usage().windows().stream().map(w -> w.allowed()).toList();
    }

    private List<Integer> used() {
        return limiter.usage().windows().stream().map(w -> w.used()).toList();
    }

    /** Something happens: what has recovered meanwhile counts from now on. */
    private void touch() {
        limiter.tryAcquire(Lane.ORDER, 1).ifPresent(Permit::giveBack);
        limiter.brokerCounted(PER_SECOND, 0);
    }

    /** @return how many orders get a permit now; all are answered at once */
    private int spendNow() {
        time.advance(limiter.usage().banned().orElse(Duration.ZERO));
        int spent = 0;
        for (Optional<Permit> permit = limiter.tryAcquire(Lane.ORDER, 1); permit.isPresent();
                permit = limiter.tryAcquire(Lane.ORDER, 1)) {
            permit.get().close();
            spent++;
        }
        return spent;
    }

    private CompletableFuture<Permit> inBackground(Lane lane) {
        return inBackground(lane, 1);
    }

    private CompletableFuture<Permit> inBackground(Lane lane, int weight) {
        CompletableFuture<Permit> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(limiter.acquire(lane, weight, Duration.ofMinutes(10)));
            } catch (LimitException | InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        Await.until("it waits", () -> limiter.usage().waiting().containsKey(lane));
        return result;
    }
}
