package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisRequest;

/**
 * The broker's calls for orders, made as orders of the order desk: its checks, its locks and its journal hold for them
 * as for every other order.
 */
final class NamedOrders {

    private static final int CODE = 6;
    private final OrderDesk desk;
    private final KisGateway gateway;

    NamedOrders(OrderDesk desk, KisGateway gateway) {
        this.desk = desk;
        this.gateway = gateway;
    }

    /** @throws IllegalArgumentException when a field is no value of an order of ours */
    KisAnswer call(KisRequest request) throws BrokerException {
        return switch (request.api().name()) {
            case "order-cash" -> place(request);
            case "overseas-stock/order" -> placeAbroad(request);
            default -> change(request);
        };
    }

    /** Whatever division and exchange the broker takes: to the desk it is the type that comes nearest. */
    private KisAnswer place(KisRequest request) throws BrokerException {
        String division = text(request, "ORD_DVSN");
        String exchange = text(request, "EXCG_ID_DVSN_CD");
        String route = exchange.isEmpty() ? gateway.route() : exchange;
        OrderType type = Divisions.base(division).orElseThrow(() -> new IllegalArgumentException(T.format(
                "call.division", division, Divisions.taken(route))));
        String code = text(request, "PDNO");
        if (code.length() < CODE) {
            throw new IllegalArgumentException(T.format("call.symbol", code));
        }
        boolean priced = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
        OrderDraft draft = draft(request, Venue.KRX.symbol(code), type, Divisions.time(division), priced
                ? Optional.of(number(request, "ORD_UNPR")) : Optional.empty());
        ClientOrderId name = new ClientOrderId(Correlation.fresh("named"));
        gateway.instruct(name, division, route);
        return answer(request, desk.place(draft, name).outcome());
    }

    private KisAnswer placeAbroad(KisRequest request) {
        String division = text(request, "ORD_DVSN");
        if (!division.equals("00")) {
            throw new IllegalArgumentException(T.format("call.division.us", division));
        }
        String exchange = text(request, "OVRS_EXCG_CD");
        Venue venue = Venue.trading(exchange).filter(Venue::isUs).orElseThrow(() -> new IllegalArgumentException(
                T.format("call.venue", exchange)));
        String code = text(request, "PDNO");
        if (code.isEmpty()) {
            throw new IllegalArgumentException(T.format("call.symbol", code));
        }
        return answer(request, desk.place(draft(request, venue.symbol(code), OrderType.LIMIT, TimeInForce.DAY,
                Optional.of(number(request, "OVRS_ORD_UNPR")))).outcome());
    }

    private OrderDraft draft(KisRequest request, SymbolId symbol, OrderType type, TimeInForce time,
            Optional<BigDecimal> price) {
        Optional<BigDecimal> stop = type == OrderType.STOP_LIMIT ? Optional.of(number(request, "CNDT_PRIC"))
                : Optional.empty();
        return new OrderDraft(account(request), symbol, request.role().endsWith("sell") ? Side.SELL : Side.BUY, type,
                time, number(request, "ORD_QTY"), price, stop);
    }

    private KisAnswer change(KisRequest request) {
        String number = OrderName.number(text(request, "ORGN_ODNO"));
        AccountKey account = account(request);
        boolean abroad = request.api().name().startsWith("overseas");
        DeskOrder order = desk.orders().reversed().stream().filter(o -> o.account().equals(account)
                && o.order().brokerOrderId().flatMap(OrderName::of).filter(n -> n.us() == abroad
                        && n.number().equals(number)).isPresent()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(T.format("call.order", number)));
        if (text(request, "RVSE_CNCL_DVSN_CD").equals("02")) {
            return answer(request, desk.cancel(order.key()));
        }
        Order now = order.order();
        boolean whole = text(request, "QTY_ALL_ORD_YN").equals("Y");
        BigDecimal quantity = whole ? now.quantity() : now.filledQuantity().add(number(request, "ORD_QTY"));
        BigDecimal price = number(request, abroad ? "OVRS_ORD_UNPR" : "ORD_UNPR");
        return answer(request, desk.modify(order.key(), quantity, price.signum() > 0 ? Optional.of(price)
                : Optional.empty()));
    }

    private KisAnswer answer(KisRequest request, OrderOutcome outcome) {
        return switch (outcome) {
            case Accepted taken -> {
                Map<String, String> values = new LinkedHashMap<>();
                values.put("ODNO", OrderName.of(taken.brokerOrderId()).map(OrderName::number)
                        .orElse(taken.brokerOrderId().value()));
                values.put("ORD_TMD", Clock.time(taken.at().atZone(Clock.SEOUL).toLocalTime()));
                yield Answers.own(request.api(), true, "", T.get("call.placed"), values);
            }
            case Rejected refused -> Answers.own(request.api(), false, refused.brokerCode(), refused.text(), Map.of());
            case NotSent kept -> Answers.own(request.api(), false, "", kept.why(), Map.of());
            case Unknown lost -> Answers.own(request.api(), false, "", lost.why(), Map.of());
        };
    }

    private AccountKey account(KisRequest request) {
        return new AccountKey(gateway.id(), new AccountId(text(request, "CANO") + "-" + text(request, "ACNT_PRDT_CD")));
    }

    private static String text(KisRequest request, String field) {
        return request.fields().getOrDefault(field, "").strip();
    }

    private static BigDecimal number(KisRequest request, String field) {
        String text = text(request, field);
        if (!text.matches("\\d{0,15}|\\d{1,15}\\.\\d{1,4}")) {
            throw new IllegalArgumentException(T.format("call.number", field, text));
        }
        return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
    }
}
