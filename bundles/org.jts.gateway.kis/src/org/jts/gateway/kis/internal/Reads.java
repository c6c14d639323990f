package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.time.TimeSource;

/** What is asked of the broker over one connection, each market in its own way. */
final class Reads {

    final KisRest rest;
    final OrderReader orders;
    private final KisSettings settings;
    private final FillBook book;
    private final TimeSource time;
    private final Routes routes;
    private final Prices krx;
    private final Prices us;
    private final AccountReader won;
    private final UsAccount dollars;
    private final Set<AccountId> checked = ConcurrentHashMap.newKeySet();

    Reads(KisSettings settings, KisRest rest, FillBook book, TimeSource time, Routes routes) {
        this.routes = routes;
        this.settings = settings;
        this.rest = rest;
        this.book = book;
        this.time = time;
        orders = new OrderReader(rest, book, time, settings.paper(), routes);
        krx = new MarketReader(rest, time, settings.paper());
        us = new UsMarket(rest, time, settings.paper());
        won = new AccountReader(rest, orders, time);
        dollars = new UsAccount(rest, orders, time, settings.paper(), settings.fees());
    }

    Prices of(SymbolId symbol) {
        return Venue.of(symbol).isUs() ? us : krx;
    }

    /** Whether the broker answers at all. */
    void ping() throws BrokerException, InterruptedException {
        SymbolId known = settings.markets().korea() ? Venue.KRX.symbol("005930") : Venue.NASDAQ.symbol("AAPL");
        of(known).quote(known, Lane.ACCOUNT);
    }

    /** The broker lists no accounts: those that are set up, each asked for once a connection. */
    List<Account> accounts() throws BrokerException, InterruptedException {
        for (Account account : settings.accounts()) {
            if (!checked.contains(account.id())) {
                if (settings.markets().korea()) {
                    won.buyingPower(account.id());
                } else {
                    dollars.buyingPower(account.id());
                }
                checked.add(account.id());
            }
        }
        return settings.accounts();
    }

    List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return sound(T.get("what.balances"), () -> allBalances(account));
    }

    /** What does not fit together is no answer. */
    private static <V> V sound(String what, Question<V> question) throws BrokerException, InterruptedException {
        try {
            return question.ask();
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", what, e.getMessage()), e);
        }
    }

    /** Something that is asked of the broker. */
    @FunctionalInterface
    private interface Question<V> {
        V ask() throws BrokerException, InterruptedException;
    }

    private List<Balance> allBalances(AccountId account) throws BrokerException, InterruptedException {
        List<Balance> balances = new ArrayList<>();
        if (settings.markets().korea()) {
            balances.add(won.balance(account));
        }
        if (settings.markets().us()) {
            balances.add(dollars.balance(account));
        }
        return balances;
    }

    List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return sound(T.get("what.positions"), () -> allPositions(account));
    }

    private List<Position> allPositions(AccountId account) throws BrokerException, InterruptedException {
        List<Position> positions = new ArrayList<>();
        if (settings.markets().korea()) {
            positions.addAll(won.positions(account));
        }
        if (settings.markets().us()) {
            positions.addAll(dollars.positions(account));
        }
        return positions;
    }

    /** What is open, and what was not known of it before. */
    record Open(List<Order> orders, OrderReader.Listed listed) {
    }

    Open openOrders(AccountId account) throws BrokerException, InterruptedException {
        OrderReader.Listed listed = listed(account, Clock.today(time.now()).minusDays(1), OrderReader.OPEN);
        Instant now = time.now();
        return new Open(listed.rows().stream().filter(r -> r.rest().signum() > 0).flatMap(r -> book.order(r.name(),
                now).stream()).toList(), listed);
    }

    /** What traded since then, as the book names it. */
    List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        listed(account, Clock.today(since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since), OrderReader.FILLED);
        return book.trades(account, since);
    }

    /** By its number, as its list shows it: nothing but the list tells when it was placed. */
    Optional<Order> order(AccountId account, BrokerOrderId number) throws BrokerException, InterruptedException {
        Optional<OrderName> name = OrderName.of(number);
        if (name.filter(n -> book.listed(n, time.now()).isEmpty()).isPresent()) {
            orders.read(account, name.orElseThrow());
        }
        return name.flatMap(n -> book.listed(n, time.now())).filter(o -> o.account().equals(account));
    }

    /** All of today, so that what comes later is told as what is new. */
    void begin(AccountId account) throws BrokerException, InterruptedException {
        listed(account, Clock.today(time.now()), OrderReader.ALL);
    }

    /** Days in Korea begin before those in the United States: there one day more is asked for. */
    private OrderReader.Listed listed(AccountId account, LocalDate since, String which)
            throws BrokerException, InterruptedException {
        OrderReader.Listed all = new OrderReader.Listed(new ArrayList<>(), new ArrayList<>());
        if (settings.markets().korea()) {
            all.add(orders.read(account, since, which, ""));
        }
        if (settings.markets().us()) {
            all.add(orders.us(account, since.minusDays(1)));
        }
        return all;
    }

    /** Who sends orders for a symbol. */
    Orders sender(SymbolId symbol) {
        return Venue.of(symbol).isUs() ? new UsOrders(settings, rest, book, orders, time, us, routes)
                : new KrxOrders(settings, rest, book, orders, time, routes);
    }

    AccountId need(AccountId account) throws BrokerException {
        if (!settings.has(account)) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("account.unknown", account));
        }
        return account;
    }
}
