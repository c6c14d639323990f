package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.trading.internal.journal.DeskJournal;

/** Everything on this side that may refuse an order or a change: the rules, the limits, the locks, stop and journal. */
final class PreTrade {

    private final DraftChecker checker;
    private final LimitChecks limits;
    private final LiveLocks locks;
    private final KillSwitch killSwitch;
    private final DeskJournal journal;

    PreTrade(DraftChecker checker, LimitChecks limits, LiveLocks locks, KillSwitch killSwitch, DeskJournal journal) {
        this.checker = checker;
        this.limits = limits;
        this.locks = locks;
        this.killSwitch = killSwitch;
        this.journal = journal;
    }

    /** What refuses a draft, as far as memory tells. */
    List<Violation> check(OrderDraft draft) {
        return check(draft, 0);
    }

    private List<Violation> check(OrderDraft draft, int taken) {
        List<Violation> found = checker.check(draft, taken);
        killSwitch.refusal().ifPresent(stopped -> found.addFirst(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK,
                ((OrderOutcome.NotSent) stopped).why())));
        journal.problem().ifPresent(problem -> found.add(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK,
                T.format("journal.refused", problem))));
        return found;
    }

    /** Asks the broker for a price that a limit needs. Blocks, as long as a read of the broker may last. */
    void askPrice(OrderDraft draft, BrokerConnection connection) {
        limits.askPrice(draft, connection);
    }

    /**
     * What refuses a draft whose price was asked for.
     *
     * @param taken how many places among those of the day it has taken already
     */
    Optional<String> refusal(OrderDraft draft, int taken) {
        List<Violation> found = check(draft, taken);
        if (found.isEmpty()) {
            limits.checkPriced(draft, found);
        }
        return text(found);
    }

    /** What refuses a change of an open order. */
    Optional<String> refusal(DeskOrder order, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        return text(checker.checkChange(order, quantity, limitPrice));
    }

    boolean isStopped() {
        return killSwitch.stopped().isPresent();
    }

    /** Looked at in the last moment. @return why nothing may be sent in an account of real money */
    Optional<OrderOutcome> locked(AccountKey account) {
        return locks.isUnlocked(account) ? Optional.empty()
                : Optional.of(new OrderOutcome.NotSent(T.format("check.live", account)));
    }

    /** A draft is about to be placed. @return why it is not after all; else {@link #ended} is owed */
    Optional<String> begin(OrderDraft draft, Instant now) {
        return limits.begin(draft, now);
    }

    /** What came of a draft that was begun at that moment. */
    void ended(OrderDraft draft, Instant begun, OrderOutcome outcome) {
        limits.ended(draft, begun, outcome);
    }

    private static Optional<String> text(List<Violation> violations) {
        return violations.isEmpty() ? Optional.empty()
                : Optional.of(violations.stream().map(Violation::text).collect(Collectors.joining("\n")));
    }
}
