package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;
import org.jts.http.NotSentException;

/**
 * Sends orders, once. The broker knows no names of ours and checks for no duplicates: what was sent and not answered is
 * never sent again, but unknown.
 */
final class OrderSender {

    private final KisSettings settings;
    private final KisRest rest;
    private final FillBook book;
    private final OrderReader reader;
    private final TimeSource time;

    OrderSender(KisSettings settings, KisRest rest, FillBook book, OrderReader reader, TimeSource time) {
        this.settings = settings;
        this.rest = rest;
        this.book = book;
        this.reader = reader;
        this.time = time;
    }

    /** What the broker answered, or what is known without an answer. */
    private sealed interface Sent {
        record Done(Node output, Instant at) implements Sent {
        }

        record Otherwise(OrderOutcome outcome) implements Sent {
        }
    }

    OrderOutcome place(OrderRequest request) {
        Optional<String> division = Divisions.code(request.type(), request.timeInForce())
                .filter(d -> !d.equals("22") || !settings.paper());
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
        fields.put("ORD_UNPR", request.limitPrice().map(OrderSender::whole).orElse("0"));
        fields.put("CNDT_PRIC", request.stopPrice().map(OrderSender::whole).orElse(""));
        fields.put("EXCG_ID_DVSN_CD", settings.route());
        KisRest.Call call = KisRest.Call.of("order-cash", Lane.ORDER, fields).role(request.side() == Side.SELL
                ? "sell" : "buy");
        return switch (send(() -> T.format("what.order", request.clientOrderId()), call)) {
            case Sent.Done done -> accepted(done, name -> book.placed(name, request, division.orElseThrow(),
                    done.output().text("KRX_FWDG_ORD_ORGNO"), done.at()));
            case Sent.Otherwise other -> other.outcome();
        };
    }

    OrderOutcome cancel(OrderRef ref) {
        Optional<OrderName> name = OrderName.of(ref.brokerOrderId());
        if (name.isEmpty()) {
            return unknownOrder(ref.brokerOrderId());
        }
        return switch (change(ref.account(), name.orElseThrow(), "02", "00", Optional.empty(), BigDecimal.ZERO,
                Lane.CANCEL)) {
            case Sent.Done done -> new Accepted(ref.brokerOrderId(), done.at());
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /**
     * The broker can change a price, and cancel a part; it cannot raise a quantity. Less is asked for first, so that
     * what is left of a change that fails half-way is never more than was wanted.
     */
    OrderOutcome modify(OrderChange change) {
        OrderRef ref = change.order();
        Optional<OrderName> name = OrderName.of(ref.brokerOrderId());
        if (name.isEmpty()) {
            return unknownOrder(ref.brokerOrderId());
        }
        if (!isWhole(change.quantity())) {
            return new Rejected(RejectReason.QUANTITY, "", T.format("order.quantity",
                    change.quantity().toPlainString()));
        }
        if (!isWhole(change.limitPrice())) {
            return new Rejected(RejectReason.PRICE_TICK, "", T.format("order.won", change.limitPrice().orElseThrow()
                    .toPlainString()));
        }
        Order now;
        try {
            reader.read(ref.account(), name.orElseThrow().day(), OrderReader.ALL, name.orElseThrow().number());
            now = book.order(name.orElseThrow(), time.now()).filter(o -> o.account().equals(ref.account()))
                    .orElse(null);
        } catch (BrokerException e) {
            return new NotSent(T.format("order.notRead", ref.brokerOrderId(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotSent(T.format("order.givenUp", ref.brokerOrderId()));
        }
        return now == null ? unknownOrder(ref.brokerOrderId()) : modify(change, name.orElseThrow(), now);
    }

    private OrderOutcome modify(OrderChange change, OrderName name, Order now) {
        if (now.status().isFinal()) {
            return new Rejected(RejectReason.ORDER_CLOSED, "", T.format("order.closed", name.id(), now.status()));
        }
        BigDecimal less = now.quantity().subtract(change.quantity());
        if (less.signum() < 0) {
            return new Rejected(RejectReason.QUANTITY, "", T.format("order.more", now.quantity().toPlainString(),
                    change.quantity().toPlainString()));
        }
        if (now.remaining().compareTo(less) <= 0) {
            return new Rejected(RejectReason.QUANTITY, "", T.format("order.filledMore",
                    now.filledQuantity().toPlainString(), change.quantity().toPlainString()));
        }
        Instant at = time.now();
        if (less.signum() > 0) {
            switch (change(change.order().account(), name, "02", "00", Optional.of(less), BigDecimal.ZERO,
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
        String division = Divisions.code(now.type(), now.timeInForce()).orElse("00");
        return switch (change(change.order().account(), name, "01", division, Optional.empty(), price, Lane.ORDER)) {
            case Sent.Done done -> accepted(done, next -> { });
            case Sent.Otherwise other when other.outcome() instanceof Rejected refused && less.signum() > 0 ->
                new Rejected(refused.reason(), refused.brokerCode(), T.format("order.halfChanged",
                        less.toPlainString(), refused.text()));
            case Sent.Otherwise other -> other.outcome();
        };
    }

    /** @param part empty for all that is left */
    private Sent change(AccountId account, OrderName name, String kind, String division, Optional<BigDecimal> part,
            BigDecimal price, Lane lane) {
        Map<String, String> fields = new LinkedHashMap<>(OrderReader.account(account));
        fields.put("KRX_FWDG_ORD_ORGNO", book.branch(name).orElse(""));
        fields.put("ORGN_ODNO", name.number());
        fields.put("ORD_DVSN", division);
        fields.put("RVSE_CNCL_DVSN_CD", kind);
        fields.put("ORD_QTY", part.map(OrderSender::whole).orElse("0"));
        fields.put("ORD_UNPR", whole(price));
        fields.put("QTY_ALL_ORD_YN", part.isPresent() ? "N" : "Y");
        fields.put("EXCG_ID_DVSN_CD", settings.route());
        return send(() -> T.format("what.change", name.id()), KisRest.Call.of("order-rvsecncl", lane, fields));
    }

    private Sent send(Supplier<String> named, KisRest.Call call) {
        try {
            KisReply reply = rest.exchange(call);
            if (reply.isDone()) {
                return new Sent.Done(reply.body().block("output"), time.now());
            }
            String what = named.get();
            if (KisErrors.isUnknown(reply)) {
                return otherwise(new Unknown(T.format("order.unknown", what, KisErrors.words(reply))));
            }
            if (reply.isTokenRefused()) {
                return otherwise(new NotSent(T.format("broker.said", what, KisErrors.words(reply))));
            }
            return otherwise(new Rejected(KisErrors.reason(reply), reply.code(), T.format("broker.said", what,
                    KisErrors.words(reply))));
        } catch (NotSentException | BrokerException e) {
            return otherwise(new NotSent(T.format("order.notSent", named.get(), e.getMessage())));
        } catch (IOException e) {
            return otherwise(new Unknown(T.format("order.unknown", named.get(), e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise(new NotSent(T.format("order.givenUp", named.get())));
        }
    }

    private static Sent otherwise(OrderOutcome outcome) {
        return new Sent.Otherwise(outcome);
    }

    /** An order that was taken and has no number cannot be named: it is looked for in the broker's list. */
    private OrderOutcome accepted(Sent.Done done, Consumer<OrderName> known) {
        try {
            OrderName name = new OrderName(Clock.today(done.at()), OrderName.number(done.output().text("ODNO")));
            known.accept(name);
            return new Accepted(name.id(), done.at());
        } catch (IllegalArgumentException e) {
            return new Unknown(T.format("order.noNumber", e.getMessage()));
        }
    }

    private static Rejected unknownOrder(BrokerOrderId id) {
        return new Rejected(RejectReason.UNKNOWN_ORDER, "", T.format("order.none", id));
    }

    private static boolean isWhole(Optional<BigDecimal> number) {
        return number.isEmpty() || isWhole(number.orElseThrow());
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static String whole(BigDecimal number) {
        return number.toBigInteger().toString();
    }
}
