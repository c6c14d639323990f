package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.wire.OrderWire;
import org.jts.wire.WireException;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetOpenOrdersRequest;
import org.jts.wire.proto.trading.GetOrderStatusRequest;
import org.jts.wire.proto.trading.OrderStatusResponse;
import org.jts.wire.proto.trading.TradingServiceGrpc;

/** Asks what events led to that nobody can tell any more. */
final class Healing {

    private final Caller caller;
    private final String broker;
    private final AccountId account;

    Healing(Caller caller, String broker, AccountId account) {
        this.caller = caller;
        this.broker = broker;
        this.account = account;
    }

    /**
     * @return how the open orders stand, then the trades since then, with the order where the server still knows it: of
     *         another one nothing is known here either, and whoever has it asks for trades after a connect
     */
    List<OrderEvent> ask(Instant since) throws BrokerException, InterruptedException {
        var open = caller.read(T.get("what.open"), GatewayServiceGrpc.getGetOpenOrdersMethod(),
                GetOpenOrdersRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
        var trades = caller.read(T.get("what.trades"), GatewayServiceGrpc.getGetExecutionsMethod(),
                OrderWire.message(account, since, broker));
        try {
            List<OrderEvent> events = new ArrayList<>();
            Map<String, Optional<Order>> known = new HashMap<>();
            for (Order order : open.getOrdersList().stream().map(OrderWire::order).toList()) {
                order.brokerOrderId().ifPresent(id -> known.put(id.value(), Optional.of(order)));
                events.add(new OrderEvent.Changed(order));
            }
            for (Execution trade : trades.getExecutionsList().stream().map(OrderWire::execution).toList()) {
                String id = trade.brokerOrderId().value();
                if (!known.containsKey(id)) {
                    known.put(id, status(id));
                }
                known.get(id).ifPresent(order -> events.add(new OrderEvent.Filled(order, trade)));
            }
            return events;
        } catch (WireException e) {
            throw new BrokerException(ErrorCategory.DATA,
                    T.format("answer.unreadable", T.get("what.open"), e.getMessage()), e);
        }
    }

    private Optional<Order> status(String id) throws BrokerException, InterruptedException {
        return status(caller, broker, account, id).map(answer -> OrderWire.order(answer.getOrder()));
    }

    /** @return how an order stands, by the broker's name for it; empty where neither the server nor the broker knows */
    static Optional<OrderStatusResponse> status(Caller caller, String broker, AccountId account, String id)
            throws BrokerException, InterruptedException {
        try {
            return Optional.of(caller.read(T.format("what.order", id), TradingServiceGrpc.getGetOrderStatusMethod(),
                    GetOrderStatusRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).setOrderId(id)
                            .build()));
        } catch (BrokerException e) {
            if (e.category() == ErrorCategory.VALIDATION) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
