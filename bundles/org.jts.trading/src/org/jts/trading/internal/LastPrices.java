package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDraft;
import org.jts.concurrent.BoundedMap;

/** The newest price of a symbol, streamed, or asked for because nobody watches it. Thread-safe. */
final class LastPrices {

    /** How old a price may be that nothing says anything about. */
    private static final Duration USUAL_AGE = Duration.ofSeconds(60);
    private static final int KEPT = 500;

    private record Name(BrokerId broker, SymbolId symbol) {
    }

    private final MarketFeed feed;
    private final TimeSource time;
    /** Guarded by itself; the one asked for longest ago goes first. */
    private final Map<Name, LiveQuote> asked = BoundedMap.ofNewest(KEPT);

    LastPrices(MarketFeed feed, TimeSource time) {
        this.feed = feed;
        this.time = time;
    }

    Optional<LiveQuote> last(OrderDraft draft) {
        return last(draft.account().broker(), draft.symbol());
    }

    private Optional<LiveQuote> last(BrokerId broker, SymbolId symbol) {
        LiveQuote kept = kept(new Name(broker, symbol));
        Optional<LiveQuote> streamed = feed.latest(broker, symbol);
        boolean isKeptNewer = kept != null && streamed.filter(s -> !s.receivedAt().isBefore(kept.receivedAt()))
                .isEmpty();
        return isKeptNewer ? Optional.of(kept) : streamed;
    }

    private LiveQuote kept(Name name) {
        synchronized (asked) {
            return asked.get(name);
        }
    }

    /**
     * Asks unless there is a price that is young enough; a broker that does not answer leaves what is known.
     *
     * @param oldest zero for the usual age
     */
    void ask(BrokerId broker, SymbolId symbol, Duration oldest, BrokerConnection connection) {
        Instant since = time.now().minus(oldest.isZero() ? USUAL_AGE : oldest);
        if (last(broker, symbol).filter(q -> !q.receivedAt().isBefore(since)).isPresent()
                || !connection.state().isConnected() || !connection.gateway().capabilities().has(Feature.QUOTE)) {
            return;
        }
        try {
            Quote quote = connection.gateway().quote(symbol);
            synchronized (asked) {
                asked.remove(new Name(broker, symbol));
                asked.put(new Name(broker, symbol), new LiveQuote(broker, quote, time.now(), Freshness.LIVE));
            }
        } catch (BrokerException e) {
            // Whoever needs the price refuses the order for lack of one, and says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
