package org.jts.connection.internal.audit;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;

/** Calls, answers and events as facts of the audit trail. Made when they are written, on a thread of the trail. */
final class Facts {

    static final String REQUEST = "request";
    static final String ANSWER = "answer";
    private static final String PHASE = "phase";
    /** Longer lists are history and symbols: how many there were says enough. */
    private static final int LISTED = 50;

    private final Map<String, String> all = new LinkedHashMap<>();

    private Facts() {
    }

    static Facts of(String phase) {
        return new Facts().put(PHASE, phase);
    }

    Facts put(String name, Object value) {
        all.put(name, String.valueOf(value));
        return this;
    }

    Facts put(String name, Optional<?> value) {
        value.ifPresent(v -> put(name, v instanceof BigDecimal number ? number.toPlainString() : v));
        return this;
    }

    Facts millis(long nanos) {
        return put("ms", BigDecimal.valueOf(nanos / 1_000, 3).toPlainString());
    }

    Map<String, String> map() {
        return all;
    }

    Facts request(OrderRequest r) {
        return put("order", r.clientOrderId()).put("account", r.account()).put("symbol", r.symbol())
                .put("side", r.side()).put("type", r.type()).put("timeInForce", r.timeInForce())
                .put("quantity", r.quantity().toPlainString()).put("limit", r.limitPrice()).put("stop", r.stopPrice())
                .put("instruction", r.instruction());
    }

    Facts call(ClientOrderId name, OrderCall call) {
        put("order", name).put("account", call.account().account()).put("call", call.fullName());
        call.fields().forEach(this::put);
        return this;
    }

    Facts reference(OrderRef ref) {
        return put("order", ref.clientOrderId()).put("brokerOrder", ref.brokerOrderId()).put("account", ref.account())
                .put("symbol", ref.symbol());
    }

    Facts change(OrderChange change) {
        return reference(change.order()).put("quantity", change.quantity().toPlainString())
                .put("limit", change.limitPrice());
    }

    Facts outcome(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted a -> put("outcome", "accepted").put("brokerOrder", a.brokerOrderId())
                    .put("brokerTime", a.at());
            case OrderOutcome.Rejected r -> put("outcome", "rejected").put("reason", r.reason())
                    .put("code", r.brokerCode()).put("text", r.text());
            case OrderOutcome.NotSent n -> put("outcome", "not sent").put("text", n.why());
            case OrderOutcome.Unknown u -> put("outcome", "unknown").put("text", u.why());
        };
    }

    Facts event(OrderEvent event) {
        put("order", event.order().clientOrderId()).put("brokerOrder", event.order().brokerOrderId())
                .put("account", event.order().account()).put("symbol", event.order().symbol())
                .put("status", event.order().status()).put("filled", event.order().filledQuantity().toPlainString())
                .put("text", event.order().message());
        return event instanceof OrderEvent.Filled filled ? put("trade", filled.execution()) : this;
    }

    Facts result(Object result) {
        if (result instanceof Collection<?> many) {
            put("count", many.size());
            return many.size() > LISTED ? this : put(ANSWER, many);
        }
        return result == null ? this : put(ANSWER, result);
    }

    Facts failure(Throwable thrown) {
        return put("failure", thrown);
    }
}
