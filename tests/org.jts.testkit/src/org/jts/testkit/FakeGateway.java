package org.jts.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** A gateway without a broker: what it answers and sends is what the test put in. Thread-safe. */
public final class FakeGateway implements BrokerGateway {

    private record QuoteStream(Set<SymbolId> symbols, QuoteListener listener) {
    }

    private record BookStream(Set<SymbolId> symbols, OrderBookListener listener) {
    }

    private record OrderStream(AccountId account, OrderListener listener) {
    }

    private final BrokerId id;
    private final Set<Feature> features = ConcurrentHashMap.newKeySet();
    private final List<Symbol> symbols = new CopyOnWriteArrayList<>();
    private final List<Account> accounts = new CopyOnWriteArrayList<>();
    private volatile List<Order> openOrders = List.of();
    private volatile List<Execution> executions = List.of();
    private volatile List<Order> told = List.of();
    private final Map<SymbolId, List<Candle>> candles = new ConcurrentHashMap<>();
    private final Map<SymbolId, Quote> quotes = new ConcurrentHashMap<>();
    private final Collection<QuoteStream> quoteStreams = new CopyOnWriteArrayList<>();
    private final Collection<BookStream> bookStreams = new CopyOnWriteArrayList<>();
    private final Collection<OrderStream> orderStreams = new CopyOnWriteArrayList<>();
    private final List<OrderRequest> placed = new CopyOnWriteArrayList<>();
    private final List<OrderCall> called = new CopyOnWriteArrayList<>();
    private volatile List<CallForm> callForms = List.of();
    private volatile Function<OrderCall, OrderOutcome> onCall = c -> new OrderOutcome.NotSent("no answer prepared");
    private final List<OrderChange> changed = new CopyOnWriteArrayList<>();
    private final List<OrderRef> cancelled = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger accountReads = new AtomicInteger();
    private volatile List<Balance> balances = List.of();
    private volatile List<Position> positions = List.of();
    private volatile List<OrderInstruction> instructions = List.of();
    private volatile BrokerException failure;
    private volatile RuntimeException mistake;
    private volatile Function<OrderRequest, OrderOutcome> onPlace = r -> new OrderOutcome.NotSent("no answer prepared");
    private volatile Function<OrderChange, OrderOutcome> onModify = c -> new OrderOutcome.NotSent("no answer prepared");
    private volatile Function<OrderRef, OrderOutcome> onCancel = r -> new OrderOutcome.NotSent("no answer prepared");

    public FakeGateway(BrokerId id) {
        this.id = id;
        features.addAll(Set.of(Feature.values()));
    }

    // ---- what the test says

    public FakeGateway without(Feature... missing) {
        features.removeAll(Set.of(missing));
        return this;
    }

    public FakeGateway with(Symbol symbol) {
        symbols.add(symbol);
        return this;
    }

    public FakeGateway with(Account account) {
        accounts.add(account);
        return this;
    }

    public void setQuote(Quote quote) {
        quotes.put(quote.symbol(), quote);
    }

    public void setCandles(SymbolId symbol, List<Candle> all) {
        candles.put(symbol, List.copyOf(all));
    }

    public void setOpenOrders(List<Order> orders) {
        openOrders = List.copyOf(orders);
    }

    /** What it tells of an order by its number; of others nothing. */
    public void setTold(List<Order> orders) {
        told = List.copyOf(orders);
    }

    public void setExecutions(List<Execution> all) {
        executions = List.copyOf(all);
    }

    public void setHoldings(List<Balance> newBalances, List<Position> newPositions) {
        balances = List.copyOf(newBalances);
        positions = List.copyOf(newPositions);
    }

    /** From now on every read fails; null mends it. */
    public void failWith(BrokerException newFailure) {
        failure = newFailure;
    }

    /** From now on every read ends as a gateway with a mistake would; null mends it. */
    public void breakWith(RuntimeException newMistake) {
        mistake = newMistake;
    }

    public void onPlace(Function<OrderRequest, OrderOutcome> answer) {
        onPlace = answer;
    }

    public void onModify(Function<OrderChange, OrderOutcome> answer) {
        onModify = answer;
    }

    public void onCancel(Function<OrderRef, OrderOutcome> answer) {
        onCancel = answer;
    }

    public void send(Quote quote) {
        quoteStreams.stream().filter(s -> s.symbols().contains(quote.symbol()))
                .forEach(s -> s.listener().onQuote(quote));
    }

    public void send(OrderBook book) {
        bookStreams.stream().filter(s -> s.symbols().contains(book.symbol()))
                .forEach(s -> s.listener().onOrderBook(book));
    }

    public void send(OrderEvent event) {
        orderStreams.stream().filter(s -> s.account().equals(event.order().account()))
                .forEach(s -> s.listener().onOrderEvent(event));
    }

    // ---- what the test asks

    /** The symbols of each quote subscription that is open, oldest first. */
    public List<Set<SymbolId>> quoteSubscriptions() {
        return quoteStreams.stream().map(QuoteStream::symbols).toList();
    }

    public int bookSubscriptions() {
        return bookStreams.size();
    }

    public int orderSubscriptions() {
        return orderStreams.size();
    }

    public List<OrderRequest> placed() {
        return List.copyOf(placed);
    }

    public List<OrderChange> changed() {
        return List.copyOf(changed);
    }

    public List<OrderRef> cancelled() {
        return List.copyOf(cancelled);
    }

    /** How many reads were answered or refused so far. */
    public int reads() {
        return reads.get();
    }

    /** How often it was asked for its accounts so far. */
    public int accountReads() {
        return accountReads.get();
    }

    // ---- BrokerGateway

    @Override
    public BrokerId id() {
        return id;
    }

    /** Kinds of orders that it takes beside plain ones; none to begin with. */
    public void offer(OrderInstruction... offered) {
        instructions = List.of(offered);
    }

    @Override
    public Capabilities capabilities() {
        Set<TimeInForce> all = Set.of(TimeInForce.values());
        return new Capabilities(features, Map.of(OrderType.MARKET, Set.of(TimeInForce.DAY), OrderType.LIMIT, all),
                Set.of(Timeframe.DAY_1, Timeframe.MINUTE_1), OptionalInt.empty(), instructions);
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException {
        read();
    }

    @Override
    public void disconnect() {
        quoteStreams.clear();
        bookStreams.clear();
        orderStreams.clear();
    }

    @Override
    public void checkHealth() throws BrokerException {
        read();
    }

    @Override
    public List<Account> accounts() throws BrokerException {
        accountReads.incrementAndGet();
        read();
        return List.copyOf(accounts);
    }

    @Override
    public List<Symbol> symbols() throws BrokerException {
        read();
        return List.copyOf(symbols);
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException {
        read();
        Quote quote = quotes.get(symbol);
        if (quote == null) {
            throw new BrokerException(ErrorCategory.VALIDATION, "no quote prepared for " + symbol);
        }
        return quote;
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException {
        read();
        return new OrderBook(symbol, Instant.EPOCH, List.of(), List.of());
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException {
        read();
        return candles.getOrDefault(query.symbol(), List.of()).stream()
                .filter(c -> !c.openTime().isBefore(query.from()) && !c.openTime().isAfter(query.to())).toList();
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException {
        read();
        return balances;
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException {
        read();
        return positions;
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException {
        read();
        return openOrders.stream().filter(o -> o.account().equals(account)).toList();
    }

    @Override
    public Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException {
        read();
        return told.stream().filter(o -> o.account().equals(account) && o.brokerOrderId().equals(Optional.of(id)))
                .findFirst();
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException {
        read();
        return executions.stream().filter(e -> e.account().equals(account) && !e.time().isBefore(since)).toList();
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        placed.add(request);
        return onPlace.apply(request);
    }

    /** What is answered to orders in the broker's own words. */
    public void onCall(Function<OrderCall, OrderOutcome> answer) {
        onCall = answer;
    }

    /** The orders in the broker's own words that came, oldest first. */
    public List<OrderCall> called() {
        return List.copyOf(called);
    }

    /** Calls of its own that it takes; none to begin with. */
    public void offer(CallForm... offered) {
        callForms = List.of(offered);
    }

    @Override
    public List<CallForm> callForms() throws BrokerException {
        read();
        return callForms;
    }

    @Override
    public OrderOutcome call(ClientOrderId id, OrderCall call) {
        called.add(call);
        return onCall.apply(call);
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        changed.add(change);
        return onModify.apply(change);
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        cancelled.add(order);
        return onCancel.apply(order);
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> wanted, QuoteListener listener) throws BrokerException {
        read();
        QuoteStream stream = new QuoteStream(Set.copyOf(wanted), listener);
        quoteStreams.add(stream);
        new ArrayList<>(quotes.values()).stream().filter(q -> wanted.contains(q.symbol())).forEach(listener::onQuote);
        return () -> quoteStreams.remove(stream);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> wanted, OrderBookListener listener)
            throws BrokerException {
        read();
        BookStream stream = new BookStream(Set.copyOf(wanted), listener);
        bookStreams.add(stream);
        return () -> bookStreams.remove(stream);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener) throws BrokerException {
        read();
        OrderStream stream = new OrderStream(account, listener);
        orderStreams.add(stream);
        return () -> orderStreams.remove(stream);
    }

    private void read() throws BrokerException {
        reads.incrementAndGet();
        if (mistake != null) {
            throw mistake;
        }
        if (failure != null) {
            throw failure;
        }
    }
}
