package org.jts.testkit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

import org.jts.api.BrokerId;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;

/** Limiters that the test puts in, or that are made when asked for. */
public final class FakeRequestLimiters implements RequestLimiters {

    private final Map<String, FakeRequestLimiter> limiters = new ConcurrentSkipListMap<>();
    private final Map<String, Set<BrokerId>> spenders = new ConcurrentSkipListMap<>();

    /** Lets a broker spend from a limiter. */
    public FakeRequestLimiter put(BrokerId spender, String key, FakeRequestLimiter limiter) {
        limiters.put(key, limiter);
        spenders.computeIfAbsent(key, unused -> new ConcurrentSkipListSet<>()).add(spender);
        return limiter;
    }

    @Override
    public RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
        FakeRequestLimiter known = limiters.get(key);
        return put(spender, key, known != null ? known : new FakeRequestLimiter(profile));
    }

    @Override
    public void release(BrokerId spender) {
        spenders.values().forEach(all -> all.remove(spender));
        spenders.values().removeIf(Set::isEmpty);
        limiters.keySet().retainAll(spenders.keySet());
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        Map<String, RequestLimiter> found = new TreeMap<>();
        limiters.forEach((key, limiter) -> {
            if (spenders.get(key).contains(spender)) {
                found.put(key, limiter);
            }
        });
        return found;
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return new TreeMap<>(limiters);
    }
}
