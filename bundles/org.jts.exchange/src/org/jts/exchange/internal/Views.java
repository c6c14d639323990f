package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.Side;

/** What is inside, as records of the API. */
final class Views {

    static final int DEPTH = 10;

    private Views() {
    }

    static BrokerOrderId id(long order) {
        return new BrokerOrderId(padded(order));
    }

    private static String padded(long number) {
        String digits = Long.toString(number);
        return digits.length() >= 10 ? digits : "0000000000".substring(digits.length()) + digits;
    }

    /** @return the number of an order; 0 when the text is not one of ours */
    static long number(BrokerOrderId id) {
        String text = id.value();
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9' || i > 17) {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    static Order order(OrderEntry o) {
        Instrument instrument = o.market.instrument;
        Optional<BigDecimal> average = o.filled == 0 ? Optional.empty()
                : Optional.of(average(instrument, o.value, o.filled));
        return new Order(Optional.of(new ClientOrderId(o.clientId)), Optional.of(id(o.id)), o.account.account.id(),
                instrument.symbol.id(), side(o), o.type, o.timeInForce, instrument.decimalQuantity(o.quantity),
                price(instrument, o.limit), price(instrument, o.stop), o.status,
                instrument.decimalQuantity(o.filled), average,
                instrument.currency.decimal(o.commission + o.tax), Exact.instant(o.createdAt),
                Exact.instant(o.updatedAt), Optional.ofNullable(o.message));
    }

    /** @return what one unit cost; rounded to 16 digits */
    private static BigDecimal average(Instrument instrument, long value, long lots) {
        return plain(instrument.currency.decimal(value).divide(instrument.decimalQuantity(lots),
                MathContext.DECIMAL64));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static Execution execution(Fill fill) {
        OrderEntry o = fill.order();
        Instrument instrument = o.market.instrument;
        return new Execution(new ExecutionId("T" + padded(fill.trade())), id(o.id),
                Optional.of(new ClientOrderId(o.clientId)), o.account.account.id(), instrument.symbol.id(), side(o),
                instrument.decimalQuantity(fill.quantity()), instrument.decimalPrice(fill.price()),
                instrument.currency.decimal(fill.commission()), instrument.currency.decimal(fill.tax()),
                instrument.currency.code(), Exact.instant(fill.time()));
    }

    static Quote quote(Market market) {
        Instrument instrument = market.instrument;
        Level bid = market.bids.best();
        Level ask = market.asks.best();
        return new Quote(instrument.symbol.id(), Exact.instant(market.changedAt), instrument.decimalPrice(market.last),
                instrument.decimalQuantity(market.lastQuantity), price(instrument, market.open),
                price(instrument, market.high), price(instrument, market.low),
                Optional.of(instrument.decimalPrice(market.previousClose)), instrument.decimalQuantity(market.volume),
                bid == null ? Optional.empty() : price(instrument, bid.price),
                bid == null ? BigDecimal.ZERO : instrument.decimalQuantity(bid.total),
                ask == null ? Optional.empty() : price(instrument, ask.price),
                ask == null ? BigDecimal.ZERO : instrument.decimalQuantity(ask.total));
    }

    static OrderBook book(Market market, long now) {
        return new OrderBook(market.instrument.symbol.id(), Exact.instant(now), levels(market, market.bids),
                levels(market, market.asks));
    }

    static List<Balance> balances(AccountState account, List<Currency> currencies, List<Market> markets, long now) {
        List<Balance> balances = new ArrayList<>();
        for (Currency currency : currencies) {
            int c = currency.index();
            boolean home = currency.code().equals(account.account.currency());
            if (!home && !account.usesCurrency[c]) {
                continue;
            }
            BigDecimal equity = currency.decimal(account.cash[c]);
            for (Market market : markets) {
                if (market.instrument.currency == currency) {
                    equity = equity.add(market.instrument.decimalPrice(market.last).multiply(
                            market.instrument.decimalQuantity(account.holdings[market.instrument.index])));
                }
            }
            var balance = new Balance(account.account.id(), currency.code(), plain(equity),
                    currency.decimal(account.cash[c]), currency.decimal(account.freeCash(c)), Exact.instant(now));
            balances.add(home ? 0 : balances.size(), balance);
        }
        return balances;
    }

    static Position position(AccountState account, Market market) {
        Instrument instrument = market.instrument;
        int i = instrument.index;
        AccountId id = account.account.id();
        BigDecimal quantity = instrument.decimalQuantity(account.holdings[i]);
        BigDecimal average = average(instrument, account.cost[i], account.holdings[i]);
        return new Position(id, instrument.symbol.id(), instrument.symbol.name(), instrument.currency.code(), quantity,
                instrument.decimalQuantity(account.freeHoldings(i)), average, instrument.decimalPrice(market.last));
    }

    private static List<PriceLevel> levels(Market market, BookSide side) {
        int count = Math.min(DEPTH, side.size());
        List<PriceLevel> levels = new ArrayList<>(count);
        for (int rank = 0; rank < count; rank++) {
            Level level = side.level(rank);
            levels.add(new PriceLevel(market.instrument.decimalPrice(level.price),
                    market.instrument.decimalQuantity(level.total)));
        }
        return levels;
    }

    private static Side side(OrderEntry order) {
        return order.buy ? Side.BUY : Side.SELL;
    }

    private static Optional<BigDecimal> price(Instrument instrument, long price) {
        return price == 0 ? Optional.empty() : Optional.of(instrument.decimalPrice(price));
    }
}
