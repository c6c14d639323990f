package org.jts.ratelimit.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.ratelimit.redis.internal.PoolRules.Terms;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Limiters whose budgets several processes share through Redis. It is there when it is configured, and then comes
 * before the limiters of this process alone, whose profiles it keeps.
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

    private static final Duration FOLLOW = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(50);

    /** Which Redis, and how to share. */
    @ObjectClassDefinition(name = "Shared limits (Redis)",
            description = "Several processes spend from one budget. Every process needs the same settings.")
    public @interface Config {
        @AttributeDefinition(name = "Address",
                description = "redis://HOST:PORT, rediss:// for TLS (required but on this machine), several with commas"
                        + " for a cluster, or a reference such as ${env:JTS_REDIS_URL}")
        String url() default "${env:JTS_REDIS_URL}";

        @AttributeDefinition(name = "Password", required = false,
                description = "A reference such as ${env:JTS_REDIS_PASSWORD}; empty for none")
        String password() default "";

        @AttributeDefinition(name = "Cluster", description = "Whether it is a Redis Cluster")
        boolean cluster() default false;

        @AttributeDefinition(name = "Processes", min = "1", max = "64",
                description = "How many processes share, at most: each owns a share of every limit")
        int processes() default 2;

        @AttributeDefinition(name = "Shares, %", min = "0", max = "100",
                description = "The part of every limit that the processes' own shares make together. A process goes on"
                        + " with its own share while Redis is away")
        int shares_percent() default 20;

        @AttributeDefinition(name = "Lease, s", min = "1", max = "3600",
                description = "A process that is silent for so long is gone")
        int lease_seconds() default 60;

        @AttributeDefinition(name = "Time limit, ms", min = "20", max = "60000", description = "Of one call to Redis")
        int timeout_ms() default 500;
    }

    private record Shared(SharedLimiter limiter, RequestLimiter local, Set<BrokerId> spenders) {
        Shared {
            spenders = Set.copyOf(spenders);
        }
    }

    private final TimeSource time;
    private final RequestLimiters local;
    private final LimiterNews news;
    private final RedisLink link;
    private final Terms terms;
    private final Subscription following;
    /** Changed as a whole under the lock, read without. */
    private volatile Map<String, Shared> inUse = Map.of();
    /** Nobody spends from these now, but requests are still under way. */
    private final Map<String, SharedLimiter> resting = new HashMap<>();

    @Activate
    public RedisLimiters(Config config, @Reference TimeSource time, @Reference EventLog events,
            @Reference(target = "(!(" + SHARING + "=*))") RequestLimiters local) {
        this(config, time, events, local, System::getenv);
    }

    RedisLimiters(Config config, TimeSource time, EventLog events, RequestLimiters local,
            UnaryOperator<String> environment) {
        this.time = time;
        this.local = local;
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
        this.news = new LimiterNews(events, address == null ? "" : address.toString());
        if (address == null) {
            news.misconfigured(problem);
        }
        link.connect();
        this.following = time.scheduleWithFixedDelay("limits-follow", FOLLOW, this::follow);
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
        Shared known = inUse.get(key);
        RequestLimiter mine = local.limiter(spender, key, profile);
        SharedLimiter limiter = known != null ? known.limiter() : revive(key, mine);
        Set<BrokerId> spenders = new HashSet<>(known == null ? Set.of() : known.spenders());
        if (spenders.add(spender)) {
            put(key, new Shared(limiter, mine, spenders));
        }
        return limiter;
    }

    private SharedLimiter revive(String key, RequestLimiter mine) {
        SharedLimiter known = resting.remove(key);
        if (known != null && known.revive()) {
            return known;
        }
        LimitUsage before = mine.usage();
        SharedLimiter limiter = new SharedLimiter(key, new PoolRules(mine.profile(), terms), time, link, news,
                this::reconfigure);
        begin(limiter, mine, before.inFlight() > 0);
        return limiter;
    }

    /** What this process has already sent has to end before it can be told to the others. */
    private void begin(SharedLimiter limiter, RequestLimiter mine, boolean later) {
        if (later) {
            time.schedule("limits-begin", LOOK, () -> begin(limiter, mine, mine.usage().inFlight() > 0));
        } else {
            limiter.start(mine.usage());
        }
    }

    private void reconfigure(SharedLimiter limiter, LimitProfile profile) {
        inUse.values().stream().filter(s -> s.limiter() == limiter).forEach(s -> s.local().reconfigure(profile));
        limiter.use(new PoolRules(profile, terms));
    }

    private void follow() {
        for (Shared shared : inUse.values()) {
            LimitProfile configured = shared.local().profile();
            if (!configured.equals(shared.limiter().profile())) {
                shared.limiter().use(new PoolRules(configured, terms));
            }
        }
    }

    @Override
    public synchronized void release(BrokerId spender) {
        Map<String, Shared> next = new TreeMap<>(inUse);
        inUse.forEach((key, shared) -> {
            Set<BrokerId> others = new HashSet<>(shared.spenders());
            if (!others.remove(spender)) {
                return;
            }
            if (!others.isEmpty()) {
                next.put(key, new Shared(shared.limiter(), shared.local(), others));
                return;
            }
            next.remove(key);
            resting.put(key, shared.limiter());
            shared.limiter().rest();
        });
        inUse = next;
        local.release(spender);
    }

    @Override
    public Map<String, RequestLimiter> limiters(BrokerId spender) {
        return select(shared -> shared.spenders().contains(spender));
    }

    @Override
    public Map<String, RequestLimiter> limiters() {
        return select(shared -> true);
    }

    private void put(String key, Shared shared) {
        Map<String, Shared> next = new TreeMap<>(inUse);
        next.put(key, shared);
        inUse = next;
    }

    private Map<String, RequestLimiter> select(Predicate<Shared> which) {
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
    synchronized void close() {
        following.close();
        for (Shared shared : inUse.values()) {
            LimitUsage usage = shared.limiter().usage();
            shared.limiter().close();
            handOver(usage.windows(), shared.local());
        }
        resting.values().forEach(SharedLimiter::close);
        link.close();
    }

    private static void handOver(List<WindowUsage> windows, RequestLimiter local) {
        for (WindowUsage usage : windows) {
            boolean isShort = usage.window().period().toNanos() <= COLD_WAIT_NANOS;
            local.brokerCounted(usage.window(), isShort ? usage.window().permits() : usage.used());
        }
    }
}
