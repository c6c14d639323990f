package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.trading.DeskOrder;

/** Reads a broker's trades into the blotter. One thread. */
final class Trades {

    /** How far back trades are read: a day covers every session and its settlement report. */
    private static final Duration LOOK_BACK = Duration.ofDays(1);
    /** Beyond this no broker is asked for trades, however old an order is. */
    private static final Duration FARTHEST = Duration.ofDays(30);
    /** Trades older than this may be of orders that ended so long ago that the desk has let them go. */
    private static final Duration ADOPT = Duration.ofHours(23);

    private final BrokerId broker;
    private final Blotter blotter;
    private final Odd odd;

    Trades(BrokerId broker, Blotter blotter, Odd odd) {
        this.broker = broker;
        this.blotter = blotter;
        this.odd = odd;
    }

    /** @return orders of which nothing is known but trades that are too young to be taken over */
    Set<BrokerOrderId> read(BrokerGateway gateway, AccountId account, Instant asked)
            throws BrokerException, InterruptedException {
        Set<BrokerOrderId> unsettled = new HashSet<>();
        if (!gateway.capabilities().has(Feature.EXECUTIONS)) {
            return unsettled;
        }
        Map<BrokerOrderId, List<Execution>> strange = new LinkedHashMap<>();
        for (Execution execution : gateway.executions(account, since(account, asked))) {
            if (!blotter.execution(broker, execution) && !blotter.knows(broker, execution)) {
                strange.computeIfAbsent(execution.brokerOrderId(), id -> new ArrayList<>()).add(execution);
            }
        }
        for (List<Execution> trades : strange.values()) {
            Instant last = trades.getLast().time();
            boolean isSettled = last.isBefore(asked.minus(Reconciler.LIST_LAG))
                    | odd.isOld("trade " + trades.getLast().id(), Reconciler.LIST_LAG);
            if (!isSettled) {
                unsettled.add(trades.getLast().brokerOrderId());
            } else if (last.isAfter(asked.minus(ADOPT))) {
                adopt(gateway, account, trades);
            }
        }
        return unsettled;
    }

    /** With what was ordered, where the broker tells it: it may be one of ours whose answer was lost. */
    private void adopt(BrokerGateway gateway, AccountId account, List<Execution> trades)
            throws BrokerException, InterruptedException {
        Optional<Order> order = gateway.order(account, trades.getLast().brokerOrderId());
        if (order.isPresent()) {
            blotter.adopt(broker, order.get(), trades);
        } else {
            blotter.adopt(broker, trades);
        }
    }

    /** From the oldest order on that is open here: it may have traded while nobody looked. */
    private Instant since(AccountId account, Instant asked) {
        Instant since = asked.minus(LOOK_BACK);
        for (DeskOrder open : blotter.openOrders(broker)) {
            Instant created = open.order().createdAt().minus(Matcher.CLOCKS_DIFFER);
            since = open.order().account().equals(account) && created.isBefore(since) ? created : since;
        }
        return since.isBefore(asked.minus(FARTHEST)) ? asked.minus(FARTHEST) : since;
    }
}
