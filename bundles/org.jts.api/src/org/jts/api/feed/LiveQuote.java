package org.jts.api.feed;

import java.time.Instant;
import java.util.Objects;

import org.jts.api.BrokerId;
import org.jts.api.market.Quote;

/**
 * A quote with where it came from and how fresh it is.
 *
 * @param broker     who sent it
 * @param quote      what
 * @param receivedAt when it came in, by our clock
 * @param freshness  how far to trust it
 * @since 1.0
 */
public record LiveQuote(BrokerId broker, Quote quote, Instant receivedAt, Freshness freshness) {
    public LiveQuote {
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(quote, "quote");
        Objects.requireNonNull(receivedAt, "received at");
        Objects.requireNonNull(freshness, "freshness");
    }
}
