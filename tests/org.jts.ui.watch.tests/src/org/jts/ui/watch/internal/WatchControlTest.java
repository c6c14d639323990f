package org.jts.ui.watch.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.market.SymbolId;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.ui.context.Instrument;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchControlTest {
    private static final int CODE = 1;
    private static final int LAST = 3;
    private static final int TIME = 10;

    private final FakeTime time = new FakeTime();
    private final FakeFeed feed = new FakeFeed(Samples.BROKER);
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeContext context = new FakeContext();
    private final FakeConnection connection = new FakeConnection(new FakeGateway(Samples.BROKER), time);
    private ViewStage stage;
    private WatchControl view;

    @BeforeEach
    void open() {
        InstanceScope.INSTANCE.getNode("org.jts.ui.watch").remove("symbols." + Samples.BROKER);
        stage = new ViewStage(1200, 400);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        feed.with(Samples.stock(Samples.SAMSUNG, "삼성전자")).with(Samples.stock(Samples.HYNIX, "SK하이닉스"));
        for (int i = 1; i <= 9; i++) {
            feed.with(Samples.stock(new SymbolId("KRX", "10000" + i), "종목" + i));
        }
        view = new WatchControl(stage.shell(), null, new WatchServices(feed, registry, context, time));
        stage.open();
        stage.until("the default list", () -> table().getItemCount() == 5);
    }

    @AfterEach
    void close() {
        view.dispose();
        assertEquals(0, feed.open() + context.open(), "subscriptions left open");
        stage.close();
    }

    @Test
    void somebodyNewSeesKnownSymbolsAndTheFirstOneIsChosen() {
        assertEquals("005930", table().getItem(0).getText(CODE));
        assertEquals(Optional.of(new Instrument(Samples.BROKER, Samples.SAMSUNG)), context.instrument());
    }

    @Test
    void enterAddsWhatWasSearchedAndKeepsIt() {
        search("종목9");

        stage.until("one more row", () -> table().getItemCount() == 6);
        assertEquals("100009", table().getItem(5).getText(CODE));
        assertEquals(new SymbolId("KRX", "100009"), context.instrument().orElseThrow().symbol());
        assertTrue(InstanceScope.INSTANCE.getNode("org.jts.ui.watch").get("symbols.fake", "").endsWith("KRX:100009"));
        assertTrue(feed.watched().contains(new SymbolId("KRX", "100009")));
    }

    @Test
    void whatIsNotFoundIsSaid() {
        search("없는종목");

        assertEquals(5, table().getItemCount());
        assertTrue(((Label) stage.find("watch.status").orElseThrow()).getText().contains("없는종목"));
    }

    @Test
    void deleteRemovesTheSelectedSymbolAndStopsWatchingIt() {
        table().setSelection(1);
        stage.click(table());
        Event delete = new Event();
        delete.keyCode = SWT.DEL;
        table().notifyListeners(SWT.KeyDown, delete);

        stage.until("one row less", () -> table().getItemCount() == 4);
        assertEquals(List.of(), feed.watched().stream().filter(Samples.HYNIX::equals).toList());
    }

    @Test
    void choosingARowMakesTheOthersFollow() {
        table().setSelection(1);
        stage.click(table());

        assertEquals(Samples.HYNIX, context.instrument().orElseThrow().symbol());
    }

    @Test
    void pricesAppearAndGoStaleWithTheTimeSinceWhen() {
        feed.send(Samples.quote(Samples.SAMSUNG, 71_000), Freshness.LIVE, time.now());
        stage.until("the price", () -> table().getItem(0).getText(LAST).equals("71,000"));

        feed.send(Samples.quote(Samples.SAMSUNG, 71_000), Freshness.STALE, Instant.parse("2026-01-02T00:30:00Z"));
        stage.until("the time", () -> table().getItem(0).getText(TIME + 1).contains("09:30:00"));
    }

    @Test
    void aBrokerThatIsAwayIsNamed() {
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);

        stage.until("a note",
                () -> ((Label) stage.find("watch.status").orElseThrow()).getText().contains("Fake broker"));
    }

    private void search(String text) {
        Text search = (Text) stage.find("watch.search").orElseThrow();
        stage.type(search, text);
        search.notifyListeners(SWT.DefaultSelection, new Event());
        stage.settle();
    }

    private Table table() {
        return (Table) stage.find("watch.table").orElseThrow();
    }
}
