package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountType;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/** Tells the trader where the broker's picture was another than ours. */
final class Differences {

    /** More are counted, not listed. */
    private static final int LISTED = 20;

    private final DeskJournal journal;
    private final EventLog events;
    private final Predicate<DeskOrder> isCalled;
    /** Orders of others that a short look was the first to see, by their accounts; only the worker's. */
    private final Map<AccountId, Set<String>> untold = new HashMap<>();

    /** @param isCalled whether an order that nobody placed as one came of an order in the broker's own words */
    Differences(DeskJournal journal, EventLog events, Predicate<DeskOrder> isCalled) {
        this.isCalled = isCalled;
        this.journal = journal;
        this.events = events;
    }

    /**
     * Orders of one account, before and after the broker was asked. Orders of others are told after each look; those
     * that a short look brings, only when the next one still takes them for others': the answer that tells the number
     * of an order of ours may be on its way.
     *
     * @param full whether what has changed is told too; else orders of others are enough
     * @return whether there is something to be told after the next look
     */
    boolean tell(AccountKey account, Map<String, DeskOrder> before, Map<String, DeskOrder> after, boolean full) {
        List<String> foreign = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        Set<String> waiting = untold.getOrDefault(account.account(), Set.of());
        Set<String> later = new HashSet<>();
        for (DeskOrder now : after.values()) {
            DeskOrder then = before.get(now.key());
            boolean isUntold = waiting.contains(now.key());
            if ((then == null || isUntold) && now.foreign() && !isCalled.test(now)) {
                if (full || isUntold) {
                    foreign.add(say(now.order()));
                } else {
                    later.add(now.key());
                }
            } else if (full && then != null && isOther(then.order(), now.order())) {
                changed.add(T.format("differs", now.key(), where(then.order()), where(now.order())));
            }
        }
        untold.put(account.account(), later);
        say(account.broker(), foreign, changed);
        return !later.isEmpty();
    }

    private void say(BrokerId broker, List<String> foreign, List<String> changed) {
        if (!foreign.isEmpty()) {
            events.publish(Severity.INFO, "trading", Optional.of(broker),
                    T.format("differs.foreign", foreign.size(), broker), list(foreign));
        }
        if (!changed.isEmpty()) {
            events.publish(Severity.INFO, "trading", Optional.of(broker),
                    T.format("differs.changed", changed.size(), broker), list(changed));
        }
    }

    /** An order that stays unknown although the broker was asked. */
    void tellDoubt(BrokerId broker, String key, String doubt) {
        events.publish(Severity.WARNING, "trading", Optional.of(broker),
                T.format("differs.doubt", key, broker), doubt);
    }

    /** An order that was taken for ended works on. */
    void tellReopened(BrokerId broker, Blotter.Listed listed) {
        DeskOrder order = listed.order();
        Severity severity = order.foreign() ? Severity.INFO : Severity.ERROR;
        events.publish(severity, "trading", Optional.of(broker), T.format("differs.reopened", order.key(), broker),
                T.format("differs.reopened.detail", listed.reopened().orElse(""), where(order.order())));
    }

    /** What an account holds, when it is not what the trades explain. */
    void tell(Account account, Entry.Held told, List<String> differences) {
        journal.note(told);
        if (!differences.isEmpty()) {
            // Simulated accounts begin anew whenever their broker does.
            Severity severity = account.type() == AccountType.LIVE ? Severity.WARNING : Severity.INFO;
            events.publish(severity, "trading", Optional.of(told.account().broker()),
                    T.format("differs.holdings", told.account()),
                    list(differences) + "\n" + T.get("differs.holdings.detail"));
        }
    }

    /** Why an order is left unknown although the broker shows something like it. */
    static String doubt(List<DeskOrder> found) {
        return T.format("differs.which", found.stream()
                .map(o -> o.order().brokerOrderId().map(Object::toString).orElse(o.key()))
                        .sorted().collect(Collectors.joining(", ")));
    }

    private static boolean isOther(Order then, Order now) {
        return then.status() != now.status() || then.filledQuantity().compareTo(now.filledQuantity()) != 0
                || then.quantity().compareTo(now.quantity()) != 0
                || !Matcher.isEqual(then.limitPrice(), now.limitPrice())
                || !then.brokerOrderId().equals(now.brokerOrderId());
    }

    private static String where(Order order) {
        return T.format("differs.where", OrderNames.status(order.status()), order.filledQuantity().toPlainString(),
                order.quantity().toPlainString());
    }

    private static String say(Order order) {
        return T.format("differs.order", order.brokerOrderId().map(Object::toString).orElse("?"),
                OrderNames.side(order.side()), order.quantity().toPlainString(), order.symbol(), where(order));
    }

    private static String list(List<String> lines) {
        String shown = lines.stream().limit(LISTED).collect(Collectors.joining("\n"));
        return lines.size() > LISTED ? shown + "\n" + T.format("differs.more", lines.size() - LISTED) : shown;
    }
}
