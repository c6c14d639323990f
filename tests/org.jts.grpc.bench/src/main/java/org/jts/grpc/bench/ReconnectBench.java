package org.jts.grpc.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.concurrent.MachineTime;
import org.jts.gateway.grpc.internal.BenchGateway;

/**
 * From the moment at which a server that was killed takes calls again to the next quote, for a gateway that is
 * connected again as a workstation does: after a second, two, four, each spread by a fifth; beside a stream of quotes
 * on a bare channel that waits for the server as grpc-java does by itself and is opened again when it ends. How long
 * the server takes to start ({@code grpc.reconnect.start}) comes before that, and is not in it. The server is one of
 * its own, of the product whose server the other benchmarks use. Its broker lets as many requests through as come: of
 * one that does not, those of the new start may have to wait for what was spent before the kill.
 */
public final class ReconnectBench {

    private static final int TIMES = 20;
    private static final long PATIENCE_SECONDS = 120;
    private static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    private static final String BROKER = "load";

    private final Path home;
    private final Path data;
    private final int port;
    private final Random random = new Random(1);
    private final BrokerGateway gateway;
    private volatile boolean enough;
    private final List<Double> starts = new ArrayList<>();

    private ReconnectBench(Path home, Path data) throws IOException {
        this.home = home;
        this.data = data;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        gateway = BenchGateway.make(port, BROKER, new MachineTime());
    }

    /** A client that streams quotes, and does so again after each loss, on threads of its own. */
    private interface Client {
        void stream(Runnable onQuote);
    }

    /** Arguments: HOST:PORT, process id of the server, id of the broker there. */
    public static void main(String[] args) throws Exception {
        Deadline.in(Duration.ofMinutes(15));
        String launcher = ProcessHandle.of(Long.parseLong(args[1])).flatMap(server -> server.info().arguments())
                .stream().flatMap(Arrays::stream).filter(a -> a.contains("org.eclipse.equinox.launcher_")).findFirst()
                .orElseThrow();
        Path data = Files.createTempDirectory("jts-reconnect");
        ReconnectBench bench = new ReconnectBench(Path.of(launcher).getParent().getParent(), data);
        bench.setUp();
        double[] ours = bench.measure(bench::connect);
        bench.enough = true;
        bench.gateway.disconnect();
        double[] bare = bench.measure(quotes -> BareQuotes.stream(bench.port, BROKER, SAMSUNG.toString(), quotes));
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
        print("grpc.reconnect.median", median(ours), median(bare));
        print("grpc.reconnect.worst", worst(ours), worst(bare));
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"grpc.reconnect.start\",\"value\":%.2f,\"unit\":\"s\"}%n",
                median(bench.starts.stream().mapToDouble(Double::doubleValue).toArray()));
        System.exit(0);
    }

    private double[] measure(Client client) throws Exception {
        BlockingQueue<Long> quotes = new LinkedBlockingQueue<>();
        Process server = server();
        try {
            client.stream(() -> quotes.add(System.nanoTime()));
            hear(quotes, System.nanoTime());
            double[] seconds = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                kill(server);
                long begun = System.nanoTime();
                server = server();
                long up = System.nanoTime();
                starts.add((up - begun) / 1e9);
                seconds[i] = (hear(quotes, up) - up) / 1e9;
            }
            return seconds;
        } finally {
            kill(server);
        }
    }

    private void setUp() throws IOException, InterruptedException {
        int status = new ProcessBuilder(home.resolve("jts-console").toString(), "--data", data.toString(), "-c",
                "broker:remove mock; broker:add mock " + BROKER + " limit.windows=100000/1s")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor();
        if (status != 0) {
            throw new IOException("expected a broker for load, found that setting it up ends with " + status);
        }
    }

    /** Connects, and again after each loss, on threads of its own. */
    private void connect(Runnable onQuote) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                for (int attempt = 1; !enough; attempt++) {
                    try {
                        BenchGateway.connect(gateway, () -> {
                            pause(1);
                            connect(onQuote);
                        });
                        gateway.subscribeQuotes(Set.of(SAMSUNG), quote -> onQuote.run());
                        return;
                    } catch (BrokerException e) {
                        pause(attempt + 1);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void pause(int step) {
        double seconds = Math.min(30, Math.pow(2, step - 1)) * (0.8 + 0.4 * random.nextDouble());
        try {
            Thread.sleep((long) (seconds * 1_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return when the first quote after that moment came */
    private static long hear(BlockingQueue<Long> quotes, long sinceNanos) throws InterruptedException {
        while (true) {
            Long next = quotes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new IllegalStateException("expected quotes again, found none");
            }
            if (next >= sinceNanos) {
                return next;
            }
        }
    }

    private Process server() throws IOException {
        Process server = new ProcessBuilder(home.resolve("jts-server").toString(), "--data", data.toString(),
                "--listen", "127.0.0.1:" + port, "--rest", "off").redirectErrorStream(true).start();
        BufferedReader reader = server.inputReader(StandardCharsets.UTF_8);
        for (String line = ""; !line.startsWith("JTS server");) {
            line = reader.readLine();
            if (line == null) {
                throw new IOException("expected a server that listens, found that it ended");
            }
        }
        return server;
    }

    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static double median(double[] seconds) {
        double[] sorted = Arrays.stream(seconds).sorted().toArray();
        return (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }

    private static double worst(double[] seconds) {
        return Arrays.stream(seconds).max().orElseThrow();
    }

    private static void print(String metric, double value, double peer) {
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"%s\",\"value\":%.2f,\"unit\":\"s\",\"peer\":"
                + "\"bare grpc-java channel\",\"peer_value\":%.2f}%n", metric, value, peer);
    }
}
