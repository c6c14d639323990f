package org.jts.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a shell script.
 *
 * @param status its exit status
 * @param output what it printed, errors among it
 */
record Script(int status, String output) {
    private static final long LIMIT_SECONDS = 60;

    static Script run(Path folder, Map<String, String> environment, String... command) {
        try {
            Process process = start(folder, environment, command);
            return finish(process);
        } catch (IOException e) {
            throw new IllegalStateException("expected to run " + List.of(command) + ", found it cannot be", e);
        }
    }

    static Process start(Path folder, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile())
            .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    static Script finish(Process process) throws IOException {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("expected the script to end within a minute, found it running");
            }
            return new Script(process.exitValue(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
