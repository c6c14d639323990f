package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;

/** The limits that a trader set, or that hold by default. Each refusal says which limit, its value and the order's. */
final class LimitChecks {

    private static final AccountLimits STANDARD = AccountLimits.standard();
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What the account was worth when it was first seen on a day. */
    private record DayStart(LocalDate day, BigDecimal equity) {
    }

    private final Supplier<List<AccountLimits>> configured;
    private final MarketFeed feed;
    private final AccountBook accounts;
    private final Blotter blotter;
    private final TimeSource time;
    /** Guarded by themselves. */
    private final Map<AccountKey, DayStart> dayStarts = new HashMap<>();
    private final Map<OrderDraft, Long> placed = new HashMap<>();

    LimitChecks(Supplier<List<AccountLimits>> configured, MarketFeed feed, AccountBook accounts, Blotter blotter,
            TimeSource time) {
        this.configured = configured;
        this.feed = feed;
        this.accounts = accounts;
        this.blotter = blotter;
        this.time = time;
    }

    /** What a draft, or an order as it would be after a change, must keep. */
    void check(OrderDraft draft, Symbol symbol, List<Violation> found) {
        AccountLimits limits = limits(draft.account());
        limits.maxQuantity.filter(max -> draft.quantity().compareTo(max) > 0).ifPresent(max -> refuse(found, Field.QUANTITY,
                "Limit of quantity: at most %s in one order, found %s; lower the quantity.".formatted(plain(max),
                        plain(draft.quantity()))));
        checkValue(limits, draft, symbol, found);
        checkBand(limits, draft, found);
        checkStale(limits, draft, found);
        checkHours(limits, symbol, found);
    }

    /** What holds for a new order beside. */
    void checkNew(OrderDraft draft, List<Violation> found) {
        AccountLimits limits = limits(draft.account());
        checkLoss(limits, draft.account(), found);
        if (limits.dailyOrders > 0) {
            Instant midnight = today().atStartOfDay(ZoneId.systemDefault()).toInstant();
            long count = blotter.orders(draft.account()).stream()
                    .filter(o -> !o.foreign() && !o.order().createdAt().isBefore(midnight)).count();
            if (count >= limits.dailyOrders) {
                refuse(found, Field.ACCOUNT, "Limit of orders a day: at most %d, this would be number %d; raise the limit or wait for tomorrow."
                        .formatted(limits.dailyOrders, count + 1));
            }
        }
    }

    /**
     * Notes that a draft is about to be placed.
     *
     * @return why not, when the same one was a moment ago
     */
    Optional<String> duplicate(OrderDraft draft) {
        Duration span = limits(draft.account()).duplicate;
        if (span.isZero()) {
            return Optional.empty();
        }
        long now = time.nanoTime();
        synchronized (placed) {
            placed.values().removeIf(at -> now - at >= span.toNanos());
            Long before = placed.putIfAbsent(draft, now);
            return before == null ? Optional.empty() : Optional.of(
                    "Limit of duplicates: the same order again not before %d ms, found it after %d ms; wait, if it is meant."
                            .formatted(span.toMillis(), (now - before) / 1_000_000));
        }
    }

    private AccountLimits limits(AccountKey account) {
        List<AccountLimits> all = configured.get();
        return all.stream().filter(l -> l.account.equals(account.toString())).findFirst()
                .or(() -> all.stream().filter(l -> l.account.isEmpty()).findFirst()).orElse(STANDARD);
    }

    private void checkValue(AccountLimits limits, OrderDraft draft, Symbol symbol, List<Violation> found) {
        Optional<BigDecimal> value = price(draft).map(draft.quantity()::multiply);
        if (limits.maxValue.isPresent() && value.isEmpty()) {
            refuse(found, Field.LIMIT_PRICE, "Limit of value: at most %s %s, and no price is known to tell the order's; give a limit price."
                    .formatted(plain(limits.maxValue.get()), symbol.currency()));
        }
        limits.maxValue.filter(max -> value.filter(v -> v.compareTo(max) > 0).isPresent()).ifPresent(max -> refuse(found,
                Field.QUANTITY, "Limit of value: at most %s %s in one order, found about %s; lower the quantity.".formatted(
                        plain(max), symbol.currency(), plain(value.get()))));
        if (draft.side() == Side.BUY && limits.maxSharePercent.compareTo(HUNDRED) < 0) {
            Optional<BigDecimal> most = accounts.account(draft.account()).stream()
                    .flatMap(a -> a.balances().stream()).filter(b -> b.currency().equals(symbol.currency()))
                    .map(b -> b.buyingPower().multiply(limits.maxSharePercent).divide(HUNDRED)).findFirst();
            most.filter(max -> value.filter(v -> v.compareTo(max) > 0).isPresent()).ifPresent(max -> refuse(found,
                    Field.QUANTITY, "Limit of buying power: one order may take %s %% of it, %s %s, found about %s; lower the quantity."
                            .formatted(plain(limits.maxSharePercent), plain(max), symbol.currency(), plain(value.get()))));
        }
    }

    private void checkBand(AccountLimits limits, OrderDraft draft, List<Violation> found) {
        Optional<BigDecimal> last = last(draft).map(q -> q.quote().last());
        if (limits.bandPercent.isEmpty() || last.isEmpty() || draft.limitPrice().isEmpty()) {
            return;
        }
        BigDecimal width = last.get().multiply(limits.bandPercent.get()).divide(HUNDRED);
        BigDecimal price = draft.limitPrice().get();
        boolean isBuy = draft.side() == Side.BUY;
        BigDecimal edge = isBuy ? last.get().add(width) : last.get().subtract(width);
        if (isBuy ? price.compareTo(edge) > 0 : price.compareTo(edge) < 0) {
            refuse(found, Field.LIMIT_PRICE, "Limit of price: a %s at %s %s (%s %% from the last trade, %s), found %s; mend the price."
                    .formatted(isBuy ? "buy" : "sale", isBuy ? "most" : "least", plain(edge), plain(limits.bandPercent.get()),
                            plain(last.get()), plain(price)));
        }
    }

    private void checkStale(AccountLimits limits, OrderDraft draft, List<Violation> found) {
        if (limits.stale.isZero() || draft.type() != OrderType.MARKET) {
            return;
        }
        Optional<Duration> age = last(draft).map(q -> Duration.between(q.receivedAt(), time.now()));
        if (age.isEmpty() || age.get().compareTo(limits.stale) > 0) {
            refuse(found, Field.TYPE, "Limit of the price's age: a market order needs one of the last %d s, found %s; use a limit order."
                    .formatted(limits.stale.toSeconds(), age.map(a -> "one of %d s ago".formatted(a.toSeconds())).orElse("none")));
        }
    }

    private void checkHours(AccountLimits limits, Symbol symbol, List<Violation> found) {
        ZonedDateTime there = time.now().atZone(symbol.zone());
        boolean isWeekend = there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
        limits.hours.filter(h -> isWeekend || !h.contains(there.toLocalTime())).ifPresent(h -> refuse(found, Field.SYMBOL,
                "Limit of hours: orders are taken from Monday to Friday, %s at the exchange, where it is %s %tR; wait, or change the limit."
                        .formatted(h, there.getDayOfWeek(), there)));
    }

    private void checkLoss(AccountLimits limits, AccountKey key, List<Violation> found) {
        Optional<BigDecimal> equity = accounts.account(key).filter(a -> a.asOf().isPresent())
                .flatMap(LimitChecks::homeBalance).map(Balance::totalEquity);
        if (limits.dailyLoss.isEmpty() || equity.isEmpty()) {
            return;
        }
        BigDecimal loss;
        synchronized (dayStarts) {
            DayStart start = dayStarts.compute(key, (k, known) -> known != null && known.day().equals(today()) ? known
                    : new DayStart(today(), equity.get()));
            loss = start.equity().subtract(equity.get());
        }
        limits.dailyLoss.filter(max -> loss.compareTo(max) >= 0).ifPresent(max -> refuse(found, Field.ACCOUNT,
                "Limit of loss a day: %s, the account has lost %s since it was first seen today; no more orders today."
                        .formatted(plain(max), plain(loss))));
    }

    private static Optional<Balance> homeBalance(AccountSnapshot account) {
        return account.balances().stream().filter(b -> b.currency().equals(account.account().currency())).findFirst();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), ZoneId.systemDefault());
    }

    private Optional<LiveQuote> last(OrderDraft draft) {
        return feed.latest(draft.account().broker(), draft.symbol());
    }

    private Optional<BigDecimal> price(OrderDraft draft) {
        return draft.limitPrice().or(draft::stopPrice).or(() -> last(draft).map(q -> q.quote().last()));
    }

    private static void refuse(List<Violation> found, Field field, String text) {
        found.add(new Violation(field, RejectReason.RISK_CHECK, text));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
