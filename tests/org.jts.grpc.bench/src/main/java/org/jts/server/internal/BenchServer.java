package org.jts.server.internal;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.MachineTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeRegistry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/**
 * The server as it is in the product, in a process of its own, before brokers that quote {@value #SYMBOLS} symbols so
 * many times a second together as their ids say, whether anybody can take that or not.
 */
public final class BenchServer {

    private static final String PREFIX = "offer-";
    private static final int SYMBOLS = 500;
    private static final int STEPS_A_SECOND = 1_000;
    private static final List<SymbolId> ALL = IntStream.range(0, SYMBOLS)
            .mapToObj(number -> new SymbolId("KRX", String.valueOf(900_001 + number))).toList();

    private BenchServer() {
    }

    /** A process of its own; it prints the port first. */
    public static Process start(List<Integer> rates) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xmx512m",
                "-cp", System.getProperty("java.class.path"), BenchServer.class.getName()));
        rates.stream().distinct().forEach(rate -> command.add(String.valueOf(rate)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** The id of the broker that quotes so often. */
    public static String broker(int rate) {
        return PREFIX + rate;
    }

    public static Set<SymbolId> symbols() {
        return Set.copyOf(ALL);
    }

    public static void main(String[] rates) throws Exception {
        TimeSource time = new MachineTime();
        FakeRegistry registry = new FakeRegistry();
        for (String rate : rates) {
            FakeConnection connection = new FakeConnection(new Source(Integer.parseInt(rate)).gateway(), time);
            registry.add(connection);
            registry.setPhase(connection, ConnectionPhase.CONNECTED);
        }
        ServerSettings all = ServerSettings.loopback(0);
        ServerSettings settings = new ServerSettings(all.address(), Optional.empty(), all.tls(), all.tokens(),
                all.callsPerSecond());
        JtsServer server = JtsServer.start(settings, new Backend(registry, null, new FakeAccountBook(),
                broker -> Map.of(), time, new SimpleMeterRegistry(), nothingToChange(time)), () -> "");
        System.out.println(server.port());
        new CountDownLatch(1).await();
    }

    /** A server whose brokers and plug-ins nobody changes. */
    private static Administration nothingToChange(TimeSource time) throws IOException {
        return new Administration(null, Optional::empty, Optional::empty, new AuditRecorder(time),
                Files.createTempDirectory("jts-bench-uploads"));
    }

    /** Quotes at its rate from the moment at which all symbols are wanted until one is not. */
    private static final class Source {
        private final int rate;
        private final QuoteListener[] listeners = new QuoteListener[SYMBOLS];
        /** Guarded by this, as the listeners while they come and go. */
        private int wanted;
        private Thread quoting;

        Source(int rate) {
            this.rate = rate;
        }

        /** With what the server asks of a broker for quotes. */
        BrokerGateway gateway() {
            Capabilities offered = new Capabilities(Set.of(Feature.QUOTE_STREAM), Map.of(), Set.of(),
                    OptionalInt.empty());
            return (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                    new Class<?>[] {BrokerGateway.class}, (proxy, method, args) -> switch (method.getName()) {
                        case "id" -> new BrokerId(broker(rate));
                        case "capabilities" -> offered;
                        case "subscribeQuotes" -> subscribe((Set<?>) args[0], (QuoteListener) args[1]);
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == args[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private synchronized Subscription subscribe(Set<?> symbols, QuoteListener listener) {
            int number = ALL.indexOf(symbols.iterator().next());
            listeners[number] = listener;
            wanted++;
            if (wanted == SYMBOLS) {
                quoting = Thread.ofPlatform().daemon().name(broker(rate)).start(this::quote);
            }
            return () -> leave(number);
        }

        private synchronized void leave(int number) {
            wanted--;
            if (quoting != null) {
                quoting.interrupt();
                quoting = null;
            }
            listeners[number] = null;
        }

        private void quote() {
            QuoteListener[] told = listeners.clone();
            long start = System.nanoTime();
            long offered = 0;
            while (!Thread.interrupted()) {
                long due = (System.nanoTime() - start) / 1_000 * rate / 1_000_000;
                for (; offered < due; offered++) {
                    told[(int) (offered % SYMBOLS)].onQuote(next(offered));
                }
                LockSupport.parkNanos(1_000_000_000L / STEPS_A_SECOND);
            }
        }

        private static Quote next(long number) {
            BigDecimal price = BigDecimal.valueOf(71_900 + number % 100 * 100);
            return new Quote(ALL.get((int) (number % SYMBOLS)),
                    Instant.ofEpochSecond(1_800_000_000L, number % 1_000_000_000L), price, BigDecimal.TEN,
                    Optional.of(BigDecimal.valueOf(71_000)), Optional.of(BigDecimal.valueOf(81_800)),
                    Optional.of(BigDecimal.valueOf(70_500)), Optional.of(BigDecimal.valueOf(71_100)),
                    BigDecimal.valueOf(1_000_000 + number), Optional.of(price), BigDecimal.valueOf(250),
                    Optional.of(price.add(BigDecimal.valueOf(100))), BigDecimal.valueOf(310));
        }
    }
}
