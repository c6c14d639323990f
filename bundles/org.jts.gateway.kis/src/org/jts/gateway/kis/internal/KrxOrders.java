package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.limit.Lane;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;

/** Orders for Korean shares. */
final class KrxOrders extends Orders {

    private final Routes routes;

    KrxOrders(KisSettings settings, KisRest rest, FillBook book, OrderReader reader, TimeSource time,
            Routes routes) {
        super(settings, rest, book, reader, time);
        this.routes = routes;
    }

    @Override
    OrderOutcome place(OrderRequest request) {
        Optional<Instructions.Instruction> instructed = request.instruction().map(Instructions::of);
        Optional<String> refusal = instructed.flatMap(i -> Instructions.refusal(i, settings.paper()));
        if (refusal.isPresent()) {
            return new Rejected(RejectReason.UNSUPPORTED, "", refusal.get());
        }
        Optional<String> division = instructed.map(Instructions.Instruction::division).or(() -> Divisions.code(
                request.type(), request.timeInForce()).filter(d -> !d.equals("22") || !settings.paper()));
        String route = instructed.map(Instructions.Instruction::route).orElse(settings.route());
        if (division.isEmpty()) {
            return new Rejected(RejectReason.UNSUPPORTED, "", T.format("order.unsupported", request.type(),
                    request.timeInForce()));
        }
        if (!isWhole(request.quantity())) {
            return new Rejected(RejectReason.QUANTITY, "", T.format("order.quantity",
                    request.quantity().toPlainString()));
        }
        if (!isWhole(request.limitPrice()) || !isWhole(request.stopPrice())) {
            return new Rejected(RejectReason.PRICE_TICK, "", T.format("order.won", request.limitPrice().or(
                    request::stopPrice).orElseThrow().toPlainString()));
        }
        Map<String, String> fields = OrderReader.account(request.account());
        fields.put("PDNO", request.symbol().code());
        if (request.side() == Side.SELL) {
            fields.put("SLL_TYPE", "01");
        }
        fields.put("ORD_DVSN", division.orElseThrow());
        fields.put("ORD_QTY", whole(request.quantity()));
        fields.put("ORD_UNPR", request.limitPrice().map(Orders::whole).orElse("0"));
        fields.put("CNDT_PRIC", request.stopPrice().map(Orders::whole).orElse(""));
        fields.put("EXCG_ID_DVSN_CD", route);
        KisRest.Call call = KisRest.Call.of("order-cash", Lane.ORDER, fields).role(request.side() == Side.SELL
                ? "sell" : "buy");
        return switch (send(() -> T.format("what.order", request.clientOrderId()), call)) {
            case Sent.Done done -> accepted(done, request.symbol(), name -> {
                routes.went(name, route);
                book.placed(name, request, division.orElseThrow(), done.output().text("KRX_FWDG_ORD_ORGNO"),
                        done.at());
            });
            case Sent.Otherwise other -> other.outcome();
        };
    }

    @Override
    OrderOutcome cancel(OrderRef ref) {
        Optional<OrderName> name = name(ref);
        if (name.isEmpty()) {
            return unknownOrder(ref.brokerOrderId());
        }
        return switch (change(ref.account(), name.orElseThrow(), "02", Optional.empty(), BigDecimal.ZERO,
                Lane.CANCEL)) {
            case Sent.Done done -> new Accepted(ref.brokerOrderId(), done.at());
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /**
     * The broker can change a price, and cancel a part; it cannot raise a quantity. Less is asked for first, so that
     * what is left of a change that fails half-way is never more than was wanted.
     */
    @Override
    OrderOutcome modify(OrderChange change) {
        if (!isWhole(change.quantity())) {
            return new Rejected(RejectReason.QUANTITY, "", T.format("order.quantity",
                    change.quantity().toPlainString()));
        }
        if (!isWhole(change.limitPrice())) {
            return new Rejected(RejectReason.PRICE_TICK, "", T.format("order.won", change.limitPrice().orElseThrow()
                    .toPlainString()));
        }
        return asItStands(change.order(), (name, now) -> refusedQuantity(change, now).orElseGet(() -> modify(change,
                name, now)));
    }

    private OrderOutcome modify(OrderChange change, OrderName name, Order now) {
        BigDecimal less = now.quantity().subtract(change.quantity());
        Instant at = time.now();
        if (less.signum() > 0) {
            switch (change(change.order().account(), name, "02", Optional.of(less), BigDecimal.ZERO,
                    Lane.ORDER)) {
                case Sent.Otherwise other -> {
                    return other.outcome();
                }
                case Sent.Done done -> at = done.at();
            }
        }
        Optional<BigDecimal> price = change.limitPrice().filter(p -> now.limitPrice().filter(l -> l.compareTo(p) == 0)
                .isEmpty());
        return price.isEmpty() ? new Accepted(name.id(), at) : reprice(change, name, now, price.orElseThrow(), less);
    }

    private OrderOutcome reprice(OrderChange change, OrderName name, Order now, BigDecimal price, BigDecimal less) {
        return switch (change(change.order().account(), name, "01", Optional.empty(), price, Lane.ORDER)) {
            case Sent.Done done -> accepted(done, now.symbol(), next -> routes.went(next, routes.route(name)));
            case Sent.Otherwise other when other.outcome() instanceof Rejected refused && less.signum() > 0 ->
                new Rejected(refused.reason(), refused.brokerCode(), T.format("order.halfChanged",
                        less.toPlainString(), refused.text()));
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /** @param part empty for all that is left */
    private Sent change(AccountId account, OrderName name, String kind, Optional<BigDecimal> part,
            BigDecimal price, Lane lane) {
        Map<String, String> fields = new LinkedHashMap<>(OrderReader.account(account));
        fields.put("KRX_FWDG_ORD_ORGNO", book.branch(name).orElse(""));
        fields.put("ORGN_ODNO", name.number());
        fields.put("ORD_DVSN", book.division(name).orElse("00"));
        fields.put("RVSE_CNCL_DVSN_CD", kind);
        fields.put("ORD_QTY", part.map(Orders::whole).orElse("0"));
        fields.put("ORD_UNPR", whole(price));
        fields.put("QTY_ALL_ORD_YN", part.isPresent() ? "N" : "Y");
        fields.put("EXCG_ID_DVSN_CD", routes.route(name));
        return send(() -> T.format("what.change", name.id()), KisRest.Call.of("order-rvsecncl", lane, fields));
    }
}
