package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEEE HH:mm");
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
    private final Map<OrderDraft, Long> placed = new LinkedHashMap<>();

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
        limits.flaws.forEach(flaw -> refuse(found, Field.ACCOUNT, T.format("limit.flaw", draft.account(), flaw)));
        limits.maxQuantity.filter(max -> draft.quantity().compareTo(max) > 0)
                .ifPresent(max -> refuse(found, Field.QUANTITY,
                T.format("limit.quantity", plain(max), plain(draft.quantity()))));
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
                refuse(found, Field.ACCOUNT, T.format("limit.orders", limits.dailyOrders, count + 1));
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
            Long before = placed.get(draft);
            if (before != null && now - before < span.toNanos()) {
                return Optional.of(T.format("limit.duplicate", Long.toString(span.toMillis()),
                        Long.toString((now - before) / 1_000_000)));
            }
            placed.remove(draft);
            placed.put(draft, now);
            forget(now - longest().toNanos());
        }
        return Optional.empty();
    }

    /** The oldest come first: only what goes is looked at, however many are kept. */
    private void forget(long until) {
        Iterator<Long> oldest = placed.values().iterator();
        while (oldest.hasNext() && oldest.next() <= until) {
            oldest.remove();
        }
    }

    private Duration longest() {
        return configured.get().stream().map(l -> l.duplicate).max(Duration::compareTo).filter(d -> !d.isZero())
                .orElse(STANDARD.duplicate);
    }

    private AccountLimits limits(AccountKey account) {
        List<AccountLimits> all = configured.get();
        return all.stream().filter(l -> l.account.equals(account.toString())).findFirst()
                .or(() -> all.stream().filter(l -> l.account.isEmpty()).findFirst()).orElse(STANDARD);
    }

    private void checkValue(AccountLimits limits, OrderDraft draft, Symbol symbol, List<Violation> found) {
        Optional<BigDecimal> value = price(draft).map(draft.quantity()::multiply);
        if (limits.maxValue.isPresent() && value.isEmpty()) {
            refuse(found, Field.LIMIT_PRICE, T.format("limit.value.unknown", plain(limits.maxValue.get()),
                    symbol.currency()));
        }
        limits.maxValue.filter(max -> value.filter(v -> v.compareTo(max) > 0).isPresent())
                .ifPresent(max -> refuse(found,
                Field.QUANTITY, T.format("limit.value", plain(max), symbol.currency(), plain(value.get()))));
        if (draft.side() == Side.BUY && limits.maxSharePercent.compareTo(HUNDRED) < 0) {
            Optional<BigDecimal> most = accounts.account(draft.account()).stream()
                    .flatMap(a -> a.balances().stream()).filter(b -> b.currency().equals(symbol.currency()))
                    .map(b -> b.buyingPower().multiply(limits.maxSharePercent).divide(HUNDRED)).findFirst();
            most.filter(max -> value.filter(v -> v.compareTo(max) > 0).isPresent()).ifPresent(max -> refuse(found,
                    Field.QUANTITY, T.format("limit.share", plain(limits.maxSharePercent), plain(max),
                    symbol.currency(),
                            plain(value.get()))));
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
            String percent = plain(limits.bandPercent.get());
            refuse(found, Field.LIMIT_PRICE, isBuy
                    ? T.format("limit.price.buy", plain(edge), percent, plain(last.get()), plain(price))
                    : T.format("limit.price.sell", plain(edge), percent, plain(last.get()), plain(price)));
        }
    }

    private void checkStale(AccountLimits limits, OrderDraft draft, List<Violation> found) {
        if (limits.stale.isZero() || draft.type() != OrderType.MARKET) {
            return;
        }
        Optional<Duration> age = last(draft).map(q -> Duration.between(q.receivedAt(), time.now()));
        if (age.isEmpty() || age.get().compareTo(limits.stale) > 0) {
            refuse(found, Field.TYPE, age.isPresent()
                    ? T.format("limit.stale", limits.stale.toSeconds(), age.get().toSeconds())
                    : T.format("limit.stale.none", limits.stale.toSeconds()));
        }
    }

    private void checkHours(AccountLimits limits, Symbol symbol, List<Violation> found) {
        if (limits.hours.isEmpty()) {
            return;
        }
        ZonedDateTime there = time.now().atZone(symbol.zone());
        boolean isWeekend = there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
        limits.hours.filter(h -> isWeekend || !h.contains(there.toLocalTime()))
                .ifPresent(h -> refuse(found, Field.SYMBOL,
                T.format("limit.hours", h, DAY_AND_TIME.withLocale(Locale.getDefault()).format(there))));
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
                T.format("limit.loss", plain(max), plain(loss))));
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
