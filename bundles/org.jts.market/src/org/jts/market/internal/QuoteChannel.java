package org.jts.market.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Quote;
import org.jts.concurrent.Listeners;

/** One watched symbol: its newest quote and who wants it. */
final class QuoteChannel {

    /** More than clocks differ: what comes in so long after it happened was held back on the way. */
    private static final Duration DELAY = Duration.ofMinutes(1);

    private final BrokerId broker;
    private final Listeners<FeedListener> listeners = new Listeners<>();
    private LiveQuote latest;
    private boolean delayed;

    QuoteChannel(BrokerId broker) {
        this.broker = broker;
    }

    Listeners<FeedListener> listeners() {
        return listeners;
    }

    synchronized Optional<LiveQuote> latest() {
        return Optional.ofNullable(latest);
    }

    void update(Quote quote, Instant receivedAt, boolean connected) {
        synchronized (this) {
            // Only a price that moves tells: that of a symbol in which nobody trades is old without being late.
            if (latest != null && latest.freshness() != Freshness.CACHED
                    && quote.time().isAfter(latest.quote().time())) {
                delayed = quote.time().isBefore(receivedAt.minus(DELAY));
            }
            Freshness arriving = delayed ? Freshness.DELAYED : Freshness.LIVE;
            latest = new LiveQuote(broker, quote, receivedAt, connected ? arriving : Freshness.STALE);
        }
        tell();
    }

    /** Takes a stored price, unless a newer one is there already. */
    void offerCached(Quote quote, Instant receivedAt) {
        synchronized (this) {
            if (latest != null) {
                return;
            }
            latest = new LiveQuote(broker, quote, receivedAt, Freshness.CACHED);
        }
        tell();
    }

    void markStale() {
        synchronized (this) {
            if (latest == null || latest.freshness() == Freshness.STALE || latest.freshness() == Freshness.CACHED) {
                return;
            }
            latest = new LiveQuote(broker, latest.quote(), latest.receivedAt(), Freshness.STALE);
        }
        tell();
    }

    /** Each call reads what is newest then: a late caller cannot tell an older picture after a newer one. */
    private void tell() {
        listeners.tell(l -> latest().ifPresent(l::onQuote));
    }
}
