package org.jts.ui.orders.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Verdict;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDesk;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersControlTest {
    private static final int STATUS = 8;
    private static final int TYPE = 3;
    private static final int PRICE = 6;

    private final FakeTime time = new FakeTime();
    private final FakeFeed feed = new FakeFeed(Samples.BROKER);
    private final FakeDesk desk = new FakeDesk();
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeContext context = new FakeContext();
    private final FakeConnection connection = new FakeConnection(new FakeGateway(Samples.BROKER), time);
    private final FakeAccountBook accounts = new FakeAccountBook();
    private ViewStage stage;
    private OrdersControl view;

    @BeforeEach
    void open() {
        stage = new ViewStage(1300, 300);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        feed.with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        desk.put(order("filled", OrderStatus.FILLED));
        desk.put(order("open", OrderStatus.ACCEPTED));
        view = new OrdersControl(stage.shell(), null,
                new OrdersServices(desk, feed, registry, context, time, accounts));
        stage.open();
        stage.until("the orders", () -> table().getItemCount() == 2);
    }

    @AfterEach
    void close() {
        view.dispose();
        assertEquals(0, feed.open() + desk.open(), "subscriptions left open");
        stage.close();
    }

    @Test
    void onlyAnOpenOrderCanBeCancelled() {
        select("Filled");
        assertFalse(button("orders.cancel").isEnabled());
        select("Open");
        stage.click(button("orders.cancel"));

        stage.until("the cancel", () -> desk.cancelled().equals(List.of("open")));
        desk.put(order("open", OrderStatus.CANCELLED));
        stage.until("the new status", () -> row("Cancelled") >= 0);
        stage.until("the button greyed", () -> !button("orders.cancel").isEnabled());
    }

    @Test
    void aKindOfTheBrokersOwnIsCalledByItsName() {
        ((FakeGateway) connection.gateway()).offer(new OrderInstruction("NXT-03", "NXT", "Best limit",
                OrderType.MARKET, TimeInForce.DAY, Set.of(Side.BUY), Set.of("KRX")));
        Order open = order("open", OrderStatus.ACCEPTED).order();
        desk.put(new DeskOrder("open", Samples.BROKER, new Order(Optional.empty(), open.brokerOrderId(),
                open.account(), open.symbol(), Side.BUY, OrderType.MARKET, TimeInForce.DAY, BigDecimal.TEN,
                Optional.empty(), Optional.empty(), OrderStatus.ACCEPTED, BigDecimal.ZERO, Optional.empty(),
                BigDecimal.ZERO, time.now(), time.now(), Optional.empty(), Optional.of("NXT-03")), List.of(), false));

        stage.until("the kind", () -> table().getItem(row("Open")).getText(TYPE).equals("Best limit · NXT"));
        assertEquals("–", table().getItem(row("Open")).getText(PRICE), "it finds its price by itself");
        assertEquals("Limit", table().getItem(row("Filled")).getText(TYPE));
    }

    @Test
    void anOrderThatCameOfOneInABrokersOwnWordsSaysSo() {
        DeskOrder open = order("open", OrderStatus.ACCEPTED);
        DeskOrder foreign = new DeskOrder("open", Samples.BROKER, open.order(), List.of(), true);
        desk.put(foreign);
        int message = table().getColumnCount() - 1;
        stage.until("placed elsewhere", () -> table().getItem(row("Open")).getText(message)
                .startsWith("(placed elsewhere)"));
        OrderCall call = new OrderCall(new AccountKey(Samples.BROKER, Samples.ACCOUNT), "order-credit", "buy",
                "Credit buy 005930 10", Map.of(), false);
        desk.put(new DeskCall("c1", call, Optional.of(new OrderOutcome.Accepted(new BrokerOrderId("77"), time.now())),
                time.now(), time.now()).as(foreign));
        stage.until("ours", () -> table().getItem(row("Open")).getText(message)
                .startsWith("(API order: Credit buy 005930 10)"));
        assertTrue(table().getItem(row("Open")).getText(TYPE).startsWith("API "), "in sight without scrolling, too");
        stage.shot("orders-called");
        stage.whenOpen(() -> stage.find("orders.calls").isPresent(), () -> {
            Table calls = (Table) stage.find("orders.calls").orElseThrow();
            stage.shot("orders-calls-followed");
            assertEquals("Open", calls.getItem(0).getText(3), "where its order stands");
            assertEquals("In Orders", calls.getItem(0).getText(5));
            calls.getShell().close();
        });
        stage.click(button("orders.calls.open"));
    }

    @Test
    void ordersInABrokersOwnWordsAreToldAndSettledByHand() {
        assertFalse(button("orders.calls.open").isVisible(), "there are none");
        OrderCall call = new OrderCall(new AccountKey(Samples.BROKER, Samples.ACCOUNT), "order-credit", "buy",
                "Credit buy 005930 10", Map.of(), false);
        desk.put(new DeskCall("c1", call, Optional.of(new OrderOutcome.Accepted(new BrokerOrderId("77"), time.now())),
                time.now(), time.now()));
        stage.until("the button", () -> button("orders.calls.open").getText().equals("API orders: 1"));
        desk.put(new DeskCall("c2", call, Optional.of(new OrderOutcome.Unknown("Credit buy 005930 10: no "
                + "answer")), time.now(), time.now()));
        stage.until("the doubt", () -> button("orders.calls.open").getText().equals("API orders: 1 unknown"));
        stage.whenOpen(() -> stage.find("orders.calls").isPresent(), () -> {
            stage.shot("orders-calls");
            Table calls = (Table) stage.find("orders.calls").orElseThrow();
            assertFalse(button("orders.calls.never").isEnabled(), "nothing is chosen");
            for (int i = 0; i < calls.getItemCount(); i++) {
                if (calls.getItem(i).getText(3).equals("Unknown")) {
                    calls.setSelection(i);
                }
            }
            calls.notifyListeners(SWT.Selection, new Event());
            assertEquals("Credit buy 005930 10\nno answer", ((Text) stage.find("orders.calls.detail").orElseThrow())
                    .getText().replace("\r", ""), "all of it");
            ((Text) stage.find("orders.calls.number").orElseThrow()).setText("78");
            button("orders.calls.arrived").notifyListeners(SWT.Selection, new Event());
            button("orders.calls.never").notifyListeners(SWT.Selection, new Event());
            assertEquals(1, desk.settled().size(), "asked about once more");
            button("orders.calls.never").notifyListeners(SWT.Selection, new Event());
            calls.getShell().close();
        });
        stage.click(button("orders.calls.open"));
        assertEquals(List.of("c2 " + new Verdict.Arrived(new BrokerOrderId("78")), "c2 "
                + new Verdict.NeverArrived()), desk.settled());
    }

    @Test
    void deleteCancelsTheSelectedOrder() {
        select("Open");
        Event delete = new Event();
        delete.keyCode = SWT.DEL;
        table().notifyListeners(SWT.KeyDown, delete);

        stage.until("the cancel", () -> desk.cancelled().equals(List.of("open")));
    }

    @Test
    void theFilterShowsOpenOrdersOnly() {
        stage.choose((Combo) stage.find("orders.filter").orElseThrow(), OrderFilter.OPEN.ordinal());

        stage.until("one row", () -> table().getItemCount() == 1);
        assertEquals("Open", table().getItem(0).getText(STATUS));
    }

    @Test
    void aChangeIsCheckedBeforeItIsSent() {
        select("Open");
        boolean[] refused = new boolean[1];
        stage.whenOpen(() -> stage.find("orders.modify.price").isPresent(), () -> {
            Text price = (Text) stage.find("orders.modify.price").orElseThrow();
            price.setText("70,050");
            refused[0] = !button("orders.modify.ok").isEnabled();
            price.setText("70,100");
            button("orders.modify.ok").notifyListeners(SWT.Selection, new Event());
        });
        stage.click(button("orders.modify"));

        stage.until("the change", () -> desk.modified().equals(List.of("open 10 70100")));
        assertTrue(refused[0], "a price between two steps");
    }

    @Test
    void aPersonSaysWhatBecameOfAnUnknownOrder() {
        DeskOrder doubted = order("doubted", OrderStatus.UNKNOWN);
        desk.put(new DeskOrder("doubted", doubted.broker(), doubted.order().withStatus(OrderStatus.UNKNOWN, time.now(),
                Optional.of("Nobody knows whether it arrived")), List.of(), false));
        DeskOrder stranger = order("B77", OrderStatus.ACCEPTED);
        desk.put(new DeskOrder("fake:B77", stranger.broker(), stranger.order(), List.of(), true));
        stage.until("all orders", () -> table().getItemCount() == 4);
        assertEquals(List.of("B77"), SettleDialog.candidates(order("doubted", OrderStatus.UNKNOWN), desk.orders()));
        select("Unknown");
        assertEquals("Nobody knows whether it arrived", ((Label) stage.find("orders.status").orElseThrow()).getText());
        boolean[] ready = new boolean[2];
        stage.whenOpen(() -> stage.find("orders.settle.ok").isPresent(), () -> {
            ready[0] = button("orders.settle.ok").isEnabled();
            ((Combo) stage.find("orders.settle.number").orElseThrow()).setText("B77");
            ready[1] = button("orders.settle.arrived").getSelection() && button("orders.settle.ok").isEnabled();
            settle();
        });
        view.settleSelected();

        assertEquals(List.of("doubted " + new Verdict.Arrived(new BrokerOrderId("B77"))), desk.settled());
        assertFalse(ready[0], "nothing is said yet");
        assertTrue(ready[1], "whoever names a number says that it arrived");
    }

    @Test
    void aNumberThatNobodyKnowsIsAskedAboutOnce() {
        desk.put(order("doubted", OrderStatus.UNKNOWN));
        stage.until("all orders", () -> table().getItemCount() == 3);
        select("Unknown");
        String[] problems = new String[2];
        stage.whenOpen(() -> stage.find("orders.settle.ok").isPresent(), () -> {
            for (int i = 0; i < 2; i++) {
                ((Combo) stage.find("orders.settle.number").orElseThrow()).setText("B7" + i);
                settle();
                problems[i] = ((Label) stage.find("orders.settle.problem").orElseThrow()).getText();
            }
            settle();
        });
        view.settleSelected();

        assertTrue(problems[0].contains("no B70"), problems[0]);
        assertTrue(problems[1].contains("no B71"), problems[1]);
        assertEquals(List.of("doubted " + new Verdict.Arrived(new BrokerOrderId("B71"))), desk.settled());
    }

    @Test
    void whatIsAskedSaysWhoseMoneyItIsAndWhatTheBrokerHas() {
        accounts.put(new AccountSnapshot(new AccountKey(Samples.BROKER, Samples.ACCOUNT), new Account(Samples.ACCOUNT,
                "Savings", AccountType.LIVE, CurrencyCode.KRW, false), List.of(), List.of(), Optional.empty(),
                Optional.empty()));
        DeskOrder stranger = order("B77", OrderStatus.ACCEPTED);
        desk.put(new DeskOrder("fake:B77", stranger.broker(), stranger.order(), List.of(), true));
        desk.put(order("doubted", OrderStatus.UNKNOWN));
        stage.until("all orders", () -> table().getItemCount() == 4);
        List<String> said = new ArrayList<>();
        select("Unknown");
        stage.whenOpen(() -> stage.find("orders.settle.ok").isPresent(), () -> {
            said.add(live("orders.settle.account"));
            ((Combo) stage.find("orders.settle.number").orElseThrow()).setText("B77");
            said.add(((Label) stage.find("orders.settle.shown").orElseThrow()).getText());
            ((Combo) stage.find("orders.settle.number").orElseThrow()).setText("B78");
            said.add(((Label) stage.find("orders.settle.shown").orElseThrow()).getText());
            button("orders.settle.ok").getShell().close();
        });
        view.settleSelected();
        table().setSelection(row("Open"));
        stage.click(table());
        stage.whenOpen(() -> stage.find("orders.modify.ok").isPresent(), () -> {
            said.add(live("orders.modify.account"));
            button("orders.modify.ok").getShell().close();
        });
        stage.click(button("orders.modify"));

        String mark = "⚠ LIVE: REAL MONEY   " + Samples.ACCOUNT;
        assertEquals(List.of(mark, "At the broker: 10 at 70,000, placed 10:00:00, Open", "", mark), said);
    }

    private String live(String id) {
        LiveMark mark = (LiveMark) stage.find(id).orElseThrow();
        return mark.isLive() ? mark.getText() : "not live: " + mark.getText();
    }

    private void settle() {
        button("orders.settle.ok").notifyListeners(SWT.Selection, new Event());
    }

    private DeskOrder order(String key, OrderStatus status) {
        boolean filled = status == OrderStatus.FILLED;
        Order order = new Order(Optional.empty(), Optional.of(new BrokerOrderId(key)), Samples.ACCOUNT,
                Samples.SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, BigDecimal.TEN,
                Optional.of(Samples.dec(70_000)), Optional.empty(), status,
                filled ? BigDecimal.TEN : BigDecimal.ZERO, filled ? Optional.of(Samples.dec(70_000)) : Optional.empty(),
                BigDecimal.ZERO, time.now(), time.now(), Optional.empty());
        return new DeskOrder(key, Samples.BROKER, order, List.of(), false);
    }

    private void select(String status) {
        table().setSelection(row(status));
        stage.click(table());
    }

    private int row(String status) {
        for (int i = 0; i < table().getItemCount(); i++) {
            if (table().getItem(i).getText(STATUS).equals(status)) {
                return i;
            }
        }
        return -1;
    }

    private Table table() {
        return (Table) stage.find("orders.table").orElseThrow();
    }

    private Button button(String key) {
        return (Button) stage.find(key).orElseThrow();
    }
}
