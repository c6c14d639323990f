package org.jts.ratelimit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import redis.embedded.RedisServer;

/**
 * Limits over one Redis of this machine, beside Bucket4j's and Redisson's: permits a second with four threads, what
 * an acquire takes with two processes, commands sent for a permit, and what a broker behind jitter sees of two
 * processes with four threads each that want all they can get.
 */
public final class RedisBench {

    private static final List<String> PEERS = List.of(RedisPeers.BUCKET4J, RedisPeers.REDISSON);
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_eval(?:sha)?:calls=(\\d+)");
    private static final Pattern READS = Pattern.compile("cmdstat_get:calls=(\\d+)");
    private static final long SHORTEST_NANOS = 2_500_000;
    private static final long LONGEST_NANOS = 12_500_000;

    private final String url;
    private final RedisCommands<String, String> redis;

    private RedisBench(String url) {
        this.url = url;
        this.redis = RedisClient.create(url).connect().sync();
    }

    /** No arguments. */
    public static void main(String[] args) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        RedisServer server = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
        server.start();
        try {
            RedisBench bench = new RedisBench("redis://127.0.0.1:" + port);
            bench.throughput();
            bench.latency();
            bench.exactness();
        } finally {
            server.stop();
        }
        System.exit(0);
    }

    private void throughput() throws Exception {
        double[] ours = rate(RedisPeers.OURS);
        for (String peer : PEERS) {
            double[] theirs = rate(peer);
            Line.print("redis.permits", ours[0], "1/s", peer, theirs[0]);
            Line.print("redis.commands.per_permit", ours[1], "1", peer, theirs[1]);
        }
    }

    /** @return permits a second of four threads, and commands for each */
    private double[] rate(String limiter) throws Exception {
        redis.flushall();
        redis.configResetstat();
        double[] figures = measure("rate", limiter, 1, "4").getFirst();
        return new double[] {figures[0], commands(limiter) / figures[3]};
    }

    private void latency() throws Exception {
        Map<String, double[]> worst = new LinkedHashMap<>();
        for (String name : List.of(RedisPeers.OURS, RedisPeers.OURS_ASKING, PEERS.get(0), PEERS.get(1))) {
            redis.flushall();
            double[] slower = new double[3];
            for (double[] process : measure("rate", name, 2, "1")) {
                for (int i = 0; i < slower.length; i++) {
                    slower[i] = Math.max(slower[i], process[i]);
                }
            }
            worst.put(name, slower);
        }
        for (String peer : PEERS) {
            Line.print("redis.acquire.p50", worst.get(RedisPeers.OURS)[1] / 1e3, "us", peer, worst.get(peer)[1] / 1e3);
            Line.print("redis.acquire.p99", worst.get(RedisPeers.OURS)[2] / 1e3, "us", peer, worst.get(peer)[2] / 1e3);
        }
        Line.print("redis.acquire.asking.p50", worst.get(RedisPeers.OURS_ASKING)[1] / 1e3, "us");
        Line.print("redis.acquire.asking.p99", worst.get(RedisPeers.OURS_ASKING)[2] / 1e3, "us");
    }

    private void exactness() throws Exception {
        Map<String, Stamps> stamps = new LinkedHashMap<>();
        Map<String, Double> commands = new LinkedHashMap<>();
        for (String name : List.of(RedisPeers.OURS, PEERS.get(0), PEERS.get(1))) {
            redis.flushall();
            redis.configResetstat();
            Stamps judge = new Stamps();
            try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> accept(broker, judge));
                measure("saturate", name, 2, Integer.toString(broker.getLocalPort()));
            }
            stamps.put(name, judge);
            commands.put(name, commands(name) / judge.count());
        }
        Stamps ours = stamps.get(RedisPeers.OURS);
        for (String peer : PEERS) {
            Line.print("redis.worst.1s", ours.worst(Profiles.SECOND), "requests", peer,
                    stamps.get(peer).worst(Profiles.SECOND));
            Line.print("redis.saturated.requests", ours.count(), "requests", peer, stamps.get(peer).count());
            Line.print("redis.saturated.commands.per_permit", commands.get(RedisPeers.OURS), "1", peer,
                    commands.get(peer));
        }
    }

    /** What processes have sent; what scripts call themselves does not count. */
    private double commands(String limiter) {
        String stats = redis.info("commandstats");
        double scripts = calls(SCRIPTS, stats);
        // Bucket4j reads the state, and its script reads it once more before it writes.
        return limiter.equals(RedisPeers.BUCKET4J) ? Math.max(scripts, calls(READS, stats)) : scripts;
    }

    private static double calls(Pattern command, String stats) {
        double sum = 0;
        Matcher calls = command.matcher(stats);
        while (calls.find()) {
            sum += Long.parseLong(calls.group(1));
        }
        return sum;
    }

    /** Runs so many processes at a time, once more when one of them failed. @return the figures of each */
    private List<double[]> measure(String what, String limiter, int processes, String more) throws Exception {
        try {
            return run(what, limiter, processes, more);
        } catch (IOException | IllegalStateException e) {
            System.err.println("once more: " + e.getMessage());
            return run(what, limiter, processes, more);
        }
    }

    private List<double[]> run(String what, String limiter, int processes, String more) throws Exception {
        List<Process> all = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                    RedisWorker.class.getName(), what, limiter, url, Integer.toString(processes), more)
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            all.add(process);
            outputs.add(process.inputReader());
        }
        List<double[]> figures = new ArrayList<>();
        try {
            for (BufferedReader output : outputs) {
                line(output, limiter); // ready
            }
            for (Process process : all) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            for (BufferedReader output : outputs) {
                String[] words = line(output, limiter).split(" ");
                double[] values = new double[words.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Double.parseDouble(words[i]);
                }
                figures.add(values);
            }
        } finally {
            all.forEach(Process::destroy);
        }
        return figures;
    }

    private static String line(BufferedReader output, String limiter) throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("expected figures of " + limiter + ", found that its process has ended");
        }
        return line;
    }

    private static void accept(ServerSocket broker, Stamps judge) {
        try {
            while (true) {
                Socket line = broker.accept();
                line.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> answer(line, judge));
            }
        } catch (IOException closed) {
            // all has been measured
        }
    }

    /** 2.5 to 12.5 ms each way, evenly. */
    private static void answer(Socket line, Stamps judge) {
        try (line) {
            while (line.getInputStream().read() >= 0) {
                Thread.sleep(Duration.ofNanos(delay()));
                judge.add(System.nanoTime());
                Thread.sleep(Duration.ofNanos(delay()));
                line.getOutputStream().write(1);
            }
        } catch (IOException hungUp) {
            // its process has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long delay() {
        return ThreadLocalRandom.current().nextLong(SHORTEST_NANOS, LONGEST_NANOS);
    }
}
