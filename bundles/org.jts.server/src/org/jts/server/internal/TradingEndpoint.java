package org.jts.server.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.trading.DeskOrder;
import org.jts.wire.AccountWire;
import org.jts.wire.CallWire;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.trading.BalanceResponse;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.GetBalanceRequest;
import org.jts.wire.proto.trading.GetOrderStatusRequest;
import org.jts.wire.proto.trading.GetPositionsRequest;
import org.jts.wire.proto.trading.OrderData;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderStatusResponse;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.PositionsResponse;
import org.jts.wire.proto.trading.TradingServiceGrpc.TradingServiceImplBase;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Balances, positions and orders. */
final class TradingEndpoint extends TradingServiceImplBase {

    /** Stands where a request has a name of its own, which comes before it. */
    private static final ClientOrderId NO_NAME = new ClientOrderId("none");

    private final Brokers brokers;
    private final OrderLogs logs;
    private final ClientOrders orders;
    private final Acts acts;
    private final AwakeLoops loops;

    TradingEndpoint(Brokers brokers, OrderLogs logs, ClientOrders orders, Acts acts, AwakeLoops loops) {
        this.brokers = brokers;
        this.logs = logs;
        this.orders = orders;
        this.acts = acts;
        this.loops = loops;
    }

    @Override
    public void getBalance(GetBalanceRequest request, StreamObserver<BalanceResponse> out) {
        Calls.answer(out, () -> AccountWire.message(brokers.broker(request.getBrokerId()).gateway()
                .balances(AccountWire.accountId(request.getAccountId()))));
    }

    @Override
    public void getPositions(GetPositionsRequest request, StreamObserver<PositionsResponse> out) {
        Calls.answer(out, () -> {
            PositionsResponse.Builder answer = PositionsResponse.newBuilder();
            brokers.broker(request.getBrokerId()).gateway().positions(AccountWire.accountId(request.getAccountId()))
                    .forEach(position -> answer.addPositions(AccountWire.message(position)));
            return answer.build();
        });
    }

    /** An order for a broker. */
    private record Placing(BrokerConnection broker, OrderRequest order) {
    }

    @Override
    public void placeOrder(PlaceOrderRequest request, StreamObserver<OrderResponse> out) {
        Calls.order(out, placing(request));
    }

    private static ClientOrderId newName() {
        return new ClientOrderId(UUID.randomUUID().toString());
    }

    OrderWork<?, OrderResponse> placing(PlaceOrderRequest request) {
        Caller by = Caller.CURRENT.get();
        return new OrderWork<>(loops.current(), () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            SymbolId symbol = brokers.symbol(broker, request.getSymbolCode());
            return new Placing(broker, OrderWire.request(request, symbol,
                    request.getClientOrderId().isEmpty() ? newName() : NO_NAME));
        }, work -> brokers.find(request.getBrokerId()).filter(broker -> broker.tryExecute(work)).isPresent(),
                (placing, isLent, answer) -> {
                    String name = placing.order().clientOrderId().value();
                    acts.client(by, Optional.of(placing.broker().id()), "place", Map.of("order", name));
                    orders.place(placing.broker(), placing.order(), isLent, outcome -> answer.accept(
                            OrderWire.answer(outcome).setClientOrderId(name).build()));
                });
    }

    /** An order in the broker's own words, and why it is none that may be sent. */
    private record Calling(OrderCall call, ClientOrderId name, Optional<OrderOutcome.Rejected> refusal) {
    }

    OrderWork<?, OrderResponse> calling(PlaceCallRequest request) {
        Caller by = Caller.CURRENT.get();
        return new OrderWork<>(loops.current(), () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            List<CallForm> offered = broker.gateway().callForms();
            OrderCall call = CallWire.call(request, new AccountKey(broker.id(), AccountWire.accountId(
                    request.getAccountId())), offered);
            return new Calling(call, OrderWire.name(request.getClientOrderId(), TradingEndpoint::newName),
                    CallForm.refusal(offered, call));
        }, calling -> {
            String name = calling.name().value();
            acts.client(by, Optional.of(calling.call().account().broker()), "place call", Map.of("order", name, "call",
                    calling.call().fullName()));
            OrderOutcome outcome = calling.refusal().isPresent() ? calling.refusal().get()
                    : orders.call(calling.call(), calling.name());
            return OrderWire.answer(outcome).setClientOrderId(name).build();
        });
    }

    /** A change for a broker. */
    private record Changing(BrokerConnection broker, OrderChange change) {
    }

    OrderWork<?, OrderResponse> modifying(ModifyOrderRequest request) {
        Caller by = Caller.CURRENT.get();
        return new OrderWork<>(loops.current(), () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            SymbolId symbol = symbol(broker, request.getSymbolCode(), request.getAccountId(), request.getOrderId());
            return new Changing(broker, OrderWire.change(request, symbol));
        }, changing -> {
            note(by, changing.broker(), "modify", changing.change().order());
            return OrderWire.message(orders.modify(changing.broker(), changing.change()));
        });
    }

    /** A cancel for a broker. */
    private record Cancelling(BrokerConnection broker, OrderRef order) {
    }

    @Override
    public void cancelOrder(CancelOrderRequest request, StreamObserver<OrderResponse> out) {
        Calls.order(out, cancelling(request));
    }

    OrderWork<?, OrderResponse> cancelling(CancelOrderRequest request) {
        Caller by = Caller.CURRENT.get();
        return new OrderWork<>(loops.current(), () -> {
            BrokerConnection broker = brokers.broker(request.getBrokerId());
            SymbolId symbol = symbol(broker, request.getSymbolCode(), request.getAccountId(), request.getOrderId());
            return new Cancelling(broker, OrderWire.ref(request, symbol));
        }, cancelling -> {
            note(by, cancelling.broker(), "cancel", cancelling.order());
            return OrderWire.message(orders.cancel(cancelling.broker(), cancelling.order()));
        });
    }

    private void note(Caller by, BrokerConnection broker, String action, OrderRef order) {
        acts.client(by, Optional.of(broker.id()), action, Map.of("brokerOrder", order.brokerOrderId().value()));
    }

    @Override
    public void getOrderStatus(GetOrderStatusRequest request, StreamObserver<OrderStatusResponse> out) {
        Calls.answer(out, () -> OrderStatusResponse.newBuilder().setOrder(order(brokers.broker(request.getBrokerId()),
                request.getAccountId(), request.getOrderId())).build());
    }

    /** The symbol of an order, looked up when the request does not say it. */
    private SymbolId symbol(BrokerConnection broker, String said, String account, String order)
            throws BrokerException, InterruptedException {
        return brokers.symbol(broker, said.isEmpty() ? order(broker, account, order).getSymbolCode() : said);
    }

    private OrderData order(BrokerConnection broker, String account, String id)
            throws BrokerException, InterruptedException {
        if (id.isBlank()) {
            throw new BrokerException(ErrorCategory.VALIDATION,
                    "order_id: expected the broker's name for the order, found none");
        }
        AccountId owner = AccountWire.accountId(account);
        Optional<DeskOrder> followed = orders.find(broker, owner, new BrokerOrderId(id));
        if (followed.isPresent()) {
            return OrderWire.message(followed.get().order());
        }
        List<Order> open = broker.gateway().openOrders(owner);
        Optional<OrderData> found = open.stream().filter(o -> o.brokerOrderId().filter(b -> b.value().equals(id))
                .isPresent()).findFirst().map(OrderWire::message)
                .or(() -> logs.known(broker, owner).flatMap(log -> log.order(id)));
        return (found.isPresent() ? found
                : broker.gateway().order(owner, new BrokerOrderId(id)).map(OrderWire::message))
                .orElseThrow(() -> Status.NOT_FOUND.withDescription(
                ("order_id: expected an open order of %s at %s, one whose events the server has seen, or one that the "
                        + "broker tells of; found \"%s\"").formatted(account, broker.id(), id)).asRuntimeException());
    }
}
