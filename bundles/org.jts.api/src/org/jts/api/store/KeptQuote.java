package org.jts.api.store;

import java.time.Instant;
import java.util.Objects;

import org.jts.api.market.Quote;

/**
 * A quote that was kept for later.
 *
 * @param quote      what
 * @param receivedAt when it came in, by our clock
 * @since 1.1
 */
public record KeptQuote(Quote quote, Instant receivedAt) {
    public KeptQuote {
        Objects.requireNonNull(quote, "quote");
        Objects.requireNonNull(receivedAt, "received at");
    }
}
