package org.jts.ratelimit.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RateWindow;
import org.jts.concurrent.MachineTime;

/** Spends all that its limiter gives, until it is killed. */
final class SpendingProcess {

    static final List<RateWindow> WINDOWS = List.of(RateWindow.of(20, Duration.ofSeconds(1)),
            RateWindow.of(60, Duration.ofSeconds(10)));

    private SpendingProcess() {
    }

    /** @param args port of the broker on this machine, and the folder that keeps what is spent, or none */
    public static void main(String[] args) throws Exception {
        MachineTime time = new MachineTime();
        LimitProfile profile = new LimitProfile("test", "test", "test", WINDOWS, 0, 100, Duration.ofSeconds(30),
                Duration.ofSeconds(1));
        ExactLimiter limiter = new ExactLimiter("key", profile, time, (p, now) -> Pace.NONE, (lane, nanos) -> { });
        SpentBook book = new SpentBook(time, Optional.of(args).filter(a -> a.length > 1).map(a -> Path.of(a[1])),
                new LocalNotices(null));
        book.open("key", limiter);
        Map<Integer, Long> permits = new ConcurrentHashMap<>();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            socket.setTcpNoDelay(true);
            Thread.ofPlatform().daemon().start(() -> answers(socket, permits, limiter));
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int number = 0;; number++) {
                long permit = limiter.take(Lane.HISTORY, 1, Duration.ofMinutes(5));
                permits.put(number, permit);
                out.write(ByteBuffer.allocate(6).put((byte) Lane.HISTORY.ordinal()).put((byte) 1).putInt(number)
                        .array());
            }
        }
    }

    private static void answers(Socket socket, Map<Integer, Long> permits, ExactLimiter limiter) {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                limiter.end(permits.remove(in.readInt()), Ending.ANSWERED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
