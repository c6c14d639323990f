package org.jts.server.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;
import org.jts.testkit.DeskSwitches;
import org.jts.testkit.FakeRegistry;

/** A desk that checks nothing and hands every order to its broker, so that tests of the server see what brokers say. */
final class PassingDesk extends DeskSwitches {

    private final BrokerRegistry registry;
    private final Map<String, DeskOrder> orders = new LinkedHashMap<>();
    private final Set<AccountKey> traded = ConcurrentHashMap.newKeySet();
    private volatile Optional<String> correlation = Optional.empty();
    private final AtomicInteger placing = new AtomicInteger();
    private final AtomicLong passed = new AtomicLong();
    private volatile List<Violation> violations = List.of();
    private volatile CountDownLatch answers = new CountDownLatch(0);

    PassingDesk(FakeRegistry registry) {
        this.registry = registry;
    }

    /** From now on every draft breaks these rules. */
    void refuse(List<Violation> all) {
        violations = List.copyOf(all);
    }

    /** From now on orders go to the broker, and what it says to them waits until this is counted down. */
    CountDownLatch holdAnswers() {
        answers = new CountDownLatch(1);
        return answers;
    }

    private BrokerGateway gateway(AccountKey account) {
        return registry.broker(account.broker()).orElseThrow().gateway();
    }

    @Override
    public List<Violation> check(OrderDraft draft) {
        return violations;
    }

    @Override
    public Placement place(OrderDraft draft) {
        return place(draft, new ClientOrderId(UUID.randomUUID().toString()));
    }

    @Override
    public Placement place(OrderDraft draft, ClientOrderId name) {
        if (stopped().isPresent()) {
            return new Placement(Optional.empty(), new OrderOutcome.NotSent("stopped: " + stopped().get()));
        }
        if (order(name.value()).isPresent()) {
            return new Placement(Optional.empty(), new OrderOutcome.Rejected(RejectReason.DUPLICATE, "",
                    "expected a new name, found " + name));
        }
        if (!violations.isEmpty()) {
            return new Placement(Optional.empty(), new OrderOutcome.NotSent(violations.toString()));
        }
        OrderRequest request = new OrderRequest(name, draft.account().account(), draft.symbol(), draft.side(),
                draft.type(), draft.timeInForce(), draft.quantity(), draft.limitPrice(), draft.stopPrice());
        traded.add(draft.account());
        placing.incrementAndGet();
        correlation = Correlation.current();
        try {
            OrderOutcome outcome = gateway(draft.account()).place(request);
            answers.await();
            return new Placement(Optional.of(name.value()), outcome);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts an order that the desk has", e);
        } finally {
            placing.decrementAndGet();
        }
    }

    /** Those that were refused here too are known from then on, as at a desk. */
    @Override
    public Placement place(OrderCall call, ClientOrderId name) {
        if (stopped().isPresent() && !call.isCancel()) {
            return new Placement(Optional.empty(), new OrderOutcome.NotSent("stopped: " + stopped().get()));
        }
        if (calls().stream().anyMatch(c -> c.key().equals(name.value()))) {
            return new Placement(Optional.empty(), new OrderOutcome.Rejected(RejectReason.DUPLICATE, "",
                    "expected a new name, found " + name));
        }
        passed.incrementAndGet();
        correlation = Correlation.current();
        OrderOutcome outcome = gateway(call.account()).call(name, call);
        put(new DeskCall(name.value(), call, Optional.of(outcome), Instant.EPOCH, Instant.EPOCH));
        return new Placement(Optional.of(name.value()), outcome);
    }

    /** How many orders in the broker's own words it handed on. */
    long passed() {
        return passed.get();
    }

    /** What the newest order belongs to. */
    Optional<String> lastCorrelation() {
        return correlation;
    }

    /** Whether an order is on its way to the broker, or back. */
    boolean isPlacing() {
        return placing.get() > 0;
    }

    /** What the desk is to know as an order of its own. */
    void follow(AccountKey account, Order order) {
        String key = order.clientOrderId().map(ClientOrderId::value).orElseThrow();
        synchronized (orders) {
            orders.put(key, new DeskOrder(key, account.broker(), order, List.of(), false));
        }
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        return known(key).map(order -> gateway(order.account()).modify(new OrderChange(
                order.order().ref().orElseThrow(), quantity, limitPrice))).orElseGet(() -> ended(key));
    }

    @Override
    public OrderOutcome cancel(String key) {
        return known(key).map(order -> gateway(order.account()).cancel(order.order().ref().orElseThrow()))
                .orElseGet(() -> ended(key));
    }

    /** Those that it was told to follow, and the open ones in accounts in which it placed orders, asked for now. */
    @Override
    public List<DeskOrder> orders() {
        List<DeskOrder> all;
        synchronized (orders) {
            all = new ArrayList<>(orders.values());
        }
        traded.forEach(account -> open(account).forEach(order -> all.add(new DeskOrder(order.clientOrderId()
                .map(ClientOrderId::value).orElseThrow(), account.broker(), order, List.of(), false))));
        return all;
    }

    private List<Order> open(AccountKey account) {
        try {
            return gateway(account).openOrders(account.account());
        } catch (BrokerException e) {
            return List.of(); // no line: nothing is known
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        synchronized (orders) {
            return Optional.ofNullable(orders.get(key));
        }
    }

    private Optional<DeskOrder> known(String key) {
        return orders().stream().filter(o -> o.key().equals(key)).findFirst();
    }

    /** It was open when the caller looked, and is no more: another call was quicker, or a trade. */
    private static OrderOutcome ended(String key) {
        return new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "",
                "expected an open order, found that %s has ended".formatted(key));
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        throw new UnsupportedOperationException("the server settles nothing");
    }
}
