package org.jts.trading.internal.proof;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderStatus;
import org.jts.exchange.ExchangeListener;
import org.jts.simulator.kis.KisSimulator;
import org.jts.testkit.Samples;

/**
 * The KIS simulator in a process that outlives the desks. What its exchange did is the truth. The broker knows no names
 * of ours: of which order of ours one is tells what was ordered, of which no two are alike.
 */
public final class KisBroker extends LineBroker {

    static final AccountId ACCOUNT = new AccountId("50012345-01");
    static final String HTS_ID = "proofuser";
    /** As the environment of a desk would have them. */
    static final Map<String, String> KEYS = Map.of("KIS_APP_KEY", "PSproofAppKeyOf36Characters000000001",
            "KIS_APP_SECRET", "proof-app-secret-".repeat(10));
    private static final int PLENTY = 1_000_000;

    private final KisSimulator broker;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();

    private KisBroker(String[] args) throws IOException {
        super(args);
        broker = KisSimulator.builder().key(KEYS.get("KIS_APP_KEY"), KEYS.get("KIS_APP_SECRET"))
                .account(ACCOUNT.value(), Truth.CASH).htsId(HTS_ID).requestsPerSecond(PLENTY).tokenPauseSeconds(1)
                .seed(Long.parseLong(args[3])).open(time);
        broker.exchange().listen(new ExchangeListener() {
            @Override
            public boolean wants(SymbolId symbol) {
                return false;
            }

            @Override
            public void onOrder(long sequence, OrderEvent event) {
                note(event);
            }
        });
    }

    public static void main(String[] args) throws IOException {
        new KisBroker(args).run();
    }

    private void note(OrderEvent event) {
        synchronized (orders) {
            orders.put(event.order().clientOrderId().orElseThrow().value(), event.order());
            if (event instanceof OrderEvent.Filled filled) {
                executions.add(filled.execution());
            }
        }
    }

    @Override
    List<String> act(String[] request) {
        return switch (request[0]) {
            case "PORT" -> List.of("" + broker.address().getPort());
            case "TROUBLE" -> trouble();
            case "DUMP" -> dump();
            default -> List.of("?" + request[0]);
        };
    }

    /** One thing after the other goes wrong. */
    private List<String> trouble() {
        broker.faults().clear();
        synchronized (random) {
            switch (random.nextInt(6)) {
                case 0 -> broker.faults().loseNextOrder();
                case 1 -> broker.faults().timeOutNextOrder();
                case 2 -> broker.faults().duplicateFrames(true);
                case 3 -> broker.faults().dropNotices(true);
                case 4 -> broker.faults().ledgerBusyOnce();
                default -> broker.cutStreams();
            }
        }
        return List.of();
    }

    private List<String> dump() {
        List<String> lines = new ArrayList<>(List.of("NAMELESS"));
        synchronized (orders) {
            orders.values().stream().filter(o -> o.status() != OrderStatus.REJECTED).forEach(o -> lines.add(
                    "ORDER|" + MockBroker.line(o, id(o), name(o))));
            executions.forEach(e -> lines.add("EXEC|" + MockBroker.line(e,
                    name(orders.get(e.clientOrderId().orElseThrow().value())))));
        }
        BigDecimal shares = broker.exchange().positions(ACCOUNT).stream().filter(p -> p.symbol().equals(
                Samples.SAMSUNG)).map(p -> p.quantity()).findFirst().orElse(BigDecimal.ZERO);
        lines.add("HOLD|%s|%s".formatted(broker.exchange().balances(ACCOUNT).getFirst().cash().toPlainString(),
                Truth.POSITION.add(shares).toPlainString()));
        return lines;
    }

    /** As it was called first: the name of the exchange's order is made of it. */
    private static String id(Order order) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(order.createdAt().atZone(Samples.SEOUL).toLocalDate()) + "-"
                + order.clientOrderId().orElseThrow().value().substring(1);
    }

    private static String name(Order order) {
        return DeskRig.name(DeskRig.number(order.side(), order.quantity(), order.limitPrice().orElseThrow())).value();
    }
}
