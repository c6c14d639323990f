package org.jts.trading.internal.proof;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a gateway and its broker: sees when a request has passed, and breaks connections. */
final class Relay implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final Runnable passed;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile long closedUntil;

    /** @param passed told when something has gone to the broker, before anything that it answers comes back */
    Relay(int target, Runnable passed) throws IOException {
        this.target = target;
        this.passed = passed;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("relay").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (System.currentTimeMillis() < closedUntil) {
                    client.close();
                    continue;
                }
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(broker);
                client.setTcpNoDelay(true);
                broker.setTcpNoDelay(true);
                Object turn = new Object();
                Thread.ofVirtual().start(() -> pump(client, broker, turn, passed));
                Thread.ofVirtual().start(() -> pump(broker, client, turn, () -> { }));
            } catch (IOException e) {
                // The door was closed, or nobody is behind it: the gateway sees a line that ends.
                breakAll();
            }
        }
    }

    /** One direction at a time: what is answered waits until who was told of the request goes on. */
    private void pump(Socket from, Socket to, Object turn, Runnable behind) {
        byte[] bytes = new byte[1 << 14];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (turn) {
                    out.write(bytes, 0, count);
                    out.flush();
                    behind.run();
                }
            }
        } catch (IOException e) {
            // One end is gone, and so is the other.
            return;
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Breaks every connection. */
    void breakAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        sockets.clear();
    }

    /** Breaks every connection, and takes none for so long. */
    void breakAll(long millis) {
        closedUntil = System.currentTimeMillis() + millis;
        breakAll();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        breakAll();
    }
}
