package org.jts.trading.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.account.AccountKey;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderCall;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;

/**
 * How many orders of this desk each account had today, those in brokers' own words among them: each counts until the
 * day of the exchange is over at which it was placed. Counted once, then added to. An order takes its place before it
 * is sent, so that of many at once, of whatever kind, no more go out than may. Thread-safe.
 */
final class DayCounts {

    /**
     * An account has as many as it may.
     *
     * @param orders how many
     * @param until  when a trading day ends with which there is room again, by the clock of its exchange
     */
    record Full(long orders, ZonedDateTime until) {
    }

    private record Key(AccountKey account, ZoneId zone) {
    }

    private record Day(LocalDate date, long orders) {
    }

    private final Blotter blotter;
    private final CallBook calls;
    private final MarketFeed feed;
    private final DayStarts days;
    private final TimeSource time;
    /** Guarded by this, as what follows: the newest day that had an order. */
    private final Map<Key, Day> newest = new HashMap<>();
    private final Set<AccountKey> counted = new HashSet<>();

    /** @param days knows whose day a currency has */
    DayCounts(Blotter blotter, CallBook calls, MarketFeed feed, DayStarts days, TimeSource time) {
        this.blotter = blotter;
        this.calls = calls;
        this.feed = feed;
        this.days = days;
        this.time = time;
    }

    /** The orders of before the start are there now: who was counted without them is counted again. */
    synchronized void restored() {
        newest.clear();
        counted.clear();
    }

    synchronized long today(AccountKey account) {
        return sum(running(account));
    }

    private static long sum(List<Map.Entry<Key, Day>> running) {
        return running.stream().mapToLong(e -> e.getValue().orders()).sum();
    }

    /** @return why there is no room for one more; empty when an account has less than {@code most} */
    synchronized Optional<Full> full(AccountKey account, long most) {
        List<Map.Entry<Key, Day>> running = running(account);
        long orders = sum(running);
        return orders < most ? Optional.empty() : Optional.of(new Full(orders, roomAgain(running, orders, most)));
    }

    private static ZonedDateTime roomAgain(List<Map.Entry<Key, Day>> running, long orders, long most) {
        long left = orders;
        List<Map.Entry<Key, Day>> first = running.stream().sorted(Comparator.comparing(e -> end(e).toInstant()))
                .toList();
        for (Map.Entry<Key, Day> day : first) {
            left -= day.getValue().orders();
            if (left < most) {
                return end(day);
            }
        }
        throw new IllegalArgumentException("expected a limit above 0, found " + most);
    }

    /**
     * One more goes out, if there is room.
     *
     * @param most so many may be on a day, above 0
     * @param now  told again when it is given back
     * @return why it may not; empty when it was counted
     */
    Optional<Full> take(OrderDraft draft, long most, Instant now) {
        return take(draft.account(), zone(draft.account(), draft.symbol()), most, now);
    }

    /** The same for an order in a broker's own words. */
    Optional<Full> take(OrderCall call, long most, Instant now) {
        return take(call.account(), days.zone(call.account(), call.currency()), most, now);
    }

    private synchronized Optional<Full> take(AccountKey account, ZoneId zone, long most, Instant now) {
        Optional<Full> full = full(account, most);
        if (full.isEmpty()) {
            add(new Key(account, zone), now);
            counted.add(account); // for good: it is not where those of before are counted from
        }
        return full;
    }

    /** It was not sent. @param taken when its place was taken: on a later day it is not counted any more */
    void giveBack(OrderDraft draft, Instant taken) {
        giveBack(new Key(draft.account(), zone(draft.account(), draft.symbol())), taken);
    }

    /** The same for an order in a broker's own words. */
    void giveBack(OrderCall call, Instant taken) {
        giveBack(new Key(call.account(), days.zone(call.account(), call.currency())), taken);
    }

    private synchronized void giveBack(Key key, Instant taken) {
        newest.computeIfPresent(key, (k, day) -> day.date().isAfter(date(key, taken)) ? day
                : new Day(day.date(), Math.max(0, day.orders() - 1)));
    }

    /** The days of an account that are not over. */
    private List<Map.Entry<Key, Day>> running(AccountKey account) {
        countBefore(account);
        Instant now = time.now();
        newest.replaceAll((key, day) -> believed(key, day, now));
        return newest.entrySet().stream().filter(e -> e.getKey().account().equals(account))
                // A clock that was set back makes no room.
                .filter(e -> !e.getValue().date().isBefore(date(e.getKey(), now))).toList();
    }

    /** Those of before, which may be open since another day. Anew each time until it is known where they are traded. */
    private void countBefore(AccountKey account) {
        if (counted.contains(account)) {
            return;
        }
        newest.keySet().removeIf(key -> key.account().equals(account));
        blotter.sent(account).forEach(o -> count(new Key(account, zone(account, o.symbol())), o.createdAt()));
        calls.sent(account).forEach(c -> count(new Key(account, days.zone(account, c.call().currency())),
                c.placedAt()));
        if (!feed.symbols(account.broker()).isEmpty()) {
            counted.add(account);
        }
    }

    private void count(Key key, Instant at) {
        if (!date(key, at).isBefore(date(key, time.now()))) {
            add(key, at);
        }
    }

    private void add(Key key, Instant at) {
        LocalDate date = date(key, at);
        newest.compute(key, (k, day) -> day == null || date.isAfter(day.date()) ? new Day(date, 1)
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

    private static ZonedDateTime end(Map.Entry<Key, Day> day) {
        return day.getValue().date().plusDays(1).atStartOfDay(day.getKey().zone());
    }

    private ZoneId zone(AccountKey account, SymbolId symbol) {
        return feed.symbol(account.broker(), symbol).map(Symbol::zone)
                .orElseGet(() -> days.zone(account, Optional.empty()));
    }
}
