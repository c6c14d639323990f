package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.junit.jupiter.api.Test;

/** A forecast beside the same job done in virtual time, every request answered at once. */
class ForecastTest {

    private static final long BEGIN = 1_000_000_000_000L;
    private static final double TOLERANCE = 0.05;

    private long now = BEGIN;
    private LimiterCore core;

    @Test
    void aJobTakesAsLongAsForetoldUnderTheWindowsOfKis() {
        for (int requests : new int[] {10, 100, 1_000, 2_500, 60_000}) {
            core = core(0.1, "18/1s", "1000/1m", "50000/1h");
            expect(Lane.HISTORY, requests);
        }
    }

    @Test
    void andOfCreonWhereAMinuteHoldsFifteen() {
        for (int requests : new int[] {1, 5, 10, 14, 15, 60, 100}) {
            core = core(0.1, "15/1s", "15/1m");
            expect(Lane.HISTORY, requests);
        }
    }

    @Test
    void andOfAnotherBrokerThatCountsWeightAndRequests() {
        core = core(0.1, "6000/1m", "100/10s[count]");
        expect(Lane.MARKET_DATA, 1_000);
    }

    @Test
    void ordersGoWithoutThePaceAndWithTheReserve() {
        core = core(0.1, "15/1s", "15/1m");
        assertEquals(Duration.ZERO, forecast(Lane.ORDER, 15));
        expect(Lane.ORDER, 16);
        expect(Lane.ACCOUNT, 30);
    }

    @Test
    void whatIsUsedAlreadyIsReckonedWith() {
        core = core(0.1, "18/1s", "1000/1m", "50000/1h");
        run(Lane.HISTORY, 450);
        expect(Lane.HISTORY, 300);
        expect(Lane.HISTORY, 1_000);
        core = core(0.1, "15/1s", "15/1m");
        run(Lane.HISTORY, 10);
        expect(Lane.HISTORY, 30);
    }

    @Test
    void underABanItBeginsWhenTheBanIsOver() {
        core = core(0, "20/1s");
        core.refused(Optional.of(Duration.ofSeconds(42)), now);
        assertEquals(42, forecast(Lane.ORDER, 1).toSeconds());
        assertEquals(Set.of(), core(0, "20/1s").usage(now).waiting().keySet());
    }

    private void expect(Lane lane, int requests) {
        Duration foretold = forecast(lane, requests);
        Duration took = run(lane, requests);
        double off = Math.abs(foretold.toNanos() - took.toNanos());
        assertTrue(off <= Math.max(0.1e9, TOLERANCE * took.toNanos()),
                "%d of %s: foretold %s, took %s".formatted(requests, lane, foretold, took));
    }

    private Duration forecast(Lane lane, int requests) {
        core.catchUp(now);
        return Duration.ofNanos(core.forecast(lane, requests, now));
    }

    /** @return from asking for all to the grant of the last */
    private Duration run(Lane lane, int requests) {
        long begin = now;
        ArrayDeque<Waiter> waiting = new ArrayDeque<>();
        int asked = 0;
        while (true) {
            while (asked < requests && waiting.size() < 20) {
                waiting.add(new Waiter(lane, 1, WindowState.UNKNOWN - 1));
                core.queue().add(waiting.getLast());
                asked++;
            }
            core.catchUp(now);
            long next = core.pump(now);
            boolean granted = answerAll(waiting);
            if (asked == requests && waiting.isEmpty()) {
                return Duration.ofNanos(now - begin);
            }
            // Somebody who was answered at once may let the next one pass at once.
            now = granted || next == WindowState.UNKNOWN ? now : Math.max(now, next);
        }
    }

    /** @return whether somebody was granted */
    private boolean answerAll(ArrayDeque<Waiter> waiting) {
        boolean some = false;
        while (!waiting.isEmpty() && waiting.getFirst().state == Waiter.State.GRANTED) {
            core.end(waiting.removeFirst().ticket, Ending.ANSWERED, now);
            some = true;
        }
        return some;
    }

    private LimiterCore core(double reserved, String... windows) {
        LimitProfile profile = new LimitProfile("test", "test", "test",
                List.of(windows).stream().map(RateWindow::parse).toList(), reserved, 1_000_000, Duration.ofMinutes(1),
                Duration.ofSeconds(5));
        assertTrue(profile.windows().stream().anyMatch(w -> w.measure() == Measure.WEIGHT));
        return new LimiterCore(profile, GuavaPace.of(profile, now), now);
    }
}
