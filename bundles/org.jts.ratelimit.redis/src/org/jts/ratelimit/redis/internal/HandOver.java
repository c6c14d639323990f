package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;

/**
 * What passes between a shared limiter and the one of this process alone for the same key, so that nothing is sent
 * twice when sharing begins or ends. Windows of up to a minute are given over as full, for other processes may have
 * used them; longer ones as last known. Thread-safe.
 */
final class HandOver {

    /** By this name it looks at the limiters of this process alone, without being in anybody's way. */
    private static final BrokerId SELF = new BrokerId("redis");
    private static final Duration LOOK = Duration.ofMillis(50);

    private final TimeSource time;
    private final RequestLimiters alone;

    HandOver(TimeSource time, RequestLimiters alone) {
        this.time = time;
        this.alone = alone;
    }

    /** Starts {@code limiter} when what this process has sent without it has ended, and with what was used by then. */
    void begin(SharedLimiter limiter, String key, LimitProfile profile) {
        RequestLimiter before = visit(key, profile, alone -> { });
        long patience = profile.answerLimit().plus(profile.lostGrace()).toNanos();
        begin(limiter, before, time.nanoTime() + patience);
    }

    private void begin(SharedLimiter limiter, RequestLimiter before, long latest) {
        LimitUsage used = before.usage();
        if (used.inFlight() > 0 && time.nanoTime() - latest < 0) {
            time.schedule("limits-begin", LOOK, () -> begin(limiter, before, latest));
        } else {
            limiter.start(used);
        }
    }

    /** Tells what was used, now and as long as anything is under way that {@code limiter} has permitted. */
    void end(SharedKey key) {
        SharedLimiter limiter = key.limiter();
        // First: what ends between the two is told as used.
        boolean more = limiter.inFlight() > 0;
        tell(key.name(), limiter.profile(), limiter.lastKnown());
        if (more) {
            time.schedule("limits-end", LOOK, () -> {
                if (key.spenders().isEmpty()) {
                    end(key);
                }
            });
        }
    }

    private void tell(String key, LimitProfile profile, long[] used) {
        List<RateWindow> windows = profile.windows();
        visit(key, profile, limiter -> {
            for (int i = 0; i < Math.min(windows.size(), used.length); i++) {
                RateWindow window = windows.get(i);
                boolean isShort = window.period().toNanos() <= RedisLimiters.COLD_WAIT_NANOS;
                limiter.brokerCounted(window,
                        isShort ? window.permits() : (int) Math.min(used[i], Integer.MAX_VALUE));
            }
        });
    }

    /** Whoever spends from it goes on doing so; when nobody does it keeps what is charged. */
    private synchronized RequestLimiter visit(String key, LimitProfile profile, Consumer<RequestLimiter> use) {
        RequestLimiter limiter = alone.limiter(SELF, key, profile);
        use.accept(limiter);
        alone.release(SELF);
        return limiter;
    }
}
