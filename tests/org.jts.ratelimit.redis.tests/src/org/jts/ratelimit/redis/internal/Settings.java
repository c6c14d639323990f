package org.jts.ratelimit.redis.internal;

import java.lang.annotation.Annotation;

/** Settings of the limiters, as a test wants them. */
record Settings(String url, String password, boolean cluster, int processes, int sharesPercent, int leaseSeconds,
        int timeoutMillis) implements RedisLimiters.Config {

    static Settings of(String url, int processes, int sharesPercent) {
        return new Settings(url, "", false, processes, sharesPercent, 1, 300);
    }

    Settings inCluster() {
        return new Settings(url, password, true, processes, sharesPercent, leaseSeconds, timeoutMillis);
    }

    @Override
    public int shares_percent() {
        return sharesPercent;
    }

    @Override
    public int lease_seconds() {
        return leaseSeconds;
    }

    @Override
    public int timeout_ms() {
        return timeoutMillis;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return RedisLimiters.Config.class;
    }
}
