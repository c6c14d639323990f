package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;
import org.jts.exchange.AccountSetup;
import org.jts.exchange.DefaultListings;
import org.jts.exchange.Exchange;
import org.jts.exchange.ExchangeBuilder;
import org.jts.exchange.ExchangeListener;
import org.jts.exchange.KrxRules;
import org.jts.exchange.MarketTrade;

/** The exchange behind the broker, its clock, and the broker's own books. */
final class World {

    static final CurrencyCode WON = new CurrencyCode("KRW");
    static final KrxRules HOURS = KrxRules.regular(Set.of());

    final Exchange exchange;
    final OrderLedger ledger = new OrderLedger();
    private final Config config;
    private final TimeSource time;

    World(Config config, TimeSource time) {
        this.config = config;
        this.time = time;
        KrxRules rules = config.alwaysOpen() ? KrxRules.alwaysOpen() : HOURS;
        ExchangeBuilder builder = Exchange.builder().seed(config.seed()).start(time.now()).stepInterval(config.step())
                .listings(DefaultListings.korean(rules));
        for (Map.Entry<String, BigDecimal> account : config.accounts().entrySet()) {
            builder.account(AccountSetup.paper(account.getKey(), "모의고객", WON, account.getValue(),
                    account.getKey().equals(config.defaultAccount())));
        }
        exchange = builder.build();
    }

    Config config() {
        return config;
    }

    /** Lets the exchange catch up with the clock. */
    synchronized void catchUp() {
        Instant now = time.now();
        if (now.isAfter(exchange.now())) {
            exchange.advanceTo(now);
        }
    }

    Instant now() {
        return exchange.now();
    }

    Optional<Symbol> symbol(String code) {
        return code.matches("[0-9A-Z]{6,7}") ? exchange.symbol(new SymbolId("KRX", code)) : Optional.empty();
    }

    boolean knows(AccountId account) {
        return config.accounts().containsKey(account.value());
    }

    /** Tells trades, books and notices as they happen. */
    void listen(Predicate<SymbolId> wanted, Consumer<MarketTrade> trades, Consumer<OrderBook> books,
            Consumer<List<Notice>> notices) {
        exchange.listen(new ExchangeListener() {
            @Override
            public boolean wants(SymbolId symbol) {
                return wanted.test(symbol);
            }

            @Override
            public void onTrade(long sequence, MarketTrade trade) {
                trades.accept(trade);
            }

            @Override
            public void onOrderBook(long sequence, OrderBook book) {
                books.accept(book);
            }

            @Override
            public void onOrder(long sequence, OrderEvent event) {
                notices.accept(ledger.apply(event));
            }
        });
    }
}
