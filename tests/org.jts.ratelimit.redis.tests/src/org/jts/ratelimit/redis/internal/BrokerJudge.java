package org.jts.ratelimit.redis.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;

/**
 * A broker on a socket that only counts. A request (lane and weight, a byte each) is on its way for a while, is
 * counted when it gets there, and its answer (a byte) is on its way for a while. It knows nothing of any limiter: it
 * keeps every arrival, and looks at every span of a window's length that begins at one.
 */
final class BrokerJudge implements AutoCloseable {

    record Arrival(long at, Lane lane, int weight) {
    }

    private final ServerSocket server;
    private final long mostDelayNanos;
    private volatile boolean evenly;
    private final Random random;
    private final List<Arrival> arrivals = Collections.synchronizedList(new ArrayList<>());
    private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

    /** @param mostDelay each way; most requests take far less */
    BrokerJudge(Duration mostDelay, long seed) {
        mostDelayNanos = mostDelay.toNanos();
        random = new Random(seed);
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("judge-accept").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    List<Arrival> arrivals() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    /** A request got there without a line: it was noted by whoever sent it. */
    void note(Lane lane, int weight) {
        arrivals.add(new Arrival(System.nanoTime(), lane, weight));
    }

    int count() {
        return arrivals.size();
    }

    long count(Lane lane) {
        return arrivals().stream().filter(a -> a.lane() == lane).count();
    }

    /** @return the most that any span as long as the window held */
    long worst(RateWindow window) {
        List<Arrival> counted = arrivals().stream().filter(a -> window.counts(a.lane()))
                .sorted(Comparator.comparingLong(Arrival::at)).toList();
        long worst = 0;
        long sum = 0;
        int end = 0;
        for (Arrival first : counted) {
            while (end < counted.size() && counted.get(end).at() - first.at() < window.period().toNanos()) {
                sum += cost(window, counted.get(end++));
            }
            worst = Math.max(worst, sum);
            sum -= cost(window, first);
        }
        return worst;
    }

    private static int cost(RateWindow window, Arrival arrival) {
        return window.measure() == Measure.COUNT ? 1 : arrival.weight();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("judge").start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            while (true) {
                Lane lane = Lane.values()[in.readByte()];
                int weight = in.readByte();
                travel();
                arrivals.add(new Arrival(System.nanoTime(), lane, weight));
                travel();
                out.writeByte(1);
            }
        } catch (IOException gone) {
            // the other side has ended, or was killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on every delay up to the longest is as likely as any other; or no longer. */
    void delayEvenly(boolean yes) {
        evenly = yes;
    }

    /** Mostly a twentieth of the longest delay, at times all of it; or evenly up to it. */
    private void travel() throws InterruptedException {
        double part;
        synchronized (random) {
            part = evenly || random.nextInt(20) == 0 ? random.nextDouble() : random.nextDouble() / 20;
        }
        Thread.sleep(Duration.ofNanos((long) (mostDelayNanos * part)));
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
