package org.jts.exchange.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jts.exchange.AccountSetup;
import org.jts.exchange.Exchange;
import org.jts.exchange.FeeSchedule;
import org.jts.exchange.Listing;

/** Everything that the builder gathered. */
public record ExchangeSettings(long seed, Instant start, List<Listing> listings, List<AccountSetup> accounts,
        FeeSchedule fees, Duration stepInterval, boolean warmUp, int historyDays, int keepOrders) {
    public ExchangeSettings {
        listings = List.copyOf(listings);
        accounts = List.copyOf(accounts);
    }

    public Exchange open() {
        throw new UnsupportedOperationException("exchange: the matching core is not merged yet; only the facade is");
    }
}
