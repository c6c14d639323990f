package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order of which a workstation has seen nothing but trades is asked for at the server by its number. */
class OrderByNumberTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void orderOfTheServersDeskComesUnderTheNameThatItsSenderGaveIt() throws Exception {
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        GatewayLineTest.connect(gateway, loss -> { });
        Order filled = Order.pending(OrderRequest.market(new ClientOrderId("filled-while-gone"), Rig.MAIN, Rig.SAMSUNG,
                Side.BUY, BigDecimal.ONE), rig.time.now()).withBrokerOrderId(new BrokerOrderId("B6"), rig.time.now())
                .withStatus(OrderStatus.FILLED, rig.time.now(), Optional.empty());
        rig.desk.follow(new AccountKey(new BrokerId(rig.broker), Rig.MAIN), filled);
        assertEquals(Optional.of(filled), gateway.order(Rig.MAIN, new BrokerOrderId("B6")));
    }

    @Test
    void orderThatOnlyTheBrokerKnowsIsWhatItTells() throws Exception {
        FakeGateway nameless = new FakeGateway(new BrokerId("nameless"));
        Order told = Order.pending(OrderRequest.limit(new ClientOrderId("theirs"), Rig.MAIN, Rig.SAMSUNG, Side.SELL,
                BigDecimal.TEN, new BigDecimal("71900")), rig.time.now())
                .withBrokerOrderId(new BrokerOrderId("B7"), rig.time.now());
        nameless.setTold(List.of(told));
        FakeConnection connection = new FakeConnection(nameless, rig.time);
        rig.registry.add(connection);
        rig.registry.setPhase(connection, ConnectionPhase.CONNECTED);
        BrokerGateway gateway = rig.client("nameless-" + rig.broker, Map.of("server.broker", "nameless"));
        GatewayLineTest.connect(gateway, loss -> { });
        assertEquals(Optional.of(told), gateway.order(Rig.MAIN, new BrokerOrderId("B7")));
        assertEquals(Optional.empty(), gateway.order(Rig.MAIN, new BrokerOrderId("B8")));
        nameless.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is busy"));
        assertThrows(BrokerException.class, () -> gateway.order(Rig.MAIN, new BrokerOrderId("B7")),
                "what was not answered is not \"unknown\"");
    }
}
