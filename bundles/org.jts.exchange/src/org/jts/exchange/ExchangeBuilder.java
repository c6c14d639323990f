package org.jts.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

import org.jts.exchange.internal.ExchangeSettings;

/**
 * Sets an exchange up. Not thread-safe.
 *
 * @since 1.0
 */
public final class ExchangeBuilder {

    private long seed = 1;
    private Instant start;
    private final List<Listing> listings = new ArrayList<>();
    private final List<AccountSetup> accounts = new ArrayList<>();
    private FeeSchedule fees = FeeSchedule.korean2026();
    private Duration stepInterval = Duration.ofSeconds(1);
    private boolean warmUp = true;
    private int historyDays = 3_650;
    private int keepOrders = 100_000;

    ExchangeBuilder() {
    }

    /** From which all chance comes; 1 when not set. */
    public ExchangeBuilder seed(long newSeed) {
        seed = newSeed;
        return this;
    }

    /** The time at which the exchange begins to exist; must be set. */
    public ExchangeBuilder start(Instant time) {
        start = Objects.requireNonNull(time, "start");
        return this;
    }

    public ExchangeBuilder listing(Listing listing) {
        listings.add(Objects.requireNonNull(listing, "listing"));
        return this;
    }

    public ExchangeBuilder listings(Collection<Listing> more) {
        more.forEach(this::listing);
        return this;
    }

    public ExchangeBuilder account(AccountSetup account) {
        accounts.add(Objects.requireNonNull(account, "account"));
        return this;
    }

    /** What trading costs; {@link FeeSchedule#korean2026()} when not set. */
    public ExchangeBuilder fees(FeeSchedule newFees) {
        fees = Objects.requireNonNull(newFees, "fees");
        return this;
    }

    /**
     * How often each symbol's simulated participants act, and so about how often it has a new quote; 1 second when not
     * set. Symbols take turns within the interval.
     *
     * @param interval 1 millisecond to 1 minute
     */
    public ExchangeBuilder stepInterval(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("step interval: expected 1 ms to 1 min, was " + interval);
        }
        stepInterval = interval;
        return this;
    }

    /**
     * Whether an exchange that starts within a session pretends that it has been open since the session's begin: the
     * price has moved from the previous close and today's candles are there. True when not set; when false, the first
     * price is the previous close.
     */
    public ExchangeBuilder warmUp(boolean newWarmUp) {
        warmUp = newWarmUp;
        return this;
    }

    /** How many calendar days of made candles there are before the start, 0 to 20,000; 3,650 when not set. */
    public ExchangeBuilder historyDays(int days) {
        if (days < 0 || days > 20_000) {
            throw new IllegalArgumentException("history days: expected 0 to 20,000, was " + days);
        }
        historyDays = days;
        return this;
    }

    /** How many ended orders, with their trades, are kept over all accounts, 1 or more; 100,000 when not set. */
    public ExchangeBuilder keepOrders(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("keep orders: expected 1 or more, was " + count);
        }
        keepOrders = count;
        return this;
    }

    /**
     * @throws IllegalArgumentException when settings are missing or do not fit: a symbol or account twice, a currency
     *                                  amount too large, no start time
     */
    public Exchange build() {
        if (start == null) {
            throw new IllegalArgumentException("exchange: expected a start time, was none; call start(...)");
        }
        return new ExchangeSettings(seed, start, listings, accounts, fees, stepInterval, warmUp, historyDays,
                keepOrders).open();
    }
}
