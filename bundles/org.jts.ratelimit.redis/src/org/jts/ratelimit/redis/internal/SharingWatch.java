package org.jts.ratelimit.redis.internal;

import java.util.Set;
import java.util.function.Supplier;

import org.jts.api.BrokerId;

/**
 * Tells traders when a limit is no longer shared, and when it is again; not at every hiccup. Under the limiter's
 * lock.
 */
final class SharingWatch {

    /** How long a state lasts before anybody is told. */
    static final long PATIENCE_NANOS = 2_000_000_000;
    private static final long CROWD_NANOS = 15_000_000_000L;

    private final String key;
    private final PoolNotices news;
    private final Supplier<Set<BrokerId>> spenders;
    private String trouble = "";
    private long since = ShareLedger.UNKNOWN;
    private boolean told;
    private boolean toldShared;
    private long crowdedSince = ShareLedger.UNKNOWN;
    private boolean toldCrowd;

    SharingWatch(String key, PoolNotices news, Supplier<Set<BrokerId>> spenders) {
        this.key = key;
        this.news = news;
        this.spenders = spenders;
    }

    /** @param seen why the pool cannot be spent from, or null when it can */
    void saw(String seen, PoolReply reply, PoolRules rules, long now) {
        if (seen == null) {
            since = ShareLedger.UNKNOWN;
            if (told || !toldShared) {
                news.shared(key, spenders.get());
            }
            told = false;
            toldShared = true;
        } else {
            trouble = seen;
            since = since == ShareLedger.UNKNOWN ? now : since;
            if (!told && now - since >= PATIENCE_NANOS) {
                told = true;
                news.fenced(key, spenders.get(), trouble, shares(rules));
            }
        }
        watchCrowd(reply, rules, now);
    }

    long nextAt() {
        return told || since == ShareLedger.UNKNOWN ? ShareLedger.UNKNOWN : since + PATIENCE_NANOS;
    }

    private void watchCrowd(PoolReply reply, PoolRules rules, long now) {
        int expected = rules.terms().processes();
        if (reply == null || reply.live() <= expected) {
            crowdedSince = ShareLedger.UNKNOWN;
            toldCrowd = false;
            return;
        }
        crowdedSince = crowdedSince == ShareLedger.UNKNOWN ? now : crowdedSince;
        // A process that was killed counts for some seconds beside the one that took its place.
        if (!toldCrowd && now - crowdedSince >= CROWD_NANOS) {
            toldCrowd = true;
            news.crowded(key, spenders.get(), reply.live(), expected);
        }
    }

    private static String shares(PoolRules rules) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            text.append(text.isEmpty() ? "" : ", ").append(PoolNotices.share(rules.share(i),
                    rules.window(i)));
        }
        return text.toString();
    }
}
