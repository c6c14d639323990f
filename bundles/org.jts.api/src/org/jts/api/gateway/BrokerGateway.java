package org.jts.api.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One configured broker. This is all that a plug-in author implements.
 * <p>
 * Registered as a declarative service with a factory configuration; its service properties are
 * {@value #BROKER_ID} (from the configuration, see {@link BrokerId}), {@value #BROKER_TYPE} (constant per bundle) and
 * optionally {@value #BROKER_NAME} (for people). Activation returns at once and touches no network.
 * <p>
 * <b>Threads.</b> Thread-safe. Methods block and are called on background threads, several at once, each under a time
 * limit set by the caller, who interrupts the thread when it is over: a gateway honours interruption, and does not rely
 * on the kind of thread. Listeners are called on threads of the gateway, never while it holds a lock.
 * <p>
 * <b>Life.</b> {@link #connect} → reads, orders, subscriptions → {@link #disconnect} or
 * {@link GatewayListener#onConnectionLost}. Before and after, everything but {@link #id}, {@link #capabilities} and
 * {@link #connect} fails with {@link ErrorCategory#NETWORK}, and orders are {@link OrderOutcome.NotSent}. The
 * supervisor reconnects and subscribes again, the gateway does not.
 * <p>
 * <b>Errors.</b> Reads throw {@link BrokerException}. Order calls never throw for what the broker or the network does:
 * they return an {@link OrderOutcome}. What {@link #capabilities()} does not list fails with
 * {@link ErrorCategory#UNSUPPORTED} or {@code Rejected(UNSUPPORTED)}.
 *
 * @since 1.0
 */
@ConsumerType
public interface BrokerGateway {

    /** Service and configuration property: the id of the configured broker. */
    String BROKER_ID = "broker.id";
    /** Service property: the kind of broker, for example {@code mock}. */
    String BROKER_TYPE = "broker.type";
    /** Service and configuration property: what to call it on screen; optional. */
    String BROKER_NAME = "broker.name";
    /** Configuration property: true for a short-lived instance that only tests its settings; no registry lists it. */
    String BROKER_PROBE = "broker.probe";

    BrokerId id();

    /**
     * What this gateway can do. The same answer as long as it lives; a gateway to a broker that tells only once there
     * is a connection may answer otherwise from the end of a {@link #connect} on, never while it is connected.
     */
    Capabilities capabilities();

    /**
     * Connects and signs in. Returns when requests can be made; does nothing when connected.
     *
     * @param listener told of what happens to this connection
     */
    void connect(GatewayListener listener) throws BrokerException, InterruptedException;

    /**
     * Ends the connection and every subscription; harmless when there is none. Does not throw, returns within seconds.
     */
    void disconnect();

    /** Asks the broker for the cheapest thing that proves that requests are answered. */
    void checkHealth() throws BrokerException, InterruptedException;

    /** The accounts that the credentials open; at most one is the default. */
    List<Account> accounts() throws BrokerException, InterruptedException;

    /** Everything that can be traded or watched, in the broker's order. */
    List<Symbol> symbols() throws BrokerException, InterruptedException;

    Quote quote(SymbolId symbol) throws BrokerException, InterruptedException;

    /** Up to ten levels a side, or as many as the broker shows. */
    OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException;

    /** Candles as the query describes; the gateway pages where the broker does. Empty when there are none. */
    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException;

    /** One balance per currency, the account's home currency first. */
    List<Balance> balances(AccountId account) throws BrokerException, InterruptedException;

    List<Position> positions(AccountId account) throws BrokerException, InterruptedException;

    /** All orders of the account that are still open, whoever placed them, oldest first. */
    List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException;

    /** All trades of the account from {@code since} on, inclusive, whoever placed the orders, oldest first. */
    List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException;

    /**
     * One order as the broker has it, open or ended. Asked for where nothing is known of an order but its trades: what
     * was ordered, and when, tells whether it is one of ours whose answer was lost.
     *
     * @param id what the broker calls it
     * @return dated by the broker's clock; empty where the broker does not have it, or cannot be asked for one
     * @since 1.3
     */
    default Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException, InterruptedException {
        return Optional.empty();
    }

    /**
     * Sends an order once. The result says what is known; silence is {@link OrderOutcome.Unknown}, as is an
     * interruption after the first byte was sent.
     */
    OrderOutcome place(OrderRequest request);

    /**
     * The calls of the broker for orders in its own words that {@link #call} takes; empty where it takes none.
     *
     * @since 1.3
     */
    default List<CallForm> callForms() throws BrokerException, InterruptedException {
        return List.of();
    }

    /**
     * Sends an order in the broker's own words, once, as {@link #place} does. What is none of {@link #callForms}, says
     * what no field of it asks for, or is said to only take something back and does not, is
     * {@code Rejected(UNSUPPORTED)} without a byte sent ({@link CallForm#refusal}). One that takes back goes out in the
     * lane of cancels, every other one in that of orders. A gateway that has no such calls takes none.
     *
     * @param id our name for it, for words and records
     * @since 1.2
     */
    default OrderOutcome call(ClientOrderId id, OrderCall call) {
        return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "", OrderNames.noCalls(call, id()));
    }

    /** Changes an open order. The broker may give it a new id. */
    OrderOutcome modify(OrderChange change);

    /** Asks for an order to be cancelled; the order's end comes as an event. */
    OrderOutcome cancel(OrderRef order);

    /**
     * Streams quotes, the present one of each symbol first.
     *
     * @param symbols at least one; what the broker does not know fails as {@link ErrorCategory#VALIDATION}
     */
    Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException;

    /** Streams order books, the present one of each symbol first. */
    Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException;

    /** Streams what happens to the orders of the account from now on, whoever placed them. */
    Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException;
}
