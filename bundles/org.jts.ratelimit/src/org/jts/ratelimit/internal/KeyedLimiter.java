package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.meter.LimitMeters;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * A limiter as it is handed out: the exact one, with the rules that bundles and the user give it, and with notices of
 * what a trader should know. A request that gets its permit passes straight through.
 */
final class KeyedLimiter implements RequestLimiter, NumberedPermits, AutoCloseable, PenaltyWatch.Teller {

    private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(10);
    private static final Duration QUEUE_PAUSE = Duration.ofMinutes(1);

    private final String key;
    private final ExactLimiter exact;
    private final LimitProfiles profiles;
    private final LocalNotices notices;
    private final PenaltyWatch penalty;
    private final LimitMeters metrics;
    private final Subscription kept;
    private final Summed refusals;
    private final Summed fullQueues;
    private volatile Set<BrokerId> spenders = Set.of();
    private volatile String brokerWords = "";
    /** The rules as they were given, and whether they are those known as data, so that they change with them. */
    private LimitProfile given;
    private boolean follows;

    KeyedLimiter(String key, LimitProfile given, TimeSource time, LimitProfiles profiles, LocalNotices notices,
            MeterRegistry registry, SpentBook book) {
        this.key = key;
        this.profiles = profiles;
        this.notices = notices;
        this.given = given;
        this.follows = isKnown(given);
        this.metrics = new LimitMeters(registry, key, false);
        this.exact = new ExactLimiter(key, rules(), time, GuavaPace::of, metrics::waited);
        this.kept = book.open(key, exact);
        this.penalty = new PenaltyWatch(time, this::present, this);
        this.refusals = new Summed(time, REFUSAL_PAUSE,
                count -> notices.refused(this.key, spenders, count, brokerWords, exact.usage()));
        this.fullQueues = new Summed(time, QUEUE_PAUSE,
                count -> notices.queueFull(this.key, spenders, count, exact.profile().maxWaiting()));
        metrics.measure(exact, exact::granted);
    }

    @Override
    public Permit acquire(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        try {
            return exact.acquire(lane, weight, timeout);
        } catch (LimitException e) {
            missed(e);
            throw e;
        }
    }

    @Override
    public Optional<Permit> tryAcquire(Lane lane, int weight) {
        return exact.tryAcquire(lane, weight);
    }

    @Override
    public Optional<NumberedPermits> numbered() {
        return Optional.of(this);
    }

    @Override
    public long take(Lane lane, int weight, Duration timeout) throws LimitException, InterruptedException {
        try {
            return exact.take(lane, weight, timeout);
        } catch (LimitException e) {
            missed(e);
            throw e;
        }
    }

    @Override
    public long tryTake(Lane lane, int weight) {
        return exact.tryTake(lane, weight);
    }

    @Override
    public void end(long permit, Ending ending) {
        exact.end(permit, ending);
    }

    @Override
    public LimitProfile profile() {
        return exact.profile();
    }

    @Override
    public synchronized void reconfigure(LimitProfile profile) {
        given = profile;
        follows = isKnown(profile);
        take(rules());
    }

    /** Takes over what bundles and the user say now. */
    synchronized void rulesChanged() {
        LimitProfile next = rules();
        if (!next.equals(exact.profile())) {
            take(next);
            notices.rulesChanged(key, spenders, next);
        }
    }

    @Override
    public LimitUsage usage() {
        return exact.usage();
    }

    @Override
    public Duration forecast(Lane lane, int requests) {
        return exact.forecast(lane, requests);
    }

    @Override
    public void refused(Optional<Duration> retryAfter, String text) {
        brokerWords = text;
        exact.refused(retryAfter, text);
        refusals.happened();
        penalty.refused();
    }

    @Override
    public void brokerCounted(RateWindow window, int used) {
        exact.brokerCounted(window, used);
    }

    Set<BrokerId> spenders() {
        return spenders;
    }

    /** @return whether that is news */
    synchronized boolean addSpender(BrokerId spender) {
        Set<BrokerId> next = new HashSet<>(spenders);
        boolean added = next.add(spender);
        spenders = Set.copyOf(next);
        return added;
    }

    /** @return whether nobody is left */
    synchronized boolean removeSpender(BrokerId spender) {
        Set<BrokerId> next = new HashSet<>(spenders);
        next.remove(spender);
        spenders = Set.copyOf(next);
        return next.isEmpty();
    }

    /** Nobody spends from it for now: whoever waits is sent away, and nothing is measured; what is charged stays. */
    void rest() {
        exact.dismissWaiting();
        metrics.close();
    }

    /** Somebody spends from it again. */
    void revive(LimitProfile profile) {
        metrics.measure(exact, exact::granted);
        reconfigure(profile);
    }

    boolean isIdle() {
        return exact.isIdle();
    }

    @Override
    public synchronized void close() {
        exact.close();
        kept.close();
        metrics.close();
        penalty.close();
        refusals.close();
        fullQueues.close();
    }

    @Override
    public void banned(Duration duration) {
        notices.banned(key, spenders, duration, brokerWords);
    }

    @Override
    public void banOver() {
        notices.banOver(key, spenders);
    }

    @Override
    public void recovered() {
        notices.recovered(key, spenders);
    }

    private void missed(LimitException e) {
        metrics.missed(e.reason());
        if (e.reason() == Reason.QUEUE_FULL) {
            fullQueues.happened();
        }
    }

    private LimitUsage present() {
        exact.catchUpNow();
        return exact.usage();
    }

    private void take(LimitProfile rules) {
        exact.reconfigure(rules);
        metrics.windowsChanged(rules.windows());
    }

    private boolean isKnown(LimitProfile profile) {
        return profiles.profile(profile.id()).filter(profile::equals).isPresent();
    }

    private LimitProfile rules() {
        return follows ? profiles.profile(given.id()).orElse(given) : profiles.applied(given);
    }
}
