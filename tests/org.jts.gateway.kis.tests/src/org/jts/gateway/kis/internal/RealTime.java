package org.jts.gateway.kis.internal;

import java.time.Duration;
import java.time.Instant;

import org.jts.concurrent.MachineTime;

/** The machine's clock, on another day. */
final class RealTime extends MachineTime {

    /** A Wednesday morning in Seoul: what follows from the day shall not follow from the day of the test. */
    static final Instant START = Instant.parse("2026-11-18T01:00:00Z");

    private volatile Duration shift = Duration.between(Instant.now(), START);
    private volatile long ahead;

    /** Lets the calendar go on from there. */
    void set(Instant now) {
        shift = Duration.between(Instant.now(), now);
    }

    /** Lets the monotonic clock run ahead. */
    void jump(Duration by) {
        ahead = by.toNanos();
    }

    @Override
    public Instant now() {
        return super.now().plus(shift);
    }

    @Override
    public long nanoTime() {
        return super.nanoTime() + ahead;
    }
}
