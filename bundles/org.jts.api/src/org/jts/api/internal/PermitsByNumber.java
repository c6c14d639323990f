package org.jts.api.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;

/** Numbers for the permits of a limiter that knows them as objects only. Thread-safe. */
public final class PermitsByNumber implements NumberedPermits {

    private final RequestLimiter limiter;
    private final Map<Long, Permit> permits = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    /** @param limiter whose permits these are */
    public PermitsByNumber(RequestLimiter limiter) {
        this.limiter = limiter;
    }

    @Override
    public long take(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        return number(limiter.acquire(lane, weight, timeout));
    }

    @Override
    public long tryTake(Lane lane, int weight) {
        Optional<Permit> permit = limiter.tryAcquire(lane, weight);
        return permit.isPresent() ? number(permit.get()) : NONE;
    }

    @Override
    public void end(long number, Ending ending) {
        Permit permit = permits.remove(number);
        if (permit != null) {
            switch (ending) {
                case ANSWERED -> permit.close();
                case NOT_SENT -> permit.giveBack();
                case LOST -> permit.lost();
            }
        }
    }

    private long number(Permit permit) {
        long number = next.getAndIncrement();
        permits.put(number, permit);
        return number;
    }
}
