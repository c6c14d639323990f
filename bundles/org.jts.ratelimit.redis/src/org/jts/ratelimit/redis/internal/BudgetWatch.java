package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

import org.jts.api.BrokerId;

/**
 * Tells traders when the broker refuses requests, begins and ends to refuse everything, when a lowered budget is whole
 * again, and when there is no room to wait; the first of many equal happenings at once, the others as a number. Guarded
 * by the limiter's lock, and looked at often.
 */
final class BudgetWatch {

    /** A pause as long as this is a ban; a shorter one is backing off. */
    static final Duration BAN = Duration.ofSeconds(5);
    private static final long REFUSAL_PAUSE_NANOS = 10_000_000_000L;
    private static final long QUEUE_PAUSE_NANOS = 60_000_000_000L;
    private static final int WHOLE = 1000;

    private final String key;
    private final PoolNotices news;
    private final Supplier<Set<BrokerId>> spenders;
    private final Summed refusals = new Summed(REFUSAL_PAUSE_NANOS);
    private final Summed fullQueues = new Summed(QUEUE_PAUSE_NANOS);
    private String words = "";
    private boolean banned;
    private boolean lowered;

    BudgetWatch(String key, PoolNotices news, Supplier<Set<BrokerId>> spenders) {
        this.key = key;
        this.news = news;
        this.spenders = spenders;
    }

    /** @param text the broker's words */
    void refused(String text, Freeze freeze, long now) {
        words = text;
        refusals.happened(now, count -> tellRefused(count, freeze, now));
    }

    void queueFull(int room, long now) {
        fullQueues.happened(now, count -> news.queueFull(key, spenders.get(), count, room));
    }

    /** @param permille of the budget that is given out now */
    void look(Freeze freeze, int permille, int room, long now) {
        refusals.look(now, count -> tellRefused(count, freeze, now));
        fullQueues.look(now, count -> news.queueFull(key, spenders.get(), count, room));
        Duration pause = freeze.left(now).orElse(Duration.ZERO);
        if (!banned && pause.compareTo(BAN) >= 0) {
            banned = true;
            news.banned(key, spenders.get(), words, pause);
        } else if (banned && pause.isZero()) {
            banned = false;
            news.banOver(key, spenders.get());
        }
        boolean whole = permille == WHOLE && pause.isZero();
        if (lowered && whole) {
            news.recovered(key, spenders.get());
        }
        lowered = !whole;
    }

    private void tellRefused(int count, Freeze freeze, long now) {
        news.refused(key, spenders.get(), count, words, freeze.left(now).orElse(Duration.ZERO));
    }

    /** Tells of the first of many equal happenings at once, and of those that follow soon as a number. */
    private static final class Summed {

        private final long pauseNanos;
        private boolean pausing;
        private long until;
        private int untold;

        Summed(long pauseNanos) {
            this.pauseNanos = pauseNanos;
        }

        void happened(long now, IntConsumer tell) {
            look(now, tell);
            untold++;
            if (!pausing) {
                pausing = true;
                until = now;
                look(now, tell);
            }
        }

        void look(long now, IntConsumer tell) {
            if (!pausing || now - until < 0) {
                return;
            }
            if (untold == 0) {
                pausing = false;
                return;
            }
            tell.accept(untold);
            untold = 0;
            until = now + pauseNanos;
        }
    }
}
