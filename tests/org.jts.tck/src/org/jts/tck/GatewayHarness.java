package org.jts.tck;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.limit.Lane;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the author of a gateway tells the kit: how to get a gateway, and what trades at the broker or simulator behind
 * it. One harness serves one rule and is closed after it, so no rule sees what another one left behind.
 * <p>
 * The market of {@link #symbol()} is open and has buyers and sellers. The account can pay for a hundred times
 * {@link #quantity} and nobody else trades in it while a rule runs.
 *
 * @since 1.0
 */
@ConsumerType
public interface GatewayHarness extends AutoCloseable {

    /** The gateway under test, not connected; the same one at every call. */
    BrokerGateway gateway();

    /** An account with money in it. */
    AccountId account();

    /** A symbol that trades now. */
    SymbolId symbol();

    /** How much of the symbol an ordinary order is for: a multiple of the lot, at least two lots. */
    default BigDecimal quantity(Symbol symbol) {
        return symbol.lotSize().multiply(BigDecimal.TEN);
    }

    /** A second account of the same gateway, where there is one. */
    default Optional<AccountId> otherAccount() {
        return Optional.empty();
    }

    /** A second symbol that trades now, where there is one. @since 1.1 */
    default Optional<SymbolId> otherSymbol() {
        return Optional.empty();
    }

    /** So many orders or trades that the broker needs more than one page to list them. @since 1.1 */
    default int severalPages() {
        return 25;
    }

    /**
     * Places an order in the account as another program of the same customer does: not through the gateway, and whether
     * it is connected or not.
     *
     * @return what the broker said; empty where the harness cannot do it
     * @since 1.1
     */
    default Optional<OrderOutcome> placeElsewhere(OrderRequest request) {
        return Optional.empty();
    }

    /**
     * A call of the broker's own, of those that the gateway offers, which places something that stays open until it is
     * taken back; empty where there is none. @since 1.2
     */
    default Optional<OrderCall> ownCall() {
        return Optional.empty();
    }

    /**
     * The call of the broker's own that takes back what such a call placed; empty where there is none.
     *
     * @param placed the call
     * @param number what the broker calls what it placed
     * @since 1.2
     */
    default Optional<OrderCall> ownCancel(OrderCall placed, BrokerOrderId number) {
        return Optional.empty();
    }

    /** How many calls of its own have reached the broker so far, where the harness can count them. @since 1.2 */
    default OptionalLong ownCallsReceived() {
        return OptionalLong.empty();
    }

    /** How many permits requests of a lane have got so far, where the harness can count them. @since 1.2 */
    default OptionalLong permits(Lane lane) {
        return OptionalLong.empty();
    }

    /** Secrets among the settings of the gateway: nothing that it says holds one. @since 1.2 */
    default Set<String> secrets() {
        return Set.of();
    }

    /** A price that a buyer may ask for and that does not trade while a rule runs; on a tick. */
    default BigDecimal farBuyPrice(Symbol symbol, Quote quote) {
        return symbol.ticks().roundDown(quote.last().multiply(new BigDecimal("0.9")));
    }

    /** Whether it is known only once there is a connection what the broker behind the gateway can do. */
    default boolean learnsCapabilities() {
        return false;
    }

    /**
     * The version of the gateway for the report; empty where it is that of the bundle or jar that it is in. @since 1.1
     */
    default Optional<String> gatewayVersion() {
        return Optional.empty();
    }

    /** How the names of all threads begin that this gateway starts; no other thread's name begins so. */
    String threadPrefix();

    /** How much work the gateway has planned on the harness's clock, where the harness can count it. */
    default int plannedTasks() {
        return 0;
    }

    /** What {@link #inject} can cause. */
    default Set<Fault> faults() {
        return Set.of();
    }

    /** Causes one of {@link #faults()}. */
    default void inject(Fault fault) {
        throw new UnsupportedOperationException("expected one of " + faults() + ", was " + fault);
    }

    /** Mends everything that {@link #inject} broke; a lost connection stays lost until somebody connects. */
    default void clearFaults() {
    }

    /**
     * What the gateway has spent so far.
     *
     * @param requests weight of the requests that reached the broker or simulator, by its own count
     * @param permits  weight of the permits that the request limiter has given and not got back
     * @param open     permits that have not ended
     */
    record Spending(long requests, long permits, int open) {
    }

    /** What was spent, where the harness can count it on both sides. */
    default Optional<Spending> spending() {
        return Optional.empty();
    }

    /** How long, on the harness's clock, an answer or event may take. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /**
     * Whether a call whose thread waits can be waiting for the harness's clock alone: of a gateway that hands nothing
     * to other threads or over a wire. Then nobody waits in real time to see whether it ends without the clock.
     */
    default boolean waitsByTheClockAlone() {
        return false;
    }

    /** How long, in real time, a call may take that must end at once, or besides another one. */
    default Duration grace() {
        return Duration.ofSeconds(5);
    }

    /** How long, on the harness's clock, the kit watches when nothing may come. */
    default Duration watch() {
        return Duration.ofMillis(500);
    }

    /** The wall clock by which the gateway lives. */
    default Instant now() {
        return Instant.now();
    }

    /** Lets time pass: sleeps, or moves a virtual clock. */
    default void pass(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    /** Takes everything away that belongs to the gateway; it is disconnected by then. */
    @Override
    void close();
}
