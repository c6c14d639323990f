package org.jts.ratelimit.redis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** An address whose server can be changed, and a line that can be cut. */
final class Relay implements AutoCloseable {

    private final ServerSocket server;
    private final List<Socket> lines = new ArrayList<>();
    /** Of whom it leads to; 0 while it is cut. */
    private int port;

    Relay(int port) {
        this.port = port;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("relay").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Everything that was open breaks, and nothing new gets through. */
    void cut() {
        leadTo(0);
    }

    /** Everything that was open breaks; what is new goes to another server. */
    synchronized void leadTo(int other) {
        port = other;
        lines.forEach(Relay::close);
        lines.clear();
    }

    private void accept() {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private synchronized void connect(Socket caller) {
        try {
            if (port == 0) {
                caller.close();
                return;
            }
            Socket called = new Socket(InetAddress.getLoopbackAddress(), port);
            lines.add(caller);
            lines.add(called);
            Thread.ofVirtual().start(() -> pass(caller, called));
            Thread.ofVirtual().start(() -> pass(called, caller));
        } catch (IOException nobodyThere) {
            close(caller);
        }
    }

    private static void pass(Socket from, Socket to) {
        byte[] bytes = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
            }
        } catch (IOException broken) {
            // and so is the other direction
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
