package org.jts.ratelimit.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import redis.embedded.RedisServer;

/**
 * A redis-server of its own, on a free port of this machine, without anything on disk. The binary comes with
 * embedded-redis; where the usual one lacks a library of the system, the one that needs none is taken.
 */
final class RealRedis implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Path folder;
    private final Path binary;
    private final int port;
    private final List<String> options;
    private Process process;

    private RealRedis(List<String> options) {
        try {
            folder = Files.createTempDirectory("jts-redis");
            binary = unpack(folder);
            port = freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.options = options;
    }

    static RealRedis running(String... options) {
        RealRedis redis = new RealRedis(List.of(options));
        redis.start();
        return redis;
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Starts it again, with nothing in it. */
    void start() {
        List<String> command = new ArrayList<>(List.of(binary.toString(), "--port", Integer.toString(port), "--bind",
                "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long start = System.nanoTime();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException(
                        "expected redis-server to answer on port " + port + ", found: " + log());
            }
            pause(20);
        }
    }

    /** As a power cut. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops it where it stands; it keeps its connections. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    void flush() {
        command("FLUSHALL");
    }

    /** Sends a command. @return the first line of the answer, or the first two of a text */
    String command(String... words) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2_000);
            socket.setSoTimeout(5_000);
            StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
            for (String word : words) {
                int length = word.getBytes(StandardCharsets.UTF_8).length;
                request.append('$').append(length).append("\r\n").append(word).append("\r\n");
            }
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[65_536];
            int read = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, read), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
            kill();
        }
        try (var files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder.toFile().delete();
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean answers() {
        try {
            return command("PING").startsWith("+PONG");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("redis.log"));
        } catch (IOException e) {
            return "no log";
        }
    }

    private static Path unpack(Path folder) throws IOException {
        for (String name : names()) {
            Path file = folder.resolve(name);
            try (InputStream in = RedisServer.class.getResourceAsStream("/" + name)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            file.toFile().setExecutable(true);
            if (runs(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "expected one of " + Arrays.toString(names()) + " to run here, found that none does");
    }

    private static boolean runs(Path file) {
        try {
            return new ProcessBuilder(file.toString(), "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String[] names() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        if (os.contains("win")) {
            return new String[] {"redis-server-5.0.14.1-windows-amd64.exe"};
        }
        if (os.contains("mac")) {
            return new String[] {"redis-server-6.2.6-v5-darwin-" + (arm ? "arm64" : "amd64")};
        }
        return arm ? new String[] {"redis-server-6.2.7-linux-arm64"}
                : new String[] {"redis-server-6.2.6-v5-linux-amd64", "redis-server-6.2.7-linux-386"};
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
