package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
import org.jts.api.trading.Placement;
import org.jts.gateway.kis.internal.Instructions.UsDivision;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisRequest;
import org.jts.kis.catalog.KisEnvironment;

/**
 * The broker's calls for orders, made as orders of the order desk: its checks, its locks and its journal hold for them
 * as for every other order.
 */
final class NamedOrders {

    private static final String PREFIX = "named";
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

    /** An order that the desk hands on in the broker's own words. */
    KisAnswer callAsIs(KisRequest request) {
        Placement placement = desk.place(OwnOrders.of(gateway, request));
        KisAnswer answer = placement.key().flatMap(gateway.ownAnswers()::take)
                .filter(reply -> placement.outcome() instanceof Accepted || !reply.isDone())
                .map(reply -> Answers.of(request.api(), reply))
                .orElseGet(() -> answer(request, placement.outcome()));
        return placement.outcome() instanceof Unknown ? new KisAnswer(false, "", T.format("call.settle", answer.text(),
                placement.key().orElse("")), false, Map.of(), answer.tables(), answer.raw()) : answer;
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
        only(request, "SLL_TYPE", isSell(request) ? "01" : "");
        only(request, "ORD_UNPR", priced ? text(request, "ORD_UNPR") : "0");
        only(request, "CNDT_PRIC", type == OrderType.STOP_LIMIT ? text(request, "CNDT_PRIC") : "0");
        Instructions.Instruction wanted = new Instructions.Instruction(route, division);
        Instructions.refusal(wanted, gateway.environment() == KisEnvironment.PAPER).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return placed(request, draft(request, Venue.KRX.symbol(code), type, Divisions.time(division), priced
                ? Optional.of(number(request, "ORD_UNPR")) : Optional.empty(), Optional.of(wanted.code())
                        .filter(named -> gateway.capabilities().instruction(named).isPresent())));
    }

    private KisAnswer placed(KisRequest request, OrderDraft draft) {
        return answer(request, desk.place(draft, new ClientOrderId(Correlation.fresh(PREFIX))).outcome());
    }

    private KisAnswer placeAbroad(KisRequest request) throws BrokerException {
        String division = text(request, "ORD_DVSN");
        Optional<UsDivision> auction = UsDivision.of(Instructions.of("US-" + division));
        if (!division.equals("00") && auction.isEmpty()) {
            throw new IllegalArgumentException(T.format("call.division.us", division, "00, " + Stream.of(
                    UsDivision.values()).map(d -> d.code).collect(Collectors.joining(", "))));
        }
        String exchange = text(request, "OVRS_EXCG_CD");
        Venue venue = Venue.trading(exchange).filter(Venue::isUs).orElseThrow(() -> new IllegalArgumentException(
                T.format("call.venue", exchange)));
        String code = text(request, "PDNO");
        if (code.isEmpty()) {
            throw new IllegalArgumentException(T.format("call.symbol", code));
        }
        only(request, "SLL_TYPE", isSell(request) ? "00" : "");
        only(request, "ORD_SVR_DVSN_CD", "0");
        for (String unused : List.of("CTAC_TLNO", "MGCO_APTM_ODNO", "START_TIME", "END_TIME",
                "ALGO_ORD_TMD_DVSN_CD")) {
            only(request, unused, "");
        }
        // In session such an order would trade at once, as another kind than was asked for.
        if (auction.isPresent() && gateway.environment() == KisEnvironment.PAPER) {
            throw new IllegalArgumentException(T.format("division.us.paper", "US-" + division));
        }
        OrderType type = auction.map(d -> d.type).orElse(OrderType.LIMIT);
        only(request, "OVRS_ORD_UNPR", type == OrderType.LIMIT ? text(request, "OVRS_ORD_UNPR") : "0");
        return placed(request, draft(request, venue.symbol(code), type, TimeInForce.DAY, type == OrderType.LIMIT
                ? Optional.of(number(request, "OVRS_ORD_UNPR")) : Optional.empty(), auction.map(d -> "US-" + d.code)));
    }

    private OrderDraft draft(KisRequest request, SymbolId symbol, OrderType type, TimeInForce time,
            Optional<BigDecimal> price, Optional<String> instruction) {
        Optional<BigDecimal> stop = type == OrderType.STOP_LIMIT ? Optional.of(number(request, "CNDT_PRIC"))
                : Optional.empty();
        return new OrderDraft(account(request), symbol, isSell(request) ? Side.SELL : Side.BUY, type, time,
                number(request, "ORD_QTY"), price, stop, instruction);
    }

    private KisAnswer change(KisRequest request) throws BrokerException {
        String number = OrderName.number(text(request, "ORGN_ODNO"));
        AccountKey account = account(request);
        boolean abroad = request.api().name().startsWith("overseas");
        DeskOrder order = desk.orders().reversed().stream().filter(o -> o.account().equals(account)
                && o.order().brokerOrderId().flatMap(OrderName::of).filter(n -> n.us() == abroad
                        && n.number().equals(number)).isPresent()).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(T.format("call.order", number)));
        checkSame(request, order.order(), abroad);
        Order now = order.order();
        BigDecimal rest = now.remaining();
        BigDecimal asked = text(request, "QTY_ALL_ORD_YN").equals("Y") ? rest : number(request, "ORD_QTY");
        String kind = text(request, "RVSE_CNCL_DVSN_CD");
        if (kind.equals("02")) {
            return cancel(request, order, asked, rest);
        }
        if (!kind.equals("01")) {
            throw new IllegalArgumentException(T.format("call.kind", kind));
        }
        BigDecimal price = number(request, abroad ? "OVRS_ORD_UNPR" : "ORD_UNPR");
        if (price.signum() == 0 || !abroad && asked.compareTo(rest) != 0) {
            throw new IllegalArgumentException(T.format("call.change", rest.toPlainString()));
        }
        // abroad the quantity is what shall be open
        return answer(request, desk.modify(order.key(), now.filledQuantity().add(asked), Optional.of(price)));
    }

    /** Of a part, the order becomes smaller. */
    private KisAnswer cancel(KisRequest request, DeskOrder order, BigDecimal asked, BigDecimal rest) {
        if (asked.signum() == 0 || asked.compareTo(rest) > 0) {
            throw new IllegalArgumentException(T.format("call.cancel", rest.toPlainString(), asked.toPlainString()));
        }
        return answer(request, asked.compareTo(rest) == 0 ? desk.cancel(order.key())
                : desk.modify(order.key(), order.order().quantity().subtract(asked), Optional.empty()));
    }

    /** What a change says of the order must be so: nothing else of it is changed. */
    private void checkSame(KisRequest request, Order order, boolean abroad) throws BrokerException {
        if (abroad) {
            Venue venue = Venue.of(order.symbol());
            only(request, "PDNO", order.symbol().code());
            only(request, "OVRS_EXCG_CD", venue.trading);
            only(request, "ORD_SVR_DVSN_CD", "0");
            only(request, "MGCO_APTM_ODNO", "");
            return;
        }
        String plain = Divisions.code(order.type(), order.timeInForce()).orElse("");
        only(request, "ORD_DVSN", order.instruction().map(i -> Instructions.of(i).division()).orElse(plain), "00");
        only(request, "EXCG_ID_DVSN_CD", order.brokerOrderId().flatMap(OrderName::of).map(gateway::route)
                .orElse(gateway.route()));
        only(request, "CNDT_PRIC", order.stopPrice().map(BigDecimal::toPlainString).orElse("0"));
    }

    private static boolean isSell(KisRequest request) {
        return request.role().endsWith("sell");
    }

    /**
     * A field that does not go its own way may be empty, or say what is sent anyway.
     *
     * @throws IllegalArgumentException when somebody typed something else, which would be lost
     */
    private static void only(KisRequest request, String field, String... sent) {
        String typed = text(request, field);
        if (!typed.isEmpty() && !List.of(sent).contains(typed)) {
            List<String> taken = Stream.of(sent).filter(s -> !s.isEmpty()).distinct().toList();
            throw new IllegalArgumentException(taken.isEmpty() ? T.format("call.field.none", field, typed)
                    : T.format("call.field", field, String.join(", ", taken), typed));
        }
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
