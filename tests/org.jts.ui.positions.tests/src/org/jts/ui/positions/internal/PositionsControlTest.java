package org.jts.ui.positions.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.feed.Freshness;
import org.jts.api.market.SymbolId;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.Samples;
import org.jts.ui.context.Instrument;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionsControlTest {
    private static final int QUANTITY = 2;
    private static final int PRICE = 5;
    private static final int SOURCE = 9;
    private static final int GAIN = 7;
    private static final AccountId OTHER = new AccountId("FAKE-002");

    private final FakeTime time = new FakeTime();
    private final FakeFeed feed = new FakeFeed(Samples.BROKER);
    private final FakeAccountBook accounts = new FakeAccountBook();
    private final FakeContext context = new FakeContext();
    private ViewStage stage;
    private PositionsControl view;

    @BeforeEach
    void open() {
        stage = new ViewStage(1300, 300);
        accounts.put(account(Samples.ACCOUNT, List.of(position(Samples.SAMSUNG, 30)), Optional.empty()));
        accounts.put(account(OTHER, List.of(), Optional.empty()));
        view = new PositionsControl(stage.shell(), null, new PositionsServices(accounts, feed, context, time));
        stage.open();
        stage.until("a position and its total", () -> table().getItemCount() == 2);
    }

    @AfterEach
    void close() {
        view.dispose();
        assertEquals(0, feed.open(), "subscriptions left open");
        stage.close();
    }

    @Test
    void aHoldingIsValuedAtTheNewestLivePrice() {
        assertEquals("30", table().getItem(0).getText(QUANTITY));
        assertEquals("+₩300,000", table().getItem(0).getText(GAIN));

        feed.send(Samples.quote(Samples.SAMSUNG, 50_000), Freshness.LIVE, time.now());

        stage.until("the newer price", () -> table().getItem(0).getText(PRICE).equals("50,000"));
        assertEquals("-₩300,000", table().getItem(0).getText(GAIN));
        assertEquals("-₩300,000", table().getItem(1).getText(GAIN));
    }

    @Test
    void whatWasBoughtAppearsAndIsWatched() {
        accounts.put(account(OTHER, List.of(position(Samples.HYNIX, 5)), Optional.empty()));

        stage.until("another position", () -> table().getItemCount() == 3);
        assertTrue(feed.watched().contains(Samples.HYNIX));
    }

    @Test
    void oneAccountCanBeChosen() {
        stage.choose((Combo) stage.find("positions.account").orElseThrow(), 2);

        stage.until("no position", () -> table().getItemCount() == 0);
        assertTrue(balances().contains("FAKE-002") && !balances().contains("FAKE-001"), balances());
    }

    @Test
    void balancesSayWhenTheyAreOutOfDateAndWhy() {
        assertTrue(balances().contains("₩10,000,000"), balances());
        accounts.put(account(Samples.ACCOUNT, List.of(), Optional.of("the line is down")));

        stage.until("the reason", () -> balances().contains("the line is down"));
    }

    @Test
    void eachPriceSaysWhereItComesFrom() {
        feed.send(Samples.quote(Samples.SAMSUNG, 50_000), Freshness.LIVE, time.now());
        stage.until("a live price", () -> table().getItem(0).getText(SOURCE).equals("live"));
        feed.send(Samples.quote(Samples.SAMSUNG, 50_000), Freshness.STALE, time.now());
        stage.until("the price of the last read", () -> table().getItem(0).getText(SOURCE).startsWith("as of "));
        accounts.put(account(Samples.ACCOUNT, List.of(position(Samples.SAMSUNG, 30)), Optional.of("the line is cut")));
        stage.until("a stale price", () -> table().getItem(0).getText(SOURCE).startsWith("stale, as of "));
    }

    @Test
    void noAccountIsCutOffInALowNarrowView() {
        accounts.put(account(new AccountId("FAKE-003"), List.of(), Optional.empty()));
        stage.until("three accounts", () -> balances().contains("FAKE-003"));
        Label label = (Label) stage.find("positions.balances").orElseThrow();
        for (int width : new int[] {1300, 700, 420}) {
            stage.shell().setSize(width, 260);
            stage.until("all text at width " + width, () -> label.getSize().y
                    >= label.computeSize(Math.max(1, label.getParent().getClientArea().width), SWT.DEFAULT).y);
            assertTrue(label.getParent().getSize().y >= Math.min(label.getSize().y, 40),
                    () -> "expected room for lines, was " + label.getParent().getSize());
            assertTrue(table().getSize().y > 60, () -> "expected room for holdings, was " + table().getSize());
        }
    }

    @Test
    void aDoubleClickShowsTheInstrumentAndItsAccount() {
        Event open = new Event();
        open.item = table().getItem(0);
        table().notifyListeners(SWT.DefaultSelection, open);

        assertEquals(Optional.of(new Instrument(Samples.BROKER, Samples.SAMSUNG)), context.instrument());
        assertEquals(Optional.of(new AccountKey(Samples.BROKER, Samples.ACCOUNT)), context.account());
    }

    @Test
    void refreshAsksTheBrokerAgain() {
        stage.click((Button) stage.find("positions.refresh").orElseThrow());

        assertEquals(List.of(Samples.BROKER), accounts.refreshed());
    }

    private AccountSnapshot account(AccountId id, List<Position> positions, Optional<String> problem) {
        return new AccountSnapshot(new AccountKey(Samples.BROKER, id), Samples.paperAccount(id),
                List.of(new Balance(id, CurrencyCode.KRW, Samples.dec(10_000_000), Samples.dec(10_000_000),
                        Samples.dec(9_000_000), time.now())),
                positions, Optional.of(time.now()), problem);
    }

    private static Position position(SymbolId symbol, long quantity) {
        return new Position(Samples.ACCOUNT, symbol, symbol.code(), CurrencyCode.KRW, Samples.dec(quantity),
                Samples.dec(quantity), Samples.dec(60_000), Samples.dec(70_000));
    }

    private Table table() {
        return (Table) stage.find("positions.table").orElseThrow();
    }

    private String balances() {
        return ((Label) stage.find("positions.balances").orElseThrow()).getText();
    }
}
