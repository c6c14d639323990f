package org.jts.ratelimit.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A broker on a socket of this machine and the line to it. A request takes its time to the broker, which stamps it
 * there, and the answer takes its time back: 2.5 to 12.5 ms each way, evenly, each for itself, so that requests
 * overtake each other.
 */
final class LoopbackBroker implements AutoCloseable {

    private static final long SHORTEST_NANOS = 2_500_000;
    private static final long LONGEST_NANOS = 12_500_000;

    private final Stamps stamps = new Stamps();
    private final ScheduledExecutorService delays =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("delays").daemon().factory());
    private final Map<Integer, Runnable> answers = new ConcurrentHashMap<>();
    private final ServerSocket server;
    private final Socket client;
    private final Socket accepted;
    private final DataOutputStream toBroker;
    private final DataOutputStream toClient;
    private int numbers;

    LoopbackBroker() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        client = new Socket(server.getInetAddress(), server.getLocalPort());
        accepted = server.accept();
        client.setTcpNoDelay(true);
        accepted.setTcpNoDelay(true);
        toBroker = new DataOutputStream(client.getOutputStream());
        toClient = new DataOutputStream(accepted.getOutputStream());
        start("broker", accepted, this::arrive);
        start("answers", client, number -> answers.remove(number).run());
    }

    /** @param answered run when the answer has been seen */
    synchronized void send(Runnable answered) throws IOException {
        answers.put(numbers, answered);
        toBroker.writeInt(numbers++);
    }

    Stamps stamps() {
        return stamps;
    }

    @Override
    public void close() throws IOException {
        delays.shutdownNow();
        client.close();
        accepted.close();
        server.close();
    }

    private void arrive(int number) {
        later(() -> {
            stamps.add(System.nanoTime());
            later(() -> answer(number));
        });
    }

    private void later(Runnable what) {
        delays.schedule(what, ThreadLocalRandom.current().nextLong(SHORTEST_NANOS, LONGEST_NANOS),
                TimeUnit.NANOSECONDS);
    }

    private void answer(int number) {
        try {
            toClient.writeInt(number);
        } catch (IOException e) {
            delays.shutdownNow();
        }
    }

    /** Takes what comes in on a line. */
    @FunctionalInterface
    private interface Incoming {
        void take(int number);
    }

    private static void start(String name, Socket from, Incoming incoming) {
        Thread.ofPlatform().name(name).daemon().start(() -> {
            try (DataInputStream in = new DataInputStream(from.getInputStream())) {
                while (true) {
                    incoming.take(in.readInt());
                }
            } catch (EOFException e) {
                // the other side has hung up
            } catch (IOException e) {
                if (!from.isClosed()) {
                    throw new IllegalStateException("expected the line to hold, found " + e, e);
                }
            }
        });
    }
}
