package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jts.api.gateway.BrokerException;
import org.jts.api.market.SymbolId;
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
import org.jts.api.time.TimeSource;
import org.jts.http.NotSentException;

/**
 * Sends the orders of a market, once. The broker knows no names of ours and checks for no duplicates: what was sent and
 * not answered is never sent again, but unknown.
 */
abstract class Orders {

    final KisSettings settings;
    final FillBook book;
    final TimeSource time;
    private final KisRest rest;
    private final OrderReader reader;

    Orders(KisSettings settings, KisRest rest, FillBook book, OrderReader reader, TimeSource time) {
        this.settings = settings;
        this.rest = rest;
        this.book = book;
        this.reader = reader;
        this.time = time;
    }

    abstract OrderOutcome place(OrderRequest request);

    abstract OrderOutcome modify(OrderChange change);

    abstract OrderOutcome cancel(OrderRef ref);

    /** What the broker answered, or what is known without an answer. */
    sealed interface Sent {
        record Done(Node output, Instant at) implements Sent {
        }

        record Otherwise(OrderOutcome outcome) implements Sent {
        }
    }

    /** What is done with an order once it is known how it stands. */
    @FunctionalInterface
    interface Change {
        OrderOutcome of(OrderName name, Order now);
    }

    /** Reads how the order stands, then changes it; one that has ended is not changed. */
    OrderOutcome asItStands(OrderRef ref, Change change) {
        Optional<OrderName> known = name(ref);
        if (known.isEmpty()) {
            return unknownOrder(ref.brokerOrderId());
        }
        OrderName name = known.orElseThrow();
        Order now;
        try {
            reader.read(ref.account(), name);
            now = book.order(name, time.now()).filter(o -> o.account().equals(ref.account())).orElse(null);
        } catch (BrokerException e) {
            return new NotSent(T.format("order.notRead", ref.brokerOrderId(), e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotSent(T.format("order.givenUp", ref.brokerOrderId()));
        }
        if (now == null) {
            return unknownOrder(ref.brokerOrderId());
        }
        return now.status().isFinal() ? new Rejected(RejectReason.ORDER_CLOSED, "", T.format("order.closed",
                name.id(), now.status())) : change.of(name, now);
    }

    /** The broker cannot raise a quantity; empty when this change is none that it refuses. */
    static Optional<OrderOutcome> refusedQuantity(OrderChange change, Order now) {
        BigDecimal less = now.quantity().subtract(change.quantity());
        if (less.signum() < 0) {
            return Optional.of(new Rejected(RejectReason.QUANTITY, "", T.format("order.more", now.quantity()
                    .toPlainString(), change.quantity().toPlainString())));
        }
        return now.remaining().compareTo(less) > 0 ? Optional.empty() : Optional.of(new Rejected(
                RejectReason.QUANTITY, "", T.format("order.filledMore", now.filledQuantity().toPlainString(),
                        change.quantity().toPlainString())));
    }

    Sent send(Supplier<String> named, KisRest.Call call) {
        return send(rest, time, named, call, reply -> { });
    }

    /**
     * Sends an order once, whatever it is for.
     *
     * @param named says which one
     * @param heard given the answer as it came, if one came
     */
    static Sent send(KisRest rest, TimeSource time, Supplier<String> named, KisRest.Call call,
            Consumer<KisReply> heard) {
        try {
            KisReply reply = rest.exchange(call);
            heard.accept(reply);
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

    static Sent otherwise(OrderOutcome outcome) {
        return new Sent.Otherwise(outcome);
    }

    /** An order that was taken and has no number cannot be named: it is looked for in the broker's list. */
    OrderOutcome accepted(Sent.Done done, SymbolId symbol, Consumer<OrderName> known) {
        try {
            OrderName name = OrderName.at(done.at(), Venue.of(symbol).isUs(), OrderName.number(done.output()
                    .text("ODNO")));
            known.accept(name);
            return new Accepted(name.id(), done.at());
        } catch (IllegalArgumentException e) {
            return new Unknown(T.format("order.noNumber", e.getMessage()));
        }
    }

    static Rejected unknownOrder(BrokerOrderId id) {
        return new Rejected(RejectReason.UNKNOWN_ORDER, "", T.format("order.none", id));
    }

    /** The name of an order of that market. */
    static Optional<OrderName> name(OrderRef ref) {
        return OrderName.of(ref.brokerOrderId()).filter(n -> n.us() == Venue.of(ref.symbol()).isUs());
    }

    static boolean isWhole(Optional<BigDecimal> number) {
        return number.isEmpty() || isWhole(number.orElseThrow());
    }

    static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    static String whole(BigDecimal number) {
        return number.toBigInteger().toString();
    }
}
