package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Entry;

/**
 * Compares what a broker has with what is known here, account by account, and takes over what the broker says. Only an
 * answer counts: a read that failed says nothing.
 */
final class Reconciler {

    /** A list of open orders may lag, or not be whole: an order is gone when it was missing for that long. */
    static final Duration LIST_LAG = Duration.ofSeconds(5);
    /** For how long the broker is asked again for an order of which it is not known whether it has it. */
    static final Duration DOUBT = Duration.ofMinutes(1);

    /**
     * What a look has left open.
     *
     * @param again     whether the broker should be asked again soon
     * @param unsettled orders of which nothing is known but young trades: the list that shows them may lag, and they
     *                  are not shown here before it can have come
     */
    record Looked(boolean again, Set<BrokerOrderId> unsettled) {
    }

    /** A change of which it is not known whether the broker has it. */
    private record Doubt(Entry.Changing change, long sinceNanos) {
    }

    private final BrokerId broker;
    private final Blotter blotter;
    private final Holdings holdings;
    private final TimeSource time;
    private final Differences differences;
    private final BrokerClock clock = new BrokerClock();
    private final Matcher matcher;
    private final CallBook calls;
    /** When the end of an order was concluded last: a list that shows it again is looked for; only the worker's. */
    private Optional<Long> concludedAt = Optional.empty();
    /** Changes in doubt, and since when; only the worker's. */
    private final Map<String, Doubt> doubts = new HashMap<>();
    private final Odd odd;
    private final Trades trades;

    /** @param calls what this desk sent in brokers' own words: listed as if others had placed it */
    Reconciler(BrokerId broker, Blotter blotter, Holdings holdings, TimeSource time, Differences differences,
            CallBook calls) {
        this.calls = calls;
        this.broker = broker;
        this.blotter = blotter;
        this.holdings = holdings;
        this.time = time;
        this.differences = differences;
        this.odd = new Odd(time);
        this.trades = new Trades(broker, blotter, odd);
        this.matcher = new Matcher(blotter::isByTrades, clock::at);
    }

    /**
     * Reads and compares one account.
     *
     * @param full with what the account holds, and every difference told: after a connect, and now and then; else only
     *             orders of others are
     * @return what has to be looked at again
     */
    Looked reconcile(BrokerGateway gateway, Account account, boolean full)
            throws BrokerException, InterruptedException {
        if (!gateway.capabilities().has(Feature.OPEN_ORDERS)) {
            return new Looked(false, Set.of());
        }
        AccountId id = account.id();
        clock.look(time.now(), time.nanoTime());
        Map<String, DeskOrder> before = orders(id, full);
        Set<String> named = new HashSet<>();
        openOrders(id).stream().filter(o -> o.order().brokerOrderId().isPresent()).forEach(o -> named.add(o.key()));
        Instant asked = time.now();
        Set<String> listed = list(gateway, id);
        Set<BrokerOrderId> unsettled = trades.read(gateway, id, asked);
        match(id, asked, listed);
        boolean again = compare(id, asked, named, listed) || isWithin(concludedAt, DOUBT);
        again |= differences.tell(new AccountKey(broker, id), before, orders(id, full), full);
        if (full) {
            unsettled.addAll(hold(gateway, account, asked, unsettled.isEmpty()));
        }
        return new Looked(again || !unsettled.isEmpty(), unsettled);
    }

    private Set<String> list(BrokerGateway gateway, AccountId account) throws BrokerException, InterruptedException {
        Set<String> listed = new HashSet<>();
        long asked = blotter.changes();
        for (Order order : gateway.openOrders(account)) {
            Blotter.Listed found = blotter.listed(broker, order, asked);
            listed.add(found.order().key());
            learnClock(found.order(), order);
            if (found.reopened().isPresent()) {
                differences.tellReopened(broker, found);
            }
        }
        return listed;
    }

    /** Where the broker carries our names, no time is needed to find an order. */
    private void learnClock(DeskOrder known, Order listed) {
        Instant placed = known.order().createdAt();
        if (!known.foreign() && listed.clientOrderId().isEmpty() && !clock.knows(placed)
                && !blotter.isRenamed(known)) {
            clock.listed(placed, listed.createdAt());
        }
    }

    /** In the order in which they became known. @param all those of others only, when not */
    private Map<String, DeskOrder> orders(AccountId account, boolean all) {
        Map<String, DeskOrder> found = new LinkedHashMap<>();
        blotter.orders(new AccountKey(broker, account)).stream().filter(o -> all || o.foreign())
                .forEach(o -> found.put(o.key(), o));
        return found;
    }

    /** A broker that carries our names shows them in its reports; with others, orders of ours look like strangers. */
    private void match(AccountId account, Instant asked, Set<String> listed) {
        List<DeskOrder> open = openOrders(account);
        List<DeskOrder> unnamed = open.stream().filter(o -> o.order().brokerOrderId().isEmpty()).toList();
        List<DeskOrder> changing = open.stream().filter(o -> blotter.openChanges().of(o.key()).isPresent()).toList();
        if (unnamed.isEmpty() && changing.isEmpty()) {
            return;
        }
        Map<String, DeskOrder> all = orders(account, true);
        List<DeskOrder> strangers = all.values().stream()
                .filter(o -> o.foreign() && o.order().clientOrderId().isEmpty() && !calls.has(o)).toList();
        Matcher.Result result = matcher.match(unnamed, strangers, s -> calls.mayBe(s, clock::at),
                List.copyOf(all.keySet()));
        result.sure().forEach((key, found) -> bind(key, found, asked, listed));
        result.doubts().forEach(this::doubt);
        for (DeskOrder order : changing) {
            // An answer may have come meanwhile, and ended it.
            blotter.openChanges().of(order.key()).filter(c -> !listed.contains(order.key()))
                    .ifPresent(change -> matchChange(order, change, strangers, asked, listed));
        }
    }

    private void matchChange(DeskOrder order, Entry.Changing change, List<DeskOrder> strangers, Instant asked,
            Set<String> listed) {
        List<DeskOrder> found = matcher.renamed(order, change, blotter.openChanges()
                .begun(order.key()), strangers);
        if (found.size() == 1 && matcher.isSure(order, change, found.getFirst())) {
            bind(order.key(), found.getFirst(), asked, listed);
        } else if (!found.isEmpty() && !blotter.openChanges().isUnderWay(order.key())) {
            doubt(order.key(), found);
        }
    }

    private void doubt(String key, List<DeskOrder> found) {
        String doubt = Differences.doubt(found);
        if (blotter.doubt(key, doubt)) {
            differences.tellDoubt(broker, key, doubt);
        }
    }

    /** What was listed as a stranger's is ours from now on. */
    private void bind(String key, DeskOrder found, Instant asked, Set<String> listed) {
        blotter.bind(key, found.order().brokerOrderId().orElseThrow(), asked);
        if (listed.contains(found.key())) {
            listed.add(key);
        }
    }

    /** What is open here is held against what the broker told. @return whether something is in doubt */
    private boolean compare(AccountId account, Instant asked, Set<String> named, Set<String> listed) {
        boolean doubtful = false;
        for (DeskOrder open : openOrders(account)) {
            boolean missing = named.contains(open.key()) && !listed.contains(open.key());
            if (listed.contains(open.key())) {
                odd.forget(missed(open));
                settleChange(open);
            }
            if (isFilled(open) || missing && isGone(open)) {
                // Trades may be listed later than the end that they led to.
                doubtful |= !ended(open, asked);
            } else {
                doubtful |= missing || isDoubtful(open.order(), asked)
                        || blotter.openChanges().of(open.key()).isPresent();
            }
        }
        return doubtful;
    }

    /**
     * What the account holds is compared only when no trade came in between, and all are taken over.
     *
     * @return orders of which nothing is known but trades that are too young to be taken over
     */
    private Set<BrokerOrderId> hold(BrokerGateway gateway, Account account, Instant asked, boolean isSettled)
            throws BrokerException, InterruptedException {
        if (!isSettled || !gateway.capabilities().has(Feature.EXECUTIONS)) {
            return Set.of();
        }
        AccountKey key = new AccountKey(broker, account.id());
        long before = holdings.trades(key);
        Entry.Held told = Holdings.told(key, gateway.positions(account.id()), gateway.balances(account.id()));
        Set<BrokerOrderId> unsettled = trades.read(gateway, account.id(), asked);
        if (unsettled.isEmpty() && holdings.trades(key) == before) {
            differences.tell(account, told, holdings.compare(told));
        }
        return unsettled;
    }

    private List<DeskOrder> openOrders(AccountId account) {
        return blotter.openOrders(broker).stream().filter(o -> o.order().account().equals(account)).toList();
    }

    /** Its trades prove the end, whatever a list says. */
    private static boolean isFilled(DeskOrder order) {
        return Fills.quantity(order.executions()).compareTo(order.order().quantity()) >= 0;
    }

    /** A change in doubt was made when the list shows it, and was not when for long the list shows none of it. */
    private void settleChange(DeskOrder order) {
        Optional<Entry.Changing> change = blotter.openChanges().of(order.key());
        if (change.isEmpty()) {
            doubts.remove(order.key());
            return;
        }
        Entry.Changing wanted = change.get();
        boolean isMade = order.order().quantity().compareTo(wanted.quantity()) == 0
                && (wanted.limitPrice().isEmpty() || Matcher.isEqual(wanted.limitPrice(), order.order().limitPrice()));
        Doubt doubt = doubts.get(order.key());
        if (doubt == null || doubt.change() != wanted) {
            doubt = new Doubt(wanted, time.nanoTime());
            doubts.put(order.key(), doubt);
        }
        if (isMade || !isWithin(Optional.of(doubt.sinceNanos()), DOUBT)) {
            doubts.remove(order.key());
            blotter.openChanges().end(order.key());
        }
    }

    private boolean isWithin(Optional<Long> since, Duration span) {
        return since.isPresent() && time.nanoTime() - since.get() < span.toNanos();
    }

    /**
     * Missing in the list, and not because one list lags or is not whole, or because a change gave it a number that is
     * not known yet: what is missing once is asked for again.
     */
    private boolean isGone(DeskOrder order) {
        return odd.isOld(missed(order), blotter.openChanges().of(order.key()).isPresent() ? DOUBT : LIST_LAG);
    }

    private static String missed(DeskOrder order) {
        return "order " + order.key();
    }

    private static boolean isDoubtful(Order order, Instant asked) {
        return order.status() == OrderStatus.UNKNOWN && order.updatedAt().isAfter(asked.minus(DOUBT));
    }

    /**
     * Filled by what its trades say, or no longer listed by the broker: its trades tell how it ended.
     *
     * @return whether it is filled
     */
    private boolean ended(DeskOrder gone, Instant at) {
        Order order = Fills.apply(gone.order(), gone.executions());
        boolean filled = order.remaining().signum() == 0;
        if (filled) {
            blotter.report(broker, order.withStatus(OrderStatus.FILLED, at, Optional.empty()));
        } else {
            concludedAt = Optional.of(time.nanoTime());
            blotter.conclude(gone, order.withStatus(OrderStatus.CANCELLED, at, Optional.of(T.get("order.gone"))));
        }
        return filled;
    }
}
