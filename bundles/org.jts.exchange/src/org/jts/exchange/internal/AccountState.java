package org.jts.exchange.internal;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.api.account.Account;

/** What one account owns and has open. The simulated participants and the fee collectors are accounts too. */
final class AccountState {

    /** Null for those that are not anybody's. */
    final Account account;
    final long[] cash;
    final long[] reservedCash;
    final boolean[] usesCurrency;
    final long[] holdings;
    final long[] reservedHoldings;
    /** What the holdings cost, fees not included. */
    final long[] cost;
    /** By client id, in the order of placing: open orders and kept ended ones. */
    final Map<String, OrderEntry> orders = new LinkedHashMap<>();
    final ArrayDeque<Fill> fills = new ArrayDeque<>();

    private OrderEntry firstOpen;
    private OrderEntry lastOpen;

    AccountState(Account account, int currencies, int instruments) {
        this.account = account;
        cash = new long[currencies];
        reservedCash = new long[currencies];
        usesCurrency = new boolean[currencies];
        holdings = new long[instruments];
        reservedHoldings = new long[instruments];
        cost = new long[instruments];
    }

    long freeCash(int currency) {
        return cash[currency] - reservedCash[currency];
    }

    long freeHoldings(int instrument) {
        return holdings[instrument] - reservedHoldings[instrument];
    }

    OrderEntry firstOpen() {
        return firstOpen;
    }

    void addOpen(OrderEntry order) {
        order.previousOfAccount = lastOpen;
        if (lastOpen == null) {
            firstOpen = order;
        } else {
            lastOpen.nextOfAccount = order;
        }
        lastOpen = order;
    }

    void removeOpen(OrderEntry order) {
        if (order.previousOfAccount == null) {
            firstOpen = order.nextOfAccount;
        } else {
            order.previousOfAccount.nextOfAccount = order.nextOfAccount;
        }
        if (order.nextOfAccount == null) {
            lastOpen = order.previousOfAccount;
        } else {
            order.nextOfAccount.previousOfAccount = order.previousOfAccount;
        }
        order.previousOfAccount = null;
        order.nextOfAccount = null;
    }
}
