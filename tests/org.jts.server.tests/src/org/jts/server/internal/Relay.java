package org.jts.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a server, and does to their line what lines do: it can be cut, refused, and swallow all.
 */
final class Relay implements AutoCloseable {

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int port;
    private volatile int target;
    private ServerSocket door;
    private Thread keeper;
    private boolean swallowing;
    private volatile long delayNanos;
    /** So many bytes pass before one is damaged; negative when none is to be. */
    private final AtomicLong untilDamage = new AtomicLong(-1);

    /** @param target port of the server */
    Relay(int target) {
        this.target = target;
        try {
            door = open(0);
            port = door.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** From now on new connections go to another server. */
    void lead(int toPort) {
        target = toPort;
    }

    private ServerSocket open(int onPort) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort));
        keeper = Thread.ofVirtual().name("relay-door").start(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                Socket client = from.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Thread.ofVirtual().name("relay-out").start(() -> pump(client, server));
                Thread.ofVirtual().name("relay-in").start(() -> pump(server, client));
            } catch (IOException e) {
                cut(); // the door is closed, or there is no server: the client sees a line that ends
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] bytes = new byte[16 * 1024];
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                waitWhileSwallowing();
                LockSupport.parkNanos(delayNanos);
                damage(bytes, count);
                out.write(bytes, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // one end is gone, and so is the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void damage(byte[] bytes, int count) {
        long left = untilDamage.getAndUpdate(n -> n < 0 ? n : Math.max(-1, n - count));
        if (left >= 0 && left < count) {
            bytes[(int) left] ^= 0x55;
            untilDamage.set(-1);
        }
    }

    private void waitWhileSwallowing() throws InterruptedException {
        lock.lock();
        try {
            while (swallowing) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Breaks every connection. */
    void cut() {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        sockets.clear();
    }

    /** Lets nothing through, and says nothing of it: connections stay, new ones are taken. */
    void swallow(boolean on) {
        lock.lock();
        try {
            swallowing = on;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What passes takes longer by so much, in each direction; zero for not at all. */
    void delay(Duration more) {
        delayNanos = more.toNanos();
    }

    /** Damages one byte after so many more have passed, whichever way; negative for none. */
    void damageAfter(int passed) {
        untilDamage.set(passed);
    }

    /** Refuses connections, or takes them again. */
    void refuse(boolean on) {
        try {
            if (on) {
                door.close();
                keeper.join(); // as long as it is in accept, the port is not free
                cut();
            } else if (door.isClosed()) {
                door = open(port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        refuse(true);
        swallow(false);
    }
}
