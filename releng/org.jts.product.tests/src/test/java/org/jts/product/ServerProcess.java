package org.jts.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server of the built product, started as an operator does. */
final class ServerProcess implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;
    private static final Pattern LISTENING = Pattern.compile("(gRPC|REST) on (\\S+)");

    private final Process process;
    private final Path output;

    private ServerProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts it; it may have failed to listen. */
    static ServerProcess start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        Path output = folder.resolve("server.txt");
        List<String> command = new ArrayList<>(List.of(Products.home("org.jts.headless", "jts-server")
                .resolve("jts-server").toString(), "--data", folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new ServerProcess(builder.start(), output);
    }

    /** Waits until it says where it listens. @param what gRPC or REST */
    String address(String what) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            Matcher said = LISTENING.matcher(output());
            while (said.find()) {
                if (said.group(1).equals(what)) {
                    return said.group(2);
                }
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("expected a server that says where it listens, found: " + output());
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** Asks it to end, as a service manager does, and waits. @return the exit status */
    int terminate() throws InterruptedException {
        process.destroy();
        return waitFor();
    }

    int waitFor() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            HeadlessProduct.kill(process);
            throw new AssertionError("expected the server to end within " + LIMIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        HeadlessProduct.kill(process);
    }
}
