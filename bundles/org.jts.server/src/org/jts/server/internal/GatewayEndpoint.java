package org.jts.server.internal;

import static org.jts.wire.AccountWire.accountId;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.jts.wire.AccountWire;
import org.jts.wire.BrokerWire;
import org.jts.wire.CallWire;
import org.jts.wire.MarketWire;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.gateway.Broker;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.CheckHealthRequest;
import org.jts.wire.proto.gateway.CheckHealthResponse;
import org.jts.wire.proto.gateway.GatewayServiceGrpc.GatewayServiceImplBase;
import org.jts.wire.proto.gateway.GetAccountsRequest;
import org.jts.wire.proto.gateway.GetAccountsResponse;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.GetBrokersResponse;
import org.jts.wire.proto.gateway.GetCallFormsRequest;
import org.jts.wire.proto.gateway.GetCallFormsResponse;
import org.jts.wire.proto.gateway.GetExecutionsRequest;
import org.jts.wire.proto.gateway.GetExecutionsResponse;
import org.jts.wire.proto.gateway.GetOpenOrdersRequest;
import org.jts.wire.proto.gateway.GetOpenOrdersResponse;
import org.jts.wire.proto.gateway.GetOrderBookRequest;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.gateway.OrderAnswer;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.OrderStreamMessage;
import org.jts.wire.proto.gateway.OrderStreamPoint;
import org.jts.wire.proto.gateway.OrderStreamStart;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.gateway.RateLimits;
import org.jts.wire.proto.gateway.StreamOrderBooksRequest;
import org.jts.wire.proto.gateway.StreamOrdersRequest;
import org.jts.wire.proto.gateway.StreamRateLimitsRequest;
import org.jts.wire.proto.gateway.StreamStatusRequest;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.trading.OrderResponse;

import io.grpc.stub.StreamObserver;

/** What a whole gateway needs besides. */
final class GatewayEndpoint extends GatewayServiceImplBase {

    private static final Duration LOOK = Duration.ofMillis(250);
    /** A state that is not news is said again this often, in looks. */
    private static final int LOOKS_PER_BEAT = 4;

    private final Brokers brokers;
    private final OpenStreams streams;
    private final Feeds feeds;
    private final OrderLogs logs;
    private final TradingEndpoint trading;
    private final CallMeter meter;
    private final Function<BrokerId, Map<String, ? extends MeteredLimit>> limits;
    private final TimeSource time;
    private final String epoch;

    /** @param epoch the life of this server */
    GatewayEndpoint(Brokers brokers, OpenStreams streams, Feeds feeds, OrderLogs logs, TradingEndpoint trading,
            CallMeter meter, Backend backend, String epoch) {
        this.brokers = brokers;
        this.streams = streams;
        this.feeds = feeds;
        this.logs = logs;
        this.trading = trading;
        this.meter = meter;
        this.limits = backend.limits();
        this.time = backend.time();
        this.epoch = epoch;
    }

    @Override
    public void getBrokers(GetBrokersRequest request, StreamObserver<GetBrokersResponse> out) {
        Calls.answer(out, () -> {
            GetBrokersResponse.Builder answer = GetBrokersResponse.newBuilder().setServerEpoch(epoch);
            for (BrokerConnection broker : brokers.all()) {
                answer.addBrokers(Broker.newBuilder().setId(broker.id().value()).setType(broker.type())
                        .setName(broker.name()).setCapabilities(BrokerWire.message(broker.gateway().capabilities()))
                        .setStatus(BrokerWire.message(broker.state())));
            }
            return answer.build();
        });
    }

    @Override
    public void streamStatus(StreamStatusRequest request, StreamObserver<BrokerStatus> observer) {
        OpenStreams.Stream<BrokerStatus> stream = streams.open(observer);
        var sender = new LatestSender<String, BrokerStatus>(stream);
        Calls.open(stream, () -> {
            String id = brokers.broker(request.getBrokerId()).id().value();
            stream.onStop(() -> stream.send(BrokerWire.message(brokers.broker(id).state()).toBuilder()
                    .setServerStopping(true).build()));
            var told = new AtomicReference<ConnectionState>();
            int[] looks = {0};
            stream.feed(every(stream, "status", () -> {
                ConnectionState state = brokers.broker(id).state();
                if (looks[0]++ % LOOKS_PER_BEAT == 0 || !state.equals(told.get())) {
                    told.set(state);
                    sender.offer(id, BrokerWire.message(state));
                }
            }));
        });
    }

    @Override
    public void streamRateLimits(StreamRateLimitsRequest request, StreamObserver<RateLimits> observer) {
        OpenStreams.Stream<RateLimits> stream = streams.open(observer);
        var sender = new LatestSender<String, RateLimits>(stream);
        Calls.open(stream, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            var told = new AtomicReference<RateLimits>();
            stream.feed(every(stream, "limits", () -> {
                RateLimits.Builder now = RateLimits.newBuilder();
                limits.apply(broker.id()).forEach((key, limit) -> now.addLimits(BrokerWire.message(key, limit)));
                if (!now.build().equals(told.getAndSet(now.build()))) {
                    sender.offer("", told.get());
                }
            }));
        });
    }

    /** Runs a look now and from then on; a broker that is gone ends the stream. */
    private Subscription every(OpenStreams.Stream<?> stream, String what, Runnable look) {
        look.run();
        return time.scheduleWithFixedDelay("jts-server-" + what, LOOK, () -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                stream.fail(Calls.status(e));
            }
        });
    }

    @Override
    public void checkHealth(CheckHealthRequest request, StreamObserver<CheckHealthResponse> out) {
        Calls.answer(out, () -> {
            brokers.broker(request.getBrokerId()).gateway().checkHealth();
            return CheckHealthResponse.getDefaultInstance();
        });
    }

    @Override
    public void getAccounts(GetAccountsRequest request, StreamObserver<GetAccountsResponse> out) {
        Calls.answer(out, () -> {
            GetAccountsResponse.Builder answer = GetAccountsResponse.newBuilder();
            brokers.broker(request.getBrokerId()).gateway().accounts()
                    .forEach(account -> answer.addAccounts(AccountWire.message(account)));
            return answer.build();
        });
    }

    @Override
    public void getOrderBook(GetOrderBookRequest request, StreamObserver<OrderBookSnapshot> out) {
        Calls.answer(out, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            return MarketWire.message(broker.gateway().orderBook(brokers.symbol(broker, request.getSymbol())));
        });
    }

    @Override
    public void streamOrderBooks(StreamOrderBooksRequest request, StreamObserver<OrderBookSnapshot> observer) {
        OpenStreams.Stream<OrderBookSnapshot> stream = streams.open(observer);
        var sender = new LatestSender<SymbolId, OrderBookSnapshot>(stream);
        Calls.open(stream, () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            stream.feed(feeds.books(broker).watch(
                    MarketDataEndpoint.symbols(brokers, broker, request.getSymbolsList()),
                    book -> sender.offer(book.symbol(), book.message())));
            stream.begun();
        });
    }

    @Override
    public void getOpenOrders(GetOpenOrdersRequest request, StreamObserver<GetOpenOrdersResponse> out) {
        Calls.answer(out, () -> {
            GetOpenOrdersResponse.Builder answer = GetOpenOrdersResponse.newBuilder();
            brokers.broker(request.getBrokerId()).gateway().openOrders(accountId(request.getAccountId()))
                    .forEach(order -> answer.addOrders(OrderWire.message(order)));
            return answer.build();
        });
    }

    @Override
    public void getExecutions(GetExecutionsRequest request, StreamObserver<GetExecutionsResponse> out) {
        Calls.answer(out, () -> {
            GetExecutionsResponse.Builder answer = GetExecutionsResponse.newBuilder();
            brokers.broker(request.getBrokerId()).gateway()
                    .executions(accountId(request.getAccountId()), OrderWire.since(request))
                    .forEach(execution -> answer.addExecutions(OrderWire.message(execution)));
            return answer.build();
        });
    }

    @Override
    public void modifyOrder(ModifyOrderRequest request, StreamObserver<OrderResponse> out) {
        Calls.order(out, trading.modifying(request));
    }

    @Override
    public void getCallForms(GetCallFormsRequest request, StreamObserver<GetCallFormsResponse> out) {
        Calls.answer(out, () -> CallWire.message(brokers.broker(request.getBrokerId()).gateway().callForms()));
    }

    @Override
    public void placeCall(PlaceCallRequest request, StreamObserver<OrderResponse> out) {
        Calls.order(out, trading.calling(request));
    }

    @Override
    public StreamObserver<OrderCallsRequest> orderCalls(StreamObserver<OrderAnswer> observer) {
        return OrderCallStream.open(streams.open(observer), trading, meter);
    }

    @Override
    public void streamOrders(StreamOrdersRequest request, StreamObserver<OrderStreamMessage> observer) {
        OpenStreams.Stream<OrderStreamMessage> stream = streams.open(observer);
        OrderSender sender = new OrderSender(stream);
        Calls.open(stream, () -> {
            OrderLog log = logs.log(brokers.broker(request.getBrokerId()), accountId(request.getAccountId()));
            Optional<OrderStreamPoint> resume = request.hasResumeAfter() ? Optional.of(request.getResumeAfter())
                    : Optional.empty();
            boolean known = resume.filter(point -> point.getServerEpoch().equals(epoch) && log.has(point.getSequence()))
                    .isPresent();
            long after = known ? resume.orElseThrow().getSequence() : log.last();
            stream.send(OrderStreamMessage.newBuilder().setStart(OrderStreamStart.newBuilder()
                    .setAfter(OrderStreamPoint.newBuilder().setServerEpoch(epoch).setSequence(after))
                    .setGap(resume.isPresent() && !known)).build());
            sender.start(log, after);
        });
    }
}
