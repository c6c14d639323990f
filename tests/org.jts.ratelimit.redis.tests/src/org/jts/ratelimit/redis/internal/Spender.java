package org.jts.ratelimit.redis.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.FakeLimitProfiles;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * A process that sends whatever the limit lets it, until its input ends. Prints a line when it has joined, and a line
 * for everything that traders would be told.
 */
public final class Spender {

    static final List<RateWindow> WINDOWS =
            List.of(RateWindow.of(40, Duration.ofSeconds(1)), RateWindow.of(90, Duration.ofSeconds(3)));
    static final String KEY = "broker/account";

    private final RequestLimiter limiter;
    private final int brokerPort;
    private volatile boolean ended;

    private Spender(RequestLimiter limiter, int brokerPort) {
        this.limiter = limiter;
        this.brokerPort = brokerPort;
    }

    /** @param args url, port of the broker, processes, shares in percent, seed, windows */
    public static void main(String[] args) throws IOException, InterruptedException {
        Settings settings = Settings.of(args[0], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
        RedisLimiters limiters = new RedisLimiters(settings, new DrowsyTime(), new Printed(),
                new FakeLimitProfiles(), SimpleMeterRegistry::new, new AloneLimiters(), System::getenv);
        Spender spender = new Spender(limiters.limiter(new BrokerId("test"), KEY, profile(args[5])),
                Integer.parseInt(args[1]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(Long.parseLong(args[4]) * 31 + i);
            threads.add(Thread.ofPlatform().start(() -> spender.run(random)));
        }
        while (System.in.read() >= 0) {
            System.out.println("usage " + spender.limiter.usage());
        }
        spender.ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("commands " + limiters.commands());
        limiters.close();
        System.exit(0);
    }

    private static LimitProfile profile(String windows) {
        return new LimitProfile("test", "Test", "this test",
                Arrays.stream(windows.split(",")).map(RateWindow::parse).toList(), 0.1, 100, Duration.ofSeconds(1),
                Duration.ofMillis(400));
    }

    private void run(Random random) {
        while (!ended) {
            Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
            int weight = random.nextInt(10) == 0 ? 2 : 1;
            try (Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort)) {
                broker.setSoTimeout(700);
                while (!ended) {
                    request(broker, lane, weight);
                }
            } catch (IOException brokerGone) {
                return;
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void request(Socket broker, Lane lane, int weight) throws IOException, InterruptedException {
        Permit permit;
        try {
            permit = limiter.acquire(lane, weight, Duration.ofMillis(500));
        } catch (LimitException e) {
            return; // waited long enough: asks again
        }
        try {
            broker.getOutputStream().write(new byte[] {(byte) lane.ordinal(), (byte) weight});
            if (broker.getInputStream().read() < 0) {
                throw new IOException("the broker has closed the connection");
            }
            permit.close();
        } catch (IOException e) {
            permit.lost();
            throw e;
        }
    }

    /** What traders are told, a line each. */
    private static final class Printed implements EventLog {
        @Override
        public void publish(Severity severity, String source, Optional<BrokerId> broker, String text, String detail) {
            System.out.println(severity + " " + text + " " + detail.replace('\n', ' '));
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
