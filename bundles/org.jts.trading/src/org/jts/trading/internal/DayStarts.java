package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

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
 * What each account was worth when it was first read on a day of its exchange. Kept in the order journal, so that a
 * restart does not begin a new day. Thread-safe.
 */
final class DayStarts implements AutoCloseable {

    private final AccountBook accounts;
    private final MarketFeed feed;
    private final TimeSource time;
    private final Consumer<Entry> note;
    private final Map<AccountKey, Entry.DayStarted> days = new ConcurrentHashMap<>();
    private final Map<AccountKey, ZoneId> zones = new ConcurrentHashMap<>();
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

    /** What the account was worth in each currency when this day began; empty while it has not been read today. */
    Map<CurrencyCode, BigDecimal> equity(AccountKey account) {
        look(account);
        return today(account).flatMap(day -> Optional.ofNullable(days.get(account))
                .filter(start -> start.day().equals(day))).map(start -> whole(account, start)).orElse(Map.of());
    }

    /** What the account is worth in each currency; empty while it has not been read. */
    Map<CurrencyCode, BigDecimal> equityNow(AccountKey account) {
        Map<CurrencyCode, BigDecimal> all = new TreeMap<>(Comparator.comparing(CurrencyCode::value));
        accounts.account(account).filter(a -> a.asOf().isPresent()).ifPresent(a -> a.balances().forEach(
                b -> all.merge(b.currency(), b.totalEquity(), BigDecimal::add)));
        return all;
    }

    /** The home currency of an account; empty while it is not known. */
    Optional<CurrencyCode> home(AccountKey account) {
        return accounts.account(account).map(a -> a.account().currency());
    }

    private Map<CurrencyCode, BigDecimal> whole(AccountKey account, Entry.DayStarted start) {
        Map<CurrencyCode, BigDecimal> all = new TreeMap<>(Comparator.comparing(CurrencyCode::value));
        all.putAll(start.others());
        home(account).ifPresent(currency -> all.put(currency, start.equity()));
        return all;
    }

    private void look() {
        accounts.accounts().forEach(a -> look(a.key()));
    }

    private void look(AccountKey key) {
        Optional<AccountSnapshot> account = accounts.account(key);
        Optional<LocalDate> today = today(key);
        if (!restored || today.isEmpty() || account.isEmpty()) {
            return;
        }
        boolean isOfToday = account.get().asOf().filter(at -> LocalDate.ofInstant(at, zone(key).orElseThrow())
                .equals(today.get())).isPresent();
        Map<CurrencyCode, BigDecimal> now = equityNow(key);
        if (isOfToday && !now.isEmpty()) {
            CurrencyCode home = account.get().account().currency();
            days.compute(key, (k, known) -> {
                Entry.DayStarted start = started(key, today.get(), home, now,
                        known != null && known.day().equals(today.get()) ? known : null);
                if (!start.equals(known)) {
                    note.accept(start);
                }
                return start;
            });
        }
    }

    /** A currency begins its day when it is first read: the first dollars of an account are no gain and no loss. */
    private static Entry.DayStarted started(AccountKey key, LocalDate today, CurrencyCode home,
            Map<CurrencyCode, BigDecimal> now, Entry.DayStarted known) {
        Map<CurrencyCode, BigDecimal> others = new HashMap<>(now);
        others.remove(home);
        if (known != null) {
            known.others().forEach((currency, equity) -> {
                if (equity.signum() != 0) { // a row without money in it is no reading
                    others.put(currency, equity);
                }
            });
        }
        boolean isBegun = known != null && known.equity().signum() != 0;
        return new Entry.DayStarted(key, today,
                isBegun ? known.equity() : now.getOrDefault(home, BigDecimal.ZERO), others);
    }

    private Optional<LocalDate> today(AccountKey account) {
        return zone(account).map(zone -> LocalDate.ofInstant(time.now(), zone));
    }

    /** Of the exchange whose symbols are quoted in the account's currency; empty until the symbols are known. */
    private Optional<ZoneId> zone(AccountKey key) {
        ZoneId known = zones.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<ZoneId> found = accounts.account(key).flatMap(a -> feed.symbols(key.broker()).stream()
                .filter(s -> s.currency().equals(a.account().currency())).findFirst()
                .or(() -> feed.symbols(key.broker()).stream().findFirst())).map(Symbol::zone);
        found.ifPresent(zone -> zones.put(key, zone));
        return found;
    }
}
