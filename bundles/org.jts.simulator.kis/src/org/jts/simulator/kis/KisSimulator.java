package org.jts.simulator.kis;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jts.api.time.TimeSource;
import org.jts.exchange.Exchange;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.simulator.kis.internal.Broker;
import org.jts.simulator.kis.internal.Config;

/**
 * A broker that speaks the KIS Open API: HTTP and WebSocket on one port of this machine, over a simulated exchange.
 * What of the broker is known, and how well, stands in the broker's page of the documentation.
 *
 * <pre>{@code
 * try (KisSimulator broker = KisSimulator.builder().account("50012345-01", new BigDecimal("100000000")).open(time)) {
 *     connect(broker.address());
 * }
 * }</pre>
 *
 * Thread-safe.
 *
 * @since 1.0
 */
public final class KisSimulator implements AutoCloseable {

    private final Broker broker;

    private KisSimulator(Broker broker) {
        this.broker = broker;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where REST calls go: {@code http://127.0.0.1:PORT}, or {@code https}. */
    public URI address() {
        return URI.create((certificate().isEmpty() ? "http" : "https") + "://127.0.0.1:" + broker.port());
    }

    /** Where the WebSocket is: {@code ws://127.0.0.1:PORT}, or {@code wss}; its path is {@code /tryitout}. */
    public URI streamAddress() {
        return URI.create((certificate().isEmpty() ? "ws" : "wss") + "://127.0.0.1:" + broker.port());
    }

    /** Whom a client must trust, in PEM form; empty where there is no TLS. */
    public String certificate() {
        return broker.certificate();
    }

    /** What goes wrong; change it at any time. */
    public KisFaults faults() {
        return broker.faults();
    }

    /** The market behind it. */
    public Exchange exchange() {
        return broker.exchange();
    }

    public RateReport rates() {
        return broker.rates();
    }

    /** Every token that was issued is worthless from now on, before its time. */
    public void revokeTokens() {
        broker.revokeTokens();
    }

    /**
     * Holds an auction of New York now, whatever the time is there: the orders that wait for it are traded or end.
     *
     * @param open that of the open (LOO and MOO orders), else that of the close (LOC and MOC orders)
     */
    public void holdUsAuction(boolean open) {
        broker.holdUsAuction(open);
    }

    /**
     * The orders that it took beside those for cash in Korea and the United States (on credit, reserved, futures,
     * bonds, other countries), oldest first: each as its interface, transaction id and body. Those on credit trade at
     * the exchange behind it; the others got a number, and nothing becomes of them.
     *
     * @since 1.2
     */
    public List<String> otherOrders() {
        return broker.otherOrders();
    }

    /** Breaks every WebSocket without a word. */
    public void cutStreams() {
        broker.cutStreams();
    }

    /** Breaks the WebSocket that holds an app key without a word. */
    public void cutStream(String appKey) {
        broker.cutStream(appKey);
    }

    /** How many tokens were made so far; the same one handed out again does not count. */
    public int tokensIssued() {
        return broker.tokensIssued();
    }

    /** How many sessions of the WebSocket hold an app key. */
    public int streams() {
        return broker.streams();
    }

    @Override
    public void close() {
        broker.close();
    }

    /** Sets a simulator up. Not thread-safe. */
    public static final class Builder {
        private KisEnvironment environment = KisEnvironment.REAL;
        private int port;
        private static final String KEY = "PSsimulatedAppKeyOf36Characters00001";
        private static final String SECRET = "simulated-app-secret-".repeat(9).substring(0, 180);
        private final Map<String, String> keys = new LinkedHashMap<>();
        private boolean tls;
        private String htsId = "simuser";
        private final Map<String, BigDecimal> accounts = new LinkedHashMap<>();
        private BigDecimal dollars = new BigDecimal("100000");
        private long seed = 42;
        private boolean alwaysOpen = true;
        private int perSecond;
        private int tokenPauseSeconds = 60;
        private boolean wideFrames = true;
        private Duration step = Duration.ofSeconds(1);
        private Duration ping = Duration.ofSeconds(10);

        Builder() {
        }

        /** Which of the broker's two services it plays; real when not set. */
        public Builder environment(KisEnvironment which) {
            environment = Objects.requireNonNull(which, "environment");
            return this;
        }

        /** A port of this machine; 0, as when not set, for a free one. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** A key pair that it knows; may be called for several, all of the same customer. */
        public Builder key(String key, String secret) {
            keys.put(Objects.requireNonNull(key, "app key"), Objects.requireNonNull(secret, "app secret"));
            return this;
        }

        /** Dollars in every account; 100,000 when not set. */
        public Builder dollars(BigDecimal amount) {
            dollars = Objects.requireNonNull(amount, "dollars");
            return this;
        }

        /** HTTPS and WSS, with a certificate that is made for it: {@link KisSimulator#certificate()}. */
        public Builder tls(boolean on) {
            tls = on;
            return this;
        }

        /** The customer's id, to which notices of fills are sent. */
        public Builder htsId(String id) {
            htsId = Objects.requireNonNull(id, "HTS id");
            return this;
        }

        /** @param number as 8-2 digits, {@code 50012345-01} @param won what is in it */
        public Builder account(String number, BigDecimal won) {
            accounts.put(number, won);
            return this;
        }

        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /** Whether shares trade at all hours, as when not set, or in those of the Korea Exchange. */
        public Builder alwaysOpen(boolean always) {
            alwaysOpen = always;
            return this;
        }

        /** Metered requests in any second; 18 on the real service and 1 on paper when not set. */
        public Builder requestsPerSecond(int count) {
            perSecond = count;
            return this;
        }

        /** Least time between two requests for a token; 60 when not set. */
        public Builder tokenPauseSeconds(int seconds) {
            tokenPauseSeconds = seconds;
            return this;
        }

        /** Whether frames have the columns of 2026-09-14; true when not set. */
        public Builder wideFrames(boolean wide) {
            wideFrames = wide;
            return this;
        }

        /** How often each symbol moves; 1 s when not set. */
        public Builder step(Duration interval) {
            step = Objects.requireNonNull(interval, "step");
            return this;
        }

        /** How often PINGPONG is sent; 10 s when not set. The broker's interval is not documented. */
        public Builder ping(Duration interval) {
            ping = Objects.requireNonNull(interval, "ping");
            return this;
        }

        /**
         * Opens the port.
         *
         * @param time the clock of the broker and its exchange
         * @throws IOException              when the port cannot be had
         * @throws IllegalArgumentException when a setting is wrong
         */
        public KisSimulator open(TimeSource time) throws IOException {
            if (accounts.isEmpty()) {
                account("50012345-01", new BigDecimal("100000000"));
            }
            if (keys.isEmpty()) {
                key(KEY, SECRET);
            }
            int allowed = perSecond > 0 ? perSecond : environment == KisEnvironment.REAL ? 18 : 1;
            return new KisSimulator(new Broker(new Config(environment, port, Map.copyOf(keys), htsId,
                    Map.copyOf(accounts), dollars, accounts.keySet().iterator().next(), seed, alwaysOpen, allowed,
                    tokenPauseSeconds, wideFrames, step, ping, tls), time));
        }
    }
}
