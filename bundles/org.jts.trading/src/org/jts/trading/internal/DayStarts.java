package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
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

    /** What the account was worth when this day began; empty while it has not been read today. */
    Optional<BigDecimal> equity(AccountKey account) {
        look(account);
        return today(account).flatMap(day -> Optional.ofNullable(days.get(account))
                .filter(start -> start.day().equals(day))).map(Entry.DayStarted::equity);
    }

    /** What the account is worth, in its home currency. */
    Optional<BigDecimal> equityNow(AccountKey account) {
        return accounts.account(account).filter(a -> a.asOf().isPresent()).flatMap(DayStarts::homeBalance)
                .map(Balance::totalEquity);
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
        Optional<BigDecimal> equity = equityNow(key);
        if (isOfToday && equity.isPresent()) {
            days.compute(key, (k, known) -> {
                if (known != null && known.day().equals(today.get())) {
                    return known;
                }
                Entry.DayStarted start = new Entry.DayStarted(key, today.get(), equity.get());
                note.accept(start);
                return start;
            });
        }
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

    private static Optional<Balance> homeBalance(AccountSnapshot account) {
        return account.balances().stream().filter(b -> b.currency().equals(account.account().currency())).findFirst();
    }
}
