package org.jts.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;

/** What every stand-in for the order desk does alike: stop, resume, unlock, lock, and tell who listens. */
public abstract class DeskSwitches implements OrderDesk {

    private final List<DeskListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<AccountKey> unlocked = ConcurrentHashMap.newKeySet();
    private final List<DeskCall> calls = new CopyOnWriteArrayList<>();
    private volatile Function<OrderCall, OrderOutcome> callAnswer = call -> new OrderOutcome.Accepted(
            new BrokerOrderId("C1"), Instant.EPOCH);
    private volatile Optional<String> stopped = Optional.empty();

    /** How many listen. */
    public final int open() {
        return listeners.size();
    }

    protected final void tell(DeskOrder order) {
        listeners.forEach(listener -> listener.onOrder(order));
    }

    private void tellState() {
        listeners.forEach(DeskListener::onTradingState);
    }

    @Override
    public final Subscription listen(DeskListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Cancels what is open, by {@link #cancel}. */
    @Override
    public final List<StopResult> stop(String why) {
        stopped = Optional.of(why);
        tellState();
        return orders().stream().filter(o -> o.order().status().isOpen()).map(o -> new StopResult(o, cancel(o.key())))
                .toList();
    }

    /** What is answered to orders in brokers' own words. */
    public final void onCall(Function<OrderCall, OrderOutcome> newAnswer) {
        callAnswer = newAnswer;
    }

    @Override
    public final Placement place(OrderCall call) {
        return place(call, new ClientOrderId("call-" + (calls.size() + 1)));
    }

    @Override
    public Placement place(OrderCall call, ClientOrderId name) {
        OrderOutcome outcome = callAnswer.apply(call);
        put(new DeskCall(name.value(), call, Optional.of(outcome), Instant.EPOCH, Instant.EPOCH));
        return new Placement(Optional.of(name.value()), outcome);
    }

    /** Adds or replaces an order in a broker's own words, and tells. */
    public final void put(DeskCall call) {
        calls.removeIf(c -> c.key().equals(call.key()));
        calls.add(call);
        listeners.forEach(listener -> listener.onCall(call));
    }

    @Override
    public final List<DeskCall> calls() {
        return List.copyOf(calls);
    }

    @Override
    public final void resume() {
        stopped = Optional.empty();
        tellState();
    }

    @Override
    public final Optional<String> stopped() {
        return stopped;
    }

    @Override
    public final Optional<Instant> stoppedSince() {
        return stopped.map(why -> Instant.EPOCH);
    }

    @Override
    public final Optional<String> unlock(AccountKey account, String typedNumber) {
        if (!account.account().value().equals(typedNumber)) {
            return Optional.of("expected " + account.account() + ", found " + typedNumber);
        }
        unlocked.add(account);
        tellState();
        return Optional.empty();
    }

    @Override
    public final void lock(AccountKey account) {
        unlocked.remove(account);
        tellState();
    }

    @Override
    public final boolean isUnlocked(AccountKey account) {
        return unlocked.contains(account);
    }
}
