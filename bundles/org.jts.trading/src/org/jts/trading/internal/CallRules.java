package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.trading.internal.journal.DeskJournal;

/**
 * What may refuse an order in a broker's own words on this side: line, account, and, unless it only takes something
 * back, stop, journal, lock and those limits that need neither symbol nor price.
 */
final class CallRules {

    private final AccountBook accounts;
    private final LiveLocks locks;
    private final KillSwitch killSwitch;
    private final DeskJournal journal;
    private final LimitChecks limits;
    private final CallBook book;

    CallRules(AccountBook accounts, LiveLocks locks, KillSwitch killSwitch, DeskJournal journal, LimitChecks limits,
            CallBook book) {
        this.accounts = accounts;
        this.locks = locks;
        this.killSwitch = killSwitch;
        this.journal = journal;
        this.limits = limits;
        this.book = book;
    }

    /** Reads memory. @return why it may not be sent */
    Optional<String> refusal(OrderCall call, BrokerConnection connection) {
        if (!connection.state().isConnected()) {
            return Optional.of(T.format("check.offline", connection.name(), Words.of(connection.state().phase())));
        }
        if (accounts.account(call.account()).isEmpty()) {
            List<?> known = accounts.accounts(call.account().broker()).stream().map(a -> a.account().id()).toList();
            return Optional.of(T.format("check.account", known, call.account().account()));
        }
        if (call.isCancel()) {
            return Optional.empty();
        }
        return killSwitch.refusal().map(CallRules::why)
                .or(() -> journal.problem().map(problem -> T.format("journal.refused", problem)))
                .or(() -> locked(call).map(CallRules::why)).or(() -> limits.flaw(call.account()));
    }

    private static String why(OrderOutcome refusal) {
        return ((OrderOutcome.NotSent) refusal).why();
    }

    /** Looked at in the last moment. @return why nothing may be sent in an account of real money */
    Optional<OrderOutcome> locked(OrderCall call) {
        return locks.isUnlocked(call.account()) ? Optional.empty()
                : Optional.of(new OrderOutcome.NotSent(T.format("check.live", call.account().account())));
    }

    /** It is about to be sent, and takes its place. @return why it is not after all */
    Optional<String> begin(String key, OrderCall call, Instant now) {
        Optional<String> why = call.isCancel() ? Optional.empty() : limits.begin(call, now);
        if (why.isEmpty()) {
            book.add(key, call, now);
        }
        return why;
    }

    /** Nothing was sent after all: the same may come again at once. @param begun when it was */
    void undo(OrderCall call, Instant begun) {
        if (!call.isCancel()) {
            limits.undo(call, begun);
        }
    }
}
