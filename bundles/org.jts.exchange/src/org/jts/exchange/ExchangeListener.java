package org.jts.exchange;

import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told what happens at an exchange. Sequence numbers count what is told to anybody: they rise strictly over all
 * methods, and leave out what this listener did not want. Methods must return at once; what one throws reaches the
 * caller of the exchange. While listeners are very far behind (tens of thousands of events), market data is left out;
 * order events and phases never are: whoever acts on the exchange waits until listeners have caught up.
 *
 * @since 1.0
 */
@ConsumerType
public interface ExchangeListener {

    /** Whether quotes, books and trades of the symbol are to be made for this listener; asked often. */
    default boolean wants(SymbolId symbol) {
        return true;
    }

    /** Somebody traded. */
    default void onTrade(long sequence, MarketTrade trade) {
    }

    /** Price, volume or best level changed; once for all that happened at the same step. */
    default void onQuote(long sequence, Quote quote) {
    }

    /** Something changed within the visible levels; once for all that happened at the same step. */
    default void onOrderBook(long sequence, OrderBook book) {
    }

    /** An order of an account was accepted, changed, filled or ended. Simulated participants' orders are not told. */
    default void onOrder(long sequence, OrderEvent event) {
    }

    /** The phase of a symbol, or its halt, changed. */
    default void onPhase(long sequence, SymbolId symbol, SessionPhase phase, boolean halted) {
    }
}
