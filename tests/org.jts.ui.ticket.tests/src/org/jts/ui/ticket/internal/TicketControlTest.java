package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Sash;
import org.eclipse.swt.widgets.Text;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDesk;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TicketControlTest {
    private static final AccountKey KEY = new AccountKey(Samples.BROKER, Samples.ACCOUNT);

    private final FakeTime time = new FakeTime();
    private final FakeFeed feed = new FakeFeed(Samples.BROKER);
    private final FakeDesk desk = new FakeDesk();
    private final FakeAccountBook accounts = new FakeAccountBook();
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeContext context = new FakeContext();
    private final FakeGateway gateway = new FakeGateway(Samples.BROKER);
    private final FakeConnection connection = new FakeConnection(gateway, time);
    private ViewStage stage;
    private TicketControl view;

    @BeforeEach
    void open() {
        InstanceScope.INSTANCE.getNode("org.jts.ui.ticket").remove("skip.small.paper.confirmation");
        InstanceScope.INSTANCE.getNode("org.jts.ui.ticket").remove("sash.below");
        stage = new ViewStage(380, 900);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        feed.with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        feed.send(Samples.quote(Samples.SAMSUNG, 70_000), Freshness.LIVE, time.now());
        accounts.put(new AccountSnapshot(KEY, Samples.paperAccount(Samples.ACCOUNT),
                List.of(new Balance(Samples.ACCOUNT, CurrencyCode.KRW, Samples.dec(10_000_000),
                        Samples.dec(10_000_000), Samples.dec(10_000_000), time.now())),
                List.of(new Position(Samples.ACCOUNT, Samples.SAMSUNG, "삼성전자", CurrencyCode.KRW, Samples.dec(30),
                        Samples.dec(21), Samples.dec(60_000), Samples.dec(70_000))),
                Optional.of(time.now()), Optional.empty()));
        context.select(new Instrument(Samples.BROKER, Samples.SAMSUNG));
        view = new TicketControl(stage.shell(), null, new TicketServices(feed, desk, accounts, registry, context));
        stage.open();
    }

    @AfterEach
    void close() {
        view.dispose();
        assertEquals(0, feed.open() + desk.open() + context.open(), "subscriptions left open");
        stage.close();
    }

    @Test
    void itStartsWithOneShareAtTheLastPrice() {
        assertEquals("70,000", text("ticket.price").getText());
        assertEquals("1", text("ticket.quantity").getText());
        stage.until("the button enabled", button("ticket.submit")::isEnabled);
    }

    @Test
    void anAccountOfRealMoneyIsMarkedAndUnlockedByItsNumber() {
        LiveMark mark = (LiveMark) stage.find("ticket.account.type").orElseThrow();
        assertFalse(mark.isLive());
        Account live = new Account(new AccountId("50012345-01"), "위탁", AccountType.LIVE, CurrencyCode.KRW, false);
        AccountKey key = new AccountKey(Samples.BROKER, live.id());
        accounts.put(new AccountSnapshot(key, live, List.of(), List.of(), Optional.of(time.now()), Optional.empty()));
        context.select(key);
        stage.until("it marked", mark::isLive);
        assertTrue(button("ticket.submit").getText().contains("⚠"), button("ticket.submit").getText());
        stage.shot("ticket-live-locked");
        Button unlock = button("ticket.unlock");
        stage.until("a way to unlock it", unlock::isVisible);
        stage.whenOpen(() -> stage.find("unlock.number").isPresent(), () -> {
            Text number = text("unlock.number");
            number.setFocus();
            live.id().value().chars().forEach(c -> number.insert(String.valueOf((char) c)));
            stage.shot("unlock-dialog");
            stage.click(stage.find("unlock.ok").orElseThrow());
        });
        stage.click(unlock);
        assertTrue(desk.isUnlocked(key));
        stage.until("no way to unlock it again", () -> !unlock.isVisible());
        assertTrue(mark.isLive());
    }

    @Test
    void whatALimitRefusesIsToldInFull() {
        String refusal = "Limit of loss a day: 50000, the account has lost 51000";
        desk.rules(draft -> List.of(new Violation(Violation.Field.ACCOUNT, RejectReason.RISK_CHECK, refusal)));
        text("ticket.quantity").setText("2");
        stage.until("the limit", () -> label("ticket.reason").getText().contains(refusal));
        assertFalse(button("ticket.submit").isEnabled());
    }

    @Test
    void anOrderIsSentOnceHoweverOftenTheButtonIsPressed() {
        CountDownLatch answered = new CountDownLatch(1);
        desk.onPlace(draft -> {
            await(answered);
            return new OrderOutcome.Rejected(RejectReason.MARKET_CLOSED, "", "the market opens at 09:00");
        });
        submitAndConfirm();
        stage.until("one order on its way", () -> desk.placed().size() == 1);
        stage.click(button("ticket.submit"));
        stage.click(button("ticket.submit"));
        answered.countDown();
        stage.until("the outcome", () -> label("ticket.status").getText().contains("the market opens at 09:00"));
        stage.click(button("ticket.submit"));

        assertEquals(1, desk.placed().size());
        OrderDraft draft = desk.placed().getFirst();
        assertEquals(new OrderDraft(KEY, Samples.SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY,
                BigDecimal.ONE, Optional.of(Samples.dec(70_000)), Optional.empty()), draft);
    }

    @Test
    void eachOutcomeIsSaidInPlainWords() {
        List<OrderOutcome> outcomes = List.of(new OrderOutcome.NotSent("the line is down"),
                new OrderOutcome.Unknown("no answer in 5 s"));

        assertTrue(Outcomes.text(outcomes.get(0)).contains("the line is down"));
        assertTrue(Outcomes.text(outcomes.get(1)).contains("no answer in 5 s"));
        assertTrue(Outcomes.text(outcomes.get(0)).lines().count() == 2, "and whether to send again");
    }

    @Test
    void withoutAConnectionTheButtonIsGreyedAndTheReasonSaid() {
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);

        stage.until("the button greyed", () -> !button("ticket.submit").isEnabled());
        assertTrue(label("ticket.reason").getText().contains("Fake broker"), label("ticket.reason").getText());
    }

    @Test
    void aBrokenRuleIsSaidWithItsField() {
        desk.rules(draft -> draft.limitPrice().filter(p -> p.compareTo(Samples.dec(70_050)) == 0).isEmpty()
                ? List.of()
                : List.of(new Violation(Violation.Field.LIMIT_PRICE, RejectReason.PRICE_TICK, "off the table")));
        stage.type(text("ticket.price"), "70,050");

        assertFalse(button("ticket.submit").isEnabled());
        String problem = label("ticket.reason").getText();
        assertTrue(problem.startsWith("Price: ") && problem.contains("70,000") && problem.contains("70,100"), problem);

        stage.type(text("ticket.price"), "70,100");
        assertEquals("", label("ticket.reason").getText());
        assertTrue(button("ticket.submit").isEnabled());
    }

    @Test
    void whatIsNoNumberStaysAsTypedAndIsExplained() {
        for (String typed : List.of("-3", "1e30")) {
            stage.type(text("ticket.quantity"), typed);
            text("ticket.quantity").notifyListeners(SWT.FocusOut, new Event());

            assertEquals(typed, text("ticket.quantity").getText());
            String problem = label("ticket.reason").getText();
            assertTrue(problem.startsWith("Quantity: ") && problem.contains(typed), problem);
            assertFalse(button("ticket.submit").isEnabled());
        }
        stage.type(text("ticket.quantity"), "3");
        assertEquals("", label("ticket.reason").getText());
        assertTrue(button("ticket.submit").isEnabled());
    }

    @Test
    void noButtonMovesWhenSomethingIsToBeSaid() {
        Map<String, Rectangle> before = places();
        stage.type(text("ticket.quantity"), "-3");
        stage.type(text("ticket.price"), "x");
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        stage.until("the reason", () -> label("ticket.reason").getText().contains("Fake broker"));

        assertEquals(before, places());
    }

    private Map<String, Rectangle> places() {
        Map<String, Rectangle> places = new TreeMap<>();
        for (String key : List.of("ticket.side.buy", "ticket.price", "ticket.quantity", "ticket.percent.50",
                "ticket.submit", "ticket.book")) {
            Control control = (Control) stage.find(key).orElseThrow();
            places.put(key, stage.display().map(control.getParent(), null, control.getBounds()));
        }
        return places;
    }

    @Test
    void aReasonCanBeReadWholeOnASmallScreen() {
        stage.shell().setSize(270, 696);
        stage.settle();
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        stage.until("the reason", () -> label("ticket.reason").getText().contains("Fake broker"));
        Label reason = label("ticket.reason");
        for (Composite parent = reason.getParent(); parent != stage.shell(); parent = parent.getParent()) {
            Rectangle place = stage.display().map(reason.getParent(), parent, reason.getBounds());
            Rectangle room = parent.getClientArea();
            assertEquals(place, place.intersection(room), "cut off by " + parent + ", which has " + room);
        }
    }

    @Test
    void itSaysThatItIsSendingOnlyOnceTheOrderIsConfirmed() {
        String[] asking = new String[1];
        CountDownLatch answered = new CountDownLatch(1);
        desk.onPlace(draft -> {
            await(answered);
            return new OrderOutcome.Rejected(RejectReason.MARKET_CLOSED, "", "the market opens at 09:00");
        });
        String before = button("ticket.submit").getText();
        stage.whenOpen(() -> stage.find("ticket.confirm.ok").map(b -> ((Button) b).isEnabled()).orElse(false), () -> {
            context.select(KEY);
            asking[0] = button("ticket.submit").getText();
            ((Button) stage.find("ticket.confirm.ok").orElseThrow()).notifyListeners(SWT.Selection, new Event());
        });
        stage.click(button("ticket.submit"));
        stage.until("the order on its way", () -> desk.placed().size() == 1);

        assertEquals(before, asking[0]);
        assertEquals("Sending...", button("ticket.submit").getText());
        answered.countDown();
        stage.until("the outcome", () -> button("ticket.submit").getText().equals(before));
    }

    @Test
    void afterAnOrderThatIsNotConfirmedAnotherCanBeSent() {
        stage.whenOpen(() -> stage.find("ticket.confirm.cancel").isPresent(), () -> {
            context.select(KEY);
            ((Button) stage.find("ticket.confirm.cancel").orElseThrow()).notifyListeners(SWT.Selection, new Event());
        });
        stage.click(button("ticket.submit"));

        assertTrue(button("ticket.submit").isEnabled());
        assertEquals(List.of(), desk.placed());
    }

    @Test
    void theSashStaysWhereItWasPut() {
        Sash sash = (Sash) stage.find(Sash.class::isInstance).orElseThrow();
        Event drag = new Event();
        drag.y = sash.getBounds().y - 150;
        drag.width = sash.getBounds().width;
        drag.height = sash.getBounds().height;
        sash.notifyListeners(SWT.Selection, drag);
        int[] put = ((SashForm) sash.getParent()).getWeights();
        stage.shell().setSize(380, 800);
        stage.settle();
        stage.click(button("ticket.type.market"));

        int[] now = ((SashForm) sash.getParent()).getWeights();
        assertTrue(Math.abs(put[0] - now[0]) <= 1, put[0] + " became " + now[0]);
    }

    @Test
    void arrowKeysStepByTickAndLot() {
        press(text("ticket.price"), SWT.ARROW_UP);
        press(text("ticket.quantity"), SWT.PAGE_UP);

        assertEquals("70,100", text("ticket.price").getText());
        assertEquals("11", text("ticket.quantity").getText());
    }

    @Test
    void percentButtonsFillInWhatCanBeBoughtOrSold() {
        stage.click(button("ticket.percent.50"));
        // 5,000,000 / (70,000 * 1.005): the fee is not known yet, half a per cent is kept back
        assertEquals("71", text("ticket.quantity").getText());

        stage.click(button("ticket.side.sell"));
        stage.click(button("ticket.percent.50"));
        assertEquals("10", text("ticket.quantity").getText());
    }

    private static OrderInstruction kind(String code, String route, String name, OrderType type, Side... sides) {
        return new OrderInstruction(code, route, name, type, TimeInForce.DAY, Set.of(sides), Set.of("KRX"));
    }

    private void offerKinds() {
        Side[] both = Side.values();
        gateway.offer(kind("KRX-03", "KRX", "Best limit", OrderType.MARKET, both),
                kind("KRX-MOC", "KRX", "Market on close", OrderType.MARKET, Side.SELL),
                kind("NXT-00", "NXT", "", OrderType.LIMIT, both),
                kind("NXT-03", "NXT", "Best limit", OrderType.MARKET, both));
        context.select(KEY);
        stage.settle();
    }

    private void choose(Combo combo, String item) {
        combo.select(combo.indexOf(item));
        combo.notifyListeners(SWT.Selection, new Event());
        stage.settle();
    }

    private Combo combo(String key) {
        return (Combo) stage.find(key).orElseThrow();
    }

    @Test
    void aBrokerWithoutKindsOfItsOwnShowsNoneToChoose() {
        assertFalse(combo("ticket.kind").isVisible() || combo("ticket.route").isVisible());
    }

    @Test
    void aKindOfTheBrokersOwnIsSentByItsCode() {
        offerKinds();
        assertEquals(List.of("Type as above", "Best limit"), List.of(combo("ticket.kind").getItems()));
        assertEquals(List.of("KRX", "NXT"), List.of(combo("ticket.route").getItems()));
        stage.shot("ticket-kinds");
        choose(combo("ticket.kind"), "Best limit");

        assertTrue(button("ticket.type.market").getSelection(), "carries no price");
        assertFalse(button("ticket.type.limit").isEnabled() || text("ticket.price").isVisible());
        desk.onPlace(draft -> new OrderOutcome.NotSent("nothing"));
        submitAndConfirm();
        stage.until("the order", () -> desk.placed().size() == 1);
        assertEquals(Optional.of("KRX-03"), desk.placed().getFirst().instruction());
        assertEquals(OrderType.MARKET, desk.placed().getFirst().type());
    }

    @Test
    void anotherWayTakesWhatItTakesAndKeepsTheKind() {
        offerKinds();
        choose(combo("ticket.kind"), "Best limit");
        choose(combo("ticket.route"), "NXT");
        assertEquals("Best limit", combo("ticket.kind").getText());
        choose(combo("ticket.kind"), "Type as above");
        assertFalse(button("ticket.type.market").isEnabled(), "no plain market orders go there");
        assertTrue(button("ticket.type.limit").getSelection());
        assertFalse(button("ticket.tif.ioc").isEnabled());
        desk.onPlace(draft -> new OrderOutcome.NotSent("nothing"));
        submitAndConfirm();
        stage.until("the order", () -> desk.placed().size() == 1);
        assertEquals(Optional.of("NXT-00"), desk.placed().getFirst().instruction());
    }

    @Test
    void aKindForSalesAloneGoesWhenItIsBought() {
        offerKinds();
        stage.click(button("ticket.side.sell"));
        choose(combo("ticket.kind"), "Market on close");
        stage.click(button("ticket.side.buy"));
        assertEquals(List.of("Type as above", "Best limit"), List.of(combo("ticket.kind").getItems()));
        assertEquals(0, combo("ticket.kind").getSelectionIndex());
        assertTrue(button("ticket.type.limit").getSelection(), "not a market order, which nobody has chosen");
    }

    @Test
    void theWheelOverABoxChoosesNothing() {
        offerKinds();
        Event wheel = new Event();
        wheel.count = -3;
        wheel.doit = true;
        combo("ticket.kind").notifyListeners(SWT.MouseVerticalWheel, wheel);
        assertFalse(wheel.doit);
        assertEquals(0, combo("ticket.kind").getSelectionIndex());
    }

    @Test
    void aSuggestedPriceMakesALimitOrderOfIt() {
        stage.click(button("ticket.type.market"));
        context.suggest(new OrderSuggestion(Optional.of(Side.SELL), Optional.of(Samples.dec(71_000)),
                Optional.of(Samples.dec(21))));

        assertEquals("71,000", text("ticket.price").getText());
        assertEquals("21", text("ticket.quantity").getText());
        assertTrue(button("ticket.type.limit").getSelection());
        assertTrue(button("ticket.side.sell").getSelection());
    }

    @Test
    void whatTheBrokerDoesNotTakeIsGreyed() {
        assertFalse(button("ticket.type.stop").isEnabled());
        assertTrue(button("ticket.tif.gtc").isEnabled());

        stage.click(button("ticket.type.market"));
        assertFalse(button("ticket.tif.gtc").isEnabled());
    }

    @Test
    void anOrderOfMoreThanATenthOfTheAccountIsWarnedOf() {
        stage.type(text("ticket.quantity"), "15");
        boolean[] warned = new boolean[1];
        stage.whenOpen(() -> stage.find("ticket.confirm.cancel").isPresent(), () -> {
            warned[0] = stage.find("ticket.confirm.warning").isPresent();
            ((Button) stage.find("ticket.confirm.cancel").orElseThrow()).notifyListeners(SWT.Selection, new Event());
        });
        stage.click(button("ticket.submit"));

        assertTrue(warned[0], "10.5 % of the account");
        assertEquals(List.of(), desk.placed());
    }

    @Test
    void aStalePriceSaysSinceWhen() {
        feed.send(Samples.quote(Samples.SAMSUNG, 70_500), Freshness.STALE, Instant.parse("2026-01-02T00:30:00Z"));

        stage.until("the time", () -> label("ticket.freshness").getText().contains("09:30:00"));
    }

    private void submitAndConfirm() {
        stage.whenOpen(() -> stage.find("ticket.confirm.ok").map(b -> ((Button) b).isEnabled()).orElse(false),
                () -> ((Button) stage.find("ticket.confirm.ok").orElseThrow()).notifyListeners(SWT.Selection,
                        new Event()));
        stage.click(button("ticket.submit"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void press(Text text, int keyCode) {
        Event event = new Event();
        event.keyCode = keyCode;
        text.notifyListeners(SWT.KeyDown, event);
    }

    private Button button(String key) {
        return (Button) stage.find(key).orElseThrow();
    }

    private Text text(String key) {
        return (Text) stage.find(key).orElseThrow();
    }

    private Label label(String key) {
        return (Label) stage.find(key).orElseThrow();
    }
}
