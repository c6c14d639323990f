package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.limit.LimitUsage;
import org.jts.api.time.TimeSource;

/** Tells when a broker begins and ends to refuse everything, and when a lowered budget is whole again. Thread-safe. */
final class PenaltyWatch implements AutoCloseable {

    /** What is told. */
    interface Teller {
        void banned(Duration duration);

        void banOver();

        void recovered();
    }

    /** A pause as long as this is a ban; a shorter one is backing off. */
    static final Duration BAN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

    private final TimeSource time;
    private final Supplier<LimitUsage> usage;
    private final Teller teller;
    private boolean banned;
    private boolean lowered;
    private Subscription timer = () -> { };

    /** @param usage what is in force now, with what has recovered by itself */
    PenaltyWatch(TimeSource time, Supplier<LimitUsage> usage, Teller teller) {
        this.time = time;
        this.usage = usage;
        this.teller = teller;
    }

    /** The broker has refused a request. */
    void refused() {
        look();
    }

    @Override
    public synchronized void close() {
        timer.close();
    }

    private void look() {
        LimitUsage now = usage.get();
        boolean begins;
        boolean ends;
        boolean recovered;
        synchronized (this) {
            Duration pause = now.banned().orElse(Duration.ZERO);
            begins = !banned && pause.compareTo(BAN) >= 0;
            ends = banned && pause.isZero();
            banned = (banned || begins) && !ends;
            boolean whole = now.windows().stream().allMatch(w -> w.allowed() >= w.window().permits());
            recovered = lowered && whole && pause.isZero();
            lowered = !whole || !pause.isZero();
            timer.close();
            timer = !lowered ? () -> { }
                    : time.schedule("limiter-recovery", pause.isZero() ? LOOK_AGAIN : pause.plusMillis(1), this::look);
        }
        if (begins) {
            teller.banned(now.banned().orElse(Duration.ZERO));
        }
        if (ends) {
            teller.banOver();
        }
        if (recovered) {
            teller.recovered();
        }
    }
}
