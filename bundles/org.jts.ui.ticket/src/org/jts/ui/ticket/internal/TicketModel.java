package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;

/** What is written in the ticket, and what follows from it. No widgets. */
final class TicketModel {
    final FeeRates fees = new FeeRates();
    Optional<AccountSnapshot> account = Optional.empty();
    Optional<Symbol> symbol = Optional.empty();
    Optional<LiveQuote> quote = Optional.empty();
    Capabilities capabilities = Capabilities.none();
    Side side = Side.BUY;
    OrderType type = OrderType.LIMIT;
    TimeInForce timeInForce = TimeInForce.DAY;
    final OrderKinds kinds = new OrderKinds();
    Optional<BigDecimal> quantity = Optional.empty();
    Optional<BigDecimal> limitPrice = Optional.empty();
    Optional<BigDecimal> stopPrice = Optional.empty();

    /** @return the order as written; empty while account, symbol or quantity are missing */
    Optional<OrderDraft> draft() {
        if (account.isEmpty() || symbol.isEmpty() || quantity.isEmpty() || !goesItsWay()) {
            return Optional.empty();
        }
        return Optional.of(new OrderDraft(account.get().key(), symbol.get().id(), side, type, timeInForce,
                quantity.get(), type.hasLimitPrice() ? limitPrice : Optional.empty(),
                type.hasStopPrice() ? stopPrice : Optional.empty(), instruction().map(OrderInstruction::code)));
    }

    /** Not the usual way while another one is shown. */
    private boolean goesItsWay() {
        return kinds.isUsual() || instruction().isPresent();
    }

    /** What the order says to the broker beside type and time in force. */
    Optional<OrderInstruction> instruction() {
        return kinds.instruction(type, timeInForce);
    }

    /** Type and time in force, or what the broker calls this kind of order; and where it goes, when not as usual. */
    String kindName() {
        String plain = OrderNames.type(type) + " / " + OrderNames.timeInForce(timeInForce);
        return instruction().map(i -> i.title(plain)).orElse(plain);
    }

    /**
     * Looks what the broker takes for symbol and side by now.
     *
     * @return whether the kind of order that was chosen is none any more
     */
    boolean offerKinds() {
        boolean gone = kinds.offer(symbol.map(s -> capabilities.instructions(side, s.id())).orElse(List.of()));
        if (gone) { // its nearest type may be a market order, which nobody has chosen
            type = OrderType.LIMIT;
            timeInForce = TimeInForce.DAY;
        }
        return gone;
    }

    /** Whether real money is at stake. */
    boolean isLive() {
        return account.filter(a -> a.account().type() == AccountType.LIVE).isPresent();
    }

    /** Whether a price is of now. */
    static boolean trusted(LiveQuote quote) {
        return quote.freshness() == Freshness.LIVE || quote.freshness() == Freshness.DELAYED;
    }

    /** @return at which price the order would likely trade: its own, or that of the other side of the market */
    Optional<BigDecimal> referencePrice() {
        if (type.hasLimitPrice() && limitPrice.isPresent()) {
            return limitPrice;
        }
        if (type.hasStopPrice() && stopPrice.isPresent()) {
            return stopPrice;
        }
        return quote.map(LiveQuote::quote).map(this::marketPrice);
    }

    /** @return what an order of this side meets in the market */
    BigDecimal marketPrice(Quote q) {
        return (side == Side.BUY ? q.ask() : q.bid()).orElse(q.last());
    }

    Optional<BigDecimal> value() {
        return referencePrice().flatMap(price -> quantity.map(price::multiply));
    }

    /** @return the share of its value that the order is likely to cost, as the last of its kind did */
    Optional<BigDecimal> feeRate() {
        return account.flatMap(a -> symbol.flatMap(s -> fees.rate(a.key(), s.id(), side)));
    }

    /** @return the balance in the currency of the symbol */
    Optional<Balance> balance() {
        return account.flatMap(a -> a.balances().stream()
                .filter(b -> symbol.isPresent() && b.currency().equals(symbol.get().currency())).findFirst());
    }

    BigDecimal sellable() {
        return account.map(a -> a.positions().stream()
                .filter(p -> symbol.isPresent() && p.symbol().equals(symbol.get().id())).map(Position::sellable)
                .reduce(BigDecimal.ZERO, BigDecimal::add)).orElse(BigDecimal.ZERO);
    }

    /** Times in force that the broker takes with the chosen type; all when it does not say. */
    boolean takes(OrderType wanted, TimeInForce time) {
        return kinds.takes(wanted, time, capabilities.orders().isEmpty() || capabilities.takes(wanted, time));
    }

    boolean takes(OrderType wanted) {
        return Stream.of(TimeInForce.values()).anyMatch(time -> takes(wanted, time));
    }
}
