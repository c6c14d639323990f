package org.jts.exchange.internal;

import static org.jts.exchange.internal.Words.T;

import java.util.Optional;

import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.SessionPhase;
import org.jts.exchange.internal.Journal.Kind;

/** Brings orders together: continuous trading, trades themselves, and stops. */
final class Matcher {

    private static final Optional<Side> BUY = Optional.of(Side.BUY);
    private static final Optional<Side> SELL = Optional.of(Side.SELL);

    private final Engine engine;

    Matcher(Engine engine) {
        this.engine = engine;
    }

    /** An order comes, or comes again after a change; it trades, and rests or ends. */
    void enter(OrderEntry order) {
        Market market = order.market;
        if (market.phase.isAuction()) {
            market.rest(order);
            return;
        }
        if (order.timeInForce == TimeInForce.FOK && available(order) < order.remaining()) {
            market.end(order, OrderStatus.EXPIRED, T.get("end.fok")
                    .formatted(quantity(market, order.remaining()), quantity(market, available(order))));
            return;
        }
        boolean metOwn = sweep(order);
        if (order.remaining() > 0) {
            leave(order, metOwn);
        }
    }

    /** What is done with what is left after an order took what it could. */
    private void leave(OrderEntry order, boolean metOwn) {
        Market market = order.market;
        if (order.account == null) {
            leaveSimulated(order);
            return;
        }
        String left = quantity(market, order.remaining());
        if (metOwn) {
            market.end(order, OrderStatus.CANCELLED,
                    T.get("end.self")
                            .formatted(left));
        } else if (order.isMarket()) {
            market.end(order, OrderStatus.CANCELLED,
                    T.get("end.empty").formatted(left));
        } else if (order.timeInForce == TimeInForce.IOC || order.timeInForce == TimeInForce.FOK) {
            market.end(order, OrderStatus.EXPIRED,
                    T.get("end.ioc").formatted(left,
                            Text.number(market.instrument.decimalPrice(order.limit))));
        } else {
            market.rest(order);
        }
    }

    /** Nobody reads why a simulated participant's order ended. */
    private static void leaveSimulated(OrderEntry order) {
        if (order.timeInForce == TimeInForce.IOC) {
            order.status = OrderStatus.EXPIRED;
        } else {
            order.market.rest(order);
        }
    }

    /** @return true when it stopped at an order of the same account */
    private boolean sweep(OrderEntry order) {
        Market market = order.market;
        BookSide others = market.side(!order.buy);
        while (order.remaining() > 0) {
            Level best = others.best();
            if (best == null || !order.crosses(best.price)) {
                return false;
            }
            OrderEntry head = best.head;
            if (order.account != null && head.account == order.account) {
                return true;
            }
            long quantity = Math.min(order.remaining(), head.remaining());
            if (order.buy) {
                trade(order, head, best.price, quantity, BUY);
            } else {
                trade(head, order, best.price, quantity, SELL);
            }
        }
        return false;
    }

    /** @return how much an order could trade at once, as far as it wants it */
    private static long available(OrderEntry order) {
        BookSide others = order.market.side(!order.buy);
        long found = 0;
        for (int rank = 0; rank < others.size() && found < order.remaining(); rank++) {
            Level level = others.level(rank);
            if (!order.crosses(level.price)) {
                break;
            }
            for (OrderEntry o = level.head; o != null; o = o.next) {
                if (order.account != null && o.account == order.account) {
                    return found;
                }
                found += o.remaining();
            }
        }
        return Math.min(found, order.remaining());
    }

    /** @return what a market buy would cost in the present book, fees included, as far as it finds somebody */
    static long cost(OrderEntry order, long quantity) {
        Market market = order.market;
        long open = quantity;
        long value = 0;
        for (int rank = 0; rank < market.asks.size() && open > 0; rank++) {
            Level level = market.asks.level(rank);
            long take = Math.min(open, level.total);
            value = Math.addExact(value, market.instrument.value(level.price, take));
            open -= take;
        }
        return Ledger.withFees(order, value);
    }

    /** One trade. Orders that rest are taken from their level as far as they traded. */
    void trade(OrderEntry buy, OrderEntry sell, long price, long quantity, Optional<Side> taker) {
        Market market = buy.market;
        long number = engine.nextTrade();
        engine.ledger.settle(buy, sell, price, quantity);
        engine.journal.note(Kind.TRADE, engine.now, market.instrument.index, buy.id, sell.id, price, quantity);
        market.record(engine.now, price, quantity);
        engine.touch(market);
        engine.outbox.trade(engine, market, price, quantity, taker);
        // The resting order first: what a market buy still has to hold back is read from the book behind it.
        boolean buyRests = taker == SELL;
        fill(buyRests ? buy : sell, number, price, quantity);
        fill(buyRests ? sell : buy, number, price, quantity);
    }

    private void fill(OrderEntry order, long trade, long price, long quantity) {
        order.filled += quantity;
        if (order.level != null) {
            order.level.total -= quantity;
        }
        boolean done = order.remaining() == 0;
        if (order.account == null) {
            if (done) {
                takeOut(order);
                order.status = OrderStatus.FILLED;
            }
            return;
        }
        order.updatedAt = engine.now;
        order.status = done ? OrderStatus.FILLED : OrderStatus.PARTIAL;
        Fill fill = new Fill(trade, order, price, quantity, order.newCommission, order.newTax, engine.now);
        order.account.fills.add(fill);
        engine.outbox.filled(fill);
        if (done) {
            takeOut(order);
            engine.end(order, OrderStatus.FILLED, order.message);
        } else {
            engine.ledger.reserve(order, stillNeeded(order));
        }
    }

    private static void takeOut(OrderEntry order) {
        if (order.level != null) {
            if (order.isMarket()) {
                order.level.unlink(order);
            } else {
                order.market.side(order.buy).remove(order);
            }
        }
    }

    /** @return what a partly filled order must still hold back */
    static long stillNeeded(OrderEntry order) {
        if (!order.buy || !order.isMarket()) {
            return Ledger.needed(order, order.quantity, order.limit);
        }
        if (order.market.hasUpperLimit()) {
            return Ledger.needed(order, order.quantity, order.market.highest);
        }
        return cost(order, order.remaining());
    }

    /** After anything that traded or opened: stops whose price has come, oldest first, one after the other. */
    void fireStops(Market market) {
        while (market.phase == SessionPhase.CONTINUOUS && !market.halted) {
            OrderEntry due = null;
            for (OrderEntry stop : market.stops) {
                if (isDue(stop)) {
                    due = stop;
                    break;
                }
            }
            if (due == null) {
                return;
            }
            fire(due);
        }
    }

    static boolean isDue(OrderEntry stop) {
        long last = stop.market.last;
        return stop.buy ? last >= stop.stop : last <= stop.stop;
    }

    private void fire(OrderEntry stop) {
        Market market = stop.market;
        market.stops.remove(stop);
        stop.dormant = false;
        stop.updatedAt = engine.now;
        stop.message = T.get("stop.fired").formatted(Text.number(market.instrument.decimalPrice(market.last)));
        engine.journal.note(Kind.FIRED, engine.now, market.instrument.index, stop.id, market.last, 0, 0);
        engine.outbox.changed(stop);
        if (stop.type == OrderType.STOP && stop.buy) {
            long needed = stillNeeded(stop);
            long free = stop.account.freeCash(market.instrument.currency.index()) + stop.reserved;
            if (needed > free) {
                market.end(stop, OrderStatus.CANCELLED,
                        T.get("end.stopFunds").formatted(
                                Text.number(market.instrument.currency.decimal(needed)),
                                Text.number(market.instrument.currency.decimal(free))));
                return;
            }
            engine.ledger.reserve(stop, needed);
        }
        enter(stop);
    }

    private static String quantity(Market market, long lots) {
        return Text.number(market.instrument.decimalQuantity(lots));
    }
}
