package org.jts.exchange.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.order.OrderStatus;
import org.jts.exchange.SessionPhase;
import org.jts.exchange.internal.Journal.Kind;

/** One instrument's book, day and waiting orders. */
final class Market {

    final Engine engine;
    final Instrument instrument;
    final CandleSeries candles;
    final BookSide bids = new BookSide(true);
    final BookSide asks = new BookSide(false);
    /** Market orders that wait for an auction. */
    final Level marketBids = new Level(0);
    final Level marketAsks = new Level(0);
    /** Stops that have not fired, oldest first. */
    final List<OrderEntry> stops = new ArrayList<>();

    SessionPhase phase = SessionPhase.CLOSED;
    boolean halted;
    LocalDate day;
    /** 0 when there is no limit. */
    long lowest;
    /** {@link Long#MAX_VALUE} when there is no limit. */
    long highest = Long.MAX_VALUE;

    long previousClose;
    long last;
    long lastQuantity;
    /** When the newest trade or change of the book was. */
    long changedAt;
    long open;
    long high;
    long low;
    long volume;
    boolean dirty;

    Market(Engine engine, Instrument instrument, CandleSeries candles, LocalDate day) {
        this.engine = engine;
        this.instrument = instrument;
        this.candles = candles;
        this.day = day;
        last = instrument.firstPrice;
        changedAt = engine.now;
        previousClose = last;
        setLimits();
    }

    BookSide side(boolean buy) {
        return buy ? bids : asks;
    }

    Level waiting(boolean buy) {
        return buy ? marketBids : marketAsks;
    }

    boolean hasUpperLimit() {
        return highest != Long.MAX_VALUE;
    }

    /** @return the allowed price nearest to it, within the limits of the day */
    long clamp(double price) {
        return Math.max(lowest, Math.min(highest, instrument.nearest(price)));
    }

    /** A trading day begins. */
    void beginDay(LocalDate newDay) {
        day = newDay;
        previousClose = last;
        lastQuantity = 0;
        open = 0;
        high = 0;
        low = 0;
        volume = 0;
        candles.beginDay(newDay);
        setLimits();
        engine.journal.note(Kind.DAY, engine.now, instrument.index, newDay.toEpochDay(), previousClose, lowest,
                highest);
        engine.touch(this);
    }

    private void setLimits() {
        var limits = instrument.rules.priceLimits(instrument.symbol, instrument.decimalPrice(previousClose));
        if (limits.isPresent()) {
            lowest = Math.max(instrument.lowestPrice, instrument.price(limits.get().lowest()));
            highest = instrument.price(limits.get().highest());
        } else {
            lowest = instrument.lowestPrice;
            highest = Long.MAX_VALUE;
        }
    }

    /** Puts an order where it waits: into the book, or, without a limit, before it. */
    void rest(OrderEntry order) {
        if (order.isMarket()) {
            waiting(order.buy).append(order);
        } else {
            side(order.buy).add(order);
        }
        engine.journal.note(Kind.RESTED, engine.now, instrument.index, order.id,
                order.buy ? order.remaining() : -order.remaining(), order.limit, 0);
        engine.touch(this);
    }

    /** Takes an order from where it waits. */
    void withdraw(OrderEntry order) {
        if (order.dormant) {
            stops.remove(order);
        } else if (order.level != null) {
            if (order.isMarket()) {
                order.level.unlink(order);
            } else {
                side(order.buy).remove(order);
            }
            engine.journal.note(Kind.WITHDRAWN, engine.now, instrument.index, order.id, order.remaining(), 0, 0);
            engine.touch(this);
        }
    }

    /** Ends an order for good, wherever it is. */
    void end(OrderEntry order, OrderStatus status, String message) {
        withdraw(order);
        if (order.account == null) {
            order.status = status;
        } else {
            engine.end(order, status, message);
        }
    }

    /** Notes a price at which something traded: the day's figures and candles. */
    void record(long time, long price, long quantity) {
        last = price;
        lastQuantity = quantity;
        changedAt = time;
        if (open == 0) {
            open = price;
            high = price;
            low = price;
        } else {
            high = Math.max(high, price);
            low = Math.min(low, price);
        }
        volume = Math.addExact(volume, quantity);
        candles.trade(time, price, quantity);
    }

    /** @return the account's orders here that an order of it on the other side at {@code limit} could meet; or null */
    OrderEntry ownCrossing(AccountState account, boolean buy, long limit) {
        for (OrderEntry o = account.firstOpen(); o != null; o = o.nextOfAccount) {
            if (o.market == this && o.buy != buy && o.level != null
                    && (limit == 0 || o.isMarket() || o.crosses(limit))) {
                return o;
            }
        }
        return null;
    }
}
