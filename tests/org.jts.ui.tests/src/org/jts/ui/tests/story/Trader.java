package org.jts.ui.tests.story;

import java.math.BigDecimal;
import java.util.Optional;

import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.SymbolId;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.TradeContext;

/** What a trader does again and again: wait for the broker, choose an instrument, fill in the ticket and send it. */
record Trader(Window window, Words words, OrderDesk desk, AccountBook accounts, MarketFeed feed) {
    static final BrokerId MOCK = new BrokerId("mock");
    static final AccountKey ACCOUNT = new AccountKey(MOCK, new AccountId("MOCK-001"));

    /** @return one at the window of this test run */
    static Trader here() {
        return new Trader(new Window(), Words.here(), Services.get(OrderDesk.class), Services.get(AccountBook.class),
                Services.get(MarketFeed.class));
    }

    /** Waits until the mock broker is connected and its first account is read. */
    BrokerConnection mockIsConnected() {
        BrokerRegistry registry = Services.get(BrokerRegistry.class);
        window.until("the mock broker connected",
                () -> registry.broker(MOCK).map(c -> c.state().isConnected()).orElse(false),
                () -> registry.brokers().stream().map(BrokerConnection::state).toList().toString());
        window.until("the account read", () -> accounts.account(ACCOUNT).flatMap(a -> a.asOf()).isPresent(),
                () -> accounts.accounts().toString());
        return registry.broker(MOCK).orElseThrow();
    }

    /**
     * Selects it in Market watch; the ticket follows. Again where it does not: the robot selects and tells of it in two
     * steps, between which a refresh of the table may put back what it knows to be selected.
     */
    void choose(SymbolId symbol) {
        SWTBotTable watch = window.bot().tableWithId("watch.table");
        window.until("the ticket to follow", () -> {
            watch.select(window.row(watch, symbol.code(), words.code()));
            return chosen().equals(Optional.of(new Instrument(MOCK, symbol)))
                    && window.bot().textWithId("ticket.symbol").getText().equals(symbol.code());
        }, () -> chosen() + ", " + window.bot().textWithId("ticket.symbol").getText());
        window.until("a live price", () -> feed.latest(MOCK, symbol).isPresent(), () -> "none");
    }

    /** With its broker: another one, of an earlier story, may list the same symbol. */
    private static Optional<Instrument> chosen() {
        TradeContext context = Services.get(TradeContext.class);
        return UIThreadRunnable.syncExec((Result<Optional<Instrument>>) context::instrument);
    }

    BigDecimal cash() {
        return accounts.account(ACCOUNT).orElseThrow().balances().getFirst().cash();
    }

    /** What the trades of a purchase took from the account, with fees. */
    static BigDecimal paid(DeskOrder order) {
        return order.executions().stream()
                .map(t -> t.price().multiply(t.quantity()).add(t.commission()).add(t.tax()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Waits until the account has paid for a purchase. */
    void cashFalls(BigDecimal before, DeskOrder order) {
        BigDecimal after = before.subtract(paid(order));
        window.until("cash of " + after, () -> after.compareTo(cash()) == 0, () -> cash().toPlainString());
    }

    void buyAtMarket(String quantity) {
        window.bot().toggleButtonWithId("ticket.side.buy").click();
        window.bot().toggleButtonWithId("ticket.type.market").click();
        window.bot().textWithId("ticket.quantity").setText(quantity);
        send();
    }

    /** Presses Send and confirms; returns when the order stands in the desk. */
    void send() {
        int before = desk.orders().size();
        window.press("ticket.submit");
        window.press("ticket.confirm.ok");
        window.until("one more order", () -> desk.orders().size() == before + 1,
                () -> desk.orders().size() + " orders; " + window.bot().labelWithId("ticket.status").getText());
    }
}
