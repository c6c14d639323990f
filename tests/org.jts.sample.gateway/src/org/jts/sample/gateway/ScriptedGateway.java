package org.jts.sample.gateway;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;

/** A gateway that does what the test says, good or bad. Without scripts it connects and takes every order. */
public class ScriptedGateway implements BrokerGateway {

    public static final AccountId ACCOUNT = new AccountId("SAMPLE-001");

    /** What a call does before it answers: nothing, wait, throw. */
    @FunctionalInterface
    public interface Script {
        void run() throws BrokerException, InterruptedException;
    }

    /** What an order call does. */
    @FunctionalInterface
    public interface OrderScript {
        OrderOutcome run();
    }

    private record Stream<T>(Consumer<T> sink) {
    }

    private static final Script NOTHING = () -> {
    };

    private final BrokerId id;
    private final AtomicInteger connects = new AtomicInteger();
    private final AtomicInteger disconnects = new AtomicInteger();
    private final AtomicInteger healthChecks = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger orders = new AtomicInteger();
    private final AtomicInteger subscribes = new AtomicInteger();
    private final List<Stream<Quote>> quotes = new CopyOnWriteArrayList<>();
    private final List<Stream<OrderBook>> books = new CopyOnWriteArrayList<>();
    private final List<Stream<OrderEvent>> orderEvents = new CopyOnWriteArrayList<>();
    private volatile GatewayListener listener;
    private volatile Script onConnect = NOTHING;
    private volatile Script onDisconnect = NOTHING;
    private volatile Script onHealth = NOTHING;
    private volatile Script onRead = NOTHING;
    private volatile Script onCallForms = NOTHING;
    private volatile Script onSubscribe = NOTHING;
    private volatile OrderScript onOrder = () -> new OrderOutcome.Accepted(new BrokerOrderId("1"), Instant.EPOCH);

    public ScriptedGateway(BrokerId id) {
        this.id = id;
    }

    /** Waits for {@code latch} and takes no interruption for an answer. */
    public static void hangUntil(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // this is the point
            }
        }
    }

    public static Script refusal(ErrorCategory category, String text) {
        return () -> {
            throw new BrokerException(category, text);
        };
    }

    public ScriptedGateway onConnect(Script script) {
        onConnect = script;
        return this;
    }

    public ScriptedGateway onDisconnect(Script script) {
        onDisconnect = script;
        return this;
    }

    public ScriptedGateway onHealth(Script script) {
        onHealth = script;
        return this;
    }

    public ScriptedGateway onRead(Script script) {
        onRead = script;
        return this;
    }

    public ScriptedGateway onCallForms(Script script) {
        onCallForms = script;
        return this;
    }

    public ScriptedGateway onSubscribe(Script script) {
        onSubscribe = script;
        return this;
    }

    public ScriptedGateway onOrder(OrderScript script) {
        onOrder = script;
        return this;
    }

    public int connects() {
        return connects.get();
    }

    public int disconnects() {
        return disconnects.get();
    }

    public int healthChecks() {
        return healthChecks.get();
    }

    public int reads() {
        return reads.get();
    }

    public int orders() {
        return orders.get();
    }

    public int subscribes() {
        return subscribes.get();
    }

    public int openStreams() {
        return quotes.size() + books.size() + orderEvents.size();
    }

    /** Of the newest connection, whether it is still there or not. */
    public GatewayListener listener() {
        return listener;
    }

    public void lose(String why) {
        dropStreams();
        listener.onConnectionLost(new BrokerException(ErrorCategory.NETWORK, why));
    }

    public void send(Quote quote) {
        quotes.forEach(stream -> stream.sink().accept(quote));
    }

    public void send(OrderBook book) {
        books.forEach(stream -> stream.sink().accept(book));
    }

    public void send(OrderEvent event) {
        orderEvents.forEach(stream -> stream.sink().accept(event));
    }

    @Override
    public BrokerId id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(Set.of(Feature.values()), Map.of(), Set.of(), OptionalInt.empty());
    }

    @Override
    public void connect(GatewayListener newListener) throws BrokerException, InterruptedException {
        connects.incrementAndGet();
        onConnect.run();
        listener = newListener;
    }

    @Override
    public void disconnect() {
        disconnects.incrementAndGet();
        dropStreams();
        try {
            onDisconnect.run();
        } catch (BrokerException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        healthChecks.incrementAndGet();
        onHealth.run();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        read();
        return List.of(new Account(ACCOUNT, "Sample", AccountType.PAPER, CurrencyCode.KRW, true));
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        read();
        return Quote.ofPrice(symbol, Instant.EPOCH, BigDecimal.ONE);
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        read();
        return new OrderBook(symbol, Instant.EPOCH, List.of(), List.of());
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        read();
        return List.of();
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return order();
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order();
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order();
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        onCallForms.run();
        return List.of();
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener to)
            throws BrokerException, InterruptedException {
        return subscribe(quotes, to::onQuote);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener to)
            throws BrokerException, InterruptedException {
        return subscribe(books, to::onOrderBook);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener to)
            throws BrokerException, InterruptedException {
        return subscribe(orderEvents, to::onOrderEvent);
    }

    private <T> Subscription subscribe(List<Stream<T>> streams, Consumer<T> sink)
            throws BrokerException, InterruptedException {
        subscribes.incrementAndGet();
        onSubscribe.run();
        Stream<T> stream = new Stream<>(sink);
        streams.add(stream);
        return () -> streams.remove(stream);
    }

    private void read() throws BrokerException, InterruptedException {
        reads.incrementAndGet();
        onRead.run();
    }

    private OrderOutcome order() {
        orders.incrementAndGet();
        return onOrder.run();
    }

    private void dropStreams() {
        quotes.clear();
        books.clear();
        orderEvents.clear();
    }
}
