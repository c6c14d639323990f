package org.jts.gateway.kis.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.FillCount;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;

/** An order of which something was heard. Guarded by the lock of {@link FillBook}. */
final class KnownOrder {

    final OrderName name;
    final AccountId account;
    final SymbolId symbol;
    final Side side;
    final String division;
    BigDecimal price;
    final BigDecimal stop;
    /** By our clock, until the list says it by the broker's. */
    Instant placed;
    String branch;
    BigDecimal quantity;
    final FillCount fills;
    BigDecimal commission = BigDecimal.ZERO;
    BigDecimal tax = BigDecimal.ZERO;
    /** What the order before a change had traded: the desk sees one order that goes on. */
    BigDecimal carriedQuantity = BigDecimal.ZERO;
    BigDecimal carriedValue = BigDecimal.ZERO;
    BigDecimal carriedFees = BigDecimal.ZERO;
    OrderStatus status = OrderStatus.ACCEPTED;
    boolean announced;
    boolean isListed;
    /** A part of it was cancelled, as the list says. */
    boolean lowered;
    /** Changed into another order, whose story it is now. */
    boolean replaced;
    final Set<String> heard = new HashSet<>();
    /** Where orders went, this one among them. */
    Routes routes;

    KnownOrder(OrderName name, AccountId account, SymbolId symbol, Side side, String division, BigDecimal quantity,
            BigDecimal price, BigDecimal stop, Instant placed, String branch) {
        this.name = name;
        this.fills = new FillCount(name.id());
        this.account = account;
        this.symbol = symbol;
        this.side = side;
        this.division = division;
        this.quantity = quantity;
        this.price = price;
        this.stop = stop;
        this.placed = placed;
        this.branch = branch;
    }

    /** A trade of before the program began. */
    void restore(Execution trade) {
        fills.restore(new FillCount.Fill(trade.quantity(), trade.price(), trade.time()));
        commission = commission.add(trade.commission());
        tax = tax.add(trade.tax());
    }

    /** A trade that was just counted, with what it cost. */
    Execution trade(FillCount.Counted counted, FeeRates fees, boolean fund) {
        BigDecimal allCommission = fees.commission(name.us(), fills.value());
        BigDecimal allTax = name.us() ? BigDecimal.ZERO : fees.tax(side, fund, fills.value());
        Execution trade = new Execution(counted.id(), name.id(), Optional.empty(), account, symbol, side,
                counted.fill().quantity(), counted.fill().price(), allCommission.subtract(commission).max(
                        BigDecimal.ZERO), allTax.subtract(tax).max(BigDecimal.ZERO), Venue.of(symbol).currency(),
                counted.fill().time());
        commission = allCommission;
        tax = allTax;
        if (!status.isFinal()) {
            status = fills.total().compareTo(quantity) >= 0 ? OrderStatus.FILLED : OrderStatus.PARTIAL;
        }
        return trade;
    }

    /** As the desk sees it. */
    Order order(Instant at) {
        BigDecimal all = fills.total().add(carriedQuantity);
        BigDecimal paid = fills.value().add(carriedValue);
        boolean stopped = stop.signum() > 0 && division.equals("22");
        OrderStatus shown = status == OrderStatus.ACCEPTED && all.signum() > 0 ? OrderStatus.PARTIAL : status;
        return new Order(Optional.empty(), Optional.of(name.id()), account, symbol, side,
                Divisions.type(division, price.signum() > 0), Divisions.time(division),
                quantity.add(carriedQuantity).max(all), QuoteDecoder.price(price).filter(p -> Divisions.type(division,
                        true).hasLimitPrice()), Optional.of(stop).filter(s -> stopped), shown, all,
                all.signum() == 0 ? Optional.empty()
                        : Optional.of(plain(paid.divide(all, MathContext.DECIMAL64))),
                commission.add(tax).add(carriedFees), placed, at.isBefore(placed) ? placed : at, Optional.empty(),
                routes.instruction(name, division));
    }

    /** Without zeros at the end, and never as a power of ten. */
    static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
