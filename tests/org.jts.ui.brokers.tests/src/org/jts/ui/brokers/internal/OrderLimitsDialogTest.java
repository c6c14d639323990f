package org.jts.ui.brokers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.testkit.FakeOrderLimits;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits of an account, drawn from their description, changed and refused. */
class OrderLimitsDialogTest {
    private static final AccountKey ACCOUNT = new AccountKey(new BrokerId("kis"), new AccountId("50012345-01"));

    private final FakeOrderLimits limits = new FakeOrderLimits();
    private ViewStage stage;

    @BeforeEach
    void open() {
        stage = new ViewStage(400, 300);
        stage.open();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private Text field(String key) {
        return (Text) stage.find("broker.setting." + key).orElseThrow();
    }

    @Test
    void onlyWhatWasChangedIsSetForTheAccount() {
        stage.whenOpen(() -> stage.find("limits.ok").isPresent(), () -> {
            assertEquals("1000", field("max.quantity").getText());
            field("max.quantity").setText("25");
            stage.click(stage.find("limits.ok").orElseThrow());
        });
        OrderLimitsDialog.open(stage.shell(), limits, ACCOUNT);
        assertEquals(Map.of("max.quantity", "25"), limits.set(Optional.of(ACCOUNT)));
    }

    @Test
    void aWrongValueIsNamedAndNothingIsChanged() {
        String[] problem = { "" };
        stage.whenOpen(() -> stage.find("limits.ok").isPresent(), () -> {
            field("band.percent").setText("much");
            stage.click(stage.find("limits.ok").orElseThrow());
            stage.until("a problem", () -> !((Label) stage.find("limits.problem").orElseThrow()).getText().isEmpty());
            problem[0] = ((Label) stage.find("limits.problem").orElseThrow()).getText();
            stage.shot("order-limits-refused");
            stage.click(stage.find("limits.cancel").orElseThrow());
        });
        OrderLimitsDialog.open(stage.shell(), limits, ACCOUNT);
        assertTrue(problem[0].contains("expected a number or off, found much"), problem[0]);
        assertEquals(Map.of(), limits.set(Optional.of(ACCOUNT)));
    }

    @Test
    void anEmptiedFieldAndTheDefaultsGoBack() throws Exception {
        limits.change(Optional.of(ACCOUNT), Map.of("max.quantity", "25", "band.percent", "3"));
        stage.whenOpen(() -> stage.find("limits.ok").isPresent(), () -> {
            field("max.quantity").setText("");
            stage.click(stage.find("limits.ok").orElseThrow());
        });
        OrderLimitsDialog.open(stage.shell(), limits, ACCOUNT);
        assertEquals(Map.of("band.percent", "3"), limits.set(Optional.of(ACCOUNT)));
        stage.whenOpen(() -> stage.find("limits.reset").isPresent(), () -> {
            stage.click(stage.find("limits.reset").orElseThrow());
            stage.until("the default", () -> field("band.percent").getText().equals("10"));
            stage.click(stage.find("limits.cancel").orElseThrow());
        });
        OrderLimitsDialog.open(stage.shell(), limits, ACCOUNT);
        assertEquals(Map.of(), limits.set(Optional.of(ACCOUNT)));
    }
}
