package org.jts.ratelimit.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jts.api.limit.Lane;

/**
 * A broker on a socket of this machine and lines to it: a request takes 0 to 200 ms to where it is judged and its
 * answer as long back, each for itself, so that they overtake each other by far. Some answers never come.
 */
final class LoopbackBroker implements AutoCloseable {

    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** What to do when the answer has been seen. */
    @FunctionalInterface
    interface Answered {
        void run();
    }

    private final WindowJudge judge = new WindowJudge();
    private final double lossShare;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService network = Executors.newScheduledThreadPool(2,
            Thread.ofPlatform().name("network-", 0).daemon().factory());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param lossShare of the answers never come */
    LoopbackBroker(double lossShare) throws IOException {
        this.lossShare = lossShare;
        Thread.ofVirtual().name("broker").start(this::acceptAll);
    }

    WindowJudge judge() {
        return judge;
    }

    int port() {
        return server.getLocalPort();
    }

    Line connect() throws IOException {
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return new Line(socket);
    }

    @Override
    public void close() throws IOException {
        server.close();
        network.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** One client's connection. */
    static final class Line {
        private final DataOutputStream out;
        private final Map<Integer, Answered> answers = new ConcurrentHashMap<>();
        private int numbers;

        private Line(Socket socket) throws IOException {
            out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Thread.ofVirtual().name("answers").start(() -> readAll(socket, () -> answers.remove(in.readInt()).run()));
        }

        void send(Lane lane, int weight, Answered answered) throws IOException {
            answers.put(numbers, answered);
            out.write(new byte[] {(byte) lane.ordinal(), (byte) weight, (byte) (numbers >>> 24),
                    (byte) (numbers >>> 16),
                (byte) (numbers >>> 8), (byte) numbers});
            numbers++;
        }
    }

    private void acceptAll() {
        readAll(server, () -> {
            Socket socket = server.accept();
            socket.setTcpNoDelay(true);
            sockets.add(socket);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            Thread.ofVirtual().name("requests").start(() -> readAll(socket, () -> {
                Lane lane = Lane.values()[in.readByte()];
                int weight = in.readByte();
                int number = in.readInt();
                later(() -> judge(lane, weight, out, number));
            }));
        });
    }

    private void judge(Lane lane, int weight, DataOutputStream out, int number) {
        judge.arrived(System.nanoTime(), lane, weight);
        if (ThreadLocalRandom.current().nextDouble() >= lossShare) {
            later(() -> answer(out, number));
        }
    }

    private static void answer(DataOutputStream out, int number) {
        try {
            synchronized (out) {
                out.writeInt(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void later(Runnable what) {
        network.schedule(what, ThreadLocalRandom.current().nextLong(LONGEST_NANOS), TimeUnit.NANOSECONDS);
    }

    /** One read from a socket. */
    @FunctionalInterface
    private interface Read {
        void run() throws IOException;
    }

    /** A socket that can be asked whether it was closed on purpose. */
    private static void readAll(java.io.Closeable socket, Read read) {
        try {
            while (true) {
                read.run();
            }
        } catch (EOFException e) {
            // the other side has hung up
        } catch (IOException e) {
            boolean closed = socket instanceof Socket s ? s.isClosed() : ((ServerSocket) socket).isClosed();
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
