package org.jts.sample.broker.internal;

import static org.jts.sample.broker.internal.Words.T;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;

/**
 * The broker in memory: one account, two symbols whose prices stand still, orders that trade at once when they meet the
 * price. Thread-safe.
 */
final class SampleBroker {

    private static final CurrencyCode KRW = new CurrencyCode("KRW");
    private static final BigDecimal PRICE = BigDecimal.valueOf(10_000);
    private static final BigDecimal TICK = BigDecimal.TEN;
    private static final BigDecimal ASK = PRICE.add(TICK);
    private static final BigDecimal BID = PRICE.subtract(TICK);
    private static final BigDecimal SHOWN = BigDecimal.valueOf(1_000);

    /** What is held of a symbol, and what was paid for it. */
    private record Holding(BigDecimal quantity, BigDecimal cost) {
    }

    private final Object lock = new Object();
    private final AccountId account;
    private final TimeSource time;
    private final Map<SymbolId, Symbol> symbols = new LinkedHashMap<>();
    private final Map<SymbolId, Holding> holdings = new LinkedHashMap<>();
    private final Map<BrokerOrderId, Order> orders = new LinkedHashMap<>();
    private final List<Execution> executions = new ArrayList<>();
    private BigDecimal cash;
    private Consumer<OrderEvent> listener = event -> { };

    SampleBroker(AccountId account, BigDecimal cash, TimeSource time) {
        this.account = account;
        this.cash = cash;
        this.time = time;
        for (String code : List.of("ONE", "TWO")) {
            SymbolId symbol = new SymbolId("DEMO", code);
            symbols.put(symbol, new Symbol(symbol, "Demo " + code, "DEMO", Optional.empty(), KRW,
                    ZoneId.of("Asia/Seoul"), TickTable.uniform(TICK), BigDecimal.ONE, Optional.empty(), true));
        }
    }

    /** Who is told of orders from now on; called under a lock, so it only takes a note. */
    void listen(Consumer<OrderEvent> newListener) {
        synchronized (lock) {
            listener = newListener;
        }
    }

    AccountId account() {
        return account;
    }

    List<Account> accounts() {
        return List.of(new Account(account, "Sample Securities", AccountType.PAPER, KRW, true));
    }

    List<Symbol> symbols() {
        return List.copyOf(symbols.values());
    }

    Optional<Quote> quote(SymbolId symbol) {
        return Optional.ofNullable(symbols.get(symbol)).map(known -> new Quote(symbol, time.now(), PRICE,
                BigDecimal.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(PRICE),
                BigDecimal.ZERO, Optional.of(BID), SHOWN, Optional.of(ASK), SHOWN));
    }

    List<Balance> balances() {
        synchronized (lock) {
            BigDecimal worth = holdings.values().stream().map(h -> h.quantity().multiply(PRICE))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return List.of(new Balance(account, KRW, cash.add(worth), cash, buyingPower(), time.now()));
        }
    }

    List<Position> positions() {
        synchronized (lock) {
            return holdings.entrySet().stream().map(held -> new Position(account, held.getKey(),
                    symbols.get(held.getKey()).name(), KRW, held.getValue().quantity(), sellable(held.getKey()),
                    held.getValue().cost().divide(held.getValue().quantity(), MathContext.DECIMAL64), PRICE)).toList();
        }
    }

    List<Order> openOrders() {
        synchronized (lock) {
            return orders.values().stream().filter(order -> !order.status().isFinal()).toList();
        }
    }

    List<Execution> executions(Instant since) {
        synchronized (lock) {
            return executions.stream().filter(trade -> !trade.time().isBefore(since)).toList();
        }
    }

    /** An order that came already, known by the name that the workstation gave it, is the same order. */
    OrderOutcome place(OrderRequest request) {
        synchronized (lock) {
            Optional<Order> known = orders.values().stream()
                    .filter(order -> order.clientOrderId().equals(Optional.of(request.clientOrderId()))).findFirst();
            if (known.isPresent()) {
                return new Accepted(known.get().brokerOrderId().orElseThrow(), known.get().createdAt());
            }
            Optional<OrderOutcome> refusal = refusal(request);
            return refusal.orElseGet(() -> accept(request));
        }
    }

    OrderOutcome cancel(OrderRef ref) {
        synchronized (lock) {
            Order order = orders.get(ref.brokerOrderId());
            if (order == null || !ref.account().equals(account)) {
                return rejected(RejectReason.UNKNOWN_ORDER, T.format("order.unknown", ref.brokerOrderId()));
            }
            if (order.status().isFinal()) {
                return rejected(RejectReason.ORDER_CLOSED, T.format("order.closed", ref.brokerOrderId()));
            }
            Instant now = time.now();
            changed(order.withStatus(OrderStatus.CANCELLED, now, Optional.empty()));
            return new Accepted(ref.brokerOrderId(), now);
        }
    }

    private Accepted accept(OrderRequest request) {
        Instant now = time.now();
        BrokerOrderId id = new BrokerOrderId(Integer.toString(orders.size() + 1));
        Order order = new Order(Optional.of(request.clientOrderId()), Optional.of(id), account, request.symbol(),
                request.side(), request.type(), request.timeInForce(), request.quantity(), request.limitPrice(),
                request.stopPrice(), OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO, now,
                now, Optional.empty());
        changed(order);
        BigDecimal price = price(request);
        if (request.limitPrice().isEmpty() || reaches(request.side(), request.limitPrice().get(), price)) {
            fill(order, price, now);
        }
        return new Accepted(id, now);
    }

    private void changed(Order order) {
        orders.put(order.brokerOrderId().orElseThrow(), order);
        listener.accept(new OrderEvent.Changed(order));
    }

    private void fill(Order order, BigDecimal price, Instant now) {
        BrokerOrderId id = order.brokerOrderId().orElseThrow();
        Execution trade = new Execution(new ExecutionId("T" + (executions.size() + 1)), id, order.clientOrderId(),
                account, order.symbol(), order.side(), order.quantity(), price, BigDecimal.ZERO, BigDecimal.ZERO, KRW,
                now);
        executions.add(trade);
        cash = cash.add(trade.cashEffect());
        hold(trade);
        Order filled = new Order(order.clientOrderId(), order.brokerOrderId(), account, order.symbol(), order.side(),
                order.type(), order.timeInForce(), order.quantity(), order.limitPrice(), order.stopPrice(),
                OrderStatus.FILLED, order.quantity(), Optional.of(price), BigDecimal.ZERO, order.createdAt(), now,
                Optional.empty());
        orders.put(id, filled);
        listener.accept(new OrderEvent.Filled(filled, trade));
    }

    private void hold(Execution trade) {
        Holding held = holdings.getOrDefault(trade.symbol(), new Holding(BigDecimal.ZERO, BigDecimal.ZERO));
        if (trade.side() == Side.BUY) {
            holdings.put(trade.symbol(),
                    new Holding(held.quantity().add(trade.quantity()), held.cost().add(trade.value())));
            return;
        }
        BigDecimal left = held.quantity().subtract(trade.quantity());
        if (left.signum() == 0) {
            holdings.remove(trade.symbol());
        } else {
            holdings.put(trade.symbol(), new Holding(left,
                    held.cost().multiply(left).divide(held.quantity(), MathContext.DECIMAL64)));
        }
    }

    private Optional<OrderOutcome> refusal(OrderRequest request) {
        Symbol symbol = symbols.get(request.symbol());
        BigDecimal price = request.limitPrice().orElse(price(request));
        BigDecimal value = price.multiply(request.quantity());
        if (!request.account().equals(account)) {
            return refused(RejectReason.UNKNOWN_ACCOUNT, T.format("account.unknown", account, request.account()));
        } else if (symbol == null) {
            return refused(RejectReason.UNKNOWN_SYMBOL, T.format("symbol.unknown", request.symbol()));
        } else if (!symbol.ticks().isOnTick(price)) {
            return refused(RejectReason.PRICE_TICK,
                    T.format("price.tick", TICK.toPlainString(), price.toPlainString()));
        } else if (request.quantity().remainder(symbol.lotSize()).signum() != 0) {
            return refused(RejectReason.QUANTITY, T.format("quantity.lot", symbol.lotSize().toPlainString(),
                    request.quantity().toPlainString()));
        } else if (request.side() == Side.BUY && value.compareTo(buyingPower()) > 0) {
            return refused(RejectReason.INSUFFICIENT_FUNDS,
                    T.format("funds", value.toPlainString(), buyingPower().toPlainString()));
        } else if (request.side() == Side.SELL && request.quantity().compareTo(sellable(request.symbol())) > 0) {
            return refused(RejectReason.INSUFFICIENT_HOLDINGS, T.format("holdings",
                    request.quantity().toPlainString(), sellable(request.symbol()).toPlainString()));
        }
        return Optional.empty();
    }

    private BigDecimal buyingPower() {
        return openOrders().stream().filter(order -> order.side() == Side.BUY)
                .map(order -> order.quantity().multiply(order.limitPrice().orElseThrow()))
                .reduce(cash, BigDecimal::subtract);
    }

    private BigDecimal sellable(SymbolId symbol) {
        Holding held = holdings.get(symbol);
        return openOrders().stream().filter(order -> order.side() == Side.SELL && order.symbol().equals(symbol))
                .map(Order::quantity)
                .reduce(held == null ? BigDecimal.ZERO : held.quantity(), BigDecimal::subtract);
    }

    private static BigDecimal price(OrderRequest request) {
        return request.side() == Side.BUY ? ASK : BID;
    }

    private static boolean reaches(Side side, BigDecimal limit, BigDecimal price) {
        return side == Side.BUY ? limit.compareTo(price) >= 0 : limit.compareTo(price) <= 0;
    }

    private static Optional<OrderOutcome> refused(RejectReason reason, String text) {
        return Optional.of(rejected(reason, text));
    }

    private static OrderOutcome rejected(RejectReason reason, String text) {
        return new Rejected(reason, "", text);
    }
}
