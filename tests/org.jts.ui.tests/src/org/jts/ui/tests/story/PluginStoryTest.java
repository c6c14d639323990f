package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.install.PluginInstaller;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderStatus;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.TradeContext;
import org.jts.ui.tests.story.PluginArchive.Part;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A trader gets a broker as an archive: installs it in the running window, sets it up by the form that it brings,
 * connects, buys, and removes it; the simulated broker trades on meanwhile.
 */
class PluginStoryTest {
    private static final String BUNDLE = "org.acme.gateway";
    private static final String FEATURE = BUNDLE + ".feature";
    private static final String NAME = "Sample Securities";
    private static final BrokerId NEW = new BrokerId("fresh");
    private static final SymbolId ONE = new SymbolId("DEMO", "ONE");
    private static final AccountKey ACCOUNT = new AccountKey(NEW, new AccountId("FRESH-7"));

    @TempDir
    private Path folder;
    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final Words words = trader.words();
    private URI archive;

    @BeforeEach
    void packTheBroker() throws Exception {
        Bundles.startInstaller();
        Path jar = Bundles.copy("org.jts.sample.broker", BUNDLE, "1.0.0", folder);
        archive = PluginArchive.write(folder.resolve("acme.zip"), FEATURE, "1.0.0", NAME,
                List.of(new Part(jar, BUNDLE, "1.0.0", "brokers", "sample-broker")));
        trader.mockIsConnected();
    }

    @AfterEach
    void takeItAway() throws Exception {
        BrokerSetup setup = Services.get(BrokerSetup.class);
        if (setup.configured().stream().anyMatch(b -> b.id().equals(NEW))) {
            setup.remove(NEW);
        }
        select(Trader.MOCK, new SymbolId("KRX", "005930"));
    }

    private static BrokerRegistry registry() {
        return Services.get(BrokerRegistry.class);
    }

    @Test
    void aBrokerComesFromAnArchiveTradesAndGoes() throws Exception {
        BrokerConnection mock = registry().broker(Trader.MOCK).orElseThrow();
        opensTheArchive();
        installsIt();
        setsItUpByItsForm();
        buysThere();
        keepPicture("installed");
        removesIt();
        assertEquals(ConnectionPhase.CONNECTED, mock.state().phase(), "the other broker noticed nothing");
        assertTrue(mock == registry().broker(Trader.MOCK).orElseThrow(), "nor was it made anew");
    }

    private void opensTheArchive() {
        window.bot().menu(new String[] {words.brokers(), words.install()}).click(); // View has a "Brokers" too
        window.press("plugins.addSite");
        SWTBot dialog = window.bot().shell(words.addSite()).bot();
        dialog.text().setText(archive.toString());
        dialog.button("OK").click();
        SWTBotTable table = window.bot().tableWithId("plugins.table");
        table.select(window.row(table, NAME, words.plugin()));
    }

    private void installsIt() {
        window.press("plugins.install");
        SWTBot dialog = window.bot().shell(words.plugin()).bot();
        keepPicture("question");
        assertTrue(!dialog.buttonWithId("plugins.change.ok").isEnabled(), "expected that a yes is asked for");
        dialog.checkBoxWithId("plugins.change.trust").click();
        dialog.buttonWithId("plugins.change.ok").click();
        window.until("the plug-in installed", () -> Services.get(PluginInstaller.class).plugins().stream()
                .anyMatch(p -> p.id().equals(FEATURE)), this::status);
        window.until("that it is said", () -> status().contains(NAME), this::status);
    }

    private String status() {
        return window.bot().labelWithId("plugins.status").getText();
    }

    private void setsItUpByItsForm() {
        window.press("brokers.add");
        window.bot().shell(words.addBroker()).activate();
        SWTBot dialog = window.bot().shell(words.addBroker()).bot();
        dialog.comboBoxWithId("broker.type").setSelection(NAME);
        dialog.textWithId("broker.id").setText(NEW.value());
        dialog.textWithId("broker.setting.account").setText(ACCOUNT.account().value());
        dialog.textWithId("broker.setting.cash").setText("5000000");
        dialog.buttonWithId("broker.ok").click();
        window.until("the broker connected", () -> registry().broker(NEW).filter(c -> c.state().isConnected())
                .isPresent(), () -> registry().brokers().stream().map(BrokerConnection::state).toList().toString());
        window.until("its account", () -> trader.accounts().account(ACCOUNT).flatMap(a -> a.asOf()).isPresent(),
                () -> trader.accounts().accounts().toString());
    }

    private void buysThere() {
        select(NEW, ONE);
        trader.buyAtMarket("10");
        window.until("a filled order", () -> trader.desk().orders().getLast().order().status() == OrderStatus.FILLED,
                () -> trader.desk().orders().getLast().toString());
        assertEquals(NEW, trader.desk().orders().getLast().broker());
        window.until("the position", () -> trader.accounts().account(ACCOUNT).stream()
                .flatMap(a -> a.positions().stream())
                .anyMatch(p -> p.symbol().equals(ONE) && p.quantity().compareTo(BigDecimal.TEN) == 0),
                () -> trader.accounts().account(ACCOUNT).toString());
    }

    private void removesIt() {
        window.show(words.plugins());
        SWTBotTable table = window.bot().tableWithId("plugins.table");
        table.select(window.row(table, NAME, words.plugin()));
        window.press("plugins.remove");
        window.bot().shell(words.plugin()).bot().buttonWithId("plugins.change.ok").click();
        window.until("the bundle gone", () -> Bundles.named(BUNDLE).isEmpty(), this::status);
        window.until("the broker gone", () -> registry().broker(NEW).isEmpty(), this::status);
        assertTrue(Services.get(BrokerSetup.class).configured().stream().anyMatch(b -> b.id().equals(NEW)),
                "its settings stay");
    }

    private void select(BrokerId broker, SymbolId symbol) {
        TradeContext trade = Services.get(TradeContext.class);
        UIThreadRunnable.syncExec((VoidResult) () -> trade.select(new Instrument(broker, symbol)));
        window.until("the ticket to follow", () -> window.bot().textWithId("ticket.symbol").getText()
                .equals(symbol.code()), () -> window.bot().textWithId("ticket.symbol").getText());
    }

    private void keepPicture(String name) {
        String picture = System.getProperty("jts.screenshot.plugins", "");
        if (!picture.isEmpty()) {
            window.keepPicture(picture + "-" + name + ".png");
        }
    }
}
