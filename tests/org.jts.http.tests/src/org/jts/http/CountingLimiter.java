package org.jts.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;

/** Gives as many permits as the test says and counts how they end. */
final class CountingLimiter implements RequestLimiter {

    private final Semaphore free;
    private final LimitProfile profile;
    private final AtomicInteger granted = new AtomicInteger();
    private final Map<Ending, AtomicInteger> ended = new ConcurrentHashMap<>();

    CountingLimiter(int permits, Duration answerLimit) {
        free = new Semaphore(permits);
        profile = new LimitProfile("test", "test", "test", List.of(RateWindow.of(permits + 1, Duration.ofSeconds(1))),
                0, 10,
                answerLimit, Duration.ZERO);
    }

    int granted() {
        return granted.get();
    }

    int ended(Ending how) {
        return ended.getOrDefault(how, new AtomicInteger()).get();
    }

    /** Permits that went out on the wire: granted and not given back. */
    int spent() {
        return granted() - ended(Ending.NOT_SENT);
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new LimitException(Reason.TIMED_OUT, "test: no permit.");
        }
        granted.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        return new Permit() {
            @Override
            public void close() {
                end(Ending.ANSWERED);
            }

            @Override
            public void giveBack() {
                end(Ending.NOT_SENT);
            }

            @Override
            public void lost() {
                end(Ending.LOST);
            }

            private void end(Ending how) {
                if (!over.getAndSet(true)) {
                    ended.computeIfAbsent(how, h -> new AtomicInteger()).incrementAndGet();
                }
            }
        };
    }

    @Override
    public LimitProfile profile() {
        return profile;
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        throw new UnsupportedOperationException("expected acquire");
    }

    @Override
    public void reconfigure(LimitProfile newProfile) {
        throw new UnsupportedOperationException("expected nobody to change the rules");
    }

    @Override
    public LimitUsage usage() {
        throw new UnsupportedOperationException("expected nobody to ask");
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        throw new UnsupportedOperationException("expected nobody to ask");
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        throw new UnsupportedOperationException("expected the caller to judge an answer");
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        throw new UnsupportedOperationException("expected the caller to read an answer");
    }
}
