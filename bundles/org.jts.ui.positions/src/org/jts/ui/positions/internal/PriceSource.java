package org.jts.ui.positions.internal;

import java.time.Instant;
import java.util.Optional;

import org.jts.api.account.AccountSnapshot;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;

/**
 * Where the price of a position comes from.
 *
 * @param kind how far it can be trusted
 * @param at   when it was true, by our clock; empty when nothing was read yet
 */
record PriceSource(Kind kind, Optional<Instant> at) {

    enum Kind {
        LIVE,
        DELAYED,
        /** The broker said so when the account was read. */
        READ,
        /** The same, and the broker cannot be asked again. */
        STALE
    }

    static PriceSource of(AccountSnapshot account, Optional<LiveQuote> quote) {
        Freshness freshness = quote.map(LiveQuote::freshness).orElse(Freshness.CACHED);
        return switch (freshness) {
            case LIVE -> new PriceSource(Kind.LIVE, quote.map(LiveQuote::receivedAt));
            case DELAYED -> new PriceSource(Kind.DELAYED, quote.map(q -> q.quote().time()));
            case STALE, CACHED -> new PriceSource(account.problem().isPresent() ? Kind.STALE : Kind.READ,
                    account.asOf());
        };
    }

    boolean streams() {
        return kind == Kind.LIVE || kind == Kind.DELAYED;
    }
}
