package org.jts.exchange.internal;

import static org.jts.exchange.internal.Words.T;

import java.math.BigDecimal;
import java.util.Optional;

import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.SessionPhase;

/** The rules that an order must keep; every refusal says what was expected, what was found and what to do. */
final class OrderChecks {

    /** Where no rule limits prices, the arithmetic does. */
    private static final long HIGHEST = 1_000_000_000_000_000L;

    private OrderChecks() {
    }

    /** @return the quantity in lots */
    static long quantity(Instrument instrument, BigDecimal quantity) throws Refusal {
        long lots = instrument.lots(quantity);
        if (lots <= 0) {
            throw new Refusal(RejectReason.QUANTITY,
                    lots == 0 ? T.get("quantity.zero") : T.get("quantity.lot"),
                    Text.number(instrument.symbol.lotSize()), Text.number(quantity));
        }
        return lots;
    }

    /** @return the price in whole units, on a tick and within the limits of the day; 0 when there is none */
    static long price(Market market, Optional<BigDecimal> price, String name) throws Refusal {
        if (price.isEmpty()) {
            return 0;
        }
        Instrument instrument = market.instrument;
        BigDecimal wanted = price.get();
        long highest = Math.min(market.highest, HIGHEST);
        if (wanted.compareTo(instrument.decimalPrice(market.lowest)) < 0
                || wanted.compareTo(instrument.decimalPrice(highest)) > 0) {
            throw beyond(market, wanted, name);
        }
        long whole = instrument.price(wanted);
        if (whole < 0 || !instrument.isOnTick(whole)) {
            throw offTick(instrument, wanted, name);
        }
        return whole;
    }

    private static Refusal beyond(Market market, BigDecimal wanted, String name) {
        Instrument instrument = market.instrument;
        if (market.hasUpperLimit()) {
            return new Refusal(RejectReason.PRICE_LIMIT,
                    T.get("price.limits"), name,
                    text(instrument, market.lowest), text(instrument, market.highest),
                    text(instrument, market.previousClose), Text.number(wanted));
        }
        return new Refusal(RejectReason.PRICE_LIMIT,
                T.get("price.range"), name,
                text(instrument, market.lowest), text(instrument, HIGHEST), instrument.symbol.id(),
                Text.number(wanted));
    }

    private static Refusal offTick(Instrument instrument, BigDecimal wanted, String name) {
        var ticks = instrument.symbol.ticks();
        BigDecimal down = ticks.roundDown(wanted);
        BigDecimal up = ticks.roundUp(wanted);
        String nearest = down.signum() > 0 ? T.get("or").formatted(Text.number(down), Text.number(up))
                : Text.number(up);
        return new Refusal(RejectReason.PRICE_TICK,
                T.get("price.tick"),
                name, Text.number(wanted), Text.number(ticks.tickAt(wanted)), nearest);
    }

    /** Trading is open and the symbol not halted. */
    static void open(Market market, long now) throws Refusal {
        Instrument instrument = market.instrument;
        if (!instrument.symbol.active()) {
            throw new Refusal(RejectReason.NOT_TRADABLE,
                    T.get("symbol.inactive"),
                    instrument.symbol.id());
        }
        if (market.phase == SessionPhase.CLOSED) {
            var zone = instrument.rules.zone();
            throw new Refusal(RejectReason.MARKET_CLOSED,
                    T.get("market.closed"),
                    instrument.symbol.id(), Text.time(Exact.instant(now), zone),
                    Text.time(instrument.rules.nextChange(Exact.instant(now)), zone));
        }
        if (market.halted) {
            throw new Refusal(RejectReason.NOT_TRADABLE,
                    T.get("symbol.halted"),
                    instrument.symbol.id());
        }
    }

    /** The kind of order fits the phase. */
    static void kind(Market market, OrderEntry order) throws Refusal {
        boolean atOnce = order.timeInForce == TimeInForce.IOC || order.timeInForce == TimeInForce.FOK;
        if (market.phase.isAuction() && atOnce && !order.dormant) {
            throw new Refusal(RejectReason.UNSUPPORTED,
                    T.get("auction.timeInForce"),
                    market.instrument.symbol.id(), order.timeInForce);
        }
        if (market.phase.isAuction() && order.isMarket() && order.buy && !market.hasUpperLimit() && !order.dormant) {
            throw new Refusal(RejectReason.UNSUPPORTED,
                    T.get("auction.market"),
                    market.instrument.symbol.id());
        }
        if (market.phase == SessionPhase.CONTINUOUS && order.type == OrderType.MARKET
                && market.side(!order.buy).size() == 0) {
            throw new Refusal(RejectReason.NOT_TRADABLE,
                    order.buy ? T.get("book.noSellers") : T.get("book.noBuyers"), market.instrument.symbol.id());
        }
    }

    /** In an auction both sides wait: an order that could meet one of its own account is not let in. */
    static void noOwnCrossing(Market market, OrderEntry order, long limit) throws Refusal {
        if (!market.phase.isAuction() || order.dormant) {
            return;
        }
        OrderEntry own = market.ownCrossing(order.account, order.buy, limit);
        if (own != null) {
            throw new Refusal(RejectReason.OTHER,
                    T.get("self.auction"),
                    Views.id(own.id));
        }
    }

    /** Price times quantity is not below the exchange's smallest order, and fits. */
    static void value(Market market, long price, long lots) throws Refusal {
        Instrument instrument = market.instrument;
        long value;
        try {
            value = instrument.value(price, lots);
            // Twice: what the order costs with fees, and what it brings to those who have much already.
            Math.multiplyExact(value, 2);
        } catch (ArithmeticException e) {
            throw tooLarge(instrument);
        }
        BigDecimal least = instrument.symbol.minOrderValue().orElse(BigDecimal.ZERO);
        BigDecimal found = instrument.currency.decimal(value);
        if (found.compareTo(least) < 0) {
            throw new Refusal(RejectReason.QUANTITY,
                    T.get("value.least"),
                    Text.number(least), instrument.currency.code(), Text.number(found));
        }
    }

    static Refusal tooLarge(Instrument instrument) {
        return new Refusal(RejectReason.QUANTITY, T.get("value.most"),
                Text.number(instrument.currency.decimal(Long.MAX_VALUE / 2)), instrument.currency.code());
    }

    /** The account has what the order is to hold back. */
    static void covered(OrderEntry order, long needed) throws Refusal {
        Instrument instrument = order.market.instrument;
        AccountState account = order.account;
        if (order.buy) {
            long free = account.freeCash(instrument.currency.index()) + order.reserved;
            if (needed > free) {
                throw new Refusal(RejectReason.INSUFFICIENT_FUNDS,
                        order.isMarket() && order.market.hasUpperLimit() ? T.get("funds.upperLimit")
                                : T.get("funds"),
                        Text.number(instrument.currency.decimal(needed)), instrument.currency.code(),
                        Text.number(instrument.currency.decimal(free)));
            }
        } else {
            long free = account.freeHoldings(instrument.index) + order.reserved;
            if (needed > free) {
                throw new Refusal(RejectReason.INSUFFICIENT_HOLDINGS,
                        T.get("holdings"),
                        Text.number(instrument.decimalQuantity(needed)), instrument.symbol.id(),
                        Text.number(instrument.decimalQuantity(free)));
            }
        }
    }

    static String text(Instrument instrument, long price) {
        return Text.number(instrument.decimalPrice(price));
    }
}
