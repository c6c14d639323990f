package org.jts.trading.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;

/**
 * How many orders of this desk each account had today: an order counts until the day of the exchange is over at which
 * it was placed. Counted once, then added to. An order takes its place before it is sent, so that of many at once no
 * more go out than may. Thread-safe.
 */
final class DayCounts {

    private record Key(AccountKey account, ZoneId zone) {
    }

    private record Day(LocalDate date, long orders) {
    }

    private final Blotter blotter;
    private final MarketFeed feed;
    private final TimeSource time;
    /** Guarded by this, as what follows: the newest day that had an order. */
    private final Map<Key, Day> days = new HashMap<>();
    private final Set<AccountKey> counted = new HashSet<>();

    DayCounts(Blotter blotter, MarketFeed feed, TimeSource time) {
        this.blotter = blotter;
        this.feed = feed;
        this.time = time;
    }

    /** The orders of before the start are there now: who was counted without them is counted again. */
    synchronized void restored() {
        days.clear();
        counted.clear();
    }

    synchronized long today(AccountKey account) {
        if (counted.add(account)) {
            blotter.sent(account).forEach(o -> count(new Key(account, zone(account.broker(), o.symbol())),
                    o.createdAt()));
        }
        Instant now = time.now();
        days.replaceAll((key, day) -> believed(key, day, now));
        return days.entrySet().stream().filter(e -> e.getKey().account().equals(account))
                // A clock that was set back makes no room.
                .filter(e -> !e.getValue().date().isBefore(date(e.getKey(), now)))
                .mapToLong(e -> e.getValue().orders()).sum();
    }

    /**
     * One more goes out, if there is room.
     *
     * @param most so many may be on a day
     * @param now  told again when it is given back
     * @return whether it may, and was counted
     */
    synchronized boolean take(AccountKey account, SymbolId symbol, long most, Instant now) {
        if (today(account) >= most) {
            return false;
        }
        add(new Key(account, zone(account.broker(), symbol)), now);
        return true;
    }

    /** It was not sent. @param taken when its place was taken: on a later day it is not counted any more */
    synchronized void giveBack(AccountKey account, SymbolId symbol, Instant taken) {
        Key key = new Key(account, zone(account.broker(), symbol));
        days.computeIfPresent(key, (k, day) -> day.date().isAfter(date(key, taken)) ? day
                : new Day(day.date(), Math.max(0, day.orders() - 1)));
    }

    /** An order of before, which may be open since another day. */
    private void count(Key key, Instant at) {
        if (!date(key, at).isBefore(date(key, time.now()))) {
            add(key, at);
        }
    }

    private void add(Key key, Instant at) {
        LocalDate date = date(key, at);
        days.compute(key, (k, day) -> day == null || date.isAfter(day.date()) ? new Day(date, 1)
                : new Day(day.date(), day.orders() + 1));
    }

    /** A clock that was far ahead for a moment made a day that would not end: what was counted on it is of today. */
    private static Day believed(Key key, Day day, Instant now) {
        LocalDate today = date(key, now);
        return day.date().isAfter(today.plusDays(1)) ? new Day(today, day.orders()) : day;
    }

    private static LocalDate date(Key key, Instant at) {
        return LocalDate.ofInstant(at, key.zone());
    }

    private ZoneId zone(BrokerId broker, SymbolId symbol) {
        return feed.symbol(broker, symbol).map(Symbol::zone).orElse(ZoneOffset.UTC);
    }
}
