package org.jts.gateway.grpc.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.jts.api.market.Timeframe;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;
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
 * One broker of a JTS server. What the broker lacks the server refuses as unsupported: what it offers is known only
 * once there is a connection, and a gateway has to say before.
 */
@Component(service = BrokerGateway.class, configurationPid = GrpcGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, // a delayed one would forget where its order streams were
        property = BrokerGateway.BROKER_TYPE + "=" + GrpcGateway.TYPE)
@Designate(ocd = GrpcConfig.class, factory = true)
public final class GrpcGateway implements BrokerGateway {

    static final String PID = "org.jts.gateway.grpc";
    static final String TYPE = "grpc";

    private static final Capabilities CAPABILITIES = everything();

    private final BrokerId id;
    private final Target target;
    private final TimeSource time;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Map<AccountId, OrderFeed.Place> places = OrderFeed.places();
    private final Set<OrderFeed> orderFeeds = ConcurrentHashMap.newKeySet();
    private volatile Line line;
    /** The broker's name at the server, known when connected. */
    private volatile String broker = "";

    @Activate
    public GrpcGateway(GrpcConfig config, Map<String, Object> properties, @Reference TimeSource time) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.target = Target.of(config);
        this.time = time;
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
        return CAPABILITIES;
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        connecting.lockInterruptibly();
        try {
            if (line != null) {
                return;
            }
            Line next = new Line(target, "jts-grpc-" + id + "-", time, listener, this::forget);
            try {
                Broker found = find(next);
                broker = found.getId();
                line = next;
                next.watch(broker);
                Capabilities offered = BrokerWire.capabilities(found.getCapabilities());
                if (!offered.equals(CAPABILITIES)) {
                    listener.onNotice("the broker %s of the server %s does not offer all there is; it refuses the rest"
                            .formatted(broker, target));
                }
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
        List<Broker> all = next.caller().read("the server " + target, GatewayServiceGrpc.getGetBrokersMethod(),
                GetBrokersRequest.getDefaultInstance()).getBrokersList();
        String wanted = target.broker();
        Broker found = all.stream().filter(b -> wanted.isEmpty() ? all.size() == 1 : b.getId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BrokerException(ErrorCategory.VALIDATION,
                ("expected the server %s to have %s, found "
                        + "%s; set the broker at the server").formatted(target,
                                wanted.isEmpty() ? "one broker" : "the broker " + wanted,
                                all.isEmpty() ? "none" : all.stream().map(Broker::getId).toList())));
        ConnectionState state = readable("status", () -> BrokerWire.state(found.getStatus()));
        if (!state.isConnected()) {
            throw Line.down(target, state);
        }
        return found;
    }

    /** The line is lost; where the order streams were is kept for the next. */
    private void forget() {
        line = null;
        orderFeeds.forEach(OrderFeed::note);
        orderFeeds.clear();
    }

    @Override
    public void disconnect() {
        Line last = line;
        line = null;
        orderFeeds.clear();
        places.clear();
        if (last != null) {
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
        read("health", GatewayServiceGrpc.getCheckHealthMethod(),
                CheckHealthRequest.newBuilder().setBrokerId(broker).build());
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        var answer = read("accounts", GatewayServiceGrpc.getGetAccountsMethod(),
                GetAccountsRequest.newBuilder().setBrokerId(broker).build());
        return readable("accounts", () -> answer.getAccountsList().stream().map(AccountWire::account).toList());
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        var answer = read("symbols", MarketDataServiceGrpc.getGetSymbolsMethod(),
                GetSymbolsRequest.newBuilder().setBrokerId(broker).build());
        return readable("symbols", () -> answer.getSymbolsList().stream().map(MarketWire::symbol).toList());
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read("quote of " + symbol, MarketDataServiceGrpc.getGetQuoteMethod(),
                GetQuoteRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable("quote of " + symbol, () -> MarketWire.quote(answer));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read("order book of " + symbol, GatewayServiceGrpc.getGetOrderBookMethod(),
                GetOrderBookRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable("order book of " + symbol, () -> MarketWire.orderBook(answer));
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
                candles.add(readable("candles of " + query.symbol(), () -> MarketWire.candle(next)));
            }
            return List.copyOf(candles);
        } catch (StatusRuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("given up before all candles had come");
            }
            throw ErrorWire.failure("candles of " + query.symbol(), e);
        }
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        var answer = read("balances", TradingServiceGrpc.getGetBalanceMethod(),
                GetBalanceRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable("balances", () -> AccountWire.balances(answer));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        var answer = read("positions", TradingServiceGrpc.getGetPositionsMethod(),
                GetPositionsRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable("positions", () -> answer.getPositionsList().stream().map(AccountWire::position).toList());
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        var answer = read("open orders", GatewayServiceGrpc.getGetOpenOrdersMethod(),
                GetOpenOrdersRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable("open orders", () -> answer.getOrdersList().stream().map(OrderWire::order).toList());
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        var answer = read("trades", GatewayServiceGrpc.getGetExecutionsMethod(),
                OrderWire.message(account, since, broker));
        return readable("trades", () -> answer.getExecutionsList().stream().map(OrderWire::execution).toList());
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
        var feed = now.open("quotes", "quotes", MarketDataServiceGrpc.getStreamQuotesMethod(), StreamQuotesRequest
                .newBuilder().setBrokerId(broker).addAllSymbols(texts(symbols)).build(),
                quote -> listener.onQuote(MarketWire.quote(quote)), now::lost);
        return () -> now.close(feed);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        Line now = line();
        var feed = now.open("order books", "books", GatewayServiceGrpc.getStreamOrderBooksMethod(),
                StreamOrderBooksRequest.newBuilder().setBrokerId(broker).addAllSymbols(texts(symbols)).build(),
                book -> listener.onOrderBook(MarketWire.orderBook(book)), now::lost);
        return () -> now.close(feed);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        OrderFeed feed = new OrderFeed(line(), broker, account, listener, places, time.now());
        Subscription open = feed.open();
        orderFeeds.add(feed);
        return () -> {
            orderFeeds.remove(feed);
            open.close();
        };
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
            throw new BrokerException(ErrorCategory.DATA,
                    "%s: the answer of the server cannot be read: %s".formatted(what,
                    e.getMessage()), e);
        }
    }

    private static Capabilities everything() {
        Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(OrderType.class);
        for (OrderType type : OrderType.values()) {
            orders.put(type, EnumSet.allOf(TimeInForce.class));
        }
        return new Capabilities(EnumSet.allOf(Feature.class), orders, EnumSet.allOf(Timeframe.class),
                OptionalInt.empty());
    }
}
