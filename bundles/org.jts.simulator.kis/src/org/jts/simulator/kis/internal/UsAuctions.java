package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.Answer;
import org.jts.kis.catalog.UsSession;

/**
 * Orders that wait for an auction in New York: LOO and MOO for the open, LOC and MOC for the close. The account is
 * looked at when the auction comes; what finds nobody then is cancelled. Thread-safe.
 */
final class UsAuctions {

    private static final Set<String> ON_OPEN = Set.of("31", "32");
    private static final Set<String> AT_MARKET = Set.of("31", "33");

    /** An order, and when its auction is. */
    private record Waiting(SimOrder order, Instant due) {
    }

    private final World world;
    private final Consumer<List<Notice>> teller;
    private final List<Waiting> waiting = new ArrayList<>();

    UsAuctions(World world, Consumer<List<Notice>> teller) {
        this.world = world;
        this.teller = teller;
    }

    static boolean isAuction(String division) {
        return division.matches("3[1-4]");
    }

    static boolean isAtMarket(String division) {
        return AT_MARKET.contains(division);
    }

    SimOrder add(AccountId account, Symbol symbol, Side side, String division, BigDecimal quantity, BigDecimal price) {
        SimOrder order = world.ledger.add(null, SimOrder.Kind.NEW, account, symbol, side, division, quantity, price,
                BigDecimal.ZERO, world.now());
        await(order);
        order.announced = true;
        teller.accept(List.of(Notice.accepted(order, world.now())));
        return order;
    }

    private synchronized void await(SimOrder order) {
        waiting.add(new Waiting(order, due(world.now(), ON_OPEN.contains(order.division))));
    }

    /** The next opening or close. */
    private static Instant due(Instant now, boolean open) {
        for (LocalDate day = now.atZone(UsSession.ZONE).toLocalDate();; day = day.plusDays(1)) {
            Instant at = open ? UsSession.open(day) : UsSession.close(day);
            if (UsSession.isTradingDay(day) && at.isAfter(now)) {
                return at;
            }
        }
    }

    /** @return whether it waited, and does not any more */
    private synchronized boolean take(SimOrder order) {
        return waiting.removeIf(w -> w.order() == order);
    }

    /** @return whether it waited */
    boolean cancel(SimOrder order) {
        boolean waited = take(order);
        if (waited) {
            world.ledger.cancelPart(order, order.rest());
        }
        return waited;
    }

    /** Another order waits in its place. @return empty when it does not wait */
    Optional<SimOrder> change(SimOrder order, BigDecimal quantity, BigDecimal price) {
        if (!take(order)) {
            return Optional.empty();
        }
        SimOrder next = world.ledger.replace(order, OrderLedger.nameOf(order), order.division, quantity, price,
                world.now());
        world.ledger.confirm(next);
        await(next);
        return Optional.of(next);
    }

    /** Holds the auctions whose time has come. */
    void holdDue() {
        Instant now = world.now();
        hold(w -> !w.due().isAfter(now));
    }

    /** Holds one now, whatever the time is. */
    void hold(boolean open) {
        hold(w -> ON_OPEN.contains(w.order().division) == open);
    }

    private void hold(Predicate<Waiting> isDue) {
        List<SimOrder> due = new ArrayList<>();
        synchronized (this) {
            waiting.removeIf(w -> isDue.test(w) && due.add(w.order()));
        }
        due.forEach(this::trade);
    }

    private void trade(SimOrder order) {
        world.ledger.bind(OrderLedger.nameOf(order), order);
        boolean market = isAtMarket(order.division);
        Answer answer = world.exchange.submit(new OrderRequest(new ClientOrderId(OrderLedger.nameOf(order)),
                order.account, order.symbol.id(), order.side, market ? OrderType.MARKET : OrderType.LIMIT,
                TimeInForce.IOC, order.rest(), market ? Optional.empty() : Optional.of(order.price),
                Optional.empty()));
        if (answer instanceof Answer.Refused) {
            order.refused = order.rest();
            teller.accept(List.of(Notice.killed(order, world.now())));
        }
    }
}
