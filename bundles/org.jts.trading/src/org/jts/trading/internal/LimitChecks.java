package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.trading.internal.AccountLimits.Hours;

/** The limits that a trader set, or that hold by default. Each refusal says which limit, its value and the order's. */
final class LimitChecks {

    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("EEEE HH:mm");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String KOREA = "KRX";
    /** Korean shares, from the early market of NXT to the end of the late ones of NXT and KRX. */
    private static final Hours KOREAN_HOURS = new Hours(LocalTime.of(8, 0), LocalTime.of(20, 0));

    private final Function<AccountKey, AccountLimits> limits;
    private final AccountBook accounts;
    private final DayStarts days;
    private final TimeSource time;
    private final LastPrices prices;
    private final Duplicates duplicates;
    private final DayCounts counts;

    /** @param limits what holds in an account now */
    LimitChecks(Function<AccountKey, AccountLimits> limits, MarketFeed feed, AccountBook accounts, DayCounts counts,
            DayStarts days, TimeSource time) {
        this.limits = limits;
        this.accounts = accounts;
        this.counts = counts;
        this.days = days;
        this.time = time;
        this.prices = new LastPrices(feed, time);
        this.duplicates = new Duplicates(time);
    }

    /** The orders of before the start are there now. */
    void restored() {
        counts.restored();
    }

    /** What a draft, or an order as it would be after a change, must keep, as far as memory tells. */
    void check(OrderDraft draft, Symbol symbol, List<Violation> found) {
        AccountLimits l = limits.apply(draft.account());
        l.flaws.values().forEach(flaw -> refuse(found, Field.ACCOUNT, T.format("limit.flaw", draft.account(), flaw)));
        l.maxQuantity.filter(max -> draft.quantity().compareTo(max) > 0).ifPresent(max -> refuse(found, Field.QUANTITY,
                T.format("limit.quantity", plain(max), plain(draft.quantity()))));
        checkValue(l, draft, symbol, found);
        checkShare(l, draft, symbol, found);
        checkBand(l, draft, found);
        checkStale(l, draft, found);
        checkHours(l, draft.account(), symbol, found);
    }

    /**
     * What holds for a new order beside. Sales only lower what is at risk: a bad day must not keep anyone in.
     *
     * @param taken how many places among those of the day it has taken already
     */
    void checkNew(OrderDraft draft, int taken, List<Violation> found) {
        AccountLimits l = limits.apply(draft.account());
        if (draft.side() == Side.SELL) {
            return;
        }
        checkLoss(l, draft.account(), found);
        if (l.dailyOrders > 0) {
            counts.full(draft.account(), l.dailyOrders + taken).ifPresent(full -> refuse(found, Field.ACCOUNT,
                    T.format("limit.orders", l.dailyOrders, full.orders() - taken + 1, end(full), zone(full))));
        }
    }

    private static String end(DayCounts.Full full) {
        return DAY_AND_TIME.withLocale(Locale.getDefault()).format(full.until());
    }

    private static String zone(DayCounts.Full full) {
        return full.until().getZone().getDisplayName(TextStyle.FULL, Locale.getDefault());
    }

    /**
     * Asks the broker for the price where nobody watches the symbol, or nothing was heard of it for long, and a limit
     * needs one. Blocks, as long as a read of the broker may last.
     */
    void askPrice(OrderDraft draft, BrokerConnection connection) {
        AccountLimits l = limits.apply(draft.account());
        boolean isNeeded = draft.limitPrice().isPresent() ? l.bandPercent.isPresent()
                : !l.stale.isZero() || l.hasMaxValue();
        if (isNeeded) {
            prices.ask(draft.account().broker(), draft.symbol(), l.stale, connection);
        }
    }

    /** What only shows once {@link #askPrice} has asked. */
    void checkPriced(OrderDraft draft, List<Violation> found) {
        AccountLimits l = limits.apply(draft.account());
        if (draft.type() == OrderType.MARKET && !l.stale.isZero()) {
            refuseStale(l, prices.last(draft).map(this::age), found);
        }
        if (l.bandPercent.isPresent() && draft.type() == OrderType.LIMIT && prices.last(draft).isEmpty()) {
            refuse(found, Field.LIMIT_PRICE, T.format("limit.price.none", plain(l.bandPercent.get())));
        }
    }

    /**
     * Notes that a draft is about to be placed, and takes its place among the orders of the day.
     *
     * @return why it is not placed: the same one was a moment ago, or others took the last places meanwhile
     */
    Optional<String> begin(OrderDraft draft, Instant now) {
        AccountLimits l = limits.apply(draft.account());
        Optional<Duration> ago = duplicates.begin(draft, l.duplicate);
        if (ago.isPresent()) {
            return Optional.of(T.format("limit.duplicate", millis(l.duplicate), millis(ago.get())));
        }
        boolean isLimited = l.dailyOrders > 0 && draft.side() == Side.BUY;
        Optional<DayCounts.Full> full = counts.take(draft, isLimited ? l.dailyOrders : Long.MAX_VALUE, now);
        full.ifPresent(f -> duplicates.undo(draft));
        return full.map(f -> T.format("limit.orders", l.dailyOrders, f.orders() + 1, end(f), zone(f)));
    }

    /**
     * What came of a draft. One of which nothing was sent may come again at once, and counts for nothing.
     *
     * @param begun when it was
     */
    void ended(OrderDraft draft, Instant begun, OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.NotSent) {
            duplicates.undo(draft);
            counts.giveBack(draft, begun);
        }
    }

    /** Why the limits of an account refuse every order. */
    Optional<String> flaw(AccountKey account) {
        return limits.apply(account).flaws.values().stream().findFirst()
                .map(flaw -> T.format("limit.flaw", account, flaw));
    }

    /**
     * The same as {@link #begin(OrderDraft, Instant)} for an order in a broker's own words. Whether it only lowers what
     * is at risk is not known.
     */
    Optional<String> begin(OrderCall call, Instant now) {
        AccountLimits l = limits.apply(call.account());
        Optional<Duration> ago = duplicates.begin(call, l.duplicate);
        if (ago.isPresent()) {
            return Optional.of(T.format("limit.duplicate", millis(l.duplicate), millis(ago.get())));
        }
        Optional<DayCounts.Full> full = counts.take(call, l.dailyOrders > 0 ? l.dailyOrders : Long.MAX_VALUE, now);
        full.ifPresent(f -> duplicates.undo(call));
        return full.map(f -> T.format("call.limit", l.dailyOrders, f.orders() + 1, end(f), zone(f)));
    }

    /** Nothing of it was sent. @param begun when it was */
    void undo(OrderCall call, Instant begun) {
        duplicates.undo(call);
        counts.giveBack(call, begun);
    }

    private void checkValue(AccountLimits l, OrderDraft draft, Symbol symbol, List<Violation> found) {
        Optional<BigDecimal> max = l.maxValue(symbol.currency());
        if (max.isEmpty()) {
            return;
        }
        Optional<BigDecimal> value = value(draft);
        if (value.isEmpty()) {
            refuse(found, Field.LIMIT_PRICE, T.format("limit.value.unknown", plain(max.get()), symbol.currency()));
        } else if (value.get().compareTo(max.get()) > 0) {
            refuse(found, Field.QUANTITY, T.format("limit.value", plain(max.get()), symbol.currency(),
                    plain(value.get())));
        }
    }

    private void checkShare(AccountLimits l, OrderDraft draft, Symbol symbol, List<Violation> found) {
        if (draft.side() != Side.BUY || l.maxSharePercent.filter(p -> p.compareTo(HUNDRED) < 0).isEmpty()) {
            return;
        }
        BigDecimal share = l.maxSharePercent.get();
        Optional<BigDecimal> most = accounts.account(draft.account()).stream()
                .flatMap(a -> a.balances().stream()).filter(b -> b.currency().equals(symbol.currency()))
                .map(b -> b.buyingPower().multiply(share).movePointLeft(2)).findFirst();
        Optional<BigDecimal> value = value(draft);
        most.filter(max -> value.filter(v -> v.compareTo(max) > 0).isPresent()).ifPresent(max -> refuse(found,
                Field.QUANTITY, T.format("limit.share", plain(share), plain(max), symbol.currency(),
                        plain(value.get()))));
    }

    /** A stop order finds its market where it is triggered: there its limit is compared. */
    private void checkBand(AccountLimits l, OrderDraft draft, List<Violation> found) {
        if (l.bandPercent.isEmpty() || draft.limitPrice().isEmpty()) {
            return;
        }
        Optional<BigDecimal> from = draft.stopPrice().or(() -> prices.last(draft).map(q -> q.quote().last()));
        if (from.isEmpty()) {
            return;
        }
        BigDecimal width = from.get().multiply(l.bandPercent.get()).movePointLeft(2);
        BigDecimal price = draft.limitPrice().get();
        boolean isBuy = draft.side() == Side.BUY;
        BigDecimal edge = isBuy ? from.get().add(width) : from.get().subtract(width);
        if (isBuy ? price.compareTo(edge) > 0 : price.compareTo(edge) < 0) {
            String percent = plain(l.bandPercent.get());
            refuse(found, Field.LIMIT_PRICE, isBuy
                    ? T.format("limit.price.buy", plain(edge), percent, plain(from.get()), plain(price))
                    : T.format("limit.price.sell", plain(edge), percent, plain(from.get()), plain(price)));
        }
    }

    /** A price that streams is of now, however long ago the last trade was; when it is placed it is asked for anew. */
    private void checkStale(AccountLimits l, OrderDraft draft, List<Violation> found) {
        if (draft.type() != OrderType.MARKET || l.stale.isZero()) {
            return;
        }
        Optional<LiveQuote> last = prices.last(draft).filter(quote -> !isStreaming(quote));
        if (last.isPresent()) {
            refuseStale(l, last.map(this::age), found);
        }
    }

    private void refuseStale(AccountLimits l, Optional<Duration> age, List<Violation> found) {
        if (age.isEmpty() || age.get().compareTo(l.stale) > 0) {
            refuse(found, Field.TYPE, age.isPresent()
                    ? T.format("limit.stale", l.stale.toSeconds(), age.get().toSeconds())
                    : T.format("limit.stale.none", l.stale.toSeconds()));
        }
    }

    private Duration age(LiveQuote quote) {
        return Duration.between(quote.receivedAt(), time.now());
    }

    private static boolean isStreaming(LiveQuote quote) {
        return quote.freshness() == Freshness.LIVE || quote.freshness() == Freshness.DELAYED;
    }

    private void checkHours(AccountLimits l, AccountKey account, Symbol symbol, List<Violation> found) {
        Optional<Hours> hours = switch (l.session) {
            case ALWAYS -> Optional.empty();
            case LIVE -> accounts.account(account).map(AccountSnapshot::account)
                    .filter(a -> a.type() == AccountType.LIVE).flatMap(a -> hoursOf(symbol));
            case EXCHANGE -> hoursOf(symbol);
            case OWN -> l.hours;
        };
        if (hours.isEmpty()) {
            return;
        }
        ZonedDateTime there = time.now().atZone(symbol.zone());
        boolean isWeekend = there.getDayOfWeek() == DayOfWeek.SATURDAY || there.getDayOfWeek() == DayOfWeek.SUNDAY;
        hours.filter(h -> isWeekend || !h.contains(there.toLocalTime())).ifPresent(h -> refuse(found, Field.SYMBOL,
                T.format("limit.hours", h, DAY_AND_TIME.withLocale(Locale.getDefault()).format(there))));
    }

    /** Empty where the exchange never closes, or its hours are not known here: then the broker has the say. */
    private static Optional<Hours> hoursOf(Symbol symbol) {
        return symbol.id().exchange().equals(KOREA) ? Optional.of(KOREAN_HOURS) : Optional.empty();
    }

    /** Currency by currency: no broker says at what rate they would add up. One that is no longer listed is gone. */
    private void checkLoss(AccountLimits l, AccountKey key, List<Violation> found) {
        // Without a limit too: the day has begun when one is set.
        DayStarts.Worth worth = days.worth(key);
        if (l.dailyLoss.isEmpty()) {
            return;
        }
        worth.begun().forEach((currency, start) -> {
            BigDecimal loss = start.subtract(worth.now().getOrDefault(currency, BigDecimal.ZERO));
            Optional<BigDecimal> most = l.dailyLoss.get().of(currency, start, worth.isHome(currency));
            if (loss.signum() > 0 && !worth.now().isEmpty() && most.filter(m -> loss.compareTo(m) < 0).isEmpty()) {
                refuse(found, Field.ACCOUNT, most.isPresent()
                        ? T.format("limit.loss", plain(most.get()), currency, plain(loss))
                        : T.format("limit.loss.none", currency, plain(loss)));
            }
        });
    }

    private Optional<BigDecimal> value(OrderDraft draft) {
        return draft.limitPrice().or(draft::stopPrice).or(() -> prices.last(draft).map(q -> q.quote().last()))
                .map(draft.quantity()::multiply);
    }

    private static void refuse(List<Violation> found, Field field, String text) {
        found.add(new Violation(field, RejectReason.RISK_CHECK, text));
    }

    private static String millis(Duration time) {
        return Long.toString(time.toMillis());
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
