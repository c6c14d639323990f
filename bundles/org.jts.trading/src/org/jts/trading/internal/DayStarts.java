package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.time.TimeSource;
import org.jts.trading.internal.journal.Entry;

/**
 * What each account was worth, in each currency, when it was first read on a day of the exchange at which that currency
 * is traded: dollars have the day of New York, whatever day it is where the account is kept. Kept in the order journal,
 * so that a restart does not begin a new day. Thread-safe.
 */
final class DayStarts implements AutoCloseable {

    /** A currency at a broker. */
    private record Money(BrokerId broker, CurrencyCode currency) {
    }

    /**
     * What an account is worth, and was when its days began. True for as long as the account was not read anew, no day
     * was noted, and no clock has left the days that it is of: each order needs it, and there are many between two
     * readings.
     *
     * @param account as it was read; empty when it was not
     * @param started null when no day of it is known
     * @param span    within which it is true
     * @param begun   by currency, without those that were not read on their day
     * @param now     by currency; empty while the account has not been read
     */
    record Worth(Optional<AccountSnapshot> account, Entry.DayStarted started, Span span,
            Map<CurrencyCode, BigDecimal> begun, Map<CurrencyCode, BigDecimal> now) {

        /** The very same account and days: to compare what they hold would take as long as to add it up. */
        private boolean holds(Optional<AccountSnapshot> read, Entry.DayStarted noted, Instant at) {
            return account.orElse(null) == read.orElse(null) && started == noted && span.has(at);
        }

        boolean isHome(CurrencyCode currency) {
            return home(account).filter(currency::equals).isPresent();
        }
    }

    private final AccountBook accounts;
    private final MarketFeed feed;
    private final TimeSource time;
    private final Consumer<Entry> note;
    private final Map<AccountKey, Entry.DayStarted> days = new ConcurrentHashMap<>();
    private final Map<Money, ZoneId> zones = new ConcurrentHashMap<>();
    private final Map<AccountKey, Worth> worths = new ConcurrentHashMap<>();
    /** Whether it is known what the journal says. */
    private volatile boolean restored;
    private volatile Subscription subscription = () -> { };

    /** @param note writes to the journal */
    DayStarts(AccountBook accounts, MarketFeed feed, TimeSource time, Consumer<Entry> note) {
        this.accounts = accounts;
        this.feed = feed;
        this.time = time;
        this.note = note;
    }

    /** Begins, with what the journal says: before, nothing tells whether a day has begun already. */
    void restore(Map<AccountKey, Entry.DayStarted> known) {
        days.putAll(known);
        restored = true;
        subscription = accounts.listen(this::look);
    }

    /** As the journal remembers them. */
    Collection<Entry.DayStarted> all() {
        return days.values();
    }

    @Override
    public void close() {
        subscription.close();
    }

    /** What the account was worth when its days began, which is noted if they just did, and what it is worth. */
    Worth worth(AccountKey key) {
        Instant now = time.now();
        Optional<AccountSnapshot> account = accounts.account(key);
        Worth known = worths.get(key);
        if (known != null && known.holds(account, days.get(key), now)) {
            return known;
        }
        account.ifPresent(a -> look(a, now));
        Entry.DayStarted started = days.get(key);
        Map<CurrencyCode, BigDecimal> begun = byCurrency();
        begun(account, started).forEach((currency, day) -> {
            if (today(key, currency, now).equals(Optional.of(day.day()))) {
                begun.put(currency, day.equity());
            }
        });
        Map<CurrencyCode, BigDecimal> present = account.filter(a -> a.asOf().isPresent()).map(DayStarts::equity)
                .orElseGet(DayStarts::byCurrency);
        Set<CurrencyCode> currencies = new HashSet<>(begun(account, started).keySet());
        currencies.addAll(present.keySet());
        Worth worth = new Worth(account, started, restored ? span(key.broker(), currencies, now) : Span.NONE, begun,
                present);
        worths.put(key, worth);
        return worth;
    }

    /** For how long each of the currencies has the day that it has now; not at all while a zone may become another. */
    private Span span(BrokerId broker, Set<CurrencyCode> currencies, Instant now) {
        Instant from = Instant.MIN;
        Instant until = currencies.isEmpty() ? Instant.MIN : Instant.MAX;
        for (CurrencyCode currency : currencies) {
            ZoneId zone = zones.get(new Money(broker, currency));
            if (zone == null) {
                return Span.NONE;
            }
            Span day = Span.ofDay(now, zone);
            from = day.from().isAfter(from) ? day.from() : from;
            until = day.until().isBefore(until) ? day.until() : until;
        }
        return new Span(from, until);
    }

    private static Map<CurrencyCode, BigDecimal> equity(AccountSnapshot account) {
        Map<CurrencyCode, BigDecimal> all = byCurrency();
        account.balances().forEach(b -> all.merge(b.currency(), b.totalEquity(), BigDecimal::add));
        return all;
    }

    private static Map<CurrencyCode, BigDecimal> byCurrency() {
        return new TreeMap<>(Comparator.comparing(CurrencyCode::value));
    }

    /** The home currency of an account; empty while it is not known. */
    private Optional<CurrencyCode> home(AccountKey account) {
        return home(accounts.account(account));
    }

    private static Optional<CurrencyCode> home(Optional<AccountSnapshot> account) {
        return account.map(a -> a.account().currency());
    }

    /** @param known null when nothing is */
    private static Map<CurrencyCode, Entry.Begun> begun(Optional<AccountSnapshot> account, Entry.DayStarted known) {
        Map<CurrencyCode, Entry.Begun> all = new HashMap<>();
        if (known != null) {
            all.putAll(known.others());
            home(account).ifPresent(currency -> all.put(currency, known.home()));
        }
        return all;
    }

    private void look() {
        accounts.accounts().forEach(a -> look(a, time.now()));
    }

    private void look(AccountSnapshot account, Instant now) {
        Optional<LocalDate> today = today(account.key(), account.account().currency(), now);
        if (restored && today.isPresent() && account.asOf().isPresent() && !account.balances().isEmpty()) {
            days.compute(account.key(), (key, known) -> {
                Entry.DayStarted start = started(account, known, today.get(), now);
                if (start.equals(known)) {
                    return known;
                }
                note.accept(start);
                return start;
            });
        }
    }

    /** A currency begins its day when it is first read: the first dollars of an account are no gain and no loss. */
    private Entry.DayStarted started(AccountSnapshot account, Entry.DayStarted before, LocalDate homeToday,
            Instant at) {
        CurrencyCode home = account.account().currency();
        Map<CurrencyCode, Entry.Begun> known = begun(Optional.of(account), before);
        Map<CurrencyCode, BigDecimal> now = equity(account);
        Map<CurrencyCode, Entry.Begun> others = new HashMap<>();
        Set<CurrencyCode> currencies = new HashSet<>(now.keySet());
        currencies.addAll(known.keySet());
        currencies.remove(home);
        currencies.forEach(currency -> started(account, currency, known.get(currency), now.get(currency), at)
                .ifPresent(begun -> others.put(currency, begun)));
        return new Entry.DayStarted(account.key(), started(account, home, known.get(home), now.getOrDefault(home,
                BigDecimal.ZERO), at).orElseGet(() -> new Entry.Begun(homeToday, BigDecimal.ZERO)), others);
    }

    /**
     * @param known how its last day began; null when it never did. A row without money in it is no reading
     * @param now   null when the broker lists it no more
     * @param at    the time it is
     */
    private Optional<Entry.Begun> started(AccountSnapshot account, CurrencyCode currency, Entry.Begun known,
            BigDecimal now, Instant at) {
        Optional<ZoneId> zone = zone(account.key(), currency);
        LocalDate today = zone.map(z -> LocalDate.ofInstant(at, z)).orElse(LocalDate.EPOCH);
        boolean isOfToday = zone.filter(z -> LocalDate.ofInstant(account.asOf().orElseThrow(), z).equals(today))
                .isPresent();
        boolean isKnown = known != null && known.day().equals(today);
        if (now == null) {
            return Optional.ofNullable(known).filter(k -> isKnown);
        }
        return !isOfToday || isKnown && known.equity().signum() != 0 ? Optional.ofNullable(known)
                : Optional.of(new Entry.Begun(today, now));
    }

    /**
     * Whose day what is traded in a currency has.
     *
     * @param currency empty where it is not known: then it is the account's home currency
     * @return UTC until the broker's symbols are known
     */
    ZoneId zone(AccountKey account, Optional<CurrencyCode> currency) {
        return currency.or(() -> home(account)).flatMap(c -> zone(account, c)).orElse(ZoneOffset.UTC);
    }

    private Optional<LocalDate> today(AccountKey account, CurrencyCode currency, Instant now) {
        return zone(account, currency).map(zone -> LocalDate.ofInstant(now, zone));
    }

    /**
     * Of the exchange whose symbols are quoted in a currency; where there is none, of the one of the account's home
     * currency. Empty until the broker's symbols are known.
     */
    private Optional<ZoneId> zone(AccountKey account, CurrencyCode currency) {
        return zone(account.broker(), currency)
                .or(() -> home(account).flatMap(home -> zone(account.broker(), home)))
                .or(() -> feed.symbols(account.broker()).stream().findFirst().map(Symbol::zone));
    }

    private Optional<ZoneId> zone(BrokerId broker, CurrencyCode currency) {
        Money money = new Money(broker, currency);
        ZoneId known = zones.get(money);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ZoneId> found = feed.symbols(broker).stream().filter(s -> s.currency().equals(currency)).findFirst()
                .map(Symbol::zone);
        found.ifPresent(zone -> zones.put(money, zone));
        return found;
    }
}
