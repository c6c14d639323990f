package org.jts.api.trading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.store.StoreException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Every order goes through here: views, console, server, router. A service; thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface OrderDesk {

    /**
     * Which rules the draft breaks: symbol, tick, lot, what the gateway takes, prices, account. Reads memory; fit for
     * every key stroke in an order ticket.
     *
     * @return empty when it may be placed
     */
    List<Violation> check(OrderDraft draft);

    /**
     * Checks and names an order, writes it to the order journal, and sends it. Blocks until the broker answered or the
     * time limit is over; after a connect also until the account's orders were compared with the broker's, and after a
     * start until the journal was read, for some seconds at most. Nothing is sent that is not on disk first. A call
     * that was {@link OrderOutcome.NotSent} is made again, twice, under the same name, after one and two seconds; no
     * other outcome is.
     */
    Placement place(OrderDraft draft);

    /**
     * The same for an order that its sender has named: a program that must be able to ask about it later, whatever
     * became of the answer. The order is written down, sent and shown under that name.
     *
     * @param name unique for ever, which its sender sees to; of a name that an order had within the last 30 days (of
     *             very many names the newest 200,000 count), nothing is sent, over restarts too, and the outcome is
     *             {@link OrderOutcome.Rejected} as {@link org.jts.api.order.RejectReason#DUPLICATE}. A draft that never
     *             became an order leaves its name unused.
     * @since 1.2
     */
    Placement place(OrderDraft draft, ClientOrderId name);

    /**
     * The same for a thread of {@link BrokerConnection#tryExecute}, which is lent to the gateway: nothing is handed to
     * another one on the way to the broker. Blocks as the others do; where the gateway does not heed the end of its
     * time limit, until it returns.
     *
     * @param answered told once: on this thread, or on another one when the limit is over
     * @since 1.7
     */
    default void place(OrderDraft draft, ClientOrderId name, Consumer<Placement> answered) {
        answered.accept(place(draft, name));
    }

    /**
     * Sends an order in a broker's own words: checked, written to the order journal and synced before a byte leaves,
     * sent once and never again, whatever came of it. Stop, locks, the comparison after a connect, the limits of orders
     * a day and of duplicates hold as for every order; limits that need a symbol or a price cannot. One that
     * {@link OrderCall#isCancel} goes out when trading is stopped or the account is locked, as every cancel. Blocks
     * until the broker answered or the time limit is over.
     *
     * @return its key among {@link #calls} when it was noted, and what came of it
     * @since 1.5
     */
    Placement place(OrderCall call);

    /**
     * The same for one that its sender has named, as {@link #place(OrderDraft, ClientOrderId)}: no order and no call
     * had the name within the last 30 days.
     *
     * @param name unique for ever; of a known one nothing is sent, and the outcome is {@link OrderOutcome.Rejected} as
     *             {@link org.jts.api.order.RejectReason#DUPLICATE}
     * @since 1.6
     */
    Placement place(OrderCall call, ClientOrderId name);

    /**
     * The orders in brokers' own words of the last day, oldest first, and those of before that may be open: of which it
     * is not known what became, which the broker lists, or which no list can have. Reads memory.
     *
     * @since 1.5
     */
    List<DeskCall> calls();

    /**
     * An order in a broker's own words, by its key among {@link #calls}. Reads memory.
     *
     * @since 1.6
     */
    default Optional<DeskCall> call(String key) {
        return calls().stream().filter(c -> c.key().equals(key)).findFirst();
    }

    /**
     * Changes an open order.
     *
     * @param key        the desk's name for it
     * @param quantity   new total quantity
     * @param limitPrice new limit price; empty leaves it
     */
    OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice);

    /** Asks the broker to cancel an open order. Blocks until it answered. */
    OrderOutcome cancel(String key);

    /**
     * The orders that are open, and those that ended since yesterday, oldest first; none while the journal is still
     * being read, a moment after the start. Reads memory.
     */
    List<DeskOrder> orders();

    Optional<DeskOrder> order(String key);

    Subscription listen(DeskListener listener);

    /**
     * Says by hand what became of an order that is {@link org.jts.api.order.OrderStatus#UNKNOWN}, or of one of
     * {@link #calls} that {@link DeskCall#isUnknown}.
     *
     * @param key the desk's name for it
     * @return why it cannot be settled so; empty when it is
     * @since 1.1
     */
    Optional<String> settle(String key, Verdict verdict);

    /**
     * Stops trading: from now on no order is placed or changed, at any broker, until {@link #resume()}, and after a
     * restart too; then every open order is cancelled, those placed elsewhere too. Blocks until each cancel was
     * answered, half a minute at most: then the outcome of one that is not answered is unknown, it goes on unless
     * trading is resumed, and the event log tells what came of it.
     *
     * @param why for the event log and for whoever is refused; 1 to 200 characters
     * @return one result for each order that was open
     * @since 1.1
     */
    List<StopResult> stop(String why);

    /** Lets orders be placed again; harmless when they may be. @since 1.1 */
    void resume();

    /** Why trading is stopped; empty when it is not. @since 1.1 */
    Optional<String> stopped();

    /** Since when trading is stopped; empty when it is not. @since 1.2 */
    Optional<Instant> stoppedSince();

    /**
     * Unlocks an account that trades real money, until it is locked or the program ends.
     *
     * @param typedNumber the number of the account, as a person typed it
     * @return why it stays locked; empty when it is unlocked
     * @since 1.1
     */
    Optional<String> unlock(AccountKey account, String typedNumber);

    /** Locks an account again; orders that are open work on and can be cancelled. @since 1.1 */
    void lock(AccountKey account);

    /** Whether orders may be placed in an account: always in one of paper. @since 1.1 */
    boolean isUnlocked(AccountKey account);

    /**
     * Waits until everything that is known of the orders is on disk. A desk that keeps nothing has nothing to wait for.
     *
     * @throws StoreException when it cannot be written, with the reason
     * @since 1.3
     */
    default void flush() throws StoreException {
        // keeps nothing
    }
}
