package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
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
import org.jts.exchange.FeeSchedule;
import org.jts.exchange.KrxRules;
import org.jts.exchange.MarketTrade;

/** The exchange behind the broker, its clock, and the broker's own books. */
final class World {

    /** Fees of shares in the United States go by it. */
    static final String US = "US";
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
                .listings(DefaultListings.korean(rules)).listings(UsListings.all(config.alwaysOpen())).fees(fees());
        for (Map.Entry<String, BigDecimal> account : config.accounts().entrySet()) {
            builder.account(new AccountSetup(new Account(new AccountId(account.getKey()), "모의고객", AccountType.PAPER,
                    CurrencyCode.KRW, account.getKey().equals(config.defaultAccount())), Map.of(CurrencyCode.KRW,
                            account.getValue(), CurrencyCode.USD, config.dollars()), Map.of()));
        }
        exchange = builder.build();
    }

    private static FeeSchedule fees() {
        FeeSchedule korean = FeeSchedule.korean2026();
        Map<String, FeeSchedule.Rates> rates = new HashMap<>(korean.rates());
        rates.put(US, FeeSchedule.Rates.of("0.0025", "0"));
        return new FeeSchedule(rates, korean.otherwise(), korean.roundingUnit());
    }

    static boolean isUs(SymbolId symbol) {
        return UsListings.TRADING.containsKey(symbol.exchange());
    }

    /** A share in the United States, with the exchange as prices name it: {@code NAS}. */
    Optional<Symbol> us(String exchange, String code) {
        return named(UsListings.QUOTING, exchange, code);
    }

    /** The same with the exchange as orders name it: {@code NASD}. */
    Optional<Symbol> traded(String exchange, String code) {
        return named(UsListings.TRADING, exchange, code);
    }

    private Optional<Symbol> named(Map<String, String> names, String exchange, String code) {
        return names.entrySet().stream().filter(e -> e.getValue().equals(exchange)).map(Map.Entry::getKey)
                .filter(e -> code.matches("[A-Z0-9./-]{1,16}")).flatMap(e -> this.exchange.symbol(new SymbolId(e,
                        code)).stream()).findFirst();
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

    /** Whether a customer of that number has an account, for whatever. */
    boolean knowsCustomer(String number) {
        return config.accounts().keySet().stream().anyMatch(a -> a.startsWith(number + "-"));
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
