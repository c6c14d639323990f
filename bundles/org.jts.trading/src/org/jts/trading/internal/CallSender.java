package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.journal.JournalException;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/**
 * Sends orders in brokers' own words: checked, noted and synced, sent once, never again; what came of it is noted and
 * told. Nobody can ask a broker about them by name, so that one in doubt stays so until a person settles it.
 */
final class CallSender {

    /** So many stand in one notice. */
    private static final int MOST_NAMED = 100;

    private final CallRules rules;
    private final CallBook book;
    private final Blotter blotter;
    private final DeskJournal journal;
    private final KillSwitch killSwitch;
    private final EventLog events;
    private final TimeSource time;
    private final Function<BrokerId, BrokerFollower> followers;
    /** Asks a broker for its orders and trades, in the background. */
    private final Consumer<BrokerId> ask;

    /** @param followers one for each broker that is there; null for another one */
    CallSender(CallRules rules, CallBook book, Blotter blotter, DeskJournal journal, KillSwitch killSwitch,
            EventLog events,
            TimeSource time, Function<BrokerId, BrokerFollower> followers, Consumer<BrokerId> ask) {
        this.rules = rules;
        this.book = book;
        this.blotter = blotter;
        this.journal = journal;
        this.killSwitch = killSwitch;
        this.events = events;
        this.time = time;
        this.followers = followers;
        this.ask = ask;
    }

    /** Takes what the journal has, and tells whoever starts of those that must be settled. */
    void restore(List<DeskCall> known) {
        known.forEach(book::restore);
        List<String> unknown = known.stream().filter(DeskCall::isUnknown).map(c -> c.key() + ": " + c.call().title())
                .toList();
        if (!unknown.isEmpty()) {
            events.publish(Severity.WARNING, "trading", Optional.empty(), T.format("start.calls", unknown.size()),
                    T.get("start.calls.detail") + "\n" + String.join("\n", unknown));
        }
    }

    /**
     * @param name    makes its name, when it is about to be noted
     * @param isGiven whether its sender named it
     */
    Placement place(OrderCall call, Supplier<ClientOrderId> name, boolean isGiven) {
        BrokerFollower follower = followers.apply(call.account().broker());
        if (follower == null) {
            return Placer.refused(T.format("check.broker", call.account().broker()));
        }
        Optional<String> refusal = rules.refusal(call, follower.connection()).or(() -> gate(call, follower));
        if (refusal.isPresent()) {
            return Placer.refused(refusal.get());
        }
        Instant begun = time.now();
        ClientOrderId id = name.get();
        Optional<String> taken = rules.begin(id.value(), call, begun);
        if (taken.isPresent()) {
            return Placer.refused(taken.get());
        }
        OrderOutcome outcome = commit(new Entry.Calling(id.value(), call, begun, isGiven));
        if (outcome != null) {
            book.remove(id.value(), outcome, time.now());
            rules.undo(call, begun);
            return new Placement(Optional.empty(), outcome);
        }
        outcome = send(id, call, follower);
        told(book.ended(id.value(), outcome, time.now()));
        if (outcome instanceof OrderOutcome.NotSent) {
            rules.undo(call, begun);
        } else {
            ask.accept(call.account().broker());
        }
        return new Placement(Optional.of(id.value()), outcome);
    }

    /** After a connect, new risk waits until the account was compared; what was checked may be otherwise then. */
    private Optional<String> gate(OrderCall call, BrokerFollower follower) {
        Gate gate = follower.gate();
        if (call.isCancel() || gate.isOpen(call.account().account())) {
            return Optional.empty();
        }
        return gate.await(call.account().account(), Placer.GATE_LIMIT)
                .or(() -> rules.refusal(call, follower.connection()));
    }

    /** @return why it is not sent, because it could not be noted first; null when it may be */
    private OrderOutcome commit(Entry.Calling entry) {
        OrderCall call = entry.call();
        try {
            journal.commit(entry);
            return null;
        } catch (JournalException e) {
            if (!call.isCancel()) {
                return new OrderOutcome.NotSent(T.format("send.notNoted", Words.of(e)));
            }
            // A cancel lowers the risk: it goes out even so.
            events.publish(Severity.ERROR, "trading", Optional.of(call.account().broker()),
                    T.format("call.unnoted", entry.key(), call.fullName()), Words.of(e));
            return null;
        } catch (IllegalArgumentException e) {
            // It cannot be a record of the journal, such as for its length: nothing is sent of what nobody could find.
            return new OrderOutcome.NotSent(T.format("send.notNoted", e.getMessage()));
        }
    }

    private OrderOutcome send(ClientOrderId id, OrderCall call, BrokerFollower follower) {
        BrokerConnection connection = follower.connection();
        if (call.isCancel()) {
            return connection.gateway().call(id, call);
        }
        // The line may have been lost and come back while it was noted.
        return killSwitch.send(connection.id(), () -> rules.locked(call)
                .or(() -> follower.gate().isOpen(call.account().account()) ? Optional.empty()
                        : Optional.of(new OrderOutcome.NotSent(T.get("attempt.unchecked"))))
                .orElseGet(() -> connection.gateway().call(id, call)));
    }

    /** Behind the picture: who hears of it finds it. */
    private void told(DeskCall call) {
        OrderOutcome outcome = call.outcome().orElseThrow();
        journal.note(new Entry.Called(call.key(), outcome));
        String what = call.call().title();
        Optional<BrokerId> broker = Optional.of(call.call().account().broker());
        switch (outcome) {
            case OrderOutcome.Accepted a -> events.publish(Severity.INFO, "trading", broker,
                    T.format("call.accepted", what, a.brokerOrderId()), detail(call, T.get("call.notFollowed")));
            case OrderOutcome.Rejected r -> events.publish(Severity.WARNING, "trading", broker,
                    T.format("call.rejected", what, r.text()), detail(call, r.brokerCode()));
            case OrderOutcome.NotSent n -> events.publish(Severity.WARNING, "trading", broker,
                    T.format("call.notSent", what), detail(call, n.why()));
            case OrderOutcome.Unknown u -> events.publish(Severity.ERROR, "trading", broker,
                    T.format("call.unknown", what), detail(call, u.why() + "\n" + T.format("call.settle",
                            call.key())));
        }
    }

    /** Trading is stopped, and these are not cancelled: those of today are likelier to be open than older ones. */
    void tellOutOfReach(List<DeskCall> calls) {
        if (!calls.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of(T.get("stop.called.detail")));
            calls.reversed().stream().limit(MOST_NAMED).map(c -> "%s: %s (%s)".formatted(c.key(), c.call().title(),
                    LocalDate.ofInstant(c.placedAt(), ZoneId.systemDefault()))).forEach(lines::add);
            if (calls.size() > MOST_NAMED) {
                lines.add("…");
            }
            events.publish(Severity.WARNING, "trading", Optional.empty(), T.format("stop.called", calls.size()),
                    String.join("\n", lines));
        }
    }

    private static String detail(DeskCall call, String text) {
        return (text + "\n" + call.key() + ": " + call.call().fullName() + " " + call.call().fields()).strip();
    }

    /** Two orders cannot be one at the broker. */
    private boolean isTaken(DeskCall call, BrokerOrderId id) {
        AccountKey account = call.call().account();
        return call.isUnknown() && (book.has(account, id) || blotter.orders(account).stream()
                .anyMatch(o -> !o.foreign() && o.order().brokerOrderId().equals(Optional.of(id))));
    }

    /** @return why it cannot be settled so; empty when it is */
    Optional<String> settle(String key, Verdict verdict) {
        Optional<DeskCall> call = book.get(key);
        if (call.isEmpty()) {
            return Optional.of(T.format("refuse.noOrder", key));
        }
        if (verdict instanceof Verdict.Arrived there && isTaken(call.get(), there.brokerOrderId())) {
            return Optional.of(T.format("call.taken", key, there.brokerOrderId()));
        }
        if (!call.get().isUnknown()) {
            return Optional.of(T.format("call.notUnknown", key, call.get().outcome().map(Words::of)
                    .orElseGet(() -> T.get("call.underWay"))));
        }
        OrderOutcome known = switch (verdict) {
            case Verdict.NeverArrived never -> new OrderOutcome.Rejected(RejectReason.OTHER, "",
                    T.get("settle.never"));
            case Verdict.Arrived arrived -> new OrderOutcome.Accepted(arrived.brokerOrderId(), time.now());
        };
        if (book.settle(key, known, time.now()).isEmpty()) {
            return settle(key, verdict); // somebody else was quicker, which is said
        }
        journal.note(new Entry.Called(key, known));
        journal.note(new Entry.Settled(key, Words.of(verdict)));
        events.publish(Severity.INFO, "trading", Optional.of(call.get().call().account().broker()),
                T.format("settle.done", key), Words.of(verdict));
        return Optional.empty();
    }
}
