package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.time.TimeSource;
import org.jts.wire.AccountWire;
import org.jts.wire.BrokerWire;
import org.jts.wire.ErrorWire;
import org.jts.wire.MarketWire;
import org.jts.wire.OrderWire;
import org.jts.wire.WireException;
import org.jts.wire.proto.gateway.Broker;
import org.jts.wire.proto.gateway.CheckHealthRequest;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetAccountsRequest;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.GetOpenOrdersRequest;
import org.jts.wire.proto.gateway.GetOrderBookRequest;
import org.jts.wire.proto.gateway.StreamOrderBooksRequest;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.GetQuoteRequest;
import org.jts.wire.proto.market.GetSymbolsRequest;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;
import org.jts.wire.proto.trading.GetBalanceRequest;
import org.jts.wire.proto.trading.GetPositionsRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.TradingServiceGrpc;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

/**
 * One broker of a JTS server. What that broker offers is known only once there is a connection: until then it is taken
 * to offer everything, and nothing can be asked of it anyway.
 */
@Component(service = BrokerGateway.class, configurationPid = GrpcGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, // a delayed one would forget where its order streams were
        property = BrokerGateway.BROKER_TYPE + "=" + GrpcGateway.TYPE)
@Designate(ocd = GrpcConfig.class, factory = true)
public final class GrpcGateway implements BrokerGateway {

    static final String PID = "org.jts.gateway.grpc";
    static final String TYPE = "grpc";

    private final BrokerId id;
    private final Target target;
    private final TimeSource time;
    private final ReentrantLock connecting = new ReentrantLock();
    private final OrderFeeds orderFeeds;
    private volatile Capabilities capabilities = Everything.offered();
    private volatile Line line;
    /** The broker's name at the server, known when connected. */
    private volatile String broker = "";
    /** Whether the server has had the broker. */
    private volatile boolean known;

    @Activate
    public GrpcGateway(GrpcConfig config, Map<String, Object> properties, @Reference TimeSource time) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.target = Target.of(config);
        this.time = time;
        this.orderFeeds = new OrderFeeds(time);
    }

    @Deactivate
    void close() {
        disconnect();
    }

    @Override
    public BrokerId id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        connecting.lockInterruptibly();
        try {
            if (line != null) {
                return;
            }
            Line next = new Line(target, "jts-grpc-" + id + "-", time, listener, this::lost);
            try {
                Broker found = find(next);
                capabilities = BrokerWire.capabilities(found.getCapabilities());
                broker = found.getId();
                line = next;
                next.watch(broker);
                known = true;
            } catch (BrokerException | InterruptedException | RuntimeException e) {
                line = null;
                next.close();
                throw e;
            }
        } finally {
            connecting.unlock();
        }
    }

    private Broker find(Line next) throws BrokerException, InterruptedException {
        List<Broker> all = next.caller().read(T.format("what.server", target), GatewayServiceGrpc.getGetBrokersMethod(),
                GetBrokersRequest.getDefaultInstance(), next.first()).getBrokersList();
        String wanted = target.broker();
        Broker found = all.stream().filter(b -> wanted.isEmpty() ? all.size() == 1 : b.getId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> notThere(all));
        ConnectionState state = readable(T.format("what.server", target), () -> BrokerWire.state(found.getStatus()));
        if (!state.isConnected()) {
            throw Line.down(target, state);
        }
        return found;
    }

    /** A server that has just been started may not have its brokers yet; who names a wrong one will wait in vain. */
    private BrokerException notThere(List<Broker> all) {
        boolean comesPerhaps = known || all.isEmpty();
        return new BrokerException(comesPerhaps ? ErrorCategory.NETWORK : ErrorCategory.VALIDATION,
                T.format("broker.none",
                target, target.broker().isEmpty() ? T.get("broker.none.any")
                        : T.format("broker.none.named", target.broker()),
                all.isEmpty() ? T.get("broker.none.nothing") : all.stream().map(Broker::getId).toList()));
    }

    /** The line is lost; where the order streams were is kept for the next. */
    private void lost() {
        line = null;
        orderFeeds.lost();
    }

    @Override
    public void disconnect() {
        Line last = line;
        line = null;
        if (last != null) {
            orderFeeds.forget();
            last.close();
        }
    }

    private Line line() throws BrokerException {
        Line now = line;
        if (now == null) {
            throw Caller.noLine(target);
        }
        return now;
    }

    private <Q, A> A read(String what, MethodDescriptor<Q, A> method, Q request)
            throws BrokerException, InterruptedException {
        return line().caller().read(what, method, request);
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        read(T.get("what.health"), GatewayServiceGrpc.getCheckHealthMethod(),
                CheckHealthRequest.newBuilder().setBrokerId(broker).build());
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        var answer = read(T.get("what.accounts"), GatewayServiceGrpc.getGetAccountsMethod(),
                GetAccountsRequest.newBuilder().setBrokerId(broker).build());
        return readable(T.get("what.accounts"), () -> answer.getAccountsList().stream().map(AccountWire::account)
                .toList());
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        var answer = read(T.get("what.symbols"), MarketDataServiceGrpc.getGetSymbolsMethod(),
                GetSymbolsRequest.newBuilder().setBrokerId(broker).build());
        return readable(T.get("what.symbols"), () -> answer.getSymbolsList().stream().map(MarketWire::symbol).toList());
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read(T.format("what.quote", symbol), MarketDataServiceGrpc.getGetQuoteMethod(),
                GetQuoteRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable(T.format("what.quote", symbol), () -> MarketWire.quote(answer));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read(T.format("what.book", symbol), GatewayServiceGrpc.getGetOrderBookMethod(),
                GetOrderBookRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable(T.format("what.book", symbol), () -> MarketWire.orderBook(answer));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Caller caller = line().caller();
        Iterator<CandleData> answer = ClientCalls.blockingServerStreamingCall(caller.channel(),
                MarketDataServiceGrpc.getGetCandlesMethod(),
                CallOptions.DEFAULT.withDeadlineAfter(caller.limit().toNanos(), TimeUnit.NANOSECONDS),
                MarketWire.message(query, broker));
        List<Candle> candles = new ArrayList<>();
        try {
            while (answer.hasNext()) {
                CandleData next = answer.next();
                candles.add(readable(T.format("what.candles", query.symbol()), () -> MarketWire.candle(next)));
            }
            return List.copyOf(candles);
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(T.get("candles.interrupted"));
            }
            throw ErrorWire.failure(T.format("what.candles", query.symbol()), e);
        }
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.balances"), TradingServiceGrpc.getGetBalanceMethod(),
                GetBalanceRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.balances"), () -> AccountWire.balances(answer));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.positions"), TradingServiceGrpc.getGetPositionsMethod(),
                GetPositionsRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.positions"), () -> answer.getPositionsList().stream().map(AccountWire::position)
                .toList());
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.open"), GatewayServiceGrpc.getGetOpenOrdersMethod(),
                GetOpenOrdersRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.open"), () -> answer.getOrdersList().stream().map(OrderWire::order).toList());
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.trades"), GatewayServiceGrpc.getGetExecutionsMethod(),
                OrderWire.message(account, since, broker));
        return readable(T.get("what.trades"), () -> answer.getExecutionsList().stream().map(OrderWire::execution)
                .toList());
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return order(TradingServiceGrpc.getPlaceOrderMethod(), OrderWire.message(request, broker));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order(GatewayServiceGrpc.getModifyOrderMethod(), OrderWire.message(change, broker));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order(TradingServiceGrpc.getCancelOrderMethod(), OrderWire.message(order, broker));
    }

    private <Q> OrderOutcome order(MethodDescriptor<Q, OrderResponse> method, Q request) {
        Line now = line;
        return now == null ? new OrderOutcome.NotSent(Caller.noLine(target).getMessage())
                : now.caller().order(method, request);
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        Line now = line();
        var feed = now.feed(MarketDataServiceGrpc.getStreamQuotesMethod(),
                (QuoteData quote) -> listener.onQuote(MarketWire.quote(quote)));
        now.open(T.get("what.quotes"), "quotes", feed, StreamQuotesRequest.newBuilder().setBrokerId(broker)
                .addAllSymbols(texts(symbols)).build());
        return () -> now.close(feed);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        Line now = line();
        var feed = now.feed(GatewayServiceGrpc.getStreamOrderBooksMethod(),
                (OrderBookSnapshot book) -> listener.onOrderBook(MarketWire.orderBook(book)));
        now.open(T.get("what.books"), "books", feed, StreamOrderBooksRequest.newBuilder().setBrokerId(broker)
                .addAllSymbols(texts(symbols)).build());
        return () -> now.close(feed);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return orderFeeds.subscribe(line(), broker, account, listener);
    }

    private static List<String> texts(Set<SymbolId> symbols) {
        return symbols.stream().map(SymbolId::toString).sorted().toList();
    }

    /** Reads an answer of the server. */
    private interface Reading<T> {
        T read();
    }

    private static <T> T readable(String what, Reading<T> reading) throws BrokerException {
        try {
            return reading.read();
        } catch (WireException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("answer.unreadable", what, e.getMessage()), e);
        }
    }
}
