package org.jts.gateway.grpc.internal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetExecutionsResponse;
import org.jts.wire.proto.gateway.GetOpenOrdersRequest;
import org.jts.wire.proto.gateway.GetOpenOrdersResponse;
import org.jts.wire.proto.gateway.OrderStreamMessage;
import org.jts.wire.proto.gateway.OrderStreamPoint;
import org.jts.wire.proto.gateway.OrderStreamStart;
import org.jts.wire.proto.gateway.OrderUpdate;
import org.jts.wire.proto.gateway.StreamOrdersRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * The events of one account, each once and in order. It goes on after the last event that was handed on before a loss;
 * when the server does not have all events since then any more, it asks for what they led to.
 */
final class OrderFeed {

    private static final Logger LOG = LoggerFactory.getLogger(OrderFeed.class);

    /** Where a stream was when its line was lost. */
    record Place(OrderStreamPoint point, Instant time) {
    }

    private final Line line;
    private final String broker;
    private final AccountId account;
    private final OrderListener listener;
    private final Map<AccountId, Place> places;
    private final Instant begin;
    private volatile Place place;
    private volatile Feed<StreamOrdersRequest, OrderStreamMessage> feed;
    private volatile boolean closed;

    /** @param places where to go on from, and where to note it when the line is lost */
    OrderFeed(Line line, String broker, AccountId account, OrderListener listener, Map<AccountId, Place> places,
            Instant now) {
        this.line = line;
        this.broker = broker;
        this.account = account;
        this.listener = listener;
        this.places = places;
        this.begin = now;
    }

    static Map<AccountId, Place> places() {
        return new ConcurrentHashMap<>();
    }

    Subscription open() throws BrokerException, InterruptedException {
        place = places.remove(account);
        try {
            stream(Optional.ofNullable(place).map(Place::point));
        } catch (BrokerException | InterruptedException e) {
            note();
            throw e;
        }
        return this::close;
    }

    private void stream(Optional<OrderStreamPoint> after) throws BrokerException, InterruptedException {
        StreamOrdersRequest.Builder request = StreamOrdersRequest.newBuilder().setBrokerId(broker)
                .setAccountId(account.value());
        after.ifPresent(request::setResumeAfter);
        feed = line.open("order events of " + account, "orders", GatewayServiceGrpc.getStreamOrdersMethod(),
                request.build(), this::take, this::ended);
    }

    private void close() {
        closed = true;
        line.close(feed);
    }

    /** The line is lost: the next subscription goes on from here. */
    void note() {
        Place last = place;
        if (!closed && last != null) {
            places.putIfAbsent(account, last);
        }
    }

    private void take(OrderStreamMessage message) {
        switch (message.getContentCase()) {
            case START -> begin(message.getStart());
            case UPDATE -> update(message.getUpdate());
            case CONTENT_NOT_SET -> LOG.debug("the server {} sends what nobody here knows", broker);
        }
    }

    private void begin(OrderStreamStart start) {
        Instant since = place == null ? begin : place.time();
        place = new Place(start.getAfter(), since);
        if (start.getGap()) {
            heal(since);
        }
    }

    private void update(OrderUpdate update) {
        Place last = place;
        long expected = last.point().getSequence() + 1;
        if (update.getSequence() < expected) {
            return; // it came before
        }
        OrderEvent event = OrderWire.event(update);
        place = new Place(last.point().toBuilder().setSequence(update.getSequence()).build(),
                event.order().updatedAt());
        if (update.getSequence() > expected) {
            heal(last.time());
        }
        listener.onOrderEvent(event);
    }

    /** The server gave up events because they were read too slowly: begin anew, and ask for what was missed. */
    private void ended(StatusRuntimeException failed) {
        if (failed.getStatus().getCode() != Status.Code.OUT_OF_RANGE) {
            line.lost(failed);
            return;
        }
        try {
            stream(Optional.of(place.point()));
        } catch (BrokerException e) {
            line.lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells how the open orders stand, and of the trades since {@code since} of those that are still open. */
    private void heal(Instant since) {
        try {
            GetOpenOrdersResponse open = line.caller().read("open orders", GatewayServiceGrpc.getGetOpenOrdersMethod(),
                    GetOpenOrdersRequest.newBuilder().setBrokerId(broker).setAccountId(account.value()).build());
            GetExecutionsResponse trades = line.caller().read("trades", GatewayServiceGrpc.getGetExecutionsMethod(),
                    OrderWire.message(account, since, broker));
            Map<BrokerOrderId, Order> orders = new ConcurrentHashMap<>();
            open.getOrdersList().stream().map(OrderWire::order).forEach(order -> {
                order.brokerOrderId().ifPresent(id -> orders.put(id, order));
                tell(listener::onOrderEvent, new OrderEvent.Changed(order));
            });
            for (Execution trade : trades.getExecutionsList().stream().map(OrderWire::execution).toList()) {
                Order order = orders.get(trade.brokerOrderId());
                if (order != null) {
                    tell(listener::onOrderEvent, new OrderEvent.Filled(order, trade));
                }
            }
        } catch (BrokerException e) {
            line.lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Consumer<OrderEvent> to, OrderEvent event) {
        try {
            to.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener of order events failed", e);
        }
    }
}
