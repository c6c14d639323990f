package org.jts.trading.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.account.Account;
import org.jts.api.account.AccountType;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.Order;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/** Tells the trader where the broker's picture was another than ours. */
final class Differences {

    /** More are counted, not listed. */
    private static final int LISTED = 20;

    private final DeskJournal journal;
    private final EventLog events;

    Differences(DeskJournal journal, EventLog events) {
        this.journal = journal;
        this.events = events;
    }

    /** Orders of one account, before and after the broker was asked. */
    void tell(BrokerId broker, Map<String, DeskOrder> before, Map<String, DeskOrder> after) {
        List<String> foreign = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        after.forEach((key, now) -> {
            DeskOrder then = before.get(key);
            if (then == null && now.foreign()) {
                foreign.add(say(now.order()));
            } else if (then != null && isOther(then.order(), now.order())) {
                changed.add("%s: was %s, is %s".formatted(key, where(then.order()), where(now.order())));
            }
        });
        if (!foreign.isEmpty()) {
            events.publish(Severity.INFO, "trading", Optional.of(broker),
                    "%d orders at %s were placed elsewhere".formatted(foreign.size(), broker), list(foreign));
        }
        if (!changed.isEmpty()) {
            events.publish(Severity.INFO, "trading", Optional.of(broker),
                    "%d orders at %s are not as they were last seen".formatted(changed.size(), broker), list(changed));
        }
    }

    /** An order that stays unknown although the broker was asked. */
    void tellDoubt(BrokerId broker, String key, String doubt) {
        events.publish(Severity.WARNING, "trading", Optional.of(broker),
                "Order %s: it is not known whether %s has it".formatted(key, broker), doubt);
    }

    /** What an account holds, when it is not what the trades explain. */
    void tell(Account account, Entry.Held told, List<String> differences) {
        journal.note(told);
        if (!differences.isEmpty()) {
            // Simulated accounts begin anew whenever their broker does.
            Severity severity = account.type() == AccountType.LIVE ? Severity.WARNING : Severity.INFO;
            events.publish(severity, "trading", Optional.of(told.account().broker()),
                    "Account %s holds something else than its trades explain".formatted(told.account()),
                    list(differences) + "\nThe broker's figures are taken over. Orders placed elsewhere, deposits, fees and "
                            + "settlements are the usual reasons.");
        }
    }

    /** Why an order is left unknown although the broker shows something like it. */
    static String doubt(List<DeskOrder> found) {
        return "The broker has %s, and it is not sure which of them this order is. Settle it by hand: order:settle."
                .formatted(found.stream().map(o -> o.order().brokerOrderId().map(Object::toString).orElse(o.key()))
                        .sorted().collect(Collectors.joining(", ")));
    }

    private static boolean isOther(Order then, Order now) {
        return then.status() != now.status() || then.filledQuantity().compareTo(now.filledQuantity()) != 0
                || then.quantity().compareTo(now.quantity()) != 0 || !then.limitPrice().equals(now.limitPrice())
                || !then.brokerOrderId().equals(now.brokerOrderId());
    }

    private static String where(Order order) {
        return "%s %s of %s".formatted(order.status(), order.filledQuantity().toPlainString(),
                order.quantity().toPlainString());
    }

    private static String say(Order order) {
        return "%s: %s %s %s, %s".formatted(order.brokerOrderId().map(Object::toString).orElse("?"), order.side(),
                order.quantity().toPlainString(), order.symbol(), where(order));
    }

    private static String list(List<String> lines) {
        String shown = lines.stream().limit(LISTED).collect(Collectors.joining("\n"));
        return lines.size() > LISTED ? shown + "\n… and %d more".formatted(lines.size() - LISTED) : shown;
    }
}
