package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.wire.AccountWire;
import org.jts.wire.BrokerWire;
import org.jts.wire.CallWire;
import org.jts.wire.ErrorWire;
import org.jts.wire.MarketWire;
import org.jts.wire.OrderWire;
import org.jts.wire.QuoteReader;
import org.jts.wire.WireException;
import org.jts.wire.proto.gateway.CheckHealthRequest;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetAccountsRequest;
import org.jts.wire.proto.gateway.GetCallFormsRequest;
import org.jts.wire.proto.gateway.GetOpenOrdersRequest;
import org.jts.wire.proto.gateway.GetOrderBookRequest;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.gateway.RateLimits;
import org.jts.wire.proto.gateway.StreamOrderBooksRequest;
import org.jts.wire.proto.gateway.StreamRateLimitsRequest;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.GetQuoteRequest;
import org.jts.wire.proto.market.GetSymbolsRequest;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.market.StreamQuotesRequest;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.GetBalanceRequest;
import org.jts.wire.proto.trading.GetPositionsRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

/** A broker of a server as long as one line to it lasts: its calls and streams, in words of this program. */
final class RemoteBroker {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteBroker.class);
    /** So many in a message cost each of them next to nothing of it. */
    private static final int QUOTES_AT_ONCE = 16;

    private final Line line;
    private final String broker;
    private final BrokerId here;
    private final Consumer<Map<String, MeteredLimit>> heard;
    /** Empty while nobody says what is used of them. */
    private volatile Optional<Map<String, MeteredLimit>> limits = Optional.empty();

    /**
     * @param broker its id at the server
     * @param here   its id in this program
     * @param said   told what the server says of its request limits, by their keys behind the broker's id here
     */
    RemoteBroker(Line line, String broker, BrokerId here, Consumer<Map<String, MeteredLimit>> said) {
        this.line = line;
        this.broker = broker;
        this.here = here;
        this.heard = said;
    }

    Line line() {
        return line;
    }

    String broker() {
        return broker;
    }

    /** Begins to follow what is used of the server's request limits; without that the broker can be used as well. */
    void watchLimits() throws InterruptedException {
        Feed<StreamRateLimitsRequest, RateLimits> feed = new Feed<>(line.caller().channel(),
                GatewayServiceGrpc.getStreamRateLimitsMethod(), this::noteLimits, end -> limits = Optional.empty());
        try {
            line.open(T.get("what.limits"), "limits", feed,
                    StreamRateLimitsRequest.newBuilder().setBrokerId(broker).build());
        } catch (BrokerException e) {
            LOG.debug("the server does not say what is used of its limits: {}", e.getMessage());
        }
    }

    private void noteLimits(RateLimits said) {
        Map<String, MeteredLimit> now = new TreeMap<>();
        said.getLimitsList().forEach(limit -> now.put(here + "/" + limit.getKey(), BrokerWire.limit(limit)));
        Map<String, MeteredLimit> all = Collections.unmodifiableMap(now);
        heard.accept(all);
        limits = Optional.of(all);
    }

    /** What is used of the server's limits; empty when the line is lost, and while the server says nothing of them. */
    Optional<Map<String, MeteredLimit>> limits() {
        return line.isOver() ? Optional.empty() : limits;
    }

    private <Q, A> A read(String what, MethodDescriptor<Q, A> method, Q request)
            throws BrokerException, InterruptedException {
        return line.caller().read(what, method, request);
    }

    void checkHealth() throws BrokerException, InterruptedException {
        read(T.get("what.health"), GatewayServiceGrpc.getCheckHealthMethod(),
                CheckHealthRequest.newBuilder().setBrokerId(broker).build());
    }

    List<Account> accounts() throws BrokerException, InterruptedException {
        var answer = read(T.get("what.accounts"), GatewayServiceGrpc.getGetAccountsMethod(),
                GetAccountsRequest.newBuilder().setBrokerId(broker).build());
        return readable(T.get("what.accounts"), () -> answer.getAccountsList().stream().map(AccountWire::account)
                .toList());
    }

    List<Symbol> symbols() throws BrokerException, InterruptedException {
        var answer = read(T.get("what.symbols"), MarketDataServiceGrpc.getGetSymbolsMethod(),
                GetSymbolsRequest.newBuilder().setBrokerId(broker).build());
        return readable(T.get("what.symbols"), () -> answer.getSymbolsList().stream().map(MarketWire::symbol).toList());
    }

    Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read(T.format("what.quote", symbol), MarketDataServiceGrpc.getGetQuoteMethod(),
                GetQuoteRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable(T.format("what.quote", symbol), () -> MarketWire.quote(answer));
    }

    OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        var answer = read(T.format("what.book", symbol), GatewayServiceGrpc.getGetOrderBookMethod(),
                GetOrderBookRequest.newBuilder().setBrokerId(broker).setSymbol(symbol.toString()).build());
        return readable(T.format("what.book", symbol), () -> MarketWire.orderBook(answer));
    }

    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Caller caller = line.caller();
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

    List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.balances"), TradingServiceGrpc.getGetBalanceMethod(),
                GetBalanceRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.balances"), () -> AccountWire.balances(answer));
    }

    List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.positions"), TradingServiceGrpc.getGetPositionsMethod(),
                GetPositionsRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.positions"), () -> answer.getPositionsList().stream().map(AccountWire::position)
                .toList());
    }

    List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.open"), GatewayServiceGrpc.getGetOpenOrdersMethod(),
                GetOpenOrdersRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        return readable(T.get("what.open"), () -> answer.getOrdersList().stream().map(OrderWire::order).toList());
    }

    /** As the server's desk knows it, under the name that it had here; else as the broker has it. */
    Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException, InterruptedException {
        var answer = Healing.status(line.caller(), broker, account, id.value());
        return readable(T.format("what.order", id), () -> answer.map(known -> OrderWire.order(known.getOrder())));
    }

    List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        var answer = read(T.get("what.trades"), GatewayServiceGrpc.getGetExecutionsMethod(),
                OrderWire.message(account, since, broker));
        return readable(T.get("what.trades"), () -> answer.getExecutionsList().stream().map(OrderWire::execution)
                .toList());
    }

    OrderOutcome place(OrderRequest request) {
        PlaceOrderRequest order = OrderWire.message(request, broker);
        return order(OrderCallsRequest.newBuilder().setPlace(order), TradingServiceGrpc.getPlaceOrderMethod(), order);
    }

    /** None at an older server, which passes none on. */
    List<CallForm> callForms() throws BrokerException, InterruptedException {
        try {
            var answer = read(T.get("what.calls"), GatewayServiceGrpc.getGetCallFormsMethod(),
                    GetCallFormsRequest.newBuilder().setBrokerId(broker).build());
            return readable(T.get("what.calls"), () -> CallWire.forms(answer));
        } catch (BrokerException e) {
            if (e.category() == ErrorCategory.UNSUPPORTED) {
                return List.of();
            }
            throw e;
        }
    }

    OrderOutcome call(ClientOrderId name, OrderCall call) {
        PlaceCallRequest order = CallWire.message(name, call, broker);
        return order(OrderCallsRequest.newBuilder().setPlaceCall(order), GatewayServiceGrpc.getPlaceCallMethod(),
                order);
    }

    OrderOutcome modify(OrderChange change) {
        ModifyOrderRequest order = OrderWire.message(change, broker);
        return order(OrderCallsRequest.newBuilder().setModify(order), GatewayServiceGrpc.getModifyOrderMethod(), order);
    }

    OrderOutcome cancel(OrderRef ref) {
        CancelOrderRequest order = OrderWire.message(ref, broker);
        return order(OrderCallsRequest.newBuilder().setCancel(order), TradingServiceGrpc.getCancelOrderMethod(), order);
    }

    /** On the stream of order calls while that is open; else as a call of its own. */
    private <Q> OrderOutcome order(OrderCallsRequest.Builder call, MethodDescriptor<Q, OrderResponse> method,
            Q request) {
        return line.orders().call(call).orElseGet(() -> line.caller().order(method, request));
    }

    Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        var quotes = new QuoteSink(listener);
        Feed<StreamQuotesRequest, byte[]> feed = line.feed(QuoteReader.METHOD, quotes);
        quotes.from = feed;
        line.open(T.get("what.quotes"), "quotes", feed, StreamQuotesRequest.newBuilder().setBrokerId(broker)
                .addAllSymbols(texts(symbols)).setMaxAtOnce(QUOTES_AT_ONCE).build());
        return () -> line.close(feed);
    }

    Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        var feed = line.feed(GatewayServiceGrpc.getStreamOrderBooksMethod(),
                (OrderBookSnapshot book) -> listener.onOrderBook(MarketWire.orderBook(book)));
        line.open(T.get("what.books"), "books", feed, StreamOrderBooksRequest.newBuilder().setBrokerId(broker)
                .addAllSymbols(texts(symbols)).build());
        return () -> line.close(feed);
    }

    /** Hands quotes on, those that came in one message too, until the stream is closed. */
    private static final class QuoteSink implements Consumer<byte[]> {
        private final QuoteReader reader = new QuoteReader();
        private final QuoteListener listener;
        private volatile Feed<?, ?> from;

        QuoteSink(QuoteListener listener) {
            this.listener = listener;
        }

        @Override
        public void accept(byte[] message) {
            reader.read(message, this::hand);
        }

        private void hand(Quote quote) {
            if (!from.isClosed()) {
                listener.onQuote(quote);
            }
        }
    }

    private static List<String> texts(Set<SymbolId> symbols) {
        return symbols.stream().map(SymbolId::toString).sorted().toList();
    }

    /** Reads an answer of the server. */
    interface Reading<T> {
        T read();
    }

    static <T> T readable(String what, Reading<T> reading) throws BrokerException {
        try {
            return reading.read();
        } catch (WireException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("answer.unreadable", what, e.getMessage()), e);
        }
    }
}
