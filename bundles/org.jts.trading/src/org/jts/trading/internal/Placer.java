package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;

/** Places orders: has each checked, lets it wait until its account was compared, names it, and has it sent. */
final class Placer {

    /** How long an order waits for the comparison after a connect. */
    static final Duration GATE_LIMIT = Duration.ofSeconds(10);

    private final PreTrade rules;
    private final Sender sender;
    private final Blotter blotter;
    private final TimeSource time;
    private final Function<BrokerId, BrokerFollower> followers;
    private final SenderNames names;

    /** @param followers one for each broker that is there; null for another one */
    Placer(PreTrade rules, Sender sender, Blotter blotter, SenderNames names, TimeSource time,
            Function<BrokerId, BrokerFollower> followers) {
        this.rules = rules;
        this.sender = sender;
        this.blotter = blotter;
        this.names = names;
        this.time = time;
        this.followers = followers;
    }

    /** @param ids makes names */
    Placement place(OrderDraft draft, ClientOrderIds ids) {
        return place(draft, ids::next, false, Overdue.Way.WAITING, late -> { }).orElseThrow();
    }

    /**
     * Under the name that its sender gave it, which no order had before.
     *
     * @param overdue told when the broker has not answered in time
     * @return empty when {@code overdue} is told instead
     */
    Optional<Placement> place(OrderDraft draft, ClientOrderId name, Overdue.Way way, Consumer<Placement> overdue) {
        return names.place(name, late -> place(draft, () -> name, true, way, late), overdue);
    }

    static Placement refused(String why) {
        return new Placement(Optional.empty(), new OrderOutcome.NotSent(why));
    }

    private Optional<Placement> place(OrderDraft draft, Supplier<ClientOrderId> name, boolean isGiven, Overdue.Way way,
            Consumer<Placement> overdue) {
        BrokerFollower follower = followers.apply(draft.account().broker());
        if (follower != null) {
            rules.askPrice(draft, follower.connection());
        }
        Optional<String> refusal = rules.refusal(draft, 0);
        if (refusal.isPresent() || follower == null) {
            return Optional.of(refused(refusal.orElseGet(() -> T.format("check.broker", draft.account().broker()))));
        }
        Permission permission = new Permission(draft, follower);
        Optional<OrderOutcome> waited = permission.gate();
        if (waited.isPresent()) {
            return Optional.of(new Placement(Optional.empty(), waited.get()));
        }
        Instant begun = time.now();
        Optional<String> taken = rules.begin(draft, begun);
        if (taken.isPresent()) {
            return Optional.of(refused(taken.get()));
        }
        permission.taken = 1;
        OrderRequest request = request(draft, name.get());
        Function<OrderOutcome, Placement> end = outcome -> {
            rules.ended(draft, begun, outcome);
            if (outcome instanceof OrderOutcome.Accepted) {
                follower.lookAfterOpen();
            }
            return placement(request.clientOrderId().value(), outcome);
        };
        return sender.place(follower.connection(), request, isGiven, permission, way,
                late -> overdue.accept(Overdue.step(end, late,
                        o -> placement(request.clientOrderId().value(), o)))).map(end);
    }

    private static OrderRequest request(OrderDraft draft, ClientOrderId name) {
        return new OrderRequest(name, draft.account().account(), draft.symbol(), draft.side(), draft.type(),
                draft.timeInForce(), draft.quantity(), draft.limitPrice(), draft.stopPrice(), draft.instruction());
    }

    private Placement placement(String key, OrderOutcome outcome) {
        return new Placement(Optional.of(key).filter(k -> blotter.order(k).isPresent()), outcome);
    }

    /** What was checked may be otherwise when an order has waited. */
    private final class Permission implements Sender.Permission {

        private final OrderDraft draft;
        private final BrokerFollower follower;
        /** Its own places among those of the day. */
        private int taken;
        /** The last look was one without a line: nothing was checked. */
        private boolean unchecked;

        Permission(OrderDraft draft, BrokerFollower follower) {
            this.draft = draft;
            this.follower = follower;
        }

        /** @return what ends the call: the account was not compared in time, or the order may not be placed any more */
        Optional<OrderOutcome> gate() {
            if (follower.gate().isOpen(draft.account().account())) {
                return Optional.empty();
            }
            Optional<String> closed = follower.gate().await(draft.account().account(), GATE_LIMIT);
            return closed.isPresent() ? closed.map(OrderOutcome.NotSent::new) : checked();
        }

        @Override
        public Optional<OrderOutcome> last() {
            Optional<OrderOutcome> locked = rules.locked(draft.account());
            if (locked.isPresent()) {
                return locked;
            }
            boolean isBack = follower.connection().state().isConnected();
            return isBack && (unchecked || !follower.gate().isOpen(draft.account().account()))
                    ? Optional.of(new OrderOutcome.NotSent(T.get("attempt.unchecked"))) : Optional.empty();
        }

        /** Without a line it is tried nevertheless, and not sent: it may be back at the next try. */
        @Override
        public Optional<OrderOutcome> again() {
            unchecked = !follower.connection().state().isConnected();
            return unchecked ? Optional.empty() : checked().or(this::gate);
        }

        private Optional<OrderOutcome> checked() {
            return rules.refusal(draft, taken).map(OrderOutcome.NotSent::new);
        }
    }
}
