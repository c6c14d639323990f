package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.order.Execution;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;

/** Accounts, and that money and holdings add up. */
abstract class AccountRules extends GatewayRules {

    /** Accounts are listed once each, at most one is the default. */
    @Rule("ACC-01")
    void accountsAreUniqueAndAtMostOneIsTheDefault() throws Exception {
        connect();
        List<Account> accounts = answer("accounts", gateway::accounts);
        Set<AccountId> ids = new HashSet<>();
        accounts.forEach(a -> assertTrue(ids.add(a.id()), () -> "listed twice: " + a.id()));
        assertTrue(ids.contains(harness.account()), () -> "expected " + harness.account() + " among " + ids);
        assertTrue(accounts.stream().filter(Account::isDefault).count() <= 1, () -> "several defaults: " + accounts);
    }

    /** There is one balance per currency, that of the home currency first. */
    @Rule("ACC-02")
    void balancesAreOnePerCurrencyTheHomeCurrencyFirst() throws Exception {
        connect();
        Account account = answer("accounts", gateway::accounts).stream().filter(a -> a.id().equals(harness.account()))
                .findFirst().orElseThrow(() -> new AssertionError("expected account " + harness.account()));
        List<Balance> balances = answer("balances", () -> gateway.balances(account.id()));
        assertFalse(balances.isEmpty(), "expected a balance");
        assertEquals(account.currency(), balances.getFirst().currency(), "currency of the first balance");
        Set<CurrencyCode> currencies = new HashSet<>();
        for (Balance balance : balances) {
            assertEquals(account.id(), balance.account(), "account of a balance");
            assertTrue(currencies.add(balance.currency()), () -> "two balances in one currency: " + balances);
        }
    }

    /** Reads of an account that the broker does not know are VALIDATION errors. */
    @Rule("ACC-03")
    void unknownAccountIsAValidationError() throws Exception {
        connect();
        AccountId nobody = new AccountId("NO-SUCH-ACCOUNT");
        fails(ErrorCategory.VALIDATION, "balances of an unknown account", () -> gateway.balances(nobody));
        fails(ErrorCategory.VALIDATION, "positions of an unknown account", () -> gateway.positions(nobody));
        if (gateway.capabilities().has(Feature.OPEN_ORDERS)) {
            fails(ErrorCategory.VALIDATION, "open orders of an unknown account", () -> gateway.openOrders(nobody));
        }
        if (gateway.capabilities().has(Feature.EXECUTIONS)) {
            fails(ErrorCategory.VALIDATION, "executions of an unknown account",
                    () -> gateway.executions(nobody, harness.now()));
        }
        if (gateway.capabilities().has(Feature.ORDER_STREAM)) {
            fails(ErrorCategory.VALIDATION, "order events of an unknown account",
                    () -> gateway.subscribeOrders(nobody, event -> { }));
        }
    }

    /** A purchase moves cash and holdings by exactly its executions, fees included. */
    @Rule("ACC-04")
    void purchaseMovesCashAndHoldingsByExactlyItsExecutions() throws Exception {
        needs(Feature.PLACE_ORDER, Feature.EXECUTIONS);
        connect();
        BigDecimal cash = balance().cash();
        BigDecimal held = held();
        OrderRequest order = market(Side.BUY);
        List<Execution> trades = trades(order, accepted(order));
        BigDecimal effect = trades.stream().map(Execution::cashEffect).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertSame(cash.add(effect), balance().cash(), "cash after the trades " + trades);
        assertSame(held.add(order.quantity()), held(), "quantity held after the trades " + trades);
    }

    /** A sale moves cash and holdings by exactly its executions, fees and taxes included. */
    @Rule("ACC-05")
    void saleMovesCashAndHoldingsByExactlyItsExecutions() throws Exception {
        needs(Feature.PLACE_ORDER, Feature.EXECUTIONS);
        connect();
        BigDecimal cash = balance().cash();
        BigDecimal held = held();
        OrderRequest buy = market(Side.BUY);
        List<Execution> bought = trades(buy, accepted(buy));
        OrderRequest sell = market(Side.SELL);
        List<Execution> sold = trades(sell, accepted(sell));
        BigDecimal effect = Stream.concat(bought.stream(), sold.stream()).map(Execution::cashEffect)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertSame(cash.add(effect), balance().cash(), "cash after buying and selling");
        assertSame(held, held(), "quantity held after buying and selling the same");
    }

    /** Total equity is cash and the worth of what is held. */
    @Rule("ACC-06")
    void equityIsCashAndWhatIsHeld() throws Exception {
        needs(Feature.PLACE_ORDER, Feature.EXECUTIONS);
        connect();
        OrderRequest order = market(Side.BUY);
        trades(order, accepted(order));
        String[] seen = new String[1];
        for (int i = 0; i < 20; i++) { // the market may move between the two reads
            Balance balance = balance();
            BigDecimal worth = answer("positions", () -> gateway.positions(harness.account())).stream()
                    .filter(p -> p.currency().equals(balance.currency())).map(Position::marketValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (balance.totalEquity().compareTo(balance.cash().add(worth)) == 0) {
                return;
            }
            seen[0] = "%s, positions worth %s".formatted(balance, worth.toPlainString());
        }
        throw new AssertionError("expected total equity = cash + positions, was " + seen[0]);
    }

    /** An open purchase reserves money, and frees it when it is cancelled. */
    @Rule("ACC-07")
    void openPurchaseReservesMoneyUntilItIsCancelled() throws Exception {
        needs(Feature.PLACE_ORDER, Feature.CANCEL_ORDER);
        connect();
        Balance before = balance();
        OrderRequest order = farLimit();
        Accepted accepted = accepted(order);
        BigDecimal value = order.quantity().multiply(order.limitPrice().orElseThrow());
        Balance during = balance();
        assertTrue(during.buyingPower().compareTo(before.buyingPower().subtract(value)) <= 0,
                () -> "expected buying power of %s to fall by %s or more, was %s".formatted(
                        before.buyingPower().toPlainString(), value.toPlainString(), during));
        assertSame(before.cash(), during.cash(), "cash while the order waits");
        answer("cancel", () -> gateway.cancel(ref(order, accepted)));
        BigDecimal free = before.buyingPower();
        await("the reserved money to be free again", () -> buyingPower().compareTo(free) == 0);
    }

    /** Waits until the order is filled and gives its executions, which must add up to it. */
    private List<Execution> trades(OrderRequest order, Accepted accepted) throws Exception {
        await("the order to fill: " + order, () -> filled(accepted).compareTo(order.quantity()) >= 0);
        assertSame(order.quantity(), filled(accepted), "quantity of all executions of " + order);
        return executions(accepted);
    }

    private BigDecimal filled(Accepted accepted) {
        return executions(accepted).stream().map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private List<Execution> executions(Accepted accepted) {
        try {
            return answer("executions", () -> gateway.executions(harness.account(), Instant.EPOCH)).stream()
                    .filter(e -> e.brokerOrderId().equals(accepted.brokerOrderId())).toList();
        } catch (Exception e) {
            throw new AssertionError("executions failed: " + e.getMessage(), e);
        }
    }

    private BigDecimal buyingPower() {
        try {
            return balance().buyingPower();
        } catch (Exception e) {
            throw new AssertionError("balances failed: " + e.getMessage(), e);
        }
    }

    private BigDecimal held() throws Exception {
        return answer("positions", () -> gateway.positions(harness.account())).stream()
                .filter(p -> p.symbol().equals(harness.symbol())).map(Position::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void assertSame(BigDecimal expected, BigDecimal actual, String what) {
        assertTrue(expected.compareTo(actual) == 0, () -> "%s: expected %s, was %s".formatted(what,
                expected.toPlainString(), actual.toPlainString()));
    }
}
