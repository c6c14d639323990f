package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Answers.EXCHANGE;
import static org.jts.gateway.template.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Capabilities;
import org.jts.api.limit.Lane;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;

/** Orders and trades: what the workstation wants done, and what became of it. */
final class Orders {

    private final Session session;
    private final Capabilities capabilities;

    /** @param capabilities which kinds of orders are sent */
    Orders(Session session, Capabilities capabilities) {
        this.session = session;
        this.capabilities = capabilities;
    }

    // snippet: place
    OrderOutcome place(OrderRequest request) {
        if (!capabilities.takes(request.type(), request.timeInForce())) {
            return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "",
                    T.format("order.kind", request.type(), request.timeInForce()));
        }
        if (!request.symbol().exchange().equals(EXCHANGE)) {
            return new OrderOutcome.Rejected(RejectReason.UNKNOWN_SYMBOL, "",
                    T.format("symbol.unknown", request.symbol()));
        }
        Map<String, String> words = new TreeMap<>(Map.of("account", request.account().value(), "symbol",
                request.symbol().code(), "side", request.side().name(), "type", request.type().name(),
                "quantity", plain(request.quantity()), "name", request.clientOrderId().value()));
        request.limitPrice().ifPresent(price -> words.put("price", plain(price)));
        return order(Lane.ORDER, "/order", words);
    }

    /** NotSent only while it is certain that nothing left: without a line nothing does. */
    private OrderOutcome order(Lane lane, String path, Map<String, String> query) {
        return session.lineIfOpen().map(line -> line.order(lane, path, query))
                .orElseGet(() -> new OrderOutcome.NotSent(T.get("line.none")));
    }
    // end

    OrderOutcome modify(OrderChange change) {
        OrderRef order = change.order();
        return order(Lane.ORDER, "/change", Map.of("account", order.account().value(), "order",
                order.brokerOrderId().value(), "quantity", plain(change.quantity()), "price",
                change.limitPrice().map(Orders::plain).orElse("0")));
    }

    OrderOutcome cancel(OrderRef order) {
        return order(Lane.CANCEL, "/cancel",
                Map.of("account", order.account().value(), "order", order.brokerOrderId().value()));
    }

    List<Order> open(AccountId account) throws BrokerException, InterruptedException {
        return session.line().pages("/orders", Map.of("account", account.value()), "orders", Answers::order);
    }

    List<Execution> trades(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return session.line().pages("/trades", Map.of("account", account.value(), "since", Answers.time(since)),
                "trades", json -> Answers.trade(account, json)).stream()
                .filter(trade -> !trade.time().isBefore(since)).toList();
    }

    /** @param account one that the broker has */
    Subscription follow(AccountId account, OrderListener listener) throws BrokerException, InterruptedException {
        return session.line().stream.subscribe(Set.of("orders " + account.value()),
                json -> listener.onOrderEvent(json.as(Answers::event)));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
