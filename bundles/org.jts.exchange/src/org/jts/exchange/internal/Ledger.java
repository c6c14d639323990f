package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.exchange.Audit;

/**
 * Who owns what. Every change is a transfer between two accounts, or is brought in from outside and noted as such: so
 * the sums never move.
 */
final class Ledger {

    private final List<Currency> currencies;
    private final List<Instrument> instruments;
    private final Map<AccountId, AccountState> accounts = new LinkedHashMap<>();
    private final AccountState participants;
    private final AccountState commissions;
    private final AccountState taxes;
    private final long[] broughtCash;
    private final long[] broughtHoldings;

    Ledger(List<Currency> currencies, List<Instrument> instruments) {
        this.currencies = currencies;
        this.instruments = instruments;
        participants = new AccountState(null, currencies.size(), instruments.size());
        commissions = new AccountState(null, currencies.size(), 0);
        taxes = new AccountState(null, currencies.size(), 0);
        broughtCash = new long[currencies.size()];
        broughtHoldings = new long[instruments.size()];
    }

    AccountState open(org.jts.api.account.Account account) {
        var state = new AccountState(account, currencies.size(), instruments.size());
        if (accounts.putIfAbsent(account.id(), state) != null) {
            throw new IllegalArgumentException(
                    "accounts: expected every id once, was %s twice".formatted(account.id()));
        }
        return state;
    }

    AccountState find(AccountId id) {
        return accounts.get(id);
    }

    Collection<AccountState> accounts() {
        return accounts.values();
    }

    List<Currency> currencies() {
        return currencies;
    }

    Currency currency(CurrencyCode code) {
        for (Currency currency : currencies) {
            if (currency.code().equals(code)) {
                return currency;
            }
        }
        throw new IllegalArgumentException("currency: expected one of %s, was %s".formatted(
                currencies.stream().map(Currency::code).toList(), code));
    }

    void bringCash(AccountState account, Currency currency, long amount) {
        int c = currency.index();
        long brought = Math.addExact(broughtCash[c], amount);
        account.cash[c] = Math.addExact(account.cash[c], amount);
        account.usesCurrency[c] = true;
        broughtCash[c] = brought;
    }

    void bringHoldings(AccountState account, Instrument instrument, long lots, long price) {
        int i = instrument.index;
        broughtHoldings[i] = Math.addExact(broughtHoldings[i], lots);
        account.holdings[i] = Math.addExact(account.holdings[i], lots);
        account.cost[i] = Math.addExact(account.cost[i], instrument.value(price, lots));
        account.usesCurrency[instrument.currency.index()] = true;
    }

    /** Sets how much of its account an open order holds back. */
    void reserve(OrderEntry order, long amount) {
        long[] reserved = order.buy ? order.account.reservedCash : order.account.reservedHoldings;
        int at = order.buy ? order.market.instrument.currency.index() : order.market.instrument.index;
        reserved[at] = Math.addExact(reserved[at], amount - order.reserved);
        order.reserved = amount;
    }

    /** @return what a buy at up to {@code price} can still cost, fees included, or what a sell can still deliver */
    static long needed(OrderEntry order, long quantity, long price) {
        long open = quantity - order.filled;
        if (!order.buy) {
            return open;
        }
        Instrument instrument = order.market.instrument;
        return withFees(order, instrument.value(price, open));
    }

    /** @return {@code open}, the value still to trade of a buy, with the fees still to pay */
    static long withFees(OrderEntry order, long open) {
        long all = Math.addExact(order.value, open);
        return Math.addExact(open, order.market.instrument.commission(true, all) - order.commission);
    }

    /** Moves shares and money of one trade; the orders' filled quantities are not yet changed. */
    void settle(OrderEntry buy, OrderEntry sell, long price, long quantity) {
        if (buy.account == null && sell.account == null) {
            return;
        }
        Instrument instrument = buy.market.instrument;
        int c = instrument.currency.index();
        int i = instrument.index;
        long value = instrument.value(price, quantity);
        AccountState buyer = buy.account == null ? participants : buy.account;
        AccountState seller = sell.account == null ? participants : sell.account;
        buyer.cash[c] = Math.subtractExact(buyer.cash[c], value);
        seller.cash[c] = Math.addExact(seller.cash[c], value);
        buyer.holdings[i] = Math.addExact(buyer.holdings[i], quantity);
        long sold = seller.holdings[i];
        seller.holdings[i] = Math.subtractExact(sold, quantity);
        if (buy.account != null) {
            buyer.cost[i] = Math.addExact(buyer.cost[i], value);
        }
        if (sell.account != null) {
            seller.cost[i] -= Exact.mulDiv(seller.cost[i], quantity, sold);
        }
        buy.value = Math.addExact(buy.value, value);
        sell.value = Math.addExact(sell.value, value);
        charge(buy, instrument, value);
        charge(sell, instrument, value);
    }

    /** What one order still owes in fees; a sale is never charged more than it brings, the rest with the next fill. */
    private void charge(OrderEntry order, Instrument instrument, long value) {
        AccountState payer = order.account;
        if (payer == null) {
            return;
        }
        int c = instrument.currency.index();
        long tax = instrument.tax(order.buy, order.value) - order.tax;
        long commission = instrument.commission(order.buy, order.value) - order.commission;
        if (!order.buy) {
            long most = value - value % instrument.currency.unit();
            tax = Math.min(tax, most);
            commission = Math.min(commission, most - tax);
        }
        payer.cash[c] -= commission + tax;
        commissions.cash[c] = Math.addExact(commissions.cash[c], commission);
        taxes.cash[c] = Math.addExact(taxes.cash[c], tax);
        order.commission += commission;
        order.tax += tax;
        order.newCommission = commission;
        order.newTax = tax;
    }

    Audit audit() {
        List<String> problems = new ArrayList<>();
        Map<CurrencyCode, BigDecimal> cash = new LinkedHashMap<>();
        Map<CurrencyCode, BigDecimal> collected = new LinkedHashMap<>();
        Map<CurrencyCode, BigDecimal> taxed = new LinkedHashMap<>();
        for (Currency currency : currencies) {
            int c = currency.index();
            long sum = participants.cash[c] + commissions.cash[c] + taxes.cash[c]
                    + accounts.values().stream().mapToLong(a -> a.cash[c]).sum();
            if (sum != broughtCash[c]) {
                problems.add("%s: expected a sum of %s, was %s".formatted(currency.code(),
                        Text.number(currency.decimal(broughtCash[c])), Text.number(currency.decimal(sum))));
            }
            cash.put(currency.code(), currency.decimal(sum));
            collected.put(currency.code(), currency.decimal(commissions.cash[c]));
            taxed.put(currency.code(), currency.decimal(taxes.cash[c]));
        }
        Map<SymbolId, BigDecimal> held = new LinkedHashMap<>();
        for (Instrument instrument : instruments) {
            int i = instrument.index;
            long sum = participants.holdings[i] + accounts.values().stream().mapToLong(a -> a.holdings[i]).sum();
            if (sum != broughtHoldings[i]) {
                problems.add("%s: expected a sum of %s, was %s".formatted(instrument.symbol.id(),
                        Text.number(instrument.decimalQuantity(broughtHoldings[i])),
                        Text.number(instrument.decimalQuantity(sum))));
            }
            held.put(instrument.symbol.id(), instrument.decimalQuantity(sum));
        }
        accounts.values().forEach(account -> audit(account, problems));
        return new Audit(cash, held, collected, taxed, problems);
    }

    private void audit(AccountState account, List<String> problems) {
        long[] cash = new long[currencies.size()];
        long[] lots = new long[instruments.size()];
        for (OrderEntry o = account.firstOpen(); o != null; o = o.nextOfAccount) {
            if (o.buy) {
                cash[o.market.instrument.currency.index()] += o.reserved;
            } else {
                lots[o.market.instrument.index] += o.reserved;
            }
        }
        for (int c = 0; c < cash.length; c++) {
            check(account, currencies.get(c).code() + " reserved", cash[c], account.reservedCash[c], problems);
            notNegative(account, currencies.get(c).code() + " free", account.freeCash(c), problems);
        }
        for (int i = 0; i < lots.length; i++) {
            check(account, instruments.get(i).symbol.id() + " reserved", lots[i], account.reservedHoldings[i],
                    problems);
            notNegative(account, instruments.get(i).symbol.id() + " free", account.freeHoldings(i), problems);
        }
    }

    private static void check(AccountState account, String what, long expected, long found, List<String> problems) {
        if (expected != found) {
            problems.add("%s, %s: expected %d, was %d".formatted(account.account.id(), what, expected, found));
        }
    }

    private static void notNegative(AccountState account, String what, long found, List<String> problems) {
        if (found < 0) {
            problems.add("%s, %s: expected 0 or more, was %d".formatted(account.account.id(), what, found));
        }
    }
}
