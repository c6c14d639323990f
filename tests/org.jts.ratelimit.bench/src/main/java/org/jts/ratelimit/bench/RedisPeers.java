package org.jts.ratelimit.bench;

import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConfigurationBuilder;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.MachineTime;
import org.jts.ratelimit.internal.Ours;
import org.jts.ratelimit.redis.internal.RedisLimiters;
import org.redisson.Redisson;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.config.Config;

/** Limiters over one Redis, by name, with the rules of a profile. */
final class RedisPeers {

    static final String OURS = "ours";
    /** Ours, with requests that are never taken ahead. */
    static final String OURS_ASKING = "ours-asking";
    static final String BUCKET4J = "Bucket4j";
    static final String REDISSON = "Redisson";

    /** Waits for a permit; tells what to do when the answer has been seen. */
    @FunctionalInterface
    interface Limiter {
        Runnable acquire() throws InterruptedException, LimitException;
    }

    private RedisPeers() {
    }

    /**
     * @param processes     that share, for ours
     * @param sharesPercent of ours
     */
    static Limiter of(String name, String url, LimitProfile profile, int processes, int sharesPercent)
            throws InterruptedException {
        return switch (name) {
            case OURS -> ours(url, profile, processes, sharesPercent, 1);
            case OURS_ASKING -> ours(url, profile, processes, sharesPercent, 2);
            case BUCKET4J -> bucket4j(url, profile);
            case REDISSON -> redisson(url, profile);
            default -> throw new IllegalArgumentException("expected the name of a limiter, was " + name);
        };
    }

    private static Limiter ours(String url, LimitProfile profile, int processes, int sharesPercent, int weight)
            throws InterruptedException {
        TimeSource time = new MachineTime();
        RequestLimiter limiter = new RedisLimiters(new Settings(url, processes, sharesPercent), time, new Silent(),
                new Given(), SimpleMeterRegistry::new, new Alone(Ours.plain(profile, time)), System::getenv)
                .limiter(new BrokerId("bench"), "bench", profile);
        while (limiter.usage().sharing() != Sharing.SHARED) {
            Thread.sleep(5);
        }
        return () -> {
            Permit permit = limiter.acquire(Lane.ACCOUNT, weight, Duration.ofMinutes(2));
            return permit::close;
        };
    }

    private static Limiter bucket4j(String url, LimitProfile profile) {
        ConfigurationBuilder rules = BucketConfiguration.builder();
        profile.windows().forEach(window -> rules.addLimit(
                l -> l.capacity(window.permits()).refillGreedy(window.permits(), window.period())));
        BucketProxy bucket = Bucket4jLettuce.casBasedBuilder(RedisClient.create(url)).build().builder()
                .build("bucket4j".getBytes(StandardCharsets.UTF_8), rules::build);
        return () -> {
            bucket.asBlocking().consume(1);
            return () -> { };
        };
    }

    /** It has one rule: the first. */
    private static Limiter redisson(String url, LimitProfile profile) {
        Config config = new Config();
        config.useSingleServer().setAddress(url);
        RRateLimiter limiter = Redisson.create(config).getRateLimiter("redisson");
        RateWindow first = profile.windows().getFirst();
        limiter.trySetRate(RateType.OVERALL, first.permits(), first.period());
        return () -> {
            limiter.acquire();
            return () -> { };
        };
    }

    private record Settings(String url, int processes, int sharesPercent) implements RedisLimiters.Config {
        @Override
        public String password() {
            return "";
        }

        @Override
        public boolean cluster() {
            return false;
        }

        @Override
        public int shares_percent() {
            return sharesPercent;
        }

        @Override
        public int lease_seconds() {
            return 60;
        }

        @Override
        public int timeout_ms() {
            return 500;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RedisLimiters.Config.class;
        }
    }

    /** The limiter of this process alone, which knows the rules. */
    private record Alone(RequestLimiter limiter) implements RequestLimiters {
        @Override
        public RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile) {
            return limiter;
        }

        @Override
        public void release(BrokerId spender) {
            // it is only asked what was used
        }

        @Override
        public Map<String, RequestLimiter> limiters(BrokerId spender) {
            return limiters();
        }

        @Override
        public Map<String, RequestLimiter> limiters() {
            return Map.of("bench", limiter);
        }
    }

    /** Every profile as it is given. */
    private static final class Given implements LimitProfiles {
        @Override
        public Optional<LimitProfile> profile(String id) {
            return Optional.empty();
        }

        @Override
        public List<LimitProfile> profiles() {
            return List.of();
        }

        @Override
        public LimitProfile applied(LimitProfile own) {
            return own;
        }

        @Override
        public Subscription listen(Runnable listener) {
            return () -> { };
        }
    }

    /** Keeps nothing: a benchmark prints figures only. */
    private static final class Silent implements EventLog {
        @Override
        public void publish(Severity severity, String source, Optional<BrokerId> broker, String text, String detail) {
            // nobody reads it
        }

        @Override
        public List<Notice> notices() {
            return List.of();
        }

        @Override
        public Subscription listen(Runnable listener) {
            return () -> { };
        }
    }
}
