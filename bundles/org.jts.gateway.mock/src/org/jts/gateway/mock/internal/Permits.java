package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;

/**
 * The permits of one gateway. Waiting for one ends before the caller's own time limit does, so that an order which got
 * none is known not to be sent. Thread-safe.
 */
final class Permits {

    /** While nobody gives any out. */
    private static final NumberedPermits NOBODY = new NumberedPermits() {
        @Override
        public long take(Lane lane, int weight, Duration timeout) throws LimitException {
            throw new LimitException(Reason.CLOSED, T.get("limiter.none"));
        }

        @Override
        public long tryTake(Lane lane, int weight) {
            return NONE;
        }

        @Override
        public void end(long permit, Ending ending) {
            // it gave out none
        }
    };

    private final BrokerId id;
    private LimitProfile profile;
    private RequestLimiters source;
    private volatile RequestLimiter limiter;
    private volatile NumberedPermits present = NOBODY;

    Permits(BrokerId id, LimitProfile profile) {
        this.id = id;
        this.profile = profile;
    }

    /** Takes permits from {@code added} from now on. */
    synchronized void use(RequestLimiters added) {
        RequestLimiter before = limiter;
        RequestLimiter next = added.limiter(id, "mock/" + id, profile);
        if (before != null && before != next) {
            // The broker still counts what was spent under the one before.
            for (WindowUsage window : before.usage().windows()) {
                next.brokerCounted(window.window(), window.used());
            }
        }
        source = added;
        limiter = next;
        present = next.numbered().orElseThrow();
    }

    /**
     * No permits come from {@code removed} any more. One that has a successor is not told: who shares limits with other
     * processes spends through those of this process, under the same name.
     */
    synchronized void leave(RequestLimiters removed) {
        if (source == removed) {
            removed.release(id);
            source = null;
            limiter = null;
            present = NOBODY;
        }
    }

    synchronized void profile(LimitProfile wanted) {
        boolean changed = !wanted.equals(profile);
        profile = wanted;
        if (changed && limiter != null) {
            limiter.reconfigure(wanted);
        }
    }

    synchronized void close() {
        if (source != null) {
            leave(source);
        }
    }

    /** Who gives permits out at present, and has to be told how those ended. */
    NumberedPermits present() {
        return present;
    }

    /** @throws LimitException when there is none in time */
    static long take(NumberedPermits from, Lane lane, int weight) throws LimitException, InterruptedException {
        return from.take(lane, weight, patience(lane));
    }

    /** @throws BrokerException when there is none in time */
    static long takeForRead(NumberedPermits from, String what, Lane lane, int weight)
            throws BrokerException, InterruptedException {
        try {
            return take(from, lane, weight);
        } catch (LimitException e) {
            // Whoever waited for so long has no time left to try again; a closed limiter means that the broker goes.
            ErrorCategory category = e.reason() == Reason.CLOSED ? ErrorCategory.NETWORK : ErrorCategory.RATE_LIMIT;
            throw new BrokerException(category, T.format("read.notSent", what, e.getMessage()), "", false,
                    Optional.empty(), e);
        }
    }

    /** The broker refused a request for its rate. */
    void refused(Optional<Duration> retryAfter, String text) {
        RequestLimiter refusing = limiter;
        if (refusing != null) {
            refusing.refused(retryAfter, text);
        }
    }

    /** Shorter than the time limits of the connection: 10 s for orders and reads, 60 s for candles. */
    private static Duration patience(Lane lane) {
        return switch (lane) {
            case CANCEL, ORDER -> Duration.ofSeconds(5);
            case ACCOUNT, MARKET_DATA -> Duration.ofSeconds(8);
            case HISTORY -> Duration.ofSeconds(50);
        };
    }
}
