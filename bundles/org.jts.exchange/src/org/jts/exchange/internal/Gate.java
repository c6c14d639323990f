package org.jts.exchange.internal;

import static org.jts.exchange.internal.Words.T;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.exchange.Answer;
import org.jts.exchange.internal.Journal.Kind;

/** Where accounts' orders come in. Everything is checked before anything changes. */
final class Gate {

    private final Engine engine;
    private final Matcher matcher;
    private final Map<SymbolId, Market> markets;

    Gate(Engine engine, Matcher matcher, Map<SymbolId, Market> markets) {
        this.engine = engine;
        this.matcher = matcher;
        this.markets = markets;
    }

    Answer submit(OrderRequest request) {
        try {
            OrderEntry order = checked(request);
            engine.accept(order);
            let(order);
            matcher.fireStops(order.market);
            return new Answer.Accepted(Views.order(order));
        } catch (Refusal e) {
            return refused(e, request.quantity());
        }
    }

    Answer modify(AccountId account, BrokerOrderId id, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        try {
            OrderEntry order = openOrder(account, id);
            Market market = order.market;
            OrderChecks.open(market, engine.now);
            long lots = newQuantity(order, quantity);
            long limit = newLimit(order, limitPrice);
            long price = limit > 0 ? limit : costPrice(order);
            OrderChecks.value(market, price, lots);
            OrderChecks.noOwnCrossing(market, order, limit);
            long needed = needed(order, lots, price);
            OrderChecks.covered(order, needed);
            change(order, lots, limit, needed);
            matcher.fireStops(market);
            return new Answer.Accepted(Views.order(order));
        } catch (Refusal e) {
            return refused(e, quantity);
        }
    }

    Answer cancel(AccountId account, BrokerOrderId id) {
        try {
            OrderEntry order = openOrder(account, id);
            order.market.end(order, OrderStatus.CANCELLED, T.get("end.cancelled"));
            return new Answer.Accepted(Views.order(order));
        } catch (Refusal e) {
            return refused(e, BigDecimal.ZERO);
        }
    }

    private OrderEntry checked(OrderRequest request) throws Refusal {
        AccountState account = account(request.account());
        Market market = markets.get(request.symbol());
        if (market == null) {
            throw new Refusal(RejectReason.UNKNOWN_SYMBOL,
                    T.get("symbol.unknown"),
                    markets.size(), request.symbol());
        }
        if (account.orders.containsKey(request.clientOrderId().value())) {
            throw new Refusal(RejectReason.DUPLICATE,
                    T.get("id.used"),
                    request.clientOrderId(), Views.id(account.orders.get(request.clientOrderId().value()).id));
        }
        long lots = OrderChecks.quantity(market.instrument, request.quantity());
        long limit = OrderChecks.price(market, request.limitPrice(), T.get("price.limit"));
        long stop = OrderChecks.price(market, request.stopPrice(), T.get("price.stop"));
        OrderEntry order = new OrderEntry(engine.nextOrder(), account, market, request.side() == Side.BUY,
                request.type(), request.timeInForce(), request.clientOrderId().value(), lots, limit, stop, engine.now);
        order.request = request;
        order.dormant = request.type().hasStopPrice();
        long price = limit > 0 ? limit : costPrice(order);
        OrderChecks.value(market, price, lots);
        OrderChecks.open(market, engine.now);
        OrderChecks.kind(market, order);
        OrderChecks.noOwnCrossing(market, order, limit);
        order.toReserve = needed(order, lots, price);
        OrderChecks.covered(order, order.toReserve);
        return order;
    }

    private static long needed(OrderEntry order, long lots, long price) throws Refusal {
        try {
            boolean byBook = order.type == OrderType.MARKET && !order.market.hasUpperLimit();
            return byBook ? Matcher.stillNeeded(order) : Ledger.needed(order, lots, price);
        } catch (ArithmeticException e) {
            throw OrderChecks.tooLarge(order.market.instrument);
        }
    }

    /** @return the price at which an order without a limit is reckoned */
    private static long costPrice(OrderEntry order) {
        Market market = order.market;
        if (order.buy && market.hasUpperLimit()) {
            return market.highest;
        }
        return order.stop > 0 ? order.stop : market.last;
    }

    private void let(OrderEntry order) {
        engine.ledger.reserve(order, order.toReserve);
        if (order.dormant) {
            order.market.stops.add(order);
        } else {
            matcher.enter(order);
        }
    }

    private void change(OrderEntry order, long lots, long limit, long needed) {
        Market market = order.market;
        boolean keepsPlace = limit == order.limit && lots <= order.quantity;
        boolean again = !keepsPlace && order.level != null;
        if (again) {
            market.withdraw(order);
        } else if (order.level != null) {
            order.level.total += lots - order.quantity;
            engine.touch(market);
        }
        order.quantity = lots;
        order.limit = limit;
        order.updatedAt = engine.now;
        engine.ledger.reserve(order, needed);
        engine.journal.note(Kind.CHANGED, engine.now, market.instrument.index, order.id, lots, limit, needed);
        engine.outbox.changed(order);
        if (again) {
            matcher.enter(order);
        }
    }

    private static long newQuantity(OrderEntry order, BigDecimal quantity) throws Refusal {
        long lots = OrderChecks.quantity(order.market.instrument, quantity);
        if (lots <= order.filled) {
            throw new Refusal(RejectReason.QUANTITY,
                    T.get("quantity.filled"),
                    Text.number(order.market.instrument.decimalQuantity(order.filled)), Text.number(quantity));
        }
        return lots;
    }

    private static long newLimit(OrderEntry order, Optional<BigDecimal> limitPrice) throws Refusal {
        if (limitPrice.isEmpty()) {
            return order.limit;
        }
        if (!order.type.hasLimitPrice()) {
            throw new Refusal(RejectReason.UNSUPPORTED,
                    T.get("price.none"),
                    order.type, Text.number(limitPrice.get()));
        }
        return OrderChecks.price(order.market, limitPrice, T.get("price.limit"));
    }

    private AccountState account(AccountId id) throws Refusal {
        AccountState account = engine.ledger.find(id);
        if (account == null) {
            throw new Refusal(RejectReason.UNKNOWN_ACCOUNT,
                    T.get("account.unknown"),
                    engine.ledger.accounts().stream().map(a -> a.account.id().value()).toList(), id);
        }
        return account;
    }

    private OrderEntry openOrder(AccountId accountId, BrokerOrderId id) throws Refusal {
        AccountState account = account(accountId);
        OrderEntry order = engine.order(Views.number(id));
        if (order == null || order.account != account) {
            throw new Refusal(RejectReason.UNKNOWN_ORDER,
                    T.get("order.unknown"),
                    accountId, id);
        }
        if (!order.isOpen()) {
            throw new Refusal(RejectReason.ORDER_CLOSED,
                    T.get("order.closed"), id, order.status,
                    Text.time(Exact.instant(order.updatedAt), order.market.instrument.rules.zone()));
        }
        return order;
    }

    private Answer refused(Refusal refusal, BigDecimal quantity) {
        engine.journal.note(Kind.REFUSED, engine.now, -1, refusal.reason().ordinal(), quantity.hashCode(), 0, 0);
        return refusal.answer();
    }
}
