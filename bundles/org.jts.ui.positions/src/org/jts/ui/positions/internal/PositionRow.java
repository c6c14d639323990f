package org.jts.ui.positions.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Position;
import org.jts.api.feed.LiveQuote;

/**
 * A line of the list: a position valued at the newest price there is, or the total of a currency.
 *
 * @param account  whose; empty for a total
 * @param position as last read; empty for a total
 * @param currency of all amounts
 * @param price    at which it is valued; 0 for a total
 * @param value    market value
 * @param cost     what was paid, fees not included
 * @param source   how far the price can be trusted; empty for a total
 */
record PositionRow(Optional<AccountKey> account, Optional<Position> position, CurrencyCode currency, BigDecimal price,
        BigDecimal value, BigDecimal cost, Optional<PriceSource> source) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param quote the newest one; used when it streams, else the price stands with which the broker valued */
    static PositionRow of(AccountSnapshot account, Position position, Optional<LiveQuote> quote) {
        PriceSource source = PriceSource.of(account, quote);
        BigDecimal price = source.streams() ? quote.orElseThrow().quote().last() : position.currentPrice();
        return new PositionRow(Optional.of(account.key()), Optional.of(position), position.currency(), price,
                price.multiply(position.quantity()), position.averagePrice().multiply(position.quantity()),
                Optional.of(source));
    }

    /** One total for each currency: amounts of different currencies are not added. */
    static List<PositionRow> totals(List<PositionRow> rows) {
        Map<CurrencyCode, PositionRow> totals = new TreeMap<>();
        for (PositionRow row : rows) {
            totals.merge(row.currency, new PositionRow(Optional.empty(), Optional.empty(), row.currency,
                    BigDecimal.ZERO, row.value, row.cost, Optional.empty()), PositionRow::plus);
        }
        return new ArrayList<>(totals.values());
    }

    /** The positions of these accounts, and their totals below. */
    static List<PositionRow> all(List<AccountSnapshot> accounts, java.util.function.BiFunction<AccountKey, Position,
            Optional<LiveQuote>> quotes) {
        List<PositionRow> rows = new ArrayList<>();
        for (AccountSnapshot account : accounts) {
            for (Position position : account.positions()) {
                rows.add(of(account, position, quotes.apply(account.key(), position)));
            }
        }
        rows.addAll(totals(rows));
        return rows;
    }

    private PositionRow plus(PositionRow other) {
        return new PositionRow(account, position, currency, price, value.add(other.value), cost.add(other.cost),
                source);
    }

    /** Whether the price streams. */
    boolean live() {
        return source.filter(PriceSource::streams).isPresent();
    }

    boolean isTotal() {
        return position.isEmpty();
    }

    String key() {
        return isTotal() ? "total " + currency : account.orElseThrow() + " " + position.orElseThrow().symbol();
    }

    BigDecimal gain() {
        return value.subtract(cost);
    }

    /** @return in per cent of the cost; 0 when there was none. For display */
    BigDecimal gainPercent() {
        return cost.signum() == 0 ? BigDecimal.ZERO
                : gain().multiply(HUNDRED).divide(cost.abs(), MathContext.DECIMAL64);
    }
}
