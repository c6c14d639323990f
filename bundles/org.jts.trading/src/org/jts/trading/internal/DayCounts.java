package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
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

    /** What lies further ahead than the next day was placed while our clock was wrong; what is older counts nowhere. */
    private static final Duration FAR = Duration.ofDays(2);

    /**
     * An account has as many as it may.
     *
     * @param orders how many
     * @param until  when a trading day ends with which there is room again, by the clock of its exchange
     */
    record Full(long orders, ZonedDateTime until) {
    }

    /** Where orders have a day together: at an exchange, or, where nothing else is known, in a currency. */
    private record Market(Optional<SymbolId> symbol, Optional<CurrencyCode> currency) {

        static Market of(SymbolId symbol) {
            return new Market(Optional.of(symbol), Optional.empty());
        }

        static Market of(OrderCall call) {
            return new Market(Optional.empty(), call.currency());
        }

        /** Symbols of one exchange have one day. */
        Object key() {
            return symbol.<Object>map(SymbolId::exchange).orElse(currency);
        }
    }

    private final Blotter blotter;
    private final CallBook calls;
    private final MarketFeed feed;
    private final DayStarts days;
    private final TimeSource time;
    /** Guarded by this: what each account had at each market. */
    private final Map<AccountKey, Map<Object, Places>> accounts = new HashMap<>();

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
        accounts.clear();
    }

    /** So many of today at one market, whose day ends then. */
    private record Counted(long orders, ZonedDateTime end) {
    }

    /** @return why there is no room for one more; empty when an account has less than {@code most}, above 0 */
    synchronized Optional<Full> full(AccountKey account, long most) {
        Collection<Places> places = of(account).values();
        if (hasRoom(places, most)) {
            return Optional.empty();
        }
        List<Counted> all = count(places);
        long orders = all.stream().mapToLong(Counted::orders).sum();
        return orders < most ? Optional.empty() : Optional.of(new Full(orders, roomAgain(all, orders, most)));
    }

    /** Nearly always, and each order asks several times. */
    private boolean hasRoom(Collection<Places> all, long most) {
        Instant now = time.now();
        long orders = 0;
        for (Places places : all) {
            orders += places.today(now);
        }
        return orders < most;
    }

    /** Once, for a day may end, or be known to be another one, while it is counted. */
    private List<Counted> count(Collection<Places> all) {
        Instant now = time.now();
        all.removeIf(Places::isEmpty);
        return all.stream().map(places -> new Counted(places.today(now), places.end())).toList();
    }

    private static ZonedDateTime roomAgain(List<Counted> all, long orders, long most) {
        List<Counted> first = all.stream().filter(day -> day.orders() > 0)
                .sorted(Comparator.comparing(day -> day.end().toInstant())).toList();
        long left = orders;
        for (Counted day : first) {
            left -= day.orders();
            if (left < most) {
                return day.end();
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
        return take(draft.account(), Market.of(draft.symbol()), most, now);
    }

    /** The same for an order in a broker's own words. */
    Optional<Full> take(OrderCall call, long most, Instant now) {
        return take(call.account(), Market.of(call), most, now);
    }

    private synchronized Optional<Full> take(AccountKey account, Market market, long most, Instant now) {
        Optional<Full> full = full(account, most);
        if (full.isEmpty()) {
            of(account, market).add(now, time.now());
        }
        return full;
    }

    /** It was not sent. @param taken when its place was taken: on a later day it is not counted any more */
    void giveBack(OrderDraft draft, Instant taken) {
        giveBack(draft.account(), Market.of(draft.symbol()), taken);
    }

    /** The same for an order in a broker's own words. */
    void giveBack(OrderCall call, Instant taken) {
        giveBack(call.account(), Market.of(call), taken);
    }

    private synchronized void giveBack(AccountKey account, Market market, Instant taken) {
        of(account, market).remove(taken);
    }

    private Places of(AccountKey account, Market market) {
        return of(account).computeIfAbsent(market.key(), key -> new Places(account, market));
    }

    /** With those of before, which may be open since another day. */
    private Map<Object, Places> of(AccountKey account) {
        Map<Object, Places> known = accounts.get(account);
        if (known == null) {
            Instant now = time.now();
            known = new HashMap<>();
            accounts.put(account, known);
            blotter.sent(account).forEach(o -> of(account, Market.of(o.symbol())).add(o.createdAt(), now));
            calls.sent(account).forEach(c -> of(account, Market.of(c.call())).add(c.placedAt(), now));
        }
        return known;
    }

    /** The orders of an account at one market. */
    private final class Places {

        private final AccountKey account;
        private final Market market;
        private final Deque<Instant> all = new ArrayDeque<>();
        /** Whose day it is of which is known how many it has; null before that is known of any. */
        private ZoneId zone;
        private Span day = Span.NONE;
        private long count;

        Places(AccountKey account, Market market) {
            this.account = account;
            this.market = market;
        }

        boolean isEmpty() {
            return all.isEmpty();
        }

        void add(Instant at, Instant now) {
            today(now);
            Instant believed = at.isAfter(now.plus(FAR)) ? now : at;
            all.add(believed);
            count += isToday(believed) ? 1 : 0;
        }

        void remove(Instant at) {
            if (all.removeLastOccurrence(at) && zone != null && isToday(at)) {
                count--;
            }
        }

        /** Where it is traded may not have been known before: the day may be another one. */
        long today(Instant now) {
            ZoneId present = zone();
            if (!present.equals(zone) || !day.has(now)) {
                zone = present;
                day = Span.ofDay(now, present);
                recount(now);
            }
            return count;
        }

        private void recount(Instant now) {
            List<Instant> before = List.copyOf(all);
            all.clear();
            before.stream().filter(at -> at.isAfter(now.minus(FAR)))
                    .forEach(at -> all.add(at.isAfter(now.plus(FAR)) ? now : at));
            count = all.stream().filter(this::isToday).count();
        }

        /** A clock that was set back makes no room. */
        private boolean isToday(Instant at) {
            return !at.isBefore(day.from());
        }

        ZonedDateTime end() {
            return day.until().atZone(zone);
        }

        private ZoneId zone() {
            return market.symbol().flatMap(symbol -> feed.symbol(account.broker(), symbol)).map(Symbol::zone)
                    .orElseGet(() -> days.zone(account, market.currency()));
        }
    }
}
