package org.jts.ratelimit.redis.internal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.google.common.util.concurrent.RateLimiter;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import io.lettuce.core.RedisClient;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.util.Timer;
import org.jts.api.BrokerId;
import org.jts.api.limit.RateWindow;
import org.jts.concurrent.LaneQueue;
import org.jts.ratelimit.meter.LimitMeters;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.thirdparty.guava.TokenBucket;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;
import redis.clients.authentication.core.Token;
import redis.embedded.RedisServer;

/** Processes that spend, started with what this one has on its class path or in its bundles. */
final class Spenders implements AutoCloseable {

    /** One process and what it has said. */
    static final class Spending {
        private final Process process;
        private final List<String> said = Collections.synchronizedList(new ArrayList<>());

        private Spending(Process process) {
            this.process = process;
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try (BufferedReader out = process.inputReader()) {
                out.lines().forEach(said::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean hasSaid(String text) {
            synchronized (said) {
                return said.stream().anyMatch(line -> line.contains(text));
            }
        }

        List<String> said() {
            synchronized (said) {
                return List.copyOf(said);
            }
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        /** Ends it in peace. */
        void end() throws IOException, InterruptedException {
            process.outputWriter().close();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("expected the process to end, found it running: " + said());
            }
        }
    }

    private final List<Spending> all = Collections.synchronizedList(new ArrayList<>());

    Spending start(RealRedis redis, BrokerJudge judge, int processes, int sharesPercent, long seed) {
        return start(redis, judge, processes, sharesPercent, seed, Spender.WINDOWS);
    }

    Spending start(RealRedis redis, BrokerJudge judge, int processes, int sharesPercent, long seed,
            List<RateWindow> windows) {
        try {
            Spending spending = new Spending(new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1", "-cp", classPath(), Spender.class.getName(), redis.url(),
                    Integer.toString(judge.port()), Integer.toString(processes), Integer.toString(sharesPercent),
                    Long.toString(seed), windows.stream().map(RateWindow::toString).collect(Collectors.joining(",")))
                    .redirectErrorStream(true).start());
            all.add(spending);
            return spending;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        all.forEach(spending -> spending.process.destroyForcibly());
    }

    static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> of : new Class<?>[] {Spender.class, RedisLimiters.class, BrokerId.class, RateLimiter.class,
                InternalFutureFailureAccess.class, RedisClient.class, ByteBuf.class, Channel.class, UnixChannel.class,
                ByteToMessageDecoder.class, DnsRecord.class, SslHandler.class, AddressResolver.class,
                DnsNameResolver.class, Timer.class, LaneQueue.class, LimitMeters.class,
                TokenBucket.class,
                FakeLimitProfiles.class, MeterRegistry.class, KeyValue.class,
                Publisher.class, Mono.class, Token.class, Logger.class,
                RedisServer.class}) {
            try {
                Path place = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
                places.add(place.toString());
                // a bundle that is run where it was compiled
                if (place.resolve("target/classes").toFile().isDirectory()) {
                    places.add(place.resolve("target/classes").toString());
                }
                if (place.resolve("target/test-classes").toFile().isDirectory()) {
                    places.add(place.resolve("target/test-classes").toString());
                }
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(File.pathSeparator, places);
    }
}
