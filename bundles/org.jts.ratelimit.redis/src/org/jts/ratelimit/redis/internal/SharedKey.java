package org.jts.ratelimit.redis.internal;

import java.util.HashSet;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.limit.LimitProfile;
import org.jts.ratelimit.meter.LimitMeters;
import org.jts.ratelimit.redis.internal.PoolRules.Terms;

/** One metered key: its limiter, its rules, its measurements, and who spends from it. Thread-safe. */
final class SharedKey {

    private final String name;
    private final Terms terms;
    private final GivenRules rules;
    private final LimitMeters metrics;
    private final PoolNotices news;
    private volatile Set<BrokerId> spenders = Set.of();
    private SharedLimiter limiter;

    SharedKey(String name, Terms terms, GivenRules rules, LimitMeters metrics, PoolNotices news) {
        this.name = name;
        this.terms = terms;
        this.rules = rules;
        this.metrics = metrics;
        this.news = news;
    }

    /** Takes its limiter, once. */
    void limitWith(SharedLimiter made) {
        limiter = made;
    }

    String name() {
        return name;
    }

    SharedLimiter limiter() {
        return limiter;
    }

    LimitMeters metrics() {
        return metrics;
    }

    Set<BrokerId> spenders() {
        return spenders;
    }

    /** @return whether it is the first one */
    synchronized boolean add(BrokerId spender) {
        Set<BrokerId> next = new HashSet<>(spenders);
        boolean first = next.isEmpty();
        next.add(spender);
        spenders = Set.copyOf(next);
        return first;
    }

    /** @return whether nobody is left */
    synchronized boolean remove(BrokerId spender) {
        Set<BrokerId> next = new HashSet<>(spenders);
        next.remove(spender);
        spenders = Set.copyOf(next);
        return next.isEmpty();
    }

    /** Nobody spends from it any more. */
    synchronized void removeAll() {
        spenders = Set.of();
    }

    /** Somebody gives other rules. */
    synchronized void give(LimitProfile profile) {
        rules.give(profile);
        take(rules.now());
    }

    /** Takes over what bundles and the user say now. */
    void rulesChanged() {
        LimitProfile next = rules.now();
        if (take(next)) {
            news.rulesChanged(name, spenders, next);
        }
    }

    private synchronized boolean take(LimitProfile next) {
        if (next.equals(limiter.profile())) {
            return false;
        }
        limiter.use(new PoolRules(next, terms));
        metrics.windowsChanged(next.windows());
        return true;
    }
}
