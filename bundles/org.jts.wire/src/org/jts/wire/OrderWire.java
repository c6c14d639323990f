package org.jts.wire;

import static org.jts.wire.Scalars.checked;
import static org.jts.wire.Scalars.here;
import static org.jts.wire.Scalars.instant;
import static org.jts.wire.Scalars.number;
import static org.jts.wire.Scalars.optional;
import static org.jts.wire.Scalars.text;
import static org.jts.wire.Scalars.timestamp;
import static org.jts.wire.Scalars.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.wire.proto.gateway.ExecutionData;
import org.jts.wire.proto.gateway.GetExecutionsRequest;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.gateway.OrderUpdate;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.OrderData;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderSide;
import org.jts.wire.proto.trading.PlaceOrderRequest;

/** Orders, what became of a call, events and trades. @since 1.0 */
public final class OrderWire {

    private static final String SIDE = "ORDER_SIDE_";
    private static final String TYPE = "ORDER_TYPE_";
    private static final String STATUS = "ORDER_STATUS_";
    private static final String TIME = "TIME_IN_FORCE_";
    private static final String REASON = "REJECT_REASON_";

    private OrderWire() {
    }

    static org.jts.wire.proto.trading.OrderType message(OrderType type) {
        return wire(org.jts.wire.proto.trading.OrderType.class, TYPE, type);
    }

    static OrderType type(org.jts.wire.proto.trading.OrderType type) {
        return here(OrderType.class, TYPE, type);
    }

    static org.jts.wire.proto.trading.TimeInForce message(TimeInForce time) {
        return wire(org.jts.wire.proto.trading.TimeInForce.class, TIME, time);
    }

    static TimeInForce timeInForce(org.jts.wire.proto.trading.TimeInForce time) {
        return here(TimeInForce.class, TIME, time);
    }

    static org.jts.wire.proto.gateway.OrderInstruction message(OrderInstruction instruction) {
        var out = org.jts.wire.proto.gateway.OrderInstruction.newBuilder().setCode(instruction.code())
                .setRoute(instruction.route()).setName(instruction.name()).setType(message(instruction.type()))
                .setTimeInForce(message(instruction.timeInForce()))
                .addAllExchanges(instruction.exchanges().stream().sorted().toList());
        instruction.sides().stream().sorted().forEach(side -> out.addSides(wire(OrderSide.class, SIDE, side)));
        return out.build();
    }

    /** Empty for one of a newer server that names a type, time or side which nobody here knows. */
    static Optional<OrderInstruction> instruction(org.jts.wire.proto.gateway.OrderInstruction in) {
        if (in.getType() == org.jts.wire.proto.trading.OrderType.UNRECOGNIZED
                || in.getTimeInForce() == org.jts.wire.proto.trading.TimeInForce.UNRECOGNIZED
                || in.getSidesList().contains(OrderSide.UNRECOGNIZED)) {
            return Optional.empty();
        }
        return Optional.of(checked("order instruction " + in.getCode(), () -> new OrderInstruction(in.getCode(),
                in.getRoute(), in.getName(), type(in.getType()), timeInForce(in.getTimeInForce()),
                in.getSidesList().stream().map(side -> here(Side.class, SIDE, side)).collect(Collectors.toSet()),
                Set.copyOf(in.getExchangesList()))));
    }

    /** @param broker the broker's id at the server */
    public static PlaceOrderRequest message(OrderRequest request, String broker) {
        PlaceOrderRequest.Builder out = PlaceOrderRequest.newBuilder().setBrokerId(broker)
                .setClientOrderId(request.clientOrderId().value()).setAccountId(request.account().value())
                .setSymbolCode(request.symbol().toString()).setSide(wire(OrderSide.class, SIDE, request.side()))
                .setOrderType(message(request.type())).setTimeInForce(message(request.timeInForce()))
                .setQuantity(text(request.quantity()));
        request.limitPrice().ifPresent(price -> out.setPrice(text(price)));
        request.stopPrice().ifPresent(price -> out.setStopPrice(text(price)));
        request.instruction().ifPresent(out::setInstruction);
        return out.build();
    }

    /**
     * @param symbol what the request's symbol, which may be a code alone, stands for
     * @param fallback the client order id of a request that has none
     */
    public static OrderRequest request(PlaceOrderRequest in, SymbolId symbol, ClientOrderId fallback) {
        return checked("order", () -> new OrderRequest(
                in.getClientOrderId().isEmpty() ? fallback : new ClientOrderId(in.getClientOrderId()),
                new AccountId(in.getAccountId()), symbol, here(Side.class, SIDE, in.getSide()), type(in.getOrderType()),
                in.getTimeInForce() == org.jts.wire.proto.trading.TimeInForce.TIME_IN_FORCE_UNKNOWN ? TimeInForce.DAY
                        : timeInForce(in.getTimeInForce()),
                number(in.getQuantity(), "quantity"), optional(in.getPrice(), "price"),
                optional(in.getStopPrice(), "stop_price"),
                Optional.of(in.getInstruction()).filter(code -> !code.isEmpty())));
    }

    /** @param broker the broker's id at the server */
    public static CancelOrderRequest message(OrderRef order, String broker) {
        return CancelOrderRequest.newBuilder().setBrokerId(broker).setAccountId(order.account().value())
                .setOrderId(order.brokerOrderId().value()).setSymbolCode(order.symbol().toString())
                .setClientOrderId(order.clientOrderId().map(ClientOrderId::value).orElse("")).build();
    }

    /** @param symbol of the order */
    public static OrderRef ref(CancelOrderRequest in, SymbolId symbol) {
        return ref(in.getAccountId(), symbol, in.getOrderId(), in.getClientOrderId());
    }

    private static OrderRef ref(String account, SymbolId symbol, String order, String client) {
        return checked("order " + order, () -> new OrderRef(new AccountId(account), symbol, new BrokerOrderId(order),
                clientOrderId(client)));
    }

    /** @param broker the broker's id at the server */
    public static ModifyOrderRequest message(OrderChange change, String broker) {
        OrderRef order = change.order();
        ModifyOrderRequest.Builder out = ModifyOrderRequest.newBuilder().setBrokerId(broker)
                .setAccountId(order.account().value()).setOrderId(order.brokerOrderId().value())
                .setSymbolCode(order.symbol().toString())
                .setClientOrderId(order.clientOrderId().map(ClientOrderId::value).orElse(""))
                .setQuantity(text(change.quantity()));
        change.limitPrice().ifPresent(price -> out.setPrice(text(price)));
        return out.build();
    }

    /** @param symbol of the order */
    public static OrderChange change(ModifyOrderRequest in, SymbolId symbol) {
        return checked("order " + in.getOrderId(), () -> new OrderChange(
                ref(in.getAccountId(), symbol, in.getOrderId(), in.getClientOrderId()),
                number(in.getQuantity(), "quantity"), optional(in.getPrice(), "price")));
    }

    public static OrderResponse message(OrderOutcome outcome) {
        return answer(outcome).build();
    }

    /** The same, to which something is added. */
    public static OrderResponse.Builder answer(OrderOutcome outcome) {
        OrderResponse.Builder out = OrderResponse.newBuilder();
        switch (outcome) {
            case OrderOutcome.Accepted a -> out.setResult(OrderResult.ORDER_RESULT_ACCEPTED)
                    .setStatus(org.jts.wire.proto.trading.OrderStatus.ORDER_STATUS_ACCEPTED)
                    .setOrderId(a.brokerOrderId().value()).setAcceptedAt(timestamp(a.at()));
            case OrderOutcome.Rejected r -> out.setResult(OrderResult.ORDER_RESULT_REJECTED)
                    .setStatus(org.jts.wire.proto.trading.OrderStatus.ORDER_STATUS_REJECTED)
                    .setRejectReason(wire(org.jts.wire.proto.trading.RejectReason.class, REASON, r.reason()))
                    .setBrokerCode(r.brokerCode()).setErrorMessage(r.text());
            case OrderOutcome.NotSent n -> out.setResult(OrderResult.ORDER_RESULT_NOT_SENT)
                    .setStatus(org.jts.wire.proto.trading.OrderStatus.ORDER_STATUS_PENDING).setErrorMessage(n.why());
            case OrderOutcome.Unknown u -> out.setResult(OrderResult.ORDER_RESULT_UNKNOWN)
                    .setStatus(org.jts.wire.proto.trading.OrderStatus.ORDER_STATUS_UNKNOWN).setErrorMessage(u.why());
        }
        return out;
    }

    /** A result that nobody here knows is {@link OrderOutcome.Unknown}: the order may be working. */
    public static OrderOutcome outcome(OrderResponse in) {
        return checked("order response", () -> switch (in.getResult()) {
            case ORDER_RESULT_ACCEPTED -> new OrderOutcome.Accepted(new BrokerOrderId(in.getOrderId()),
                    instant(in.getAcceptedAt(), "accepted_at"));
            case ORDER_RESULT_REJECTED -> new OrderOutcome.Rejected(
                    here(RejectReason.class, REASON, in.getRejectReason()), in.getBrokerCode(), in.getErrorMessage());
            case ORDER_RESULT_NOT_SENT -> new OrderOutcome.NotSent(in.getErrorMessage());
            case ORDER_RESULT_UNKNOWN -> new OrderOutcome.Unknown(in.getErrorMessage());
            case UNRECOGNIZED -> new OrderOutcome.Unknown("expected an order result known here, found number "
                    + in.getResultValue() + "; ask the broker what became of the order");
        });
    }

    public static OrderData message(Order order) {
        OrderData.Builder out = OrderData.newBuilder()
                .setOrderId(order.brokerOrderId().map(BrokerOrderId::value).orElse(""))
                .setClientOrderId(order.clientOrderId().map(ClientOrderId::value).orElse(""))
                .setAccountId(order.account().value()).setSymbolCode(order.symbol().toString())
                .setSide(wire(OrderSide.class, SIDE, order.side())).setOrderType(message(order.type()))
                .setTimeInForce(message(order.timeInForce())).setQuantity(text(order.quantity()))
                .setPrice(text(order.limitPrice())).setStopPrice(text(order.stopPrice()))
                .setStatus(wire(org.jts.wire.proto.trading.OrderStatus.class, STATUS, order.status()))
                .setFilledQuantity(text(order.filledQuantity())).setFilledPrice(text(order.averagePrice()))
                .setCommission(text(order.fees())).setCreatedAt(timestamp(order.createdAt()))
                .setUpdatedAt(timestamp(order.updatedAt()));
        order.message().ifPresent(out::setErrorMessage);
        order.instruction().ifPresent(out::setInstruction);
        return out.build();
    }

    public static Order order(OrderData in) {
        return checked("order " + in.getOrderId(), () -> new Order(clientOrderId(in.getClientOrderId()),
                in.getOrderId().isEmpty() ? Optional.empty() : Optional.of(new BrokerOrderId(in.getOrderId())),
                new AccountId(in.getAccountId()), MarketWire.symbolId(in.getSymbolCode()),
                here(Side.class, SIDE, in.getSide()), type(in.getOrderType()), timeInForce(in.getTimeInForce()),
                number(in.getQuantity(), "quantity"), optional(in.getPrice(), "price"),
                optional(in.getStopPrice(), "stop_price"), here(OrderStatus.class, STATUS, in.getStatus()),
                number(in.getFilledQuantity(), "filled_quantity"), optional(in.getFilledPrice(), "filled_price"),
                number(in.getCommission(), "commission"), instant(in.getCreatedAt(), "created_at"),
                instant(in.getUpdatedAt(), "updated_at"),
                in.hasErrorMessage() ? Optional.of(in.getErrorMessage()) : Optional.empty(),
                in.hasInstruction() ? Optional.of(in.getInstruction()) : Optional.empty()));
    }

    public static ExecutionData message(Execution execution) {
        return ExecutionData.newBuilder().setExecutionId(execution.id().value())
                .setOrderId(execution.brokerOrderId().value())
                .setClientOrderId(execution.clientOrderId().map(ClientOrderId::value).orElse(""))
                .setAccountId(execution.account().value()).setSymbolCode(execution.symbol().toString())
                .setSide(wire(OrderSide.class, SIDE, execution.side())).setQuantity(text(execution.quantity()))
                .setPrice(text(execution.price())).setCommission(text(execution.commission()))
                .setTax(text(execution.tax())).setCurrency(execution.currency().value())
                .setTime(timestamp(execution.time())).build();
    }

    public static Execution execution(ExecutionData in) {
        return checked("trade " + in.getExecutionId(), () -> new Execution(new ExecutionId(in.getExecutionId()),
                new BrokerOrderId(in.getOrderId()), clientOrderId(in.getClientOrderId()),
                new AccountId(in.getAccountId()), MarketWire.symbolId(in.getSymbolCode()),
                here(Side.class, SIDE, in.getSide()), number(in.getQuantity(), "quantity"),
                number(in.getPrice(), "price"), number(in.getCommission(), "commission"), number(in.getTax(), "tax"),
                new CurrencyCode(in.getCurrency()), instant(in.getTime(), "time")));
    }

    /** @param broker the broker's id at the server */
    public static GetExecutionsRequest message(AccountId account, Instant since, String broker) {
        return GetExecutionsRequest.newBuilder().setAccountId(account.value()).setSince(timestamp(since))
                .setBrokerId(broker).build();
    }

    public static Instant since(GetExecutionsRequest in) {
        return instant(in.getSince(), "since");
    }

    /** @param sequence the event's number in the events of its account */
    public static OrderUpdate message(OrderEvent event, long sequence) {
        OrderUpdate.Builder out = OrderUpdate.newBuilder().setSequence(sequence).setOrder(message(event.order()));
        if (event instanceof OrderEvent.Filled filled) {
            out.setExecution(message(filled.execution()));
        }
        return out.build();
    }

    public static OrderEvent event(OrderUpdate in) {
        Order order = order(in.getOrder());
        return in.hasExecution() ? new OrderEvent.Filled(order, execution(in.getExecution()))
                : new OrderEvent.Changed(order);
    }

    /**
     * The name that its sender gave an order.
     *
     * @param fallback makes one for an order that has none
     * @since 1.3
     */
    public static ClientOrderId name(String sent, Supplier<ClientOrderId> fallback) {
        return checked("client_order_id", () -> clientOrderId(sent).orElseGet(fallback));
    }

    private static Optional<ClientOrderId> clientOrderId(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new ClientOrderId(text));
    }
}
