package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.model.Interleaver;
import org.jts.ratelimit.model.Program;

/** Programs of a few threads around one limiter, for every interleaving of which the same has to hold. */
public final class Programs {

    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final long WINDOW = 1_001_500_000;

    private final TimeSource time;
    private final ExactLimiter limiter;
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger outcomes = new AtomicInteger();
    /** By the broker's reckoning, when the last answer was seen. */
    private long answered = -WINDOW;

    private Programs(TimeSource time, int permits) {
        this.time = time;
        this.limiter = new ExactLimiter("model", profile(permits), time, (p, r) -> Pace.NONE, (k, t) -> { });
    }

    private static LimitProfile profile(int permits) {
        return new LimitProfile("model", "model", "test", List.of(RateWindow.of(permits, Duration.ofSeconds(1))), 0, 10,
                Duration.ofSeconds(60), Duration.ofSeconds(5));
    }

    /** @param time read by the limiter, and runs its timers */
    public static Program create(String name, TimeSource time) throws Exception {
        return switch (name) {
            case "two want one" -> new Programs(time, 1).twoWantOne();
            case "three want one" -> new Programs(time, 1).threeWantOne();
            case "two ask and answer" -> new Programs(time, 1).twoAskAndAnswer();
            case "interrupted" -> new Programs(time, 1).interrupted();
            case "ended twice" -> new Programs(time, 1).endedTwice();
            case "two end at once" -> new Programs(time, 2).twoEndAtOnce();
            case "timed out" -> new Programs(time, 1).timedOut();
            case "closed" -> new Programs(time, 1).closed();
            case "refused" -> new Programs(time, 1).refused();
            case "new rules" -> new Programs(time, 1).newRules();
            case "read while an answer comes" -> new Programs(time, 2).readWhileAnAnswerComes();
            default -> throw new IllegalArgumentException("expected the name of a program, was " + name);
        };
    }

    private Program twoWantOne() {
        return program(this::idle, this::takeAndGiveBack, this::takeAndGiveBack);
    }

    private Program threeWantOne() {
        return program(this::idle, this::takeAndGiveBack, this::takeAndGiveBack, this::takeAndGiveBack);
    }

    private Program twoAskAndAnswer() {
        Program.Part ask = () -> {
            long permit = limiter.take(Lane.ORDER, 1, PATIENT);
            long sent = time.nanoTime();
            assertTrue(sent - answered >= WINDOW, "sent %d ns after an answer".formatted(sent - answered));
            assertEquals(1, outstanding.incrementAndGet(), "permits held at once");
            Interleaver.step();
            answered = time.nanoTime();
            outstanding.decrementAndGet();
            limiter.end(permit, Ending.ANSWERED);
        };
        return program(() -> assertEquals(1, limiter.usage().windows().getFirst().used()), ask, ask);
    }

    private Program interrupted() throws Exception {
        long held = limiter.take(Lane.ORDER, 1, PATIENT);
        Program.Part waits = () -> {
            try {
                takeAndGiveBack();
            } catch (InterruptedException e) {
                outcomes.incrementAndGet();
            }
        };
        return program(this::idle, waits, () -> limiter.end(held, Ending.NOT_SENT), () -> Interleaver.interrupt(0));
    }

    private Program endedTwice() throws Exception {
        long held = limiter.take(Lane.ORDER, 1, PATIENT);
        Program.Part end = () -> limiter.end(held, Ending.NOT_SENT);
        return program(() -> assertEquals(1, limiter.usage().inFlight(), "the permit that nobody ended"), end, end,
                () -> limiter.take(Lane.ORDER, 1, PATIENT));
    }

    private Program twoEndAtOnce() throws Exception {
        long one = limiter.take(Lane.ORDER, 1, PATIENT);
        long other = limiter.take(Lane.ORDER, 1, PATIENT);
        return program(this::idle, () -> limiter.end(one, Ending.NOT_SENT), () -> limiter.end(other, Ending.NOT_SENT),
                () -> limiter.end(limiter.take(Lane.ORDER, 1, PATIENT), Ending.NOT_SENT));
    }

    private Program timedOut() throws Exception {
        long held = limiter.take(Lane.ORDER, 1, PATIENT);
        Program.Part impatient = () -> expect(Reason.TIMED_OUT, () -> {
            limiter.end(limiter.take(Lane.ORDER, 1, Duration.ofSeconds(1)), Ending.NOT_SENT);
        });
        return program(this::idle, impatient, () -> limiter.end(held, Ending.NOT_SENT));
    }

    private Program closed() throws Exception {
        long held = limiter.take(Lane.ORDER, 1, PATIENT);
        return program(this::idle, () -> expect(Reason.CLOSED, this::takeAndGiveBack), limiter::close,
                () -> limiter.end(held, Ending.NOT_SENT));
    }

    private Program refused() {
        return program(() -> {
            idle();
            assertEquals(1, limiter.usage().refusals());
        }, () -> limiter.end(limiter.take(Lane.ORDER, 1, PATIENT), Ending.NOT_SENT), () -> {
            limiter.refused(Optional.empty(), "too many");
            boolean granted = limiter.tryTake(Lane.CANCEL, 1) >= 0;
            assertTrue(!granted || time.nanoTime() >= 100_000_000, "nothing is sent for 100 ms");
        });
    }

    private Program newRules() {
        return program(() -> assertEquals(0, limiter.usage().inFlight()), () -> limiter.reconfigure(profile(1)),
                this::takeAndGiveBack, this::takeAndGiveBack);
    }

    private Program readWhileAnAnswerComes() throws Exception {
        long held = limiter.take(Lane.ORDER, 1, PATIENT);
        return program(() -> assertEquals(1, limiter.usage().windows().getFirst().used()),
                () -> limiter.end(held, Ending.ANSWERED), () -> {
                    LimitUsage seen = limiter.usage();
                    assertEquals(1, seen.windows().getFirst().used(), "in flight or settled, never both or neither");
                    assertTrue(Set.of(0, 1).contains(seen.inFlight()));
                });
    }

    private void takeAndGiveBack() throws Exception {
        long permit = limiter.take(Lane.ORDER, 1, PATIENT);
        assertEquals(0, time.nanoTime(), "whoever waits is told at once that there is room");
        assertEquals(1, outstanding.incrementAndGet(), "permits held at once");
        Interleaver.step();
        outstanding.decrementAndGet();
        limiter.end(permit, Ending.NOT_SENT);
    }

    private static void expect(Reason reason, Program.Part part) throws Exception {
        try {
            part.run();
        } catch (LimitException e) {
            assertEquals(reason, e.reason());
        }
    }

    private void idle() {
        LimitUsage usage = limiter.usage();
        assertEquals(0, usage.inFlight());
        assertEquals(0, usage.waiting().size());
        assertEquals(0, usage.windows().getFirst().used());
    }

    private static Program program(Runnable verify, Program.Part... parts) {
        return new Program() {
            @Override
            public List<Part> parts() {
                return List.of(parts);
            }

            @Override
            public void verify() {
                verify.run();
            }
        };
    }
}
