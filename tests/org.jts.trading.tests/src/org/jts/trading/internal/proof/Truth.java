package org.jts.trading.internal.proof;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.order.Execution;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;

/** What the broker has, against what a desk shows. */
final class Truth {

    static final BigDecimal CASH = new BigDecimal("10000000000");
    /** Average prices are rounded. */
    private static final BigDecimal HALF_A_WON = new BigDecimal("0.5");
    static final BigDecimal POSITION = new BigDecimal("1000000");

    private final Map<String, String[]> orders = new LinkedHashMap<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();
    private final List<String> doubled = new ArrayList<>();
    /** The broker has names neither for our orders nor for trades: what it has is told by what was ordered. */
    private boolean nameless;
    private BigDecimal cash;
    private BigDecimal position;

    private Truth(List<String> dump) {
        for (String line : dump) {
            String[] f = line.split("\\|");
            switch (f[0]) {
                case "NAMELESS" -> nameless = true;
                case "ORDER" -> add(f);
                case "EXEC" -> executions.put(f[1], SimGateway.execution(f, 1));
                case "RECEIVED" -> {
                    if (!f[2].equals("1")) {
                        doubled.add(f[1] + " was sent " + f[2] + " times");
                    }
                }
                default -> {
                    cash = new BigDecimal(f[1]);
                    position = new BigDecimal(f[2]);
                }
            }
        }
    }

    private void add(String[] f) {
        String[] twin = orders.put(nameless ? f[2] : f[1], f);
        if (twin != null) {
            doubled.add("%s is at the broker as %s and as %s".formatted(f[2], twin[1], f[1]));
        }
    }

    /** How many orders the broker got. */
    int orders() {
        return orders.size();
    }

    int trades() {
        return executions.size();
    }

    static Truth of(Way way) throws IOException {
        return new Truth(way.dump());
    }

    /** @return everything in which the desk shows something else; empty when it shows the truth */
    List<String> differences(List<DeskOrder> shown) {
        List<String> found = new ArrayList<>(doubled);
        Map<String, DeskOrder> byId = new HashMap<>();
        for (DeskOrder o : shown) {
            o.order().brokerOrderId().ifPresent(id -> {
                if (byId.put(nameless ? o.key() : id.value(), o) != null) {
                    found.add(id + " is shown twice");
                }
            });
        }
        Map<String, DeskOrder> byKey = new HashMap<>();
        shown.forEach(o -> byKey.put(o.key(), o));
        orders.forEach((id, f) -> {
            DeskOrder order = byId.remove(id);
            DeskOrder ours = byKey.get(f[2]);
            if (isEndedUnseen(f, ours) && (order == null || nameless)) {
                ours.order().brokerOrderId().ifPresent(old -> byId.remove(old.value()));
            } else {
                compare(f, order, found);
            }
        });
        byId.values().forEach(o -> found.add(o.key() + " is not at the broker: " + o.order()));
        if (nameless) {
            compareSums(shown, found);
        } else {
            compareTrades(shown, found);
        }
        return found;
    }

    /** Trades that only a list told of are shown as one: what they come to is what the broker has, order by order. */
    private void compareSums(List<DeskOrder> shown, List<String> found) {
        Map<String, BigDecimal> left = new HashMap<>();
        Map<String, BigDecimal> quantities = new HashMap<>();
        executions.values().forEach(e -> {
            left.merge(e.clientOrderId().orElseThrow().value(), paid(e), BigDecimal::add);
            quantities.merge(e.clientOrderId().orElseThrow().value(), e.quantity(), BigDecimal::add);
        });
        BigDecimal paidShown = BigDecimal.ZERO;
        BigDecimal positionShown = POSITION;
        for (DeskOrder order : shown) {
            BigDecimal sum = order.executions().stream().map(Truth::paid).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal truth = left.getOrDefault(order.key(), BigDecimal.ZERO);
            left.remove(order.key());
            BigDecimal traded = order.executions().stream().map(Execution::quantity).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            paidShown = paidShown.add(sum);
            if (sum.subtract(truth).abs().compareTo(HALF_A_WON) > 0
                    || traded.compareTo(quantities.getOrDefault(order.key(), BigDecimal.ZERO)) != 0) {
                found.add("trades of %s come to %s, shown as %s: %s".formatted(order.key(), truth, sum,
                        order.executions()));
            }
            positionShown = positionShown.add(order.executions().stream().map(e -> e.side() == Side.BUY ? e.quantity()
                    : e.quantity().negate()).reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        left.forEach((key, sum) -> found.add("trades of %s over %s are missing".formatted(key, sum)));
        BigDecimal fees = executions.values().stream().map(e -> e.commission().add(e.tax())).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        BigDecimal cashShown = CASH.add(paidShown).subtract(fees);
        if (cashShown.subtract(cash).abs().compareTo(HALF_A_WON) > 0 || positionShown.compareTo(position) != 0) {
            found.add("cash %s and position %s are shown, the broker has %s and %s".formatted(cashShown, positionShown,
                    cash, position));
        }
    }

    /** Without fees, which such a broker does not tell. */
    private static BigDecimal paid(Execution e) {
        return e.side() == Side.BUY ? e.value().negate() : e.value();
    }

    /**
     * Gone from the list before anybody looked, and without a trade under its newest number, which nobody told then: it
     * is shown as ended, or as unknown when not even its first number was told.
     */
    private static boolean isEndedUnseen(String[] truth, DeskOrder shown) {
        return shown != null && !isOpen(truth) && !truth[6].equals("FILLED")
                && shown.order().filledQuantity().compareTo(new BigDecimal(truth[7])) == 0
                && (shown.order().status() == OrderStatus.CANCELLED || shown.order().status() == OrderStatus.UNKNOWN);
    }

    private static boolean isOpen(String[] truth) {
        return truth[6].equals("ACCEPTED") || truth[6].equals("PARTIAL");
    }

    /**
     * What a person would say of the orders of which the desk says that it is in doubt, and names the right one among
     * those that it may be.
     *
     * @return the broker's name for each key
     */
    Map<String, String> settlements(List<DeskOrder> shown) {
        Map<String, String> all = new HashMap<>();
        for (String[] f : orders.values()) {
            shown.stream().filter(o -> o.key().equals(f[2]) && o.order().status() == OrderStatus.UNKNOWN
                    && List.of(o.order().message().orElse("").split("[ ,]+")).contains(f[1]))
                    .forEach(o -> all.put(o.key(), f[1]));
        }
        return all;
    }

    private static void compare(String[] truth, DeskOrder shown, List<String> found) {
        if (shown == null) {
            found.add("%s (%s) is at the broker and not shown".formatted(truth[1], truth[2]));
            return;
        }
        if (shown.foreign() || !shown.key().equals(truth[2])) {
            found.add("%s is shown as %s, expected %s".formatted(truth[1], shown.key(), truth[2]));
        }
        boolean isOpen = isOpen(truth);
        if (shown.order().status().isOpen() != isOpen || shown.order().status() == OrderStatus.UNKNOWN
                || truth[6].equals("FILLED") != (shown.order().status() == OrderStatus.FILLED)) {
            found.add("%s is %s, shown as %s".formatted(truth[1], truth[6], shown.order().status()));
        }
        if (shown.order().filledQuantity().compareTo(new BigDecimal(truth[7])) != 0) {
            found.add("%s is filled %s, shown as %s".formatted(truth[1], truth[7], shown.order().filledQuantity()));
        }
        if (isOpen && shown.order().limitPrice().orElseThrow().compareTo(new BigDecimal(truth[5])) != 0) {
            found.add("%s has the price %s, shown as %s".formatted(truth[1], truth[5], shown.order().limitPrice()));
        }
    }

    private void compareTrades(List<DeskOrder> shown, List<String> found) {
        BigDecimal cashShown = CASH;
        BigDecimal positionShown = POSITION;
        Map<String, Execution> left = new HashMap<>(executions);
        for (DeskOrder order : shown) {
            for (Execution e : order.executions()) {
                Execution truth = left.remove(e.id().value());
                if (truth == null || truth.quantity().compareTo(e.quantity()) != 0
                        || !truth.clientOrderId().orElseThrow().value().equals(order.key())) {
                    found.add("trade %s of %s is shown as %s".formatted(e.id(), order.key(), truth));
                }
                cashShown = cashShown.add(e.cashEffect());
                positionShown = positionShown.add(e.side() == Side.BUY ? e.quantity() : e.quantity().negate());
            }
        }
        left.values().forEach(e -> found.add("trade %s of %s is missing".formatted(e.id(), e.clientOrderId())));
        if (cashShown.compareTo(cash) != 0 || positionShown.compareTo(position) != 0) {
            found.add("cash %s and position %s are shown, the broker has %s and %s".formatted(cashShown, positionShown,
                    cash,
                    position));
        }
    }
}
