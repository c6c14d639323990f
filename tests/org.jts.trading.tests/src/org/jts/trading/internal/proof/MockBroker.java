package org.jts.trading.internal.proof;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.time.TimeSource;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.testkit.Samples;

/**
 * The mock gateway with its exchange, in a process that outlives the desks: what it told in order events, which nothing
 * disturbs here, is the truth. Arguments as {@link LineBroker} has them.
 */
public class MockBroker extends LineBroker {

    static final String GATEWAY = "org.jts.gateway.mock.internal.MockGateway";
    private static final String CONFIG = "org.jts.gateway.mock.internal.MockConfig";

    final BrokerGateway mock;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();

    MockBroker(String[] args) throws Exception {
        super(args);
        mock = gateway(time, Long.parseLong(args[3]));
        mock.connect((GatewayListener) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {GatewayListener.class}, (self, method, arguments) -> null));
        mock.subscribeOrders(SimGateway.ACCOUNT, this::onEvent);
    }

    public static void main(String[] args) throws Exception {
        new MockBroker(args).run();
    }

    /** Nothing of the gateway can be imported, and nothing need be: it is a component with a configuration. */
    private static BrokerGateway gateway(TimeSource time, long seed) {
        Object config = Assembly.settings(CONFIG, Map.of("limit_windows", "1000000/1s", "market_seed", seed,
                "market_start", "built-in", "accounts", new String[] {SimGateway.ACCOUNT + ":"
                + Truth.CASH.toPlainString() + ":KRW:Proof"}));
        Object gateway = new Assembly(config, Map.of(BrokerGateway.BROKER_ID, Samples.BROKER.value()), time)
                .make(GATEWAY);
        Assembly.call(gateway.getClass(), gateway, "bindLimiters", new FakeRequestLimiters());
        return (BrokerGateway) gateway;
    }

    private void onEvent(OrderEvent event) {
        synchronized (orders) {
            orders.put(event.order().brokerOrderId().orElseThrow().value(), event.order());
            if (event instanceof OrderEvent.Filled filled) {
                executions.put(filled.execution().id().value(), filled.execution());
            }
        }
        tell(event instanceof OrderEvent.Filled filled
                ? "FILLED|" + line(event.order(), named) + "|" + line(filled.execution(), named)
                : "CHANGED|" + line(event.order(), named));
    }

    @Override
    List<String> act(String[] request) {
        try {
            return switch (request[0]) {
                case "PLACE" -> told(mock.place(new OrderRequest(new ClientOrderId(request[1]), SimGateway.ACCOUNT,
                        Samples.SAMSUNG, Side.valueOf(request[2]), OrderType.LIMIT, TimeInForce.DAY,
                        new BigDecimal(request[3]), Optional.of(new BigDecimal(request[4])), Optional.empty())));
                case "CANCEL" -> told(mock.cancel(ref(request[1])));
                case "MODIFY" -> told(mock.modify(new OrderChange(ref(request[1]), new BigDecimal(request[2]),
                        Optional.of(new BigDecimal(request[3])))));
                case "OPEN" -> mock.openOrders(SimGateway.ACCOUNT).stream().map(o -> line(o, named)).toList();
                case "EXECS" -> mock.executions(SimGateway.ACCOUNT, Instant.ofEpochMilli(Long.parseLong(request[1])))
                        .stream().map(e -> line(e, named)).toList();
                case "HOLD" -> List.of(held());
                case "DUMP" -> dump();
                default -> List.of("?" + request[0]);
            };
        } catch (BrokerException | InterruptedException e) {
            return null;
        }
    }

    private static List<String> told(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted a -> List.of("OK|" + a.brokerOrderId());
            case OrderOutcome.Rejected r -> List.of("NO|" + r.text().replace('\n', ' '));
            case OrderOutcome.NotSent n -> null;
            case OrderOutcome.Unknown u -> null;
        };
    }

    private static OrderRef ref(String id) {
        return new OrderRef(SimGateway.ACCOUNT, Samples.SAMSUNG, new BrokerOrderId(id), Optional.empty());
    }

    private String held() throws BrokerException, InterruptedException {
        BigDecimal cash = mock.balances(SimGateway.ACCOUNT).getFirst().cash();
        BigDecimal shares = mock.positions(SimGateway.ACCOUNT).stream()
                .filter(p -> p.symbol().equals(Samples.SAMSUNG)).map(p -> p.quantity()).findFirst()
                .orElse(BigDecimal.ZERO);
        return cash.toPlainString() + "|" + Truth.POSITION.add(shares).toPlainString();
    }

    /** All of one moment: what happens meanwhile is told again by the next one. */
    private List<String> dump() throws BrokerException, InterruptedException {
        List<String> lines = new ArrayList<>(received());
        synchronized (orders) {
            orders.values().forEach(o -> lines.add("ORDER|" + line(o, true)));
            executions.values().forEach(e -> lines.add("EXEC|" + line(e, true)));
        }
        lines.add("HOLD|" + held());
        return lines;
    }

    private static String line(Order o, boolean named) {
        return line(o, o.brokerOrderId().orElseThrow().value(),
                named ? o.clientOrderId().map(ClientOrderId::value).orElse("-") : "-");
    }

    static String line(Order o, String id, String name) {
        BigDecimal value = o.averagePrice().orElse(BigDecimal.ZERO).multiply(o.filledQuantity());
        return String.join("|", id, name, o.side().name(), o.quantity().toPlainString(),
                o.limitPrice().orElseThrow().toPlainString(), o.status().name(), o.filledQuantity().toPlainString(),
                value.toPlainString(), o.fees().toPlainString(), millis(o.createdAt()), millis(o.updatedAt()));
    }

    private static String line(Execution e, boolean named) {
        return line(e, named ? e.clientOrderId().map(ClientOrderId::value).orElse("-") : "-");
    }

    static String line(Execution e, String name) {
        return String.join("|", e.id().value(), e.brokerOrderId().value(), name, e.side().name(),
                e.quantity().toPlainString(), e.price().toPlainString(), e.commission().toPlainString(),
                e.tax().toPlainString(), millis(e.time()));
    }

    private static String millis(Instant at) {
        return String.format("%016d", at.toEpochMilli());
    }
}
