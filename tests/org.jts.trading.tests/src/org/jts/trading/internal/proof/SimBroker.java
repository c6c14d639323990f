package org.jts.trading.internal.proof;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker that fills, ends and renumbers orders at random. Arguments as {@link LineBroker} has them. */
public final class SimBroker extends LineBroker {

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

    private final Map<String, SimOrder> orders = new LinkedHashMap<>();
    private final List<SimOrder> all = new ArrayList<>();
    private final List<String[]> executions = new ArrayList<>();
    private long numbers;
    private long cash = Truth.CASH.longValueExact();
    private long position = Truth.POSITION.longValueExact();

    private SimBroker(String[] args) {
        super(args);
    }

    public static void main(String[] args) throws IOException {
        SimBroker broker = new SimBroker(args);
        Thread.ofPlatform().daemon().start(broker::trade);
        broker.run();
    }

    @Override
    synchronized List<String> act(String[] request) {
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
        lines.addAll(received());
        lines.add("HOLD|" + cash + "|" + position);
        return lines;
    }

    private static String execution(String[] e, boolean named) {
        return String.join("|", e[0], e[1], named ? e[2] : "-", e[3], e[4], e[5], e[6], e[7]);
    }
}
