package org.jts.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A whole simulated exchange with its accounts.
 * <p>
 * <b>Time</b> moves only in {@link #advanceTo}: the caller pumps. How a span is cut into calls makes no difference to
 * what happens in it. Orders arrive at {@link #now()}, after everything that was due by then.
 * <p>
 * <b>Threads.</b> No threads inside. Thread-safe by one lock; every call works in memory and returns soon. Listeners
 * are called without the lock, in the order of their sequence numbers, on whichever calling thread gets to it first: a
 * call may return before its own events were delivered when another thread is delivering. For reproducible runs use one
 * thread.
 * <p>
 * <b>Numbers</b> are exact: prices and quantities are whole ticks and lots inside, amounts are counted in units of at
 * most 10^-8 of the currency. Where price times quantity has more than eight decimals the value is rounded down.
 * An amount that would not fit (about 92 thousand million KRW where crypto and shares share a currency, 9.2 * 10^18 KRW
 * with shares alone) is refused when the order comes.
 * <p>
 * <b>Orders.</b>
 * <ul>
 * <li>Price-time priority. A trade is made at the resting order's price; in an auction, at the one auction price.</li>
 * <li>A change that only lowers the quantity keeps the order's place; any other change gives it a new place, and it may
 * trade at once. Changed orders keep their id.</li>
 * <li>Self-trade rule: an incoming order never trades with an order of its own account. When it reaches one, what is
 * left of it is cancelled; in an auction, an order that could meet one is refused.</li>
 * <li>A market order takes what is there; what is left is cancelled, with a text. Without anybody on the other side it
 * is refused. In an auction it waits and goes before every limit order.</li>
 * <li>IOC and FOK leftovers are {@code EXPIRED}, as are DAY orders at the end of the session (crypto: of the day).</li>
 * <li>Stops are watched by the exchange and fire on the last trade price, in the order in which they were placed; one
 * whose price has traded already fires at once.</li>
 * <li>Open buys reserve price times quantity and fees, market buys at the upper price limit of the day, or, where there
 * is none, what the book would cost. Open sells reserve what they sell. Nobody sells short, nobody borrows.</li>
 * </ul>
 *
 * @since 1.0
 */
@ProviderType
public interface Exchange {

    static ExchangeBuilder builder() {
        return new ExchangeBuilder();
    }

    /** The time it is at this exchange. */
    Instant now();

    /**
     * Lets time pass: prices move, simulated participants quote and trade, sessions open and close, orders expire.
     *
     * @param time not before {@link #now()}; the same time does nothing
     */
    void advanceTo(Instant time);

    /** When something is next due, so that a caller knows when to pump again. */
    Instant nextEventAt();

    /** All listed symbols, in the order of the builder. */
    List<Symbol> symbols();

    Optional<Symbol> symbol(SymbolId symbol);

    /** All accounts, in the order of the builder. */
    List<Account> accounts();

    /**
     * What trading in a symbol is like now.
     *
     * @throws IllegalArgumentException when the symbol is not listed here
     */
    SessionPhase phase(SymbolId symbol);

    /** Places an order. A client order id that was seen before is refused as DUPLICATE, never traded twice. */
    Answer submit(OrderRequest request);

    /**
     * Changes an open order.
     *
     * @param account    that placed it
     * @param id         of the order
     * @param quantity   new total, what is filled included
     * @param limitPrice new limit; empty leaves it
     */
    Answer modify(AccountId account, BrokerOrderId id, BigDecimal quantity, Optional<BigDecimal> limitPrice);

    /** Ends an open order; allowed at any hour, also while the symbol is halted. */
    Answer cancel(AccountId account, BrokerOrderId id);

    Optional<Order> order(BrokerOrderId id);

    /** The account's order of that client id. */
    Optional<Order> order(AccountId account, ClientOrderId id);

    /**
     * What the account asked for under that client id, as it was submitted: what was changed since does not show. So
     * that an order sent twice can be told from two orders of one name. Empty where there is no such order.
     *
     * @since 1.1
     */
    Optional<OrderRequest> request(AccountId account, ClientOrderId id);

    /** Oldest first; empty for an account that is not here. */
    List<Order> openOrders(AccountId account);

    /** Open and ended orders, oldest first, as far as they are kept ({@link ExchangeBuilder#keepOrders}). */
    List<Order> orders(AccountId account);

    /** Trades from {@code since} on, inclusive, oldest first, as far as they are kept. */
    List<Execution> executions(AccountId account, Instant since);

    /**
     * One per currency that the account holds or that was given to it, home currency first; empty when it is unknown.
     */
    List<Balance> balances(AccountId account);

    /** What is held, ordered by symbol; nothing of 0. */
    List<Position> positions(AccountId account);

    /** @return empty when the symbol is not listed here */
    Optional<Quote> quote(SymbolId symbol);

    /** Ten levels a side. @return empty when the symbol is not listed here */
    Optional<OrderBook> orderBook(SymbolId symbol);

    /**
     * History and what traded since, as one series. Days before the start come from the listing's real candles when it
     * has some, else from the seed; longer frames are made of shorter ones, so that all frames agree.
     */
    List<Candle> candles(CandleQuery query);

    /** Tells what happens from now on. */
    Subscription listen(ExchangeListener listener);

    /** Ways to disturb the market, for tests and demonstrations. */
    MarketControl control();

    /** Adds up everything that everybody owns. */
    Audit audit();

    /** @return SHA-256, in hex, of everything that has happened: equal digests are equal days */
    String digest();

    /**
     * The sequence number of the newest event made for listeners, 0 before the first. What is read after this call
     * holds everything up to that number: so a first picture and the events after it fit together without a gap.
     */
    long sequence();
}
