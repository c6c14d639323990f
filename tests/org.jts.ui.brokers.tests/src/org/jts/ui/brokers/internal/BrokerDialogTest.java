package org.jts.ui.brokers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.jts.api.connection.SetupException;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerDialogTest {
    private final Scene.Setup setup = new Scene().setup;
    private ViewStage stage;
    private Throwable failure;

    @BeforeEach
    void open() {
        stage = new ViewStage(400, 300);
        stage.open();
        setup.types.add(new BrokerType("org.jts.gateway.demo", "Demo", "A broker for tests.", List.of(
                setting("broker.name", "Name", Kind.TEXT, false, "Demo"),
                setting("host", "Host", Kind.TEXT, true, ""),
                new Setting("port", "Port", "1 to 65535", Kind.INTEGER, true, false, "50051", Optional.of("1"),
                        Optional.of("65535"), List.of()),
                setting("tls", "Encrypted", Kind.BOOLEAN, true, "true"),
                new Setting("mode", "Mode", "", Kind.TEXT, true, false, "paper", Optional.empty(), Optional.empty(),
                        List.of(new Choice("paper", "Paper"), new Choice("live", "Live"))),
                setting("key", "App key", Kind.SECRET, false, ""),
                new Setting("pairs", "Pairs", "", Kind.TEXT, false, true, "", Optional.empty(), Optional.empty(),
                        List.of()))));
    }

    @AfterEach
    void close() throws Throwable {
        stage.close();
        if (failure != null) {
            throw failure;
        }
    }

    @Test
    void aSettingWithSeveralValuesHasALineForEach() {
        addDialog(() -> {
            stage.type(text("broker.setting.host"), "localhost");
            text("broker.setting.pairs").setText("a,b\n\n  c \n");
            Event wheel = new Event();
            wheel.doit = true;
            wheel.count = -3;
            stage.find("broker.setting.mode").orElseThrow().notifyListeners(SWT.MouseVerticalWheel, wheel);
            assertFalse(wheel.doit, "scrolling the form changes nothing in it");
            stage.click(button("broker.ok"));
        });
        assertEquals("a\\,b,c", setup.configured.getFirst().settings().get("pairs"));
        assertEquals("paper", setup.configured.getFirst().settings().get("mode"));
    }

    @Test
    void theFormIsDrawnFromTheSettingsAndAddsABroker() {
        addDialog(() -> {
            assertEquals("demo", text("broker.id").getText());
            assertEquals("50051", text("broker.setting.port").getText());
            assertTrue(button("broker.setting.tls").getSelection());
            assertEquals("Paper", ((Combo) stage.find("broker.setting.mode").orElseThrow()).getText());
            assertFalse(button("broker.ok").getEnabled(), "host is required and still empty");
            stage.shot("dialog-empty");
            stage.type(text("broker.setting.host"), "localhost");
            stage.type(text("broker.setting.key"), "${env:DEMO_KEY}");
            assertTrue(button("broker.ok").getEnabled());
            stage.shot("dialog-filled");
            stage.click(button("broker.ok"));
        });
        ConfiguredBroker added = setup.configured.getFirst();
        assertEquals(new BrokerId("demo"), added.id());
        assertEquals(Map.of("broker.name", "Demo", "host", "localhost", "port", "50051", "tls", "true", "mode", "paper",
                "key", "${env:DEMO_KEY}"), added.settings());
    }

    @Test
    void whatIsWrongIsSaidBelowTheFieldAndKeepsOkDisabled() {
        addDialog(() -> {
            stage.type(text("broker.setting.host"), "localhost");
            stage.type(text("broker.setting.port"), "70000");
            assertTrue(hint("port").contains("70000"), hint("port"));
            assertFalse(button("broker.ok").getEnabled());
            stage.type(text("broker.setting.port"), "7000");
            assertEquals("1 to 65535", hint("port"));
            stage.type(text("broker.setting.key"), "plain secret");
            assertEquals(BrokersView.T.get("check.secret"), hint("key"));
            stage.type(text("broker.id"), "Not An Id");
            stage.shot("dialog-invalid");
            assertFalse(button("broker.ok").getEnabled());
            stage.click(button("broker.cancel"));
        });
        assertTrue(setup.configured.isEmpty());
    }

    @Test
    void anIdThatIsInUseIsNotOffered() {
        setup.configured.add(new ConfiguredBroker(new BrokerId("demo"), "org.jts.gateway.demo", Map.of()));
        addDialog(() -> {
            assertEquals("demo-2", text("broker.id").getText());
            stage.type(text("broker.id"), "demo");
            assertFalse(button("broker.ok").getEnabled());
            stage.click(button("broker.cancel"));
        });
    }

    @Test
    void aTestShowsItsOutcome() {
        addDialog(() -> {
            stage.type(text("broker.setting.host"), "localhost");
            stage.click(button("broker.test"));
            then("the outcome of the test", () -> outcome().contains("1 account found"), () -> {
                stage.shot("dialog-tested");
                stage.click(button("broker.cancel"));
            });
        });
    }

    @Test
    void aTestCanBeCancelled() {
        setup.testBlocksOn = new CountDownLatch(1);
        addDialog(() -> {
            stage.type(text("broker.setting.host"), "localhost");
            stage.click(button("broker.test"));
            assertEquals(BrokersView.T.get("test.cancel"), button("broker.test").getText());
            assertFalse(button("broker.ok").getEnabled());
            stage.click(button("broker.test"));
            then("the test is given up", () -> outcome().equals(BrokersView.T.get("test.cancelled")), () -> {
                assertTrue(button("broker.ok").getEnabled());
                stage.click(button("broker.cancel"));
            });
        });
    }

    @Test
    void whatTheSetupRefusesIsShownAtItsField() {
        setup.refusal = new SetupException("The settings were refused", Map.of("host", "expected a host, was nowhere"));
        addDialog(() -> {
            stage.type(text("broker.setting.host"), "nowhere");
            stage.click(button("broker.ok"));
            then("the refusal", () -> hint("host").equals("expected a host, was nowhere"), () -> {
                assertTrue(outcome().contains("refused"));
                assertFalse(button("broker.ok").getEnabled());
                setup.refusal = null;
                stage.type(text("broker.setting.host"), "localhost");
                assertTrue(button("broker.ok").getEnabled());
                stage.click(button("broker.cancel"));
            });
        });
    }

    @Test
    void editingKeepsTheIdAndUpdates() {
        setup.configured.add(new ConfiguredBroker(new BrokerId("main"), "org.jts.gateway.demo",
                Map.of("host", "old", "port", "1", "tls", "false", "mode", "live")));
        BrokerDialog.edit(stage.shell(), setup, new BrokerId("main"));
        inDialog(() -> {
            assertFalse(text("broker.id").getEnabled());
            assertEquals("old", text("broker.setting.host").getText());
            assertFalse(button("broker.setting.tls").getSelection());
            stage.type(text("broker.setting.host"), "new");
            stage.click(button("broker.ok"));
        });
        assertEquals(List.of("update main {broker.name=Demo, host=new, mode=live, port=1, tls=false}"), setup.asked);
    }

    private void addDialog(Runnable script) {
        BrokerDialog.add(stage.shell(), setup);
        inDialog(script);
    }

    /** Runs a script in the event loop of the modal dialog, and goes on when the dialog is closed. */
    private void inDialog(Runnable script) {
        boolean[] seen = {false};
        stage.whenOpen(() -> stage.find("broker.ok").isPresent(), () -> {
            seen[0] = true;
            guarded(script);
        });
        stage.until("the dialog came and went", () -> seen[0] && stage.find("broker.ok").isEmpty());
    }

    private void then(String expected, BooleanSupplier condition, Runnable script) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        stage.whenOpen(() -> condition.getAsBoolean() || System.nanoTime() > deadline, () -> guarded(() -> {
            assertTrue(condition.getAsBoolean(), "expected " + expected);
            script.run();
        }));
    }

    private void guarded(Runnable script) {
        try {
            script.run();
        } catch (RuntimeException | AssertionError e) {
            failure = e;
            stage.find("broker.cancel").ifPresent(stage::click);
        }
    }

    private String hint(String key) {
        return ((Label) stage.find("broker.setting." + key + ".hint").orElseThrow()).getText();
    }

    private String outcome() {
        return ((Label) stage.find("broker.outcome").orElseThrow()).getText();
    }

    private Text text(String key) {
        return (Text) stage.find(key).orElseThrow(() -> new AssertionError("expected a field " + key));
    }

    private Button button(String key) {
        return (Button) stage.find(key).orElseThrow(() -> new AssertionError("expected a button " + key));
    }

    private static Setting setting(String key, String label, Kind kind, boolean required, String defaultValue) {
        return new Setting(key, label, "", kind, required, false, defaultValue, Optional.empty(), Optional.empty(),
                List.of());
    }
}
