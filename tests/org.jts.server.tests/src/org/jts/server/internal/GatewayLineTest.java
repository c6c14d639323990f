package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the gateway to a server does with its line, and with what passes while there is none. */
class GatewayLineTest {

    private final Rig rig = new Rig();
    private final BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void eachListenerGoesOnAfterALossWithoutGapOrDuplicate() throws Exception {
        connect(gateway);
        List<OrderEvent> first = new CopyOnWriteArrayList<>();
        List<OrderEvent> second = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(Rig.MAIN, first::add);
        gateway.subscribeOrders(Rig.MAIN, second::add);
        buyOne(gateway);
        Await.until("a trade", () -> trades(first) == 1 && trades(second) == 1);
        lose();
        buyOne(rig.mock);
        gateway.disconnect(); // as a supervisor does before it tries again
        connect(gateway);
        gateway.subscribeOrders(Rig.MAIN, first::add);
        buyOne(rig.mock);
        Await.until("what was missed, and what came then", () -> trades(first) == 3);
        gateway.subscribeOrders(Rig.MAIN, second::add);
        buyOne(gateway);
        Await.until("the same for who came later", () -> trades(first) == 4 && trades(second) == 4);
        assertEquals(first, second);
        assertEquals(first.size(), first.stream().distinct().count(), "each event once: " + first);
    }

    @Test
    void afterADisconnectOnPurposeEventsBeginAnew() throws Exception {
        connect(gateway);
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(Rig.MAIN, events::add);
        gateway.disconnect();
        buyOne(rig.mock);
        connect(gateway);
        gateway.subscribeOrders(Rig.MAIN, events::add).close();
        gateway.subscribeOrders(Rig.MAIN, events::add);
        OrderRequest request = buyOne(gateway);
        Await.until("a trade", () -> trades(events) == 1);
        assertTrue(events.stream().allMatch(e -> e.order().clientOrderId().orElseThrow()
                .equals(request.clientOrderId())),
                events.toString());
    }

    @Test
    void gapAfterANewLifeOfTheServerIsHealedOnceForEachTrade() throws Exception {
        connect(gateway);
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(Rig.MAIN, events::add);
        buyOne(gateway);
        Await.until("a trade", () -> trades(events) == 1);
        rig.restartServer();
        Await.until("a loss", () -> !losses.isEmpty());
        connect(gateway);
        gateway.subscribeOrders(Rig.MAIN, events::add);
        buyOne(gateway);
        Await.until("another trade", () -> trades(events) >= 2);
        assertEquals(2, trades(events), "a trade that was asked for is not told again: " + events);
    }

    @Test
    void serverThatTakesConnectionsAndNeverAnswersIsNoticedWithinFiveSeconds() {
        rig.relay.swallow(true);
        long start = System.nanoTime();
        BrokerException refusal = assertThrows(BrokerException.class, () -> connect(gateway));
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos(), "time to notice");
        assertEquals(ErrorCategory.TIMEOUT, refusal.category());
    }

    @Test
    void brokerThatTheServerDoesNotHaveIsNoConfiguration() throws Exception {
        BrokerGateway wrong = rig.client("wrong-" + rig.broker, Map.of("server.broker", "nobody"));
        BrokerGateway gone = rig.client("gone-" + rig.broker,
                Map.of("server.broker", rig.broker, "call.limit.ms", 1_500));
        BrokerException refusal = assertThrows(BrokerException.class, () -> connect(wrong));
        assertEquals(ErrorCategory.VALIDATION, refusal.category());
        assertTrue(refusal.getMessage().startsWith("Broker configuration not found: ")
                && refusal.getMessage().contains("[" + rig.broker + "]"), refusal.getMessage());
        connect(gone);
        gone.disconnect();
        rig.registry.remove(rig.connection);
        BrokerException later = assertThrows(BrokerException.class, () -> connect(gone));
        assertEquals(ErrorCategory.NETWORK, later.category(), "a server that is starting may not have it yet");
    }

    @Test
    void brokerThatComesBackDuringAnAttemptIsFoundByIt() throws Exception {
        connect(gateway);
        gateway.disconnect();
        rig.registry.remove(rig.connection);
        long before = looks();
        CompletableFuture<Exception> attempt = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                connect(gateway);
                attempt.complete(null);
            } catch (BrokerException | InterruptedException e) {
                attempt.complete(e);
            }
        });
        Await.until("a look in vain", () -> looks() > before);
        rig.registry.add(rig.connection);
        assertNull(attempt.get(30, TimeUnit.SECONDS), "what became of the attempt");
        gateway.checkHealth();
    }

    private long looks() {
        return rig.calls("GetBrokers", "");
    }

    @Test
    void brokerThatWasGoneForAMomentIsALostLine() throws Exception {
        connect(gateway);
        rig.registry.setPhase(rig.connection, ConnectionPhase.RECONNECTING);
        rig.registry.setPhase(rig.connection, ConnectionPhase.CONNECTED);
        Await.until("a loss", () -> !losses.isEmpty());
        assertEquals(ErrorCategory.NETWORK, losses.getFirst().category());
    }

    @Test
    void whatTheBrokerOffersIsKnownFromTheFirstConnectOn() throws Exception {
        FakeGateway poor = new FakeGateway(new BrokerId("poor")).without(Feature.ORDER_STREAM);
        FakeConnection connection = new FakeConnection(poor, rig.time);
        rig.registry.add(connection);
        rig.registry.setPhase(connection, ConnectionPhase.CONNECTED);
        BrokerGateway client = rig.client("poor-" + rig.broker, Map.of("server.broker", "poor"));
        connect(client);
        assertEquals(poor.capabilities(), client.capabilities());
        assertFalse(client.capabilities().has(Feature.ORDER_STREAM));
        client.disconnect();
        assertEquals(poor.capabilities(), client.capabilities());
    }

    @Test
    void whereNobodyListensNothingIsSent() throws Exception {
        BrokerGateway closed = rig.client("closed-" + rig.broker, Map.of("server.broker", rig.broker));
        connect(closed);
        rig.relay.refuse(true);
        assertInstanceOf(OrderOutcome.NotSent.class, placeUntilTheLossIsKnown(closed));
        rig.relay.refuse(false);
    }

    private static OrderOutcome placeUntilTheLossIsKnown(BrokerGateway closed) {
        OrderOutcome[] last = new OrderOutcome[1];
        Await.until("no line", () -> {
            last[0] = closed.place(market());
            return last[0] instanceof OrderOutcome.NotSent;
        });
        return last[0];
    }

    private void lose() {
        int before = losses.size();
        rig.relay.cut();
        Await.until("a loss", () -> losses.size() > before);
    }

    private static OrderRequest buyOne(BrokerGateway at) {
        OrderRequest request = market();
        assertInstanceOf(OrderOutcome.Accepted.class, at.place(request));
        return request;
    }

    private static OrderRequest market() {
        return OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()), Rig.MAIN, Rig.SAMSUNG, Side.BUY,
                BigDecimal.ONE);
    }

    private static long trades(List<OrderEvent> events) {
        return events.stream().filter(OrderEvent.Filled.class::isInstance).count();
    }

    private void connect(BrokerGateway to) throws BrokerException, InterruptedException {
        connect(to, losses::add);
    }

    static void connect(BrokerGateway to, Consumer<BrokerException> atLoss)
            throws BrokerException, InterruptedException {
        to.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                atLoss.accept(reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("expected no notice, found " + text);
            }
        });
    }
}
