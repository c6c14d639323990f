package org.jts.ui.brokers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountType;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.RateLimitIndicator;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokersControlTest {
    private final Scene scene = new Scene();
    private ViewStage stage;
    private BrokersControl view;

    @BeforeEach
    void open() {
        stage = new ViewStage(400, 560);
    }

    @AfterEach
    void close() {
        if (view != null) {
            view.dispose();
        }
        stage.close();
    }

    @Test
    void anEmptyViewSaysHowToGoOn() {
        show();
        assertTrue(stage.find(widget -> widget instanceof Label label
                && label.getText().equals(BrokersView.T.get("empty")) && label.isVisible()).isPresent());
        stage.shot("brokers-empty");
    }

    @Test
    void aCardTellsStateReasonAndAccounts() {
        scene.broker("kis", "KIS (한국투자증권)", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        scene.account("kis", "50012345-01", "위탁", AccountType.LIVE, true, 52_340_000, Optional.empty());
        scene.account("kis", "50012345-02", "모의", AccountType.PAPER, false, 100_000_000, Optional.empty());
        scene.broker("creon", "Creon (대신증권)", scene.retrying(4, "connection refused by 192.168.1.100:8001"));
        scene.account("creon", "12345678", "위탁", AccountType.LIVE, true, 28_500_000, Optional.of("no answer"));
        scene.broker("mock", "Mock", scene.state(ConnectionPhase.DISCONNECTED, Cause.REQUESTED, ""));
        scene.broker("upbit", "Upbit", scene.state(ConnectionPhase.FAILED, Cause.AUTHENTICATION,
                "expected an access key in ${env:UPBIT_KEY}, found none; set it and connect again"));
        scene.limit("kis", 18, 12);
        scene.limit("creon", 15, 15).state(0, Duration.ofSeconds(42), Duration.ofSeconds(42), 1, Sharing.LOCAL);
        scene.limit("mock", 20, 15);
        show();
        stage.theme(false);
        assertEquals(BrokersView.T.get("state.connected"), text("brokers.card.kis.state"));
        assertEquals(BrokersView.T.format("state.reconnecting.in", 4), text("brokers.card.creon.state"));
        assertTrue(text("brokers.card.creon.reason").contains("refused"));
        assertTrue(text("brokers.card.upbit.reason").contains("UPBIT_KEY"));
        assertEquals("₩52,340,000", text("brokers.account.kis.50012345-01.balance"));
        assertEquals("★ 50012345-01", text("brokers.account.kis.50012345-01.number"));
        assertEquals("50012345-02", text("brokers.account.kis.50012345-02.number"));
        LiveMark paper = (LiveMark) stage.find("brokers.account.kis.50012345-02.type").orElseThrow();
        assertEquals(BrokersView.T.get("account.paper"), paper.getText());
        LiveMark live = (LiveMark) stage.find("brokers.account.kis.50012345-01.type").orElseThrow();
        assertTrue(live.isLive() && live.getText().equals(BrokersView.T.get("account.live")), live.getText());
        assertEquals(BrokersView.T.format("totals", 3, "₩180,840,000"), text("brokers.total"));
        stage.shot("brokers-light");
        stage.theme(true);
        stage.shot("brokers-dark");
        Palette.use(stage.display(), false, Palette.Convention.KOREAN);
    }

    @Test
    void whatIsNotFreshIsMarkedWithItsTime() {
        var kis = scene.broker("kis", "KIS", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        scene.account("kis", "1", "Main", AccountType.PAPER, true, 100, Optional.empty());
        show();
        assertEquals("", text("brokers.account.kis.1.age"));
        kis.turn(scene.retrying(4, "line lost"));
        stage.until("the balance is marked stale", () -> text("brokers.account.kis.1.age").contains("10:00:00"));
    }

    @Test
    void aCardShowsHowMuchOfTheRequestLimitIsUsed() {
        scene.broker("kis", "KIS", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        scene.broker("upbit", "Upbit", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        FakeRequestLimiter limiter = scene.limit("kis", 20, 12);
        show();
        assertEquals("12/20 req/s " + LimitWords.level(LimitLevel.NORMAL), limit("kis").text());
        assertTrue(limit("upbit").reading().isEmpty());
        limiter.used(19);
        stage.until("the level to follow", () -> limit("kis").level() == LimitLevel.LIMITED);
        scene.limiters.release(new BrokerId("kis"));
        stage.until("no limit any more", () -> limit("kis").reading().isEmpty());
    }

    private RateLimitIndicator limit(String broker) {
        return (RateLimitIndicator) stage.find("brokers.card." + broker + ".limit").orElseThrow();
    }

    @Test
    void theCountdownFollowsTheClock() {
        scene.broker("kis", "KIS", scene.retrying(4, "line lost"));
        show();
        assertEquals(BrokersView.T.format("state.reconnecting.in", 4), text("brokers.card.kis.state"));
        scene.time.advance(Duration.ofSeconds(3));
        stage.until("the countdown goes on", () -> text("brokers.card.kis.state")
                .equals(BrokersView.T.format("state.reconnecting.in", 1)));
    }

    @Test
    void brokersComeAndGo() {
        show();
        var kis = scene.broker("kis", "KIS", scene.state(ConnectionPhase.CONNECTING, Cause.REQUESTED, ""));
        stage.until("a card", () -> stage.find("brokers.card.kis").isPresent());
        scene.registry.remove(kis);
        stage.until("no card", () -> stage.find("brokers.card.kis").isEmpty());
    }

    @Test
    void theSameButtonConnectsAndDisconnects() {
        var kis = scene.broker("kis", "KIS", scene.state(ConnectionPhase.DISCONNECTED, Cause.REQUESTED, ""));
        show();
        ToolItem button = (ToolItem) stage.find("brokers.card.kis.connect").orElseThrow();
        assertEquals(BrokersView.T.get("tool.connect"), button.getToolTipText());
        stage.click(button);
        kis.turn(scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        stage.until("it offers to disconnect",
                () -> BrokersView.T.get("tool.disconnect").equals(button.getToolTipText()));
        stage.click(button);
        assertEquals(List.of("connect", "disconnect"), kis.asked);
    }

    @Test
    void refreshAsksForTheBalancesOfThatBroker() {
        scene.broker("kis", "KIS", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        show();
        stage.click(stage.find("brokers.card.kis.refresh").orElseThrow());
        assertEquals(List.of(new BrokerId("kis")), scene.accounts.refreshed());
    }

    @Test
    void aClosedViewListensToNobody() {
        show();
        view.dispose();
        assertTrue(scene.registry.listeners.isEmpty());
        view = null;
        assertFalse(stage.shell().isDisposed());
    }

    private void show() {
        view = new BrokersControl(stage.shell(), scene.desk());
        stage.open();
        stage.until("the first picture is painted", () -> scene.registry.brokers().stream()
                .allMatch(broker -> stage.find("brokers.card." + broker.id()).isPresent()));
        stage.settle();
    }

    private String text(String key) {
        return ((Label) stage.find(key).orElseThrow(() -> new AssertionError("expected a widget " + key))).getText();
    }
}
