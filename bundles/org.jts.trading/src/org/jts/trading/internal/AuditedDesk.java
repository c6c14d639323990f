package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The desk that others see: what is asked of it, and what came of that, goes to the audit trail, refusals too. All that
 * follows from one request has one correlation from here on, if whoever asks has not given it one.
 */
@Component(service = OrderDesk.class)
public final class AuditedDesk implements OrderDesk {

    private static final String ORIGIN = "desk";

    private final OrderDesk desk;
    private final AuditRecorder audit;

    @Activate
    public AuditedDesk(@Reference OrderDeskImpl desk, @Reference TimeSource time) {
        this((OrderDesk) desk, time);
    }

    AuditedDesk(OrderDesk desk, TimeSource time) {
        this.desk = desk;
        this.audit = new AuditRecorder(time);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unsetTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    /** @param asked names, each followed by its value; a value that is empty is left out */
    private <T> T act(String action, Optional<BrokerId> broker, Supplier<T> work, BiConsumer<Facts, T> answer,
            Object... asked) {
        if (!audit.isOn()) {
            return work.get();
        }
        try (Correlation.Scope scope = Correlation.open(ORIGIN)) {
            audit.record(Kind.ACT, broker, action, () -> new Facts("asked").putAll(asked).all);
            T result = work.get();
            done(action, broker, result, answer);
            return result;
        }
    }

    private <T> void done(String action, Optional<BrokerId> broker, T result, BiConsumer<Facts, T> answer) {
        audit.record(Kind.ACT, broker, action, () -> {
            Facts facts = new Facts("done");
            answer.accept(facts, result);
            return facts.all;
        });
    }

    private static final class Facts {
        private final Map<String, String> all = new LinkedHashMap<>();

        Facts(String phase) {
            put("phase", phase);
        }

        Facts put(String name, Object value) {
            if (value instanceof Optional<?> some) {
                some.ifPresent(v -> put(name, v));
            } else {
                all.put(name, value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value));
            }
            return this;
        }

        Facts putAll(Object... pairs) {
            for (int i = 0; i < pairs.length; i += 2) {
                put((String) pairs[i], pairs[i + 1]);
            }
            return this;
        }

        Facts outcome(OrderOutcome outcome) {
            return switch (outcome) {
                case OrderOutcome.Accepted a -> put("outcome", "accepted").put("brokerOrder", a.brokerOrderId());
                case OrderOutcome.Rejected r -> put("outcome", "rejected").put("reason", r.reason())
                        .put("text", r.text());
                case OrderOutcome.NotSent n -> put("outcome", "not sent").put("text", n.why());
                case OrderOutcome.Unknown u -> put("outcome", "unknown").put("text", u.why());
            };
        }
    }

    private static Object[] facts(OrderDraft d) {
        return new Object[] {"account", d.account().account(), "symbol", d.symbol(), "side", d.side(), "type", d.type(),
            "timeInForce", d.timeInForce(), "quantity", d.quantity(), "limit", d.limitPrice(), "stop", d.stopPrice(),
            "instruction", d.instruction()};
    }

    private static Object[] facts(OrderCall call) {
        List<Object> asked = new ArrayList<>(List.of("account", call.account().account(), "call", call.fullName()));
        call.fields().forEach((name, value) -> asked.addAll(List.of(name, value)));
        return asked.toArray();
    }

    private Optional<BrokerId> brokerOf(String key) {
        return desk.order(key).map(DeskOrder::broker).or(() -> desk.call(key).map(c -> c.call()
                .account().broker()));
    }

    @Override
    public Placement place(OrderDraft draft) {
        return act("place", Optional.of(draft.account().broker()), () -> desk.place(draft),
                (facts, done) -> facts.put("order", done.key()).outcome(done.outcome()), facts(draft));
    }

    @Override
    public Placement place(OrderDraft draft, ClientOrderId name) {
        return act("place", Optional.of(draft.account().broker()), () -> desk.place(draft, name),
                (facts, done) -> facts.put("order", name).outcome(done.outcome()), facts(draft));
    }

    @Override
    public void place(OrderDraft draft, ClientOrderId name, Consumer<Placement> answered) {
        Optional<BrokerId> broker = Optional.of(draft.account().broker());
        if (!audit.isOn()) {
            desk.place(draft, name, answered);
            return;
        }
        try (Correlation.Scope scope = Correlation.open(ORIGIN)) {
            audit.record(Kind.ACT, broker, "place", () -> new Facts("asked").putAll(facts(draft)).all);
            desk.place(draft, name, placed -> {
                try {
                    done("place", broker, placed, (facts, done) -> facts.put("order", name).outcome(done.outcome()));
                } finally {
                    answered.accept(placed);
                }
            });
        }
    }

    @Override
    public Placement place(OrderCall call) {
        return act("place call", Optional.of(call.account().broker()), () -> desk.place(call),
                (facts, done) -> facts.put("order", done.key()).outcome(done.outcome()), facts(call));
    }

    @Override
    public Placement place(OrderCall call, ClientOrderId name) {
        return act("place call", Optional.of(call.account().broker()), () -> desk.place(call, name),
                (facts, done) -> facts.put("order", name).outcome(done.outcome()), facts(call));
    }

    @Override
    public Optional<DeskCall> call(String key) {
        return desk.call(key);
    }

    @Override
    public List<DeskCall> calls() {
        return desk.calls();
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        return act("modify", brokerOf(key), () -> desk.modify(key, quantity, limitPrice),
                (facts, done) -> facts.put("order", key).outcome(done), "order", key, "quantity", quantity, "limit",
                limitPrice);
    }

    @Override
    public OrderOutcome cancel(String key) {
        return act("cancel", brokerOf(key), () -> desk.cancel(key),
                (facts, done) -> facts.put("order", key).outcome(done), "order", key);
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        return act("settle", brokerOf(key), () -> desk.settle(key, verdict),
                (facts, refusal) -> facts.put("order", key).put("refused", refusal), "order", key, "verdict", verdict);
    }

    @Override
    public List<StopResult> stop(String why) {
        return act("stop", Optional.empty(), () -> desk.stop(why), (facts, results) -> {
            facts.put("orders", results.size());
            results.forEach(r -> facts.put(r.order().key(), r.outcome()));
        }, "why", why);
    }

    @Override
    public void resume() {
        act("resume", Optional.empty(), () -> {
            desk.resume();
            return true;
        }, (facts, done) -> { });
    }

    @Override
    public Optional<String> unlock(AccountKey account, String typedNumber) {
        return act("unlock", Optional.of(account.broker()), () -> desk.unlock(account, typedNumber),
                (facts, refusal) -> facts.put("outcome", refusal.isEmpty() ? "unlocked" : "stays locked"), "account",
                account.account());
    }

    @Override
    public void lock(AccountKey account) {
        act("lock", Optional.of(account.broker()), () -> {
            desk.lock(account);
            return true;
        }, (facts, done) -> { }, "account", account.account());
    }

    @Override
    public List<Violation> check(OrderDraft draft) {
        return desk.check(draft);
    }

    @Override
    public List<DeskOrder> orders() {
        return desk.orders();
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        return desk.order(key);
    }

    @Override
    public Subscription listen(DeskListener listener) {
        return desk.listen(listener);
    }

    @Override
    public Optional<String> stopped() {
        return desk.stopped();
    }

    @Override
    public Optional<Instant> stoppedSince() {
        return desk.stoppedSince();
    }

    @Override
    public boolean isUnlocked(AccountKey account) {
        return desk.isUnlocked(account);
    }

    @Override
    public void flush() throws StoreException {
        desk.flush();
    }
}
