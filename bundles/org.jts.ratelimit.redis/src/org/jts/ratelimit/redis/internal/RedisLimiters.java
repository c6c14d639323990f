package org.jts.ratelimit.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.meter.LimitMeters;
import org.jts.ratelimit.redis.internal.PoolRules.Terms;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Limiters whose budgets several processes share through Redis. It is there when it is configured, and then comes
 * before the limiters of this process alone.
 */
@Component(service = RequestLimiters.class, configurationPid = RedisLimiters.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = {"service.ranking:Integer=100", RedisLimiters.SHARING + "=redis"})
@Designate(ocd = RedisLimiters.Config.class)
public final class RedisLimiters implements RequestLimiters {

    static final String PID = "org.jts.ratelimit.redis";
    /** The service property by which the limiters of this process alone, which lack it, are told apart. */
    static final String SHARING = "limit.sharing";
    static final long COLD_WAIT_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Duration TIDY = Duration.ofSeconds(1);

    /** Which Redis, and how to share. Texts are in OSGI-INF/l10n. */
    @ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
    public @interface Config {
        @AttributeDefinition(name = "%url", description = "%url.help")
        String url() default "${env:JTS_REDIS_URL}";

        @AttributeDefinition(name = "%password", required = false, description = "%password.help")
        String password() default "";

        @AttributeDefinition(name = "%cluster", description = "%cluster.help")
        boolean cluster() default false;

        @AttributeDefinition(name = "%processes", min = "1", max = "64", description = "%processes.help")
        int processes() default 2;

        @AttributeDefinition(name = "%shares", min = "0", max = "100", description = "%shares.help")
        int shares_percent() default 20;

        @AttributeDefinition(name = "%lease", min = "1", max = "3600", description = "%lease.help")
        int lease_seconds() default 60;

        @AttributeDefinition(name = "%timeout", min = "20", max = "60000", description = "%timeout.help")
        int timeout_ms() default 500;
    }

    private final TimeSource time;
    private final LimitProfiles profiles;
    private final Supplier<MeterRegistry> registry;
    private final PoolNotices news;
    private final RedisLink link;
    private final Terms terms;
    private final HandOver handOver;
    private final Subscription ruleNews;
    private final Subscription tidying;
    /** Changed as a whole under the lock, read without. */
    private volatile Map<String, SharedKey> inUse = Map.of();
    /** Nobody spends from these now, but requests are under way, or their shares are not free again. */
    private final Map<String, SharedKey> resting = new HashMap<>();
    /** Whatever this process has sent without sharing was told. */
    private final Set<String> begun = new HashSet<>();

    @Activate
    public RedisLimiters(Config config, @Reference TimeSource time, @Reference EventLog events,
            @Reference LimitProfiles profiles, @Reference ComponentServiceObjects<MeterRegistry> registry,
            @Reference(target = "(!(" + SHARING + "=*))") RequestLimiters alone) {
        this(config, time, events, profiles, registry::getService, alone, System::getenv);
    }

    /**
     * @param registry    asked when there is something to measure
     * @param alone       the limiters of this process alone
     * @param environment looks variables up
     */
    public RedisLimiters(Config config, TimeSource time, EventLog events, LimitProfiles profiles,
            Supplier<MeterRegistry> registry, RequestLimiters alone, UnaryOperator<String> environment) {
        this.time = time;
        this.profiles = profiles;
        this.registry = registry;
        this.terms = new Terms(config.processes(), config.shares_percent() / 100.0,
                Duration.ofSeconds(config.lease_seconds()).toNanos(), COLD_WAIT_NANOS);
        Duration timeout = Duration.ofMillis(config.timeout_ms());
        RedisAddress address = null;
        String problem = "";
        try {
            address = new RedisAddress(config.url(), config.password(), timeout, environment);
        } catch (IllegalArgumentException e) {
            // It stays there and keeps to the shares: to fall back to limits of this process alone would exceed them.
            problem = e.getMessage();
        }
        this.link = new RedisLink(address, config.cluster(), timeout, script());
        this.news = new PoolNotices(events, address == null ? "" : address.toString());
        if (address == null) {
            news.misconfigured(problem);
        }
        link.connect();
        this.handOver = new HandOver(time, alone);
        this.ruleNews = profiles.listen(this::rulesChanged);
        this.tidying = time.scheduleWithFixedDelay("limits-tidy", TIDY, this::tidy);
    }

    private static String script() {
        try (InputStream in = RedisLimiters.class.getResourceAsStream("pool.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many commands were sent to Redis. */
    long commands() {
        return link.calls();
    }

    @Override
    public synchronized RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
        SharedKey known = inUse.get(key);
        SharedKey shared = known != null ? known : revive(key, profile);
        if (shared.add(spender)) {
            shared.metrics().measure(shared.limiter(), shared.limiter()::granted);
        }
        if (known == null) {
            Map<String, SharedKey> next = new TreeMap<>(inUse);
            next.put(key, shared);
            inUse = next;
        }
        return shared.limiter();
    }

    private SharedKey revive(String key, LimitProfile profile) {
        SharedKey known = resting.remove(key);
        if (known != null) {
            known.give(profile);
            return known;
        }
        GivenRules rules = new GivenRules(profiles, profile);
        LimitMeters metrics = new LimitMeters(registry.get(), key, true);
        SharedKey shared = new SharedKey(key, terms, rules, metrics, news);
        SharedLimiter limiter = new SharedLimiter(key, new PoolRules(rules.now(), terms), time, link, news,
                shared::give, shared::spenders, metrics);
        shared.limitWith(limiter);
        if (begun.add(key)) {
            handOver.begin(limiter, key, rules.now());
        } else {
            limiter.start();
        }
        return shared;
    }

    private void rulesChanged() {
        List<SharedKey> all;
        synchronized (this) {
            all = new ArrayList<>(inUse.values());
            all.addAll(resting.values());
        }
        all.forEach(SharedKey::rulesChanged);
    }

    private synchronized void tidy() {
        resting.values().removeIf(shared -> {
            boolean idle = shared.limiter().isIdle();
            if (idle) {
                shared.limiter().close();
            }
            return idle;
        });
    }

    @Override
    public void release(BrokerId spender) {
        List<SharedKey> left = new ArrayList<>();
        synchronized (this) {
            Map<String, SharedKey> next = new TreeMap<>(inUse);
            inUse.forEach((key, shared) -> {
                if (shared.spenders().contains(spender) && shared.remove(spender)) {
                    next.remove(key);
                    resting.put(key, shared);
                    left.add(shared);
                }
            });
            inUse = next;
        }
        for (SharedKey shared : left) {
            shared.metrics().close();
            shared.limiter().rest();
            // It may be the limiter of this process alone that is asked next.
            handOver.end(shared);
        }
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        return select(shared -> shared.spenders().contains(spender));
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return select(shared -> true);
    }

    private Map<String, RequestLimiter> select(Predicate<SharedKey> which) {
        Map<String, RequestLimiter> selected = new TreeMap<>();
        inUse.forEach((key, shared) -> {
            if (which.test(shared)) {
                selected.put(key, shared.limiter());
            }
        });
        return selected;
    }

    /**
     * The limiters of this process alone go on: they are told what may have been used, so that nothing is sent twice.
     */
    @Deactivate
    void close() {
        ruleNews.close();
        tidying.close();
        List<SharedKey> all;
        synchronized (this) {
            all = new ArrayList<>(inUse.values());
            all.addAll(resting.values());
        }
        for (SharedKey shared : all) {
            shared.removeAll();
            shared.metrics().close();
            shared.limiter().close();
            handOver.end(shared);
        }
        link.close();
        news.close();
    }
}
