package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.time.TimeSource;
import org.jts.gateway.kis.internal.Instructions.UsDivision;

/**
 * Orders for shares in the United States. The broker has no market orders in session there: one is sent as a limit
 * order somewhat through the last price, if the settings allow it.
 */
final class UsOrders extends Orders {

    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final int DECIMALS = 4;
    /** A limit order in session. */
    private static final String PLAIN = "00";

    private final Prices prices;
    private final Routes routes;

    UsOrders(KisSettings settings, KisRest rest, FillBook book, OrderReader reader, TimeSource time, Prices prices,
            Routes routes) {
        super(settings, rest, book, reader, time);
        this.routes = routes;
        this.prices = prices;
    }

    @Override
    OrderOutcome place(OrderRequest request) {
        if (request.instruction().isPresent()) {
            return placeInAuction(request, Instructions.of(request.instruction().get()));
        }
        boolean market = request.type() == OrderType.MARKET && settings.usSlippage().signum() > 0;
        if (request.timeInForce() != TimeInForce.DAY || request.type() != OrderType.LIMIT && !market) {
            return new Rejected(RejectReason.UNSUPPORTED, "", T.format("us.orders", request.type(),
                    request.timeInForce()));
        }
        Optional<Rejected> wrong = wrong(request.quantity(), request.limitPrice());
        if (wrong.isPresent()) {
            return wrong.orElseThrow();
        }
        BigDecimal price;
        try {
            price = market ? through(request.symbol(), request.side()) : request.limitPrice().orElseThrow();
        } catch (BrokerException e) {
            return new NotSent(T.format("order.notSent", T.format("what.order", request.clientOrderId()),
                    e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotSent(T.format("order.givenUp", request.clientOrderId()));
        }
        return place(request, PLAIN, price);
    }

    /** At the open or at the close. */
    private OrderOutcome placeInAuction(OrderRequest request, Instructions.Instruction wanted) {
        Optional<UsDivision> division = UsDivision.of(wanted);
        String refusal = division.isEmpty() ? T.format("division.us.none", wanted.code(), UsDivision.codes())
                : settings.paper() ? T.format("division.us.paper", wanted.code())
                : !division.get().sides.contains(request.side()) ? T.format("division.us.side", wanted.code()) : "";
        if (!refusal.isEmpty()) {
            return new Rejected(RejectReason.UNSUPPORTED, "", refusal);
        }
        Optional<Rejected> wrong = wrong(request.quantity(), request.limitPrice());
        return wrong.isPresent() ? wrong.get()
                : place(request, division.get().code, request.limitPrice().orElse(BigDecimal.ZERO));
    }

    private OrderOutcome place(OrderRequest request, String division, BigDecimal price) {
        Map<String, String> fields = fields(request.account(), request.symbol());
        fields.put("ORD_QTY", whole(request.quantity()));
        fields.put("OVRS_ORD_UNPR", price.toPlainString());
        fields.put("CTAC_TLNO", "");
        fields.put("MGCO_APTM_ODNO", "");
        fields.put("SLL_TYPE", request.side() == Side.SELL ? "00" : "");
        fields.put("ORD_SVR_DVSN_CD", "0");
        fields.put("ORD_DVSN", division);
        KisRest.Call call = KisRest.Call.of("overseas-stock/order", Lane.ORDER, fields).role(
                request.side() == Side.SELL ? "us_sell" : "us_buy");
        return switch (send(() -> T.format("what.order", request.clientOrderId()), call)) {
            case Sent.Done done -> accepted(done, request.symbol(), name -> book.placed(name, request, division, price,
                    done.output().text("KRX_FWDG_ORD_ORGNO"), done.at()));
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /** The last price and a little more, or less when selling. */
    private BigDecimal through(SymbolId symbol, Side side) throws BrokerException, InterruptedException {
        BigDecimal last = prices.quote(symbol, Lane.ORDER).last();
        BigDecimal part = side == Side.BUY ? BigDecimal.ONE.add(settings.usSlippage())
                : BigDecimal.ONE.subtract(settings.usSlippage());
        int scale = last.compareTo(BigDecimal.ONE) < 0 ? DECIMALS : CENT.scale();
        return last.multiply(part).setScale(scale, side == Side.BUY ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .max(CENT.movePointLeft(CENT.scale()));
    }

    private static Optional<Rejected> wrong(BigDecimal quantity, Optional<BigDecimal> price) {
        if (!isWhole(quantity)) {
            return Optional.of(new Rejected(RejectReason.QUANTITY, "", T.format("order.quantity",
                    quantity.toPlainString())));
        }
        return price.filter(p -> p.stripTrailingZeros().scale() > DECIMALS).map(p -> new Rejected(
                RejectReason.PRICE_TICK, "", T.format("us.price", p.toPlainString())));
    }

    @Override
    OrderOutcome cancel(OrderRef ref) {
        Optional<OrderName> name = name(ref);
        if (name.isEmpty()) {
            return unknownOrder(ref.brokerOrderId());
        }
        return book.order(name.orElseThrow(), time.now()).map(now -> cancel(ref, name.orElseThrow(), now))
                .orElseGet(() -> asItStands(ref, (known, now) -> cancel(ref, known, now)));
    }

    private OrderOutcome cancel(OrderRef ref, OrderName name, Order now) {
        return switch (change(ref, name, "02", now.remaining(), BigDecimal.ZERO, Lane.CANCEL)) {
            case Sent.Done done -> new Accepted(ref.brokerOrderId(), done.at());
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /** Price and quantity go in one request; what it names is what shall be open. */
    @Override
    OrderOutcome modify(OrderChange change) {
        Optional<Rejected> wrong = wrong(change.quantity(), change.limitPrice());
        if (wrong.isPresent()) {
            return wrong.orElseThrow();
        }
        return asItStands(change.order(), (name, now) -> refusedQuantity(change, now).orElseGet(() -> {
            BigDecimal price = change.limitPrice().or(now::limitPrice).orElse(BigDecimal.ZERO);
            BigDecimal open = change.quantity().subtract(now.filledQuantity());
            return switch (change(change.order(), name, "01", open, price, Lane.ORDER)) {
                case Sent.Done done -> accepted(done, now.symbol(), next -> routes.follow(name, next));
                case Sent.Otherwise other -> other.outcome();
            };
        }));
    }

    private Sent change(OrderRef ref, OrderName name, String kind, BigDecimal quantity, BigDecimal price, Lane lane) {
        Map<String, String> fields = fields(ref.account(), ref.symbol());
        fields.put("ORGN_ODNO", name.number());
        fields.put("RVSE_CNCL_DVSN_CD", kind);
        fields.put("ORD_QTY", whole(quantity));
        fields.put("OVRS_ORD_UNPR", price.toPlainString());
        fields.put("MGCO_APTM_ODNO", "");
        fields.put("ORD_SVR_DVSN_CD", "0");
        if (routes.route(name).equals(Routes.DAYTIME)) {
            fields.put("CTAC_TLNO", "");
            return send(() -> T.format("what.change", name.id()), KisRest.Call.of(
                    "overseas-stock/daytime-order-rvsecncl", lane, fields));
        }
        return send(() -> T.format("what.change", name.id()), KisRest.Call.of("overseas-stock/order-rvsecncl", lane,
                fields).role("us"));
    }

    private static Map<String, String> fields(AccountId account, SymbolId symbol) {
        Map<String, String> fields = new LinkedHashMap<>(OrderReader.account(account));
        fields.put("OVRS_EXCG_CD", Venue.of(symbol).trading);
        fields.put("PDNO", symbol.code());
        return fields;
    }
}
