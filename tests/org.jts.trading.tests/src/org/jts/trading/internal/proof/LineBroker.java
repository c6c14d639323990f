package org.jts.trading.internal.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.HashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A broker in a process of its own, which outlives the desks that use it: what it has is the truth. Lines over a
 * socket, fields separated by bars; one request a connection, its answer ends with a dot. Some requests and some
 * answers get lost; a restart breaks every connection and refuses new ones for a moment.
 */
abstract class LineBroker {

    private static final long RESTART_MILLIS = 150;
    /** What a test asks, of a broker that is down too. */
    private static final Set<String> ASKED = Set.of("DUMP", "PORT", "TROUBLE");

    final FastTime time;
    final boolean named;
    final Random random;
    private final int loss;
    private final Map<PrintWriter, Socket> streams = new ConcurrentHashMap<>();
    private final Map<String, Integer> received = new HashMap<>();
    private volatile long downUntil;

    /** @param args origin of time, whether it carries our names, how many answers of a hundred get lost, seed */
    LineBroker(String[] args) {
        this.time = new FastTime(Long.parseLong(args[0]));
        this.named = Boolean.parseBoolean(args[1]);
        this.loss = Integer.parseInt(args[2]);
        this.random = new Random(Long.parseLong(args[3]));
    }

    /** Does what is asked for. @return the lines of the answer; null for none, as if it got lost */
    abstract List<String> act(String[] request);

    /** Prints its port, and works until its input ends. */
    void run() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> serve(server));
        while (System.in.read() >= 0) {
            // Whoever started it keeps its input open.
        }
    }

    private void serve(ServerSocket server) {
        while (true) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.UTF_8));
            PrintWriter out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.UTF_8);
            String line = in.readLine();
            boolean isAsked = line != null && ASKED.contains(line);
            if (line == null || isDown() && !isAsked) {
                return;
            }
            String[] request = line.split("\\|");
            if (request[0].equals("EVENTS")) {
                streams.put(out, socket);
                in.readLine();
                streams.remove(out);
                return;
            }
            if (request[0].equals("RESTART")) {
                restart();
            }
            boolean isOrder = request[0].equals("PLACE") || request[0].equals("CANCEL") || request[0].equals("MODIFY");
            if (isOrder && isLost()) {
                return;
            }
            if (request[0].equals("PLACE")) {
                receive(request[1]);
            }
            List<String> answer = request[0].equals("RESTART") ? List.of() : act(request);
            if (answer == null || isOrder && isLost() || isDown() && !isAsked && !request[0].equals("RESTART")) {
                return;
            }
            answer.forEach(a -> out.print(a + "\n"));
            out.print(".\n");
            out.flush();
        } catch (IOException e) {
            // The other side was killed, which is what this is for.
        }
    }

    private boolean isDown() {
        return System.currentTimeMillis() < downUntil;
    }

    private void restart() throws IOException {
        downUntil = System.currentTimeMillis() + RESTART_MILLIS;
        for (Socket stream : streams.values()) {
            stream.close();
        }
    }

    synchronized void receive(String client) {
        received.merge(client, 1, Integer::sum);
    }

    /** How often each order was sent. */
    synchronized List<String> received() {
        return received.entrySet().stream().map(e -> "RECEIVED|" + e.getKey() + "|" + e.getValue()).toList();
    }

    private boolean isLost() {
        synchronized (random) {
            return random.nextInt(200) < loss;
        }
    }

    /** Tells all who listen. */
    void tell(String event) {
        for (PrintWriter stream : streams.keySet()) {
            stream.print(event + "\n");
            stream.flush();
        }
    }

    /** Fixed width, so that times can be compared as texts. */
    String now() {
        return String.format("%016d", time.now().toEpochMilli());
    }
}
