package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;

/**
 * The share of its value that an order is likely to cost, as the last trade of the same kind did: brokers do not tell
 * their fees beforehand. Kept as orders are told, so that nobody has to look through all of them. Thread-safe.
 */
final class FeeRates {

    private record Kind(AccountKey account, String exchange, Side side) {
    }

    private record Seen(Instant at, BigDecimal rate) {
    }

    private final Map<Kind, Seen> last = new ConcurrentHashMap<>();

    /** Takes in what an order has come to. */
    void add(DeskOrder order) {
        if (order.executions().isEmpty()) {
            return;
        }
        Execution trade = order.executions().getLast();
        BigDecimal rate = trade.commission().add(trade.tax()).divide(trade.value(), 8, RoundingMode.UP);
        last.merge(new Kind(order.account(), trade.symbol().exchange(), trade.side()), new Seen(trade.time(), rate),
                (known, seen) -> seen.at().isBefore(known.at()) ? known : seen);
    }

    /** @return empty while there was no such trade */
    Optional<BigDecimal> rate(AccountKey account, SymbolId symbol, Side side) {
        return Optional.ofNullable(last.get(new Kind(account, symbol.exchange(), side))).map(Seen::rate);
    }
}
