package org.jts.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A process whose words one reads while it runs. */
final class Conversation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final StringBuilder said = new StringBuilder();
    /** Up to where it has been read. */
    private int read;

    Conversation(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> listen(process.getInputStream()));
        Thread.ofVirtual().start(() -> listen(process.getErrorStream()));
    }

    private void listen(InputStream from) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line + "\n");
            }
            add("");
        } catch (IOException e) {
            add("(" + e + ")\n");
        }
    }

    private void add(String text) {
        lock.lock();
        try {
            said.append(text);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Types a line. */
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Asks until the answer, which is one line, is the one. */
    String ask(String what, String question, Predicate<String> answer) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            say(question);
            String line = hear(what, heard -> true);
            if (answer.test(line)) {
                return line;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected %s, heard at last: %s".formatted(what, line));
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line, behind all that was heard before. */
    String hear(String what, Predicate<String> line) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                for (int end = said.indexOf("\n", read); end >= 0; end = said.indexOf("\n", read)) {
                    String next = said.substring(read, end);
                    read = end + 1;
                    if (line.test(next)) {
                        return next;
                    }
                }
                if (left <= 0 || !process.isAlive()) {
                    throw new AssertionError("expected %s, heard: %s".formatted(what, said));
                }
                left = more.awaitNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1))) > 0 ? left
                        : left - TimeUnit.SECONDS.toNanos(1);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it as a fault of the machine does: nothing of it can say goodbye. */
    void kill() throws InterruptedException {
        HeadlessProduct.kill(process);
        process.waitFor();
    }

    @Override
    public void close() {
        HeadlessProduct.kill(process);
    }
}
