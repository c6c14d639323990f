package org.jts.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built product of this system, started as a process with a data folder of its own. */
final class HeadlessProduct {

    private static final long LIMIT_SECONDS = 120;

    /** What a run left behind. */
    record Result(int status, String out, String err) {
    }

    private final Path home;
    private final String script;
    private final Path data;
    private final Map<String, String> environment = new HashMap<>();

    /** @param data its data folder */
    HeadlessProduct(Path data) {
        this(data, "jts-console");
    }

    /** @param script what of it is started */
    HeadlessProduct(Path data, String script) {
        this.home = Products.home("org.jts.headless", script);
        this.script = script;
        this.data = data;
    }

    /** Sets environment variables of what is started from now on. */
    HeadlessProduct with(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Starts it, to hear what it says while it runs. */
    Conversation talk(String... arguments) throws IOException {
        return new Conversation(builder(arguments).start());
    }

    /** Runs it to the end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jts-out", ".txt");
        Path err = Files.createTempFile("jts-err", ".txt");
        try {
            Process process = builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill(process);
                throw new AssertionError("expected an end within %d s; it said: %s%s".formatted(LIMIT_SECONDS,
                        Files.readString(out), Files.readString(err)));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts it with its input open, and returns once it holds its data folder. */
    Process startAndHold() throws IOException, InterruptedException {
        Process process = builder().redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Path lock = data.resolve(".lock");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!Files.exists(lock) || Files.size(lock) == 0) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                kill(process);
                throw new AssertionError("expected the console to claim " + data);
            }
            Thread.sleep(20);
        }
        return process;
    }

    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        command.add(home.resolve(windows ? script + ".cmd" : script).toString());
        command.addAll(List.of("--data", data.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C"); // the poorest of locales
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
