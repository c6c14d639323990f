package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderOutcome;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.jts.exchange.Exchange;
import org.jts.exchange.KrxRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The market behind one gateway: made at the first connect, going on from imported candles, replaced when its settings
 * change. Thread-safe.
 */
final class MockWorld {

    /** An import saves in several pieces; the last one counts. */
    private static final Duration AFTER_IMPORT = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(MockWorld.class);

    private final BrokerId id;
    private final TimeSource time;
    private final MockLine line;
    /** Held while markets are made and chosen; the store is never asked, and nobody told anything, meanwhile. */
    private final Object building = new Object();
    /** Written while one market takes the place of another, so that no order goes to one that is no more. */
    private final ReadWriteLock swap = new ReentrantReadWriteLock();
    private final AtomicBoolean adopting = new AtomicBoolean();
    /** Counts what changed in the store, so that what was read before does not replace what was read after. */
    private final AtomicInteger storeChanges = new AtomicInteger();
    private final Queue<String> lateNotices = new ConcurrentLinkedQueue<>();
    private volatile MarketTap tap;
    private volatile MockSettings settings;
    /** Whether the market is of settings that are no more: the next connect makes another. */
    private boolean outdated;
    private volatile String problem = T.get("settings.none");
    private volatile MarketStore store;
    private volatile Subscription storeNews = () -> { };
    private volatile Subscription adoption = () -> { };

    MockWorld(BrokerId id, TimeSource time, MockLine line) {
        this.id = id;
        this.time = time;
        this.line = line;
    }

    /** Takes settings over; a market of other settings ends, with the connection to it. */
    void configure(MockSettings wanted) {
        boolean other;
        synchronized (building) {
            other = tap != null && !wanted.equals(settings);
            settings = wanted;
            problem = null;
            outdated |= other;
        }
        if (other) {
            line.lose(ErrorCategory.NETWORK,
                    T.get("settings.changed"));
        }
    }

    /** Settings are wrong: from now on connecting fails and says why. */
    void refuse(String why) {
        synchronized (building) {
            problem = why;
            outdated = true;
        }
        line.lose(ErrorCategory.VALIDATION, wrongSettings(why));
    }

    void checkSettings() throws BrokerException {
        String wrong = problem;
        if (wrong != null) {
            throw new BrokerException(ErrorCategory.VALIDATION, wrongSettings(wrong));
        }
    }

    /** Makes the market, or brings the one there is to the present. */
    void open() throws BrokerException, InterruptedException {
        Market market = present();
        while (market == null) {
            MockSettings wanted = settings;
            int seen = storeChanges.get();
            market = openNew(wanted, readHistory(wanted));
            if (seen != storeChanges.get()) {
                adoptSoon();
            }
        }
        market.catchUp();
    }

    /** The market that counts; null when there is none yet, or it is of settings that are no more. */
    private Market present() throws BrokerException {
        synchronized (building) {
            checkSettings();
            return tap == null || outdated ? null : tap.market();
        }
    }

    /** The market of these settings, or null when others took their place meanwhile. */
    private Market openNew(MockSettings wanted, History history) throws BrokerException {
        synchronized (building) {
            Market there = present();
            if (there == null && wanted.equals(settings)) {
                try {
                    tap = MarketTap.open(wanted, history, time, line, this::isCurrent);
                    outdated = false;
                } catch (IllegalArgumentException e) {
                    throw new BrokerException(ErrorCategory.VALIDATION, wrongSettings(e.getMessage()), e);
                }
                there = tap.market();
            }
            return there;
        }
    }

    /** Asks or tells the exchange something. */
    <T> T at(Function<Exchange, T> call) {
        swap.readLock().lock();
        try {
            return call.apply(exchange());
        } finally {
            swap.readLock().unlock();
        }
    }

    /** An order, change or cancel reaches the exchange, at the present. */
    OrderOutcome order(Function<Exchange, OrderOutcome> call) {
        tap().market().catchUpIfFar();
        Session session = line.session();
        return session == null ? at(call) : session.orderNews.telling(() -> at(call));
    }

    /** The exchange that is now; there is one once a connect succeeded. */
    Exchange exchange() {
        return tap().market().exchange();
    }

    MarketTap tap() {
        MarketTap current = tap;
        if (current == null) {
            throw new IllegalStateException(
                    T.get("market.none"));
        }
        return current;
    }

    Optional<Account> account(AccountId account) {
        MarketTap current = tap;
        return current == null ? Optional.empty() : current.market().account(account);
    }

    /** How often the market wants to move on: several times within the interval of its symbols' quotes. */
    Duration pumpPeriod() {
        long millis = settings.stepInterval().toMillis() / 5;
        return Duration.ofMillis(Math.clamp(millis, 20, 100));
    }

    /** Moves the market on, and has told what happened. */
    void pump(Session session) {
        MarketTap current = tap;
        if (current == null) {
            return;
        }
        try {
            current.market().catchUp();
            session.outbox.kick();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{}: the simulated market failed", id, e);
            line.lose(ErrorCategory.SYSTEM, T.format("market.failed", e));
        }
    }

    void bindStore(MarketStore added) {
        Subscription before = storeNews;
        store = added;
        storeNews = added.listen((source, symbol, timeframe) -> {
            if (MarketStore.IMPORTED.equals(source) && timeframe == Timeframe.DAY_1) {
                storeChanged();
            }
        });
        before.close(); // a successor comes before its predecessor goes
        storeChanged();
    }

    void unbindStore(MarketStore removed) {
        if (store == removed) {
            store = null;
            storeNews.close();
        }
    }

    void close() {
        storeNews.close();
        adoption.close();
    }

    private boolean isCurrent(MarketTap candidate) {
        return tap == candidate;
    }

    private void storeChanged() {
        storeChanges.incrementAndGet();
        adoptSoon();
    }

    private void adoptSoon() {
        if (tap != null && adopting.compareAndSet(false, true)) {
            adoption = time.schedule("mock-" + id + "-history", AFTER_IMPORT, () -> {
                adopting.set(false);
                adopt();
            });
        }
    }

    /** Takes imported candles over: with a new market while nobody has traded, else as far as nobody is concerned. */
    private void adopt() {
        MarketTap old = tap;
        int seen = storeChanges.get();
        if (old == null || !old.market().settings().fromHistory()) {
            return;
        }
        History fresh = readHistory(old.market().settings());
        List<String> notices = new ArrayList<>();
        synchronized (building) {
            // what changed since plans an adoption of its own, which reads it all again
            if (tap == old && seen == storeChanges.get()) {
                List<SymbolId> changed = old.market().history().differences(fresh);
                if (!changed.isEmpty() && !replaceUntouched(old, fresh)) {
                    changed.forEach(symbol -> notices.add(move(old.market(), symbol, fresh)));
                }
            }
        }
        notices.forEach(this::notice);
    }

    private boolean replaceUntouched(MarketTap old, History fresh) {
        swap.writeLock().lock();
        try {
            if (!old.market().isUntouched()) {
                return false;
            }
            tap = MarketTap.open(old.market().settings(), fresh, time, line, this::isCurrent);
        } finally {
            swap.writeLock().unlock();
        }
        Session session = line.session();
        if (session != null) {
            tap.showAnew(session);
        }
        return true;
    }

    /** @return what the trader is to know of it */
    private String move(Market market, SymbolId symbol, History fresh) {
        Exchange exchange = market.exchange();
        boolean concerned = exchange.symbol(symbol).isEmpty() || exchange.accounts().stream().anyMatch(a ->
                exchange.positions(a.id()).stream().anyMatch(p -> p.symbol().equals(symbol))
                        || exchange.openOrders(a.id()).stream().anyMatch(o -> o.symbol().equals(symbol)));
        if (!concerned) {
            exchange.control().setPrice(symbol, fresh.of(symbol).getLast().close());
        }
        return concerned ? T.format("import.later", symbol) : T.format("import.moved", symbol);
    }

    /** Asks the store: never under a lock, since the store is foreign code and may take its time. */
    private History readHistory(MockSettings wanted) {
        MarketStore present = store;
        if (present == null || !wanted.fromHistory()) {
            return History.NONE;
        }
        try {
            return History.read(present, time.now(), KrxRules.SEOUL);
        } catch (StoreException e) {
            LOG.warn("{}: the imported candles cannot be read, the market begins with built-in prices", id, e);
            notice(T.format("import.unreadable", e.getMessage()));
            return History.NONE;
        }
    }

    /** Told at once, or at the next connect when nobody is connected. */
    private void notice(String text) {
        if (!lateNotices.contains(text)) {
            lateNotices.add(text);
        }
        tellNotices(line.session());
    }

    /** Tells what was to be said before there was anybody to hear it. */
    void tellNotices(Session session) {
        if (session != null) {
            for (String text = lateNotices.poll(); text != null; text = lateNotices.poll()) {
                session.supervisor().onNotice(text);
            }
        }
    }

    private String wrongSettings(String why) {
        return T.format("settings.wrong", why);
    }
}
