package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.TradeContext;
import org.jts.ui.kit.Formats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trader whose broker is at a JTS server in another process: set up by host and port, charted, traded at; the server
 * dies, everything stays in sight and says how old it is; it comes back, and trading goes on.
 */
class ServerStoryTest {
    private static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");
    private static final BrokerId FAR = new BrokerId("far");
    private static final AccountKey ACCOUNT = new AccountKey(FAR, new AccountId("MOCK-001"));
    private static final BigDecimal FAR_BELOW = new BigDecimal("0.85");

    @TempDir
    private Path folder;
    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final Words words = trader.words();
    private int port;

    @BeforeEach
    void findAPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void takeTheBrokerAway() throws Exception {
        if (registry().broker(FAR).isPresent()) {
            Services.get(BrokerSetup.class).remove(FAR);
        }
        window.until("the broker gone", () -> registry().broker(FAR).isEmpty(), () -> "it is there");
        choose(Trader.MOCK);
    }

    @Test
    void aTraderGoesOnThroughTheDeathOfTheServer() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, port)) {
            addsTheBrokerByHostAndPort();
            seesItsMarketAndAccount();
            tradesThere();
            server.kill();
            seesThatItIsGoneAndWhatWasThere();
        }
        try (ServerProcess back = new ServerProcess(folder, port)) {
            goesOnTrading();
            back.kill();
        }
    }

    private void addsTheBrokerByHostAndPort() {
        window.press("brokers.add");
        window.bot().shell(words.addBroker()).activate();
        SWTBot dialog = window.bot().shell(words.addBroker()).bot();
        dialog.comboBoxWithId("broker.type").setSelection(words.jtsServer());
        dialog.textWithId("broker.id").setText(FAR.value());
        dialog.textWithId("broker.setting.server.host").setText("127.0.0.1");
        dialog.textWithId("broker.setting.server.port").setText(String.valueOf(port));
        dialog.buttonWithId("broker.ok").click();
        window.until("the broker connected", () -> state() == ConnectionPhase.CONNECTED,
                () -> registry().brokers().stream().map(BrokerConnection::state).toList().toString());
        window.until("its account", () -> trader.accounts().account(ACCOUNT).flatMap(AccountSnapshot::asOf).isPresent(),
                () -> trader.accounts().accounts().toString());
    }

    private void seesItsMarketAndAccount() {
        choose(FAR);
        Canvas canvas = window.control("chart.canvas", Canvas.class);
        window.until("the candles of a year", () -> candles(canvas) >= 200, () -> candles(canvas) + " candles");
        window.until("a live price", () -> text("ticket.freshness").equals(words.live()),
                () -> text("ticket.freshness"));
        assertTrue(trader.feed().symbols(FAR).size() > 5, "symbols");
        window.show(words.positions());
        window.until("its balance", () -> text("positions.balances").contains("MOCK-001"),
                () -> text("positions.balances"));
    }

    private void tradesThere() {
        trader.buyAtMarket("10");
        window.until("a filled order at the server", () -> last().order().status() == OrderStatus.FILLED,
                () -> last().toString());
        assertEquals(FAR, last().broker());
        window.until("the position", () -> positionOf(SAMSUNG).compareTo(BigDecimal.TEN) == 0,
                () -> trader.accounts().account(ACCOUNT).toString());
        Symbol symbol = trader.feed().symbol(FAR, SAMSUNG).orElseThrow();
        BigDecimal far = symbol.ticks().roundDown(
                trader.feed().latest(FAR, SAMSUNG).orElseThrow().quote().last().multiply(FAR_BELOW));
        window.bot().toggleButtonWithId("ticket.type.limit").click();
        window.bot().textWithId("ticket.price").setText(Formats.price(far));
        window.bot().textWithId("ticket.quantity").setText("1");
        trader.send();
        window.show(words.orders());
        SWTBotTable orders = window.bot().tableWithId("orders.table");
        orders.select(window.row(orders, words.open(), words.status()));
        window.press("orders.cancel");
        window.until("a cancelled order", () -> last().order().status() == OrderStatus.CANCELLED,
                () -> last().toString());
    }

    private void seesThatItIsGoneAndWhatWasThere() {
        window.until("the loss", () -> state() == ConnectionPhase.RECONNECTING,
                () -> registry().broker(FAR).map(BrokerConnection::state).toString());
        String state = text("brokers.card.far.state");
        window.until("why", () -> !text("ticket.reason").isEmpty(), () -> "no reason, state " + state);
        assertTrue(text("ticket.reason").contains("127.0.0.1:" + port), text("ticket.reason"));
        assertTrue(!window.bot().buttonWithId("ticket.submit").isEnabled(), "expected no order to be possible");
        assertEquals(Freshness.STALE, trader.feed().latest(FAR, SAMSUNG).orElseThrow().freshness());
        window.until("a price that says that it is old", () -> text("chart.freshness").contains(words.notUpToDate()),
                () -> text("chart.freshness"));
        window.show(words.positions());
        window.until("a balance that says that it is old", () -> text("positions.balances").contains(words.outOfDate()),
                () -> text("positions.balances"));
        assertEquals(0, positionOf(SAMSUNG).compareTo(BigDecimal.TEN));
        assertTrue(candles(window.control("chart.canvas", Canvas.class)) >= 200, "the chart stays");
        String picture = System.getProperty("jts.screenshot.offline", "");
        if (!picture.isEmpty()) {
            window.keepPicture(picture);
        }
    }

    private void goesOnTrading() {
        window.until("the broker connected again", () -> state() == ConnectionPhase.CONNECTED,
                () -> registry().broker(FAR).map(BrokerConnection::state).toString());
        window.until("a live price", () -> trader.feed().latest(FAR, SAMSUNG)
                .filter(q -> q.freshness() == Freshness.LIVE).isPresent(), () -> "none");
        trader.buyAtMarket("3");
        window.until("a filled order", () -> last().order().status() == OrderStatus.FILLED
                && last().order().quantity().intValueExact() == 3, () -> last().toString());
        // The simulated market began anew with its server: the account is shown as it is there now.
        window.until("the account as it is now", () -> positionOf(SAMSUNG).intValueExact() == 3,
                () -> trader.accounts().account(ACCOUNT).toString());
    }

    private void choose(BrokerId broker) {
        TradeContext context = Services.get(TradeContext.class);
        UIThreadRunnable.syncExec((VoidResult) () -> context.select(new Instrument(broker, SAMSUNG)));
        window.until("the ticket to follow", () -> window.bot().textWithId("ticket.symbol").getText()
                .equals(SAMSUNG.code()), () -> window.bot().textWithId("ticket.symbol").getText());
        window.until("a price", () -> trader.feed().latest(broker, SAMSUNG).isPresent(), () -> "none");
    }

    private static int candles(Canvas canvas) {
        return UIThreadRunnable.syncExec(() -> canvas.getData("jts.chart.candles") instanceof Integer n ? n : 0);
    }

    private String text(String id) {
        return window.bot().labelWithId(id).getText();
    }

    private DeskOrder last() {
        List<DeskOrder> orders = trader.desk().orders();
        return orders.getLast();
    }

    private BigDecimal positionOf(SymbolId symbol) {
        return trader.accounts().account(ACCOUNT).stream().flatMap(a -> a.positions().stream())
                .filter(p -> p.symbol().equals(symbol)).map(p -> p.quantity()).findFirst().orElse(BigDecimal.ZERO);
    }

    private static BrokerRegistry registry() {
        return Services.get(BrokerRegistry.class);
    }

    private static ConnectionPhase state() {
        return registry().broker(FAR).map(c -> c.state().phase()).orElse(ConnectionPhase.DISCONNECTED);
    }
}
