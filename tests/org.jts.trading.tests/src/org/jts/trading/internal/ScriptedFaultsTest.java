package org.jts.trading.internal;

import static org.jts.testkit.Samples.ACCOUNT;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.jts.testkit.Samples.paperAccount;
import static org.jts.testkit.Samples.stock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.tck.fault.FaultGateway;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the desk makes of a broker that fails as a script of the contract kit says. */
class ScriptedFaultsTest {

    private static final AccountKey KEY = new AccountKey(new BrokerId("scripted"), ACCOUNT);

    private final DeskFixture fixture = new DeskFixture();
    private final FakeGateway behind =
            new FakeGateway(KEY.broker()).with(stock(SAMSUNG, "삼성전자")).with(paperAccount(ACCOUNT));
    private final FaultGateway broker = new FaultGateway(behind, fixture.time);
    private final FakeConnection connection = new FakeConnection(broker, fixture.time);

    @BeforeEach
    void follow() throws Exception {
        fixture.accounts.put(new AccountSnapshot(KEY, paperAccount(ACCOUNT), List.of(new Balance(ACCOUNT,
                CurrencyCode.KRW, dec(1_000_000), dec(1_000_000), dec(1_000_000), fixture.time.now())), List.of(),
                Optional.of(fixture.time.now()), Optional.empty()));
        behind.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        fixture.registry.add(connection);
        connect();
        Await.until("the desk follows the account", () -> behind.orderSubscriptions() == 1);
    }

    private void connect() throws Exception {
        broker.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                fixture.registry.setPhase(connection, ConnectionPhase.RECONNECTING);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("expected no notice, found " + text);
            }
        });
        int reads = behind.reads();
        fixture.registry.setPhase(connection, ConnectionPhase.CONNECTED);
        Await.until("the desk asks", () -> behind.reads() > reads);
    }

    @AfterEach
    void close() {
        fixture.close();
        broker.disconnect();
    }

    @Test
    void eventsThatComeTwiceAreOneTrade() {
        broker.play("every frame of orders: send twice");
        OrderRequest sent = place();
        behind.send(filled(sent));
        assertEquals(OrderStatus.FILLED, only().order().status());
        assertEquals(1, only().executions().size());
    }

    @Test
    void anAnswerThatCannotBeReadIsUnknownAndTheOrderIsFoundByItsName() {
        broker.play("next call of place: garble");
        behind.onPlace(r -> {
            behind.setOpenOrders(List.of(fixture.reported(r, "B1", OrderStatus.ACCEPTED, 0)));
            return new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now());
        });
        Placement placement = fixture.desk.place(draft());
        assertInstanceOf(OrderOutcome.Unknown.class, placement.outcome());
        Await.until("the order by its name", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return only().order().status() == OrderStatus.ACCEPTED;
        });
        assertEquals(1, behind.placed().size(), "sent once");
    }

    @Test
    void aTradeWhoseEventIsDroppedIsFoundWhenTheLineIsBack() throws Exception {
        broker.play("next frame of orders: drop");
        OrderRequest sent = place();
        behind.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        behind.send(filled(sent));
        assertEquals(OrderStatus.ACCEPTED, only().order().status(), "nobody told");
        broker.play("now: cut the line");
        connect();
        Await.until("the trade", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return only().order().status() == OrderStatus.FILLED;
        });
        assertEquals(1, only().executions().size());
    }

    private OrderRequest place() {
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(draft()).outcome());
        return behind.placed().getLast();
    }

    private OrderEvent filled(OrderRequest sent) {
        return new OrderEvent.Filled(fixture.reported(sent, "B1", OrderStatus.FILLED, 10),
                fixture.execution(sent, "B1", "E1", 10));
    }

    private DeskOrder only() {
        return fixture.only();
    }

    private static OrderDraft draft() {
        return new OrderDraft(KEY, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(10),
                Optional.of(dec(71_900)), Optional.empty());
    }
}
