package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.market.Candle;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.jts.exchange.CryptoRules;
import org.jts.exchange.DefaultListings;
import org.jts.exchange.Exchange;
import org.jts.exchange.ExchangeBuilder;
import org.jts.exchange.ExchangeListener;
import org.jts.exchange.KrxRules;
import org.jts.exchange.Listing;

/** The exchange behind one gateway, and its clock. Thread-safe. */
final class Market {

    /** In such pieces time is made up for, so that requests get their turn in between. */
    private static final Duration PIECE = Duration.ofSeconds(10);
    /** By more than it ever is while it is moved on as often as it wants. */
    private static final Duration FAR = Duration.ofSeconds(10);

    private final Exchange exchange;
    private final MockSettings settings;
    private final History history;
    private final TimeSource time;
    private final ReentrantLock makingUp = new ReentrantLock();
    private final Object clockLock = new Object();
    private Instant anchor;
    private long anchorNanos;

    private Market(Exchange exchange, MockSettings settings, History history, TimeSource time) {
        this.exchange = exchange;
        this.settings = settings;
        this.history = history;
        this.time = time;
        this.anchor = exchange.now();
        this.anchorNanos = time.nanoTime();
    }

    /** @throws IllegalArgumentException when the exchange cannot be made of these settings */
    static Market open(MockSettings settings, History history, TimeSource time, ExchangeListener listener) {
        ExchangeBuilder builder = Exchange.builder().seed(settings.seed()).start(time.now())
                .stepInterval(settings.stepInterval()).listings(listings(settings, history));
        settings.accounts().forEach(builder::account);
        Market market = new Market(builder.build(), settings, history, time);
        market.exchange.listen(listener);
        return market;
    }

    Exchange exchange() {
        return exchange;
    }

    MockSettings settings() {
        return settings;
    }

    History history() {
        return history;
    }

    /**
     * Brings the exchange to the present. Its clock is the monotonic one, so that it never goes back; when the wall
     * clock is ahead, as after the machine slept, it follows that.
     *
     * @throws InterruptedException when there was much to make up for and the caller gave up; what was done stays done
     */
    void catchUp() throws InterruptedException {
        Instant target = present();
        while (makeUp(target)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /**
     * Brings an exchange to the present that is far behind, as on a machine that slept or has much else to do: an order
     * that arrives now would be dated before it was placed, and trade at prices of long ago.
     */
    void catchUpIfFar() {
        Instant target = present();
        if (exchange.now().plus(FAR).isBefore(target)) {
            while (makeUp(target)) {
                // one piece after the other
            }
        }
    }

    /** One piece, by one at a time. @return whether there was something to make up for */
    private boolean makeUp(Instant target) {
        makingUp.lock();
        try {
            Instant at = exchange.now();
            Instant next = at.plus(PIECE);
            boolean isBehind = at.isBefore(target);
            if (isBehind) {
                exchange.advanceTo(next.isBefore(target) ? next : target);
            }
            return isBehind;
        } finally {
            makingUp.unlock();
        }
    }

    Optional<Account> account(AccountId id) {
        return exchange.accounts().stream().filter(a -> a.id().equals(id)).findFirst();
    }

    /** Whether nobody has placed an order yet, so that a new market takes nothing from anybody. */
    boolean isUntouched() {
        return exchange.accounts().stream().allMatch(a -> exchange.orders(a.id()).isEmpty());
    }

    private Instant present() {
        synchronized (clockLock) {
            long nanos = time.nanoTime();
            Instant wall = time.now();
            Instant monotonic = anchor.plusNanos(nanos - anchorNanos);
            anchor = wall.isAfter(monotonic) ? wall : monotonic;
            anchorNanos = nanos;
            return anchor;
        }
    }

    private static List<Listing> listings(MockSettings settings, History history) {
        KrxRules krx = settings.alwaysOpen() ? KrxRules.alwaysOpen() : KrxRules.regular(settings.holidays());
        List<Listing> all = new ArrayList<>(DefaultListings.korean(krx));
        all.addAll(imported(history, all, krx));
        all.addAll(DefaultListings.crypto(CryptoRules.utcDay()));
        if (settings.extraSymbols() > 0) {
            all.addAll(DefaultListings.synthetic(settings.extraSymbols(), krx));
        }
        return all.stream().map(l -> l.withModel(settings.scenario().model()))
                .map(l -> withHistory(l, history.of(l.symbol().id()))).toList();
    }

    private static Listing withHistory(Listing listing, List<Candle> candles) {
        return candles.isEmpty() ? listing : listing.withHistory(candles);
    }

    /** Shares that were imported and are not among those that come with the exchange; files do not say much of them. */
    private static List<Listing> imported(History history, List<Listing> known, KrxRules krx) {
        Set<SymbolId> listed = new HashSet<>();
        known.forEach(l -> listed.add(l.symbol().id()));
        List<Listing> more = new ArrayList<>();
        history.daily().keySet().stream().sorted().filter(id -> id.exchange().equals("KRX") && !listed.contains(id))
                .forEach(id -> more.add(Listing.of(new Symbol(id, id.code(), "KOSPI", Optional.empty(),
                        CurrencyCode.KRW, krx.zone(), KrxRules.shareTicks(), BigDecimal.ONE, Optional.empty(), true),
                        krx, history.of(id).getLast().close())));
        return more;
    }
}
