package org.jts.trading.internal.journal;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.trading.JournalLine;
import org.jts.journal.JournalRecord;
import org.jts.trading.internal.Words;

/** Picks the records of one order out of a journal, and says them in words. One thread. */
final class History {

    private final String wanted;
    private final Kinds kinds;
    private final Map<String, Order> orders = new HashMap<>();
    private final List<JournalLine> lines = new ArrayList<>();

    /** What brokers call their own kinds of orders. */
    @FunctionalInterface
    interface Kinds {
        /** @return empty when the broker is not there, or has no such kind any more */
        Optional<String> name(BrokerId broker, String instruction);
    }

    History(String key, Kinds kinds) {
        wanted = key;
        this.kinds = kinds;
    }

    List<JournalLine> lines() {
        return lines;
    }

    void accept(JournalRecord found) {
        Line line;
        try {
            Optional<Line> read = Codec.read(found.text(), orders::get);
            if (read.isEmpty()) {
                return;
            }
            line = read.get();
        } catch (IOException e) {
            return;
        }
        String text = switch (line.entry()) {
            case Entry.Placing e -> isWanted(e.request().clientOrderId().value())
                    ? "about to place at %s: %s".formatted(e.broker(),
                            say(e.request(), kind(e.broker(), e.request().instruction()))) : null;
            case Entry.Seen e -> isWanted(e.key()) ? "%s at %s: %s".formatted(e.foreign() ? "placed elsewhere"
                    : "stands", e.broker(), say(e.order()) + kind(e.broker(), e.order().instruction())) : null;
            case Entry.Moved e -> isWanted(e.key()) ? say(e.order()) : null;
            case Entry.Traded e -> isWanted(e.key()) ? say(e.execution()) : null;
            case Entry.Changing e -> isWanted(e.key()) ? "about to change: quantity %s%s".formatted(
                    e.quantity().toPlainString(), price(", price ", e.limitPrice())) : null;
            case Entry.Attempt e -> isWanted(e.key())
                    ? "not sent (%s); about to try again, attempt %d".formatted(e.why(), e.number()) : null;
            case Entry.Cancelling e -> isWanted(e.key()) ? "about to cancel" : null;
            case Entry.Answered e -> isWanted(e.key()) ? "%s: %s, %s".formatted(e.call(), e.outcome(), e.text()) : null;
            case Entry.Joined e -> isWanted(e.into()) ? "is what was seen as %s".formatted(e.key()) : null;
            case Entry.Settled e -> isWanted(e.key()) ? "settled by hand: " + e.verdict() : null;
            case Entry.Calling e -> isWanted(e.key()) ? "about to call %s at %s in %s: %s %s".formatted(
                    e.call().fullName(), e.call().account().broker(), e.call().account().account(), e.call().title(),
                    e.call().fields()) : null;
            case Entry.Called e -> isWanted(e.key()) ? Words.of(e.outcome()) : null;
            case Entry.Started e -> null;
            case Entry.Named e -> null;
            case Entry.Held e -> null;
            case Entry.DayStarted e -> null;
            case Entry.Stopped e -> null;
        };
        learn(line.entry(), line);
        if (text != null) {
            lines.add(new JournalLine(found.number(), line.at(), text));
        }
    }

    private void learn(Entry entry, Line line) {
        switch (entry) {
            case Entry.Placing e -> orders.put(e.request().clientOrderId().value(),
                    Order.pending(e.request(), line.at()));
            case Entry.Seen e -> orders.put(e.key(), e.order());
            case Entry.Moved e -> orders.put(e.key(), e.order());
            default -> { }
        }
    }

    private boolean isWanted(String key) {
        return wanted.equals(key);
    }

    private String kind(BrokerId broker, Optional<String> instruction) {
        return instruction.map(code -> " as " + code + kinds.name(broker, code).map(" (%s)"::formatted).orElse(""))
                .orElse("");
    }

    private static String say(OrderRequest r, String kind) {
        return "%s %s %s %s%s%s %s%s in %s".formatted(r.side(), r.quantity().toPlainString(), r.symbol(), r.type(),
                price(" ", r.limitPrice()), price(" stop ", r.stopPrice()), r.timeInForce(),
                kind, r.account());
    }

    private static String say(Order o) {
        return "%s, %s of %s filled%s%s%s%s".formatted(o.status(), o.filledQuantity().toPlainString(),
                o.quantity().toPlainString(), price(" at ", o.averagePrice()), price(", limit ", o.limitPrice()),
                o.brokerOrderId().map(id -> ", the broker's " + id).orElse(""),
                o.message().map(m -> ": " + m).orElse(""));
    }

    private static String say(Execution e) {
        return "trade %s: %s %s at %s, commission %s, tax %s %s".formatted(e.id(), e.side(),
                e.quantity().toPlainString(),
                e.price().toPlainString(), e.commission().toPlainString(), e.tax().toPlainString(), e.currency());
    }

    private static String price(String before, Optional<BigDecimal> price) {
        return price.map(p -> before + p.toPlainString()).orElse("");
    }
}
