package org.jts.trading.internal.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A broker in a process of its own, which outlives the desks that use it: what it has is the truth. Lines over a
 * socket, fields separated by bars; one request a connection, its answer ends with a dot. Arguments: origin of time,
 * whether it carries our names, how many answers of a hundred get lost, seed. Prints its port; ends when its input
 * does.
 */
public final class SimBroker {

    /** One order, under its newest name. */
    private static final class SimOrder {
        String id;
        final String client;
        final boolean buy;
        long quantity;
        long price;
        long filled;
        long value;
        long fees;
        String status = "ACCEPTED";
        final String created;
        String updated;

        SimOrder(String id, String client, boolean buy, long quantity, long price, String now) {
            this.id = id;
            this.client = client;
            this.buy = buy;
            this.quantity = quantity;
            this.price = price;
            this.created = now;
            this.updated = now;
        }

        boolean isOpen() {
            return status.equals("ACCEPTED") || status.equals("PARTIAL");
        }

        String line(boolean named) {
            return String.join("|", id, named ? client : "-", buy ? "BUY" : "SELL", "" + quantity, "" + price, status,
                    "" + filled, "" + value, "" + fees, created, updated);
        }
    }

    private final FastTime time;
    private final boolean named;
    private final int loss;
    private final Random random;
    private final Map<String, SimOrder> orders = new LinkedHashMap<>();
    private final List<SimOrder> all = new ArrayList<>();
    private final List<String[]> executions = new ArrayList<>();
    private final Map<String, Integer> received = new HashMap<>();
    private final List<PrintWriter> streams = new CopyOnWriteArrayList<>();
    private long numbers;
    private long cash = 1_000_000_000_000L;
    private long position = 1_000_000;

    private SimBroker(FastTime time, boolean named, int loss, Random random) {
        this.time = time;
        this.named = named;
        this.loss = loss;
        this.random = random;
    }

    public static void main(String[] args) throws IOException {
        SimBroker broker = new SimBroker(new FastTime(Long.parseLong(args[0])), Boolean.parseBoolean(args[1]),
                Integer.parseInt(args[2]), new Random(Long.parseLong(args[3])));
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.out.println(server.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> broker.serve(server));
        Thread.ofPlatform().daemon().start(broker::trade);
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
            if (line == null) {
                return;
            }
            String[] request = line.split("\\|");
            if (request[0].equals("EVENTS")) {
                streams.add(out);
                in.readLine();
                streams.remove(out);
                return;
            }
            boolean isOrder = request[0].equals("PLACE") || request[0].equals("CANCEL") || request[0].equals("MODIFY");
            if (isOrder && isLost()) {
                return;
            }
            List<String> answer = act(request);
            if (isOrder && isLost()) {
                return;
            }
            answer.forEach(a -> out.print(a + "\n"));
            out.print(".\n");
            out.flush();
        } catch (IOException e) {
            // The other side was killed, which is what this is for.
        }
    }

    private synchronized boolean isLost() {
        return random.nextInt(200) < loss;
    }

    private synchronized List<String> act(String[] request) {
        return switch (request[0]) {
            case "PLACE" -> place(request[1], request[2].equals("BUY"), Long.parseLong(request[3]),
                    Long.parseLong(request[4]));
            case "CANCEL" -> cancel(request[1]);
            case "MODIFY" -> modify(request[1], Long.parseLong(request[2]), Long.parseLong(request[3]));
            case "OPEN" -> orders.values().stream().filter(SimOrder::isOpen).map(o -> o.line(named)).toList();
            case "EXECS" -> executions.stream().filter(e -> e[7].compareTo(request[1]) >= 0)
                    .map(e -> execution(e, named))
                    .toList();
            case "HOLD" -> List.of(cash + "|" + position);
            case "DUMP" -> dump();
            default -> List.of("?" + request[0]);
        };
    }

    private List<String> place(String client, boolean buy, long quantity, long price) {
        received.merge(client, 1, Integer::sum);
        if (random.nextInt(10) == 0) {
            return List.of("NO|not today");
        }
        SimOrder order = new SimOrder("B" + ++numbers, client, buy, quantity, price, now());
        orders.put(order.id, order);
        all.add(order);
        tell("CHANGED|" + order.line(named));
        int fate = random.nextInt(10);
        if (fate < 4) {
            fill(order, quantity);
        } else if (fate < 6 && quantity > 1) {
            fill(order, 1 + random.nextInt((int) quantity - 1));
        }
        return List.of("OK|" + order.id);
    }

    private List<String> cancel(String id) {
        SimOrder order = orders.get(id);
        if (order == null || !order.isOpen()) {
            return List.of("NO|closed");
        }
        end(order, "CANCELLED");
        return List.of("OK|" + id);
    }

    /** Gives the order a new number, as some brokers do. */
    private List<String> modify(String id, long quantity, long price) {
        SimOrder order = orders.get(id);
        if (order == null || !order.isOpen() || quantity <= order.filled) {
            return List.of("NO|closed");
        }
        orders.remove(id);
        order.id = "B" + ++numbers;
        order.quantity = quantity;
        order.price = price;
        order.updated = now();
        orders.put(order.id, order);
        tell("CHANGED|" + order.line(named));
        return List.of("OK|" + order.id);
    }

    /** What happens to orders that nobody asked about. */
    private void trade() {
        while (true) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                List<SimOrder> open = orders.values().stream().filter(SimOrder::isOpen).toList();
                if (open.size() > 3) {
                    SimOrder order = open.get(random.nextInt(open.size()));
                    long left = order.quantity - order.filled;
                    switch (random.nextInt(4)) {
                        case 0 -> fill(order, left);
                        case 1 -> end(order, "EXPIRED");
                        default -> fill(order, 1 + random.nextInt((int) left));
                    }
                }
            }
        }
    }

    private void fill(SimOrder order, long quantity) {
        long value = quantity * order.price;
        long commission = 7 + quantity % 5;
        long tax = order.buy ? 0 : value / 1000;
        order.filled += quantity;
        order.value += value;
        order.fees += commission + tax;
        order.status = order.filled == order.quantity ? "FILLED" : "PARTIAL";
        order.updated = now();
        cash += (order.buy ? -value : value) - commission - tax;
        position += order.buy ? quantity : -quantity;
        String[] execution = {"E" + ++numbers, order.id, order.client, order.buy ? "BUY" : "SELL", "" + quantity,
            "" + order.price, commission + "|" + tax, order.updated};
        executions.add(execution);
        tell("FILLED|" + order.line(named) + "|" + execution(execution, named));
    }

    private void end(SimOrder order, String status) {
        order.status = status;
        order.updated = now();
        tell("CHANGED|" + order.line(named));
    }

    private List<String> dump() {
        List<String> lines = new ArrayList<>();
        all.forEach(o -> lines.add("ORDER|" + o.line(true)));
        executions.forEach(e -> lines.add("EXEC|" + execution(e, true)));
        received.forEach((client, times) -> lines.add("RECEIVED|" + client + "|" + times));
        lines.add("HOLD|" + cash + "|" + position);
        return lines;
    }

    private static String execution(String[] e, boolean named) {
        return String.join("|", e[0], e[1], named ? e[2] : "-", e[3], e[4], e[5], e[6], e[7]);
    }

    private void tell(String event) {
        for (PrintWriter stream : streams) {
            stream.print(event + "\n");
            stream.flush();
        }
    }

    /** Fixed width, so that times can be compared as texts. */
    private String now() {
        return String.format("%016d", time.now().toEpochMilli());
    }
}
