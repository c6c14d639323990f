package org.jts.gateway.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.FillCount;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.TimeInForce;

/**
 * What is known of orders and their trades. The broker numbers no trades, repeats notices without saying so, and lists
 * orders with sums alone: here each trade gets a name, from how much of its order was traded with it, whichever of
 * notice and list tells of it first. Thread-safe.
 */
final class FillBook {

    private static final LocalTime CLOSE = LocalTime.of(15, 30);
    private static final LocalTime US_CLOSE = LocalTime.of(16, 0);
    private static final BigDecimal SMALLEST = new BigDecimal("0.0001");
    private static final int OLDEST_DAYS = 92;

    private final FeeRates fees;
    private final Predicate<SymbolId> funds;
    private final TradeFile file;
    private final Routes routes;
    private final Map<OrderName, KnownOrder> orders = new LinkedHashMap<>();
    private final Map<String, Execution> trades = new LinkedHashMap<>();
    /** Heard of, and to be told once the list says more. */
    private final Set<OrderName> awaited = new HashSet<>();

    /**
     * @param funds  whether a symbol is a fund, which pays no tax
     * @param file   where trades are kept for the next start
     * @param routes where orders went
     */
    FillBook(FeeRates fees, Predicate<SymbolId> funds, TradeFile file, Routes routes) {
        this.routes = routes;
        this.fees = fees;
        this.funds = funds;
        this.file = file;
    }

    /** Trades of the days before, as they were named then; what is older than three months is history. */
    synchronized void remember(LocalDate today) {
        LocalDate oldest = today.minusDays(OLDEST_DAYS);
        orders.keySet().removeIf(name -> name.day().isBefore(oldest));
        trades.values().removeIf(trade -> Clock.today(trade.time()).isBefore(oldest));
        file.read(today).forEach(trade -> trades.putIfAbsent(trade.id().value(), trade));
    }

    /**
     * What a notice changes.
     *
     * @param events to be told, in order
     * @param doubt  whether the order must be asked for: the notice may have come before, or does not fit
     */
    record Effect(List<OrderEvent> events, boolean doubt) {

        static final Effect NONE = new Effect(List.of(), false);
        static final Effect DOUBT = new Effect(List.of(), true);
    }

    /** The broker has taken an order of ours. */
    void placed(OrderName name, OrderRequest request, String division, String branch, Instant at) {
        placed(name, request, division, request.limitPrice().orElse(BigDecimal.ZERO), branch, at);
    }

    /** @param price that was sent, where the request has none */
    synchronized void placed(OrderName name, OrderRequest request, String division, BigDecimal price, String branch,
            Instant at) {
        KnownOrder known = orders.get(name);
        if (known == null) {
            add(new KnownOrder(name, request.account(), request.symbol(), request.side(), division,
                    request.quantity(), price, request.stopPrice().orElse(BigDecimal.ZERO), at, branch));
        } else {
            known.branch = branch;
            known.price = price;
        }
    }

    private KnownOrder add(KnownOrder order) {
        order.routes = routes;
        orders.put(order.name, order);
        // Trades of a process before this one count, under the names they got then.
        for (Execution trade : trades.values()) {
            if (trade.brokerOrderId().equals(order.name.id())) {
                order.restore(trade);
            }
        }
        return order;
    }

    synchronized Optional<String> branch(OrderName name) {
        return Optional.ofNullable(orders.get(name)).map(o -> o.branch);
    }

    /** The broker's kind of the order, which it keeps through changes. */
    synchronized Optional<String> division(OrderName name) {
        return Optional.ofNullable(orders.get(name)).map(o -> o.division);
    }

    synchronized Optional<Order> order(OrderName name, Instant at) {
        return Optional.ofNullable(orders.get(name)).map(o -> o.order(at));
    }

    /** An order as the list told of it, unless it was changed into another one since. */
    synchronized Optional<Order> listed(OrderName name, Instant at) {
        return Optional.ofNullable(orders.get(name)).filter(o -> o.isListed && !o.replaced).map(o -> o.order(at));
    }

    synchronized Effect heard(NoticeDecoder.Notice notice, Instant now) {
        boolean us = Venue.of(notice.symbol()).isUs();
        OrderName name = OrderName.at(now, us, notice.number());
        Instant at = notice.at(now);
        routes.heard(name, notice.route());
        if (notice.kind() == NoticeDecoder.Kind.CANCELLED) {
            return cancelled(notice, name, at);
        }
        KnownOrder order = orders.get(name);
        if (order == null && us && notice.kind() != NoticeDecoder.Kind.FILLED) {
            awaited.add(name); // the notice does not tell its price, the list does
            return Effect.DOUBT;
        }
        if (order == null) {
            order = add(new KnownOrder(name, notice.account(), notice.symbol(), notice.side(),
                    notice.division(), notice.orderQuantity(), notice.orderPrice(), notice.stopPrice(), at,
                    notice.branch()));
        }
        if (notice.kind() == NoticeDecoder.Kind.FILLED) {
            Effect effect = filled(order, notice, at);
            // Nobody has told the price of an order abroad yet: the list does.
            return us && order.price.signum() == 0 ? new Effect(effect.events(), true) : effect;
        }
        if (!order.heard.add(notice.whole())) {
            return Effect.NONE;
        }
        return switch (notice.kind()) {
            case CHANGED -> changed(order, notice, at);
            case KILLED -> ended(order, Divisions.time(order.division) == TimeInForce.DAY
                    ? OrderStatus.CANCELLED : OrderStatus.EXPIRED, at);
            case REFUSED -> ended(order, OrderStatus.REJECTED, at);
            default -> accepted(order, at);
        };
    }

    private Effect accepted(KnownOrder order, Instant at) {
        if (order.announced || order.status.isFinal() || order.fills.total().signum() > 0) {
            return Effect.NONE;
        }
        order.announced = true;
        return new Effect(List.of(new OrderEvent.Changed(order.order(at))), false);
    }

    private Effect filled(KnownOrder order, NoticeDecoder.Notice notice, Instant at) {
        if (notice.quantity().signum() <= 0 || notice.price().signum() <= 0 || order.status.isFinal()) {
            return order.fills.total().compareTo(order.quantity) >= 0 ? Effect.NONE : Effect.DOUBT;
        }
        FillCount.Fill fill = new FillCount.Fill(notice.quantity(), notice.price(), at);
        return switch (order.fills.heard(fill, order.quantity)) {
            case FillCount.Heard.New fresh -> new Effect(List.of(counted(order, fresh.counted(), at)), false);
            case FillCount.Heard.Known known -> Effect.NONE;
            case FillCount.Heard.Doubt doubt -> Effect.DOUBT;
        };
    }

    private OrderEvent counted(KnownOrder order, FillCount.Counted counted, Instant at) {
        Execution trade = order.trade(counted, fees, funds.test(order.symbol));
        keep(trade);
        return new OrderEvent.Filled(order.order(at), trade);
    }

    private Effect changed(KnownOrder order, NoticeDecoder.Notice notice, Instant at) {
        carry(order, notice.original());
        return accepted(order, at);
    }

    /** The order goes on under this name: what the one before traded stays part of its story. */
    private void carry(KnownOrder order, String original) {
        KnownOrder before = original.isEmpty() ? null : orders.get(order.name.beside(original));
        if (before != null && before != order && !before.replaced) {
            before.replaced = true;
            order.carriedQuantity = before.fills.total().add(before.carriedQuantity);
            order.carriedValue = before.fills.value().add(before.carriedValue);
            order.carriedFees = before.commission.add(before.tax).add(before.carriedFees);
        }
    }

    private Effect cancelled(NoticeDecoder.Notice notice, OrderName cancel, Instant at) {
        KnownOrder order = notice.original().isEmpty() ? null : orders.get(cancel.beside(
                notice.original()));
        if (order == null) {
            return Effect.DOUBT;
        }
        if (order.status.isFinal() || !order.heard.add(notice.whole())) {
            return Effect.NONE;
        }
        // A part that was cancelled may stand in a list that was read already: then the list decides.
        return !order.lowered && notice.quantity().compareTo(order.quantity.subtract(order.fills.total())) == 0
                ? ended(order, OrderStatus.CANCELLED, at) : Effect.DOUBT;
    }

    private static Effect ended(KnownOrder order, OrderStatus status, Instant at) {
        if (order.status.isFinal()) {
            return Effect.NONE;
        }
        order.status = status;
        return new Effect(List.of(new OrderEvent.Changed(order.order(at))), false);
    }

    /** Takes over what the broker lists. @return events of what was not known yet */
    synchronized List<OrderEvent> listed(AccountId account, OrderRow row, Instant now) {
        if (!row.isOrder()) {
            return List.of();
        }
        KnownOrder known = orders.get(row.name());
        KnownOrder order = known != null ? known : add(new KnownOrder(row.name(), account, row.symbol(), row.side(),
                row.division(), row.quantity(), row.price(), row.stop(), row.placed(), row.branch()));
        if (order.price.signum() == 0 && order.name.us()) {
            order.price = row.price();
        }
        if (!row.branch().isEmpty()) {
            order.branch = row.branch();
        }
        order.placed = row.placed();
        order.isListed = true;
        carry(order, row.original());
        List<OrderEvent> events = new ArrayList<>();
        if (awaited.remove(order.name)) {
            events.addAll(accepted(order, now).events());
        }
        order.fills.listed(row.filled(), row.value(), seen(row, now), order.price.max(least(order)))
                .ifPresent(missed -> events.add(counted(order, missed, now)));
        BigDecimal quantity = row.filled().add(row.rest());
        if (row.rest().signum() > 0 && quantity.compareTo(order.quantity) < 0) {
            order.quantity = quantity;
            order.lowered = true;
            events.add(new OrderEvent.Changed(order.order(now)));
        }
        OrderStatus status = row.status();
        if (status.isFinal() && !order.status.isFinal() && !order.replaced) {
            order.status = status;
            events.add(new OrderEvent.Changed(order.order(now)));
        }
        return order.replaced ? List.of() : events;
    }

    /** The smallest price there is: for a market order of which the list tells no amount. */
    private static BigDecimal least(KnownOrder order) {
        return order.name.us() ? SMALLEST : BigDecimal.ONE;
    }

    /** The list tells no time of a trade: today's was just seen, that of a day before was made by the close. */
    private static Instant seen(OrderRow row, Instant now) {
        ZoneId zone = Venue.of(row.symbol()).zone();
        Instant close = row.name().day().atTime(row.name().us() ? US_CLOSE : CLOSE).atZone(zone).toInstant();
        boolean before = row.name().day().isBefore(now.atZone(zone).toLocalDate());
        return Instant.ofEpochSecond((before ? close : now).getEpochSecond());
    }

    private void keep(Execution trade) {
        if (trades.putIfAbsent(trade.id().value(), trade) == null) {
            file.append(trade);
        }
    }

    synchronized List<Execution> trades(AccountId account, Instant since) {
        return trades.values().stream().filter(t -> t.account().equals(account) && !t.time().isBefore(since))
                .sorted(Comparator.comparing(Execution::time)).toList();
    }
}
