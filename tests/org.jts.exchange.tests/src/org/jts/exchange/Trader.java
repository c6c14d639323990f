package org.jts.exchange;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** What tests use to trade: one account of one exchange, in short words. */
final class Trader {

    /** A Friday, 10:00 in Seoul: continuous trading. */
    static final Instant TEN = Instant.parse("2026-01-02T01:00:00Z");
    static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");
    static final SymbolId BTC = new SymbolId("UPBIT", "KRW-BTC");

    private static int ids;

    final Exchange exchange;
    final AccountId account;
    final SymbolId symbol;

    Trader(Exchange exchange, String account, SymbolId symbol) {
        this.exchange = exchange;
        this.account = new AccountId(account);
        this.symbol = symbol;
    }

    /**
     * Samsung with a previous close of 70,000 and nobody but accounts A and B, each with 100 million and 1,000 shares.
     */
    static ExchangeBuilder quiet(Instant start) {
        return quiet(start, KrxRules.regular(Set.of()));
    }

    static ExchangeBuilder quiet(Instant start, MarketRules rules) {
        Listing samsung = listing(SAMSUNG, rules).withModel(new PriceModel.NoLiquidity());
        return Exchange.builder().seed(1).start(start).warmUp(false).historyDays(30)
                .listing(new Listing(samsung.symbol(), rules, number("70000"), samsung.dailyVolume(), samsung.model(),
                        samsung.history()))
                .account(rich("A")).account(rich("B"));
    }

    static Listing listing(SymbolId id, MarketRules rules) {
        var all = id.exchange().equals("KRX") ? DefaultListings.korean(rules) : DefaultListings.crypto(rules);
        return all.stream().filter(listing -> listing.symbol().id().equals(id)).findFirst().orElseThrow();
    }

    static AccountSetup rich(String id) {
        return poor(id, "100000000").withHoldings(java.util.Map.of(SAMSUNG, number("1000")));
    }

    static AccountSetup poor(String id, String cash) {
        return AccountSetup.paper(id, "Account " + id, CurrencyCode.KRW, number(cash), false);
    }

    static BigDecimal number(String value) {
        return new BigDecimal(value);
    }

    OrderRequest request(Side side, OrderType type, TimeInForce time, String quantity, String limit, String stop) {
        return new OrderRequest(new ClientOrderId("t" + ids++), account, symbol, side, type, time, number(quantity),
                Optional.ofNullable(limit).map(BigDecimal::new), Optional.ofNullable(stop).map(BigDecimal::new));
    }

    Order place(Side side, OrderType type, TimeInForce time, String quantity, String limit, String stop) {
        return accepted(exchange.submit(request(side, type, time, quantity, limit, stop)));
    }

    Order buy(String quantity, String limit) {
        return place(Side.BUY, OrderType.LIMIT, TimeInForce.DAY, quantity, limit, null);
    }

    Order sell(String quantity, String limit) {
        return place(Side.SELL, OrderType.LIMIT, TimeInForce.DAY, quantity, limit, null);
    }

    Order buyAtMarket(String quantity) {
        return place(Side.BUY, OrderType.MARKET, TimeInForce.DAY, quantity, null, null);
    }

    Order sellAtMarket(String quantity) {
        return place(Side.SELL, OrderType.MARKET, TimeInForce.DAY, quantity, null, null);
    }

    Order modify(Order order, String quantity, String limit) {
        return accepted(exchange.modify(account, id(order), number(quantity),
                Optional.ofNullable(limit).map(BigDecimal::new)));
    }

    Order cancel(Order order) {
        return accepted(exchange.cancel(account, id(order)));
    }

    Answer.Refused refused(Side side, OrderType type, TimeInForce time, String quantity, String limit, String stop) {
        return assertInstanceOf(Answer.Refused.class,
                exchange.submit(request(side, type, time, quantity, limit, stop)));
    }

    Answer.Refused refusedLimit(Side side, String quantity, String limit) {
        return refused(side, OrderType.LIMIT, TimeInForce.DAY, quantity, limit, null);
    }

    /** The order as it stands now. */
    Order now(Order order) {
        return exchange.order(id(order)).orElseThrow();
    }

    Balance krw() {
        return exchange.balances(account).getFirst();
    }

    Optional<Position> position() {
        return exchange.positions(account).stream().filter(p -> p.symbol().equals(symbol)).findFirst();
    }

    static BrokerOrderId id(Order order) {
        return order.brokerOrderId().orElseThrow();
    }

    static Order accepted(Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            throw new AssertionError("expected an accepted order, was refused: " + refused.text());
        }
        return ((Answer.Accepted) answer).order();
    }

    static void assertReason(RejectReason expected, Answer.Refused refused, String... words) {
        if (refused.reason() != expected) {
            throw new AssertionError("expected %s, was %s: %s".formatted(expected, refused.reason(), refused.text()));
        }
        for (String word : words) {
            if (!refused.text().contains(word)) {
                throw new AssertionError("expected a text with \"%s\", was \"%s\"".formatted(word, refused.text()));
            }
        }
    }

    static void assertNumber(String expected, BigDecimal found) {
        if (number(expected).compareTo(found) != 0) {
            throw new AssertionError("expected %s, was %s".formatted(expected, found.toPlainString()));
        }
    }
}
