package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTreeItem;
import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.secret.SecretStore;
import org.jts.api.time.TimeSource;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.simulator.kis.KisSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trader looks for an interface of the broker, fills it in, calls it at the simulator and reads the table. */
class KisApiStoryTest {
    private static final BrokerId KIS = new BrokerId("kis");
    private static final String KEY = "PSkeyOfTheStoryOf36Characters0000001";
    private static final String SECRET = "secretOfTheStory".repeat(12).substring(0, 180);
    private static final int PLENTY = 1_000;

    private final Window window = new Window();
    private KisSimulator broker;

    @BeforeEach
    void connect() throws Exception {
        broker = KisSimulator.builder().environment(KisEnvironment.PAPER).key(KEY, SECRET).requestsPerSecond(PLENTY)
                .account("50012345-01", new BigDecimal("100000000")).open(Services.get(TimeSource.class));
        SecretStore secrets = Services.get(SecretStore.class);
        secrets.put("story/key", KEY);
        secrets.put("story/secret", SECRET);
        Services.get(BrokerSetup.class).add("org.jts.gateway.kis", KIS, Map.of("environment", "paper", "accounts",
                "50012345-01", "app.key", "${secure:story/key}", "app.secret", "${secure:story/secret}", "url.rest",
                broker.address().toString(), "url.stream", broker.streamAddress().toString()));
        BrokerRegistry registry = Services.get(BrokerRegistry.class);
        window.until("KIS connected", () -> registry.broker(KIS).map(c -> c.state().isConnected()).orElse(false),
                () -> registry.brokers().stream().map(BrokerConnection::state).toList().toString());
    }

    @AfterEach
    void leave() throws Exception {
        window.bot().cTabItem("KIS API").close();
        Services.get(BrokerSetup.class).remove(KIS);
        SecretStore secrets = Services.get(SecretStore.class);
        secrets.remove("story/key");
        secrets.remove("story/secret");
        broker.close();
    }

    @Test
    void anInterfaceIsFoundFilledInCalledAndRead() {
        window.bot().menu("View").menu("KIS API").click();
        search("현재가 시세", "inquire-price");
        window.bot().textWithId("kis.field.FID_INPUT_ISCD").setText("000660");
        call();
        SWTBotTable price = window.bot().tableWithId("kis.table.output");
        int row = window.row(price, "stck_prpr", "Field");
        assertTrue(price.cell(row, "Value").matches("\\d+"), () -> price.cell(row, "Value"));
        assertEquals("price", price.cell(row, "English"));
        assertEquals("현재가", price.cell(row, "Korean"));
        window.show("Raw");
        assertTrue(window.bot().textWithId("kis.raw").getText().contains("\"stck_shrn_iscd\": \"000660\""));

        search("inquire-daily-itemchartprice", "inquire-daily-itemchartprice");
        window.bot().textWithId("kis.field.FID_INPUT_ISCD").setText("005930");
        call();
        SWTBotTable days = window.bot().tableWithId("kis.table.output2");
        window.until("a row for each day", () -> days.rowCount() > 10, () -> days.rowCount() + " rows");
        keepPicture();

        search("inquire-psbl-rvsecncl", "inquire-psbl-rvsecncl");
        assertTrue(window.bot().labelWithId("kis.problem").getText().contains("43"), "what paper lacks is said");
        assertFalse(window.bot().buttonWithId("kis.call").isEnabled(), "before anything is sent");
    }

    private void search(String words, String name) {
        window.bot().textWithId("kis.search").setText(words);
        SWTBotTreeItem found = Stream.of(window.bot().treeWithId("kis.tree").getAllItems())
                .flatMap(category -> Stream.of(category.getItems())).filter(item -> item.cell(1).equals(name))
                .findFirst().orElseThrow();
        found.select();
        window.until("the form of " + name, () -> window.bot().labelWithId("kis.where").getText().contains(name),
                () -> window.bot().labelWithId("kis.where").getText());
    }

    private void call() {
        window.press("kis.call");
        window.until("an answer", () -> window.bot().labelWithId("kis.status").getText().contains(" ms)"),
                () -> window.bot().labelWithId("kis.status").getText());
    }

    private void keepPicture() {
        String picture = System.getProperty("jts.screenshot", "");
        if (!picture.isEmpty()) {
            window.keepPicture(picture.replace(".png", "-kis.png"));
        }
    }
}
