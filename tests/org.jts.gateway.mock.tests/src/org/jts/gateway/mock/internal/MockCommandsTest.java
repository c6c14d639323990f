package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.MockHarness.MAIN;
import static org.jts.gateway.mock.internal.MockHarness.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MockCommandsTest {

    private final FakeTime time = new FakeTime();
    private final MockCommands commands = new MockCommands();
    private final List<String> losses = new ArrayList<>();
    private final MockGateway gateway = Configs.gateway("mock", Configs.defaults(), time);

    @BeforeEach
    void connect() throws Exception {
        commands.addGateway(gateway);
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                losses.add(reason.getMessage());
            }

            @Override
            public void onNotice(String text) {
                losses.add(text);
            }
        });
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void faultsAreOrderedShownAndCleared() {
        assertTrue(commands.fault("mock", "latency", "50-200").contains("latency 50-200 ms"));
        assertTrue(commands.silence("mock", "on").contains("silence on"));
        assertTrue(commands.fault().startsWith("mock: connect none, latency 50-200 ms"), commands.fault());
        assertEquals("mock: " + FaultPlan.NONE.describe(), commands.clear("mock"));
    }

    @Test
    void disconnectBreaksTheLineOnce() throws Exception {
        commands.disconnect("mock");
        assertEquals(List.of("the simulated line was broken by the command mock:disconnect"), losses);
        assertThrows(BrokerException.class, gateway::accounts);
    }

    @Test
    void lostAnswerIsUnknownAndTheOrderWorks() throws Exception {
        commands.lose("mock");
        OrderRequest order = OrderRequest.market(new ClientOrderId("T-1"), MAIN, SAMSUNG, Side.BUY, BigDecimal.TEN);
        assertInstanceOf(OrderOutcome.Unknown.class, gateway.place(order));
        assertEquals(BigDecimal.TEN, gateway.positions(MAIN).getFirst().quantity());
    }

    @Test
    void pricesMoveHaltAndGoOn() throws Exception {
        commands.price("mock", "KRX:005930", "80000");
        time.advance(Duration.ofSeconds(2));
        BigDecimal bid = gateway.quote(SAMSUNG).bid().orElseThrow();
        assertTrue(bid.subtract(BigDecimal.valueOf(80_000)).abs().intValue() < 1_000, "bid " + bid);
        commands.halt("mock", "KRX:005930");
        OrderRequest order = OrderRequest.market(new ClientOrderId("T-1"), MAIN, SAMSUNG, Side.BUY, BigDecimal.TEN);
        assertInstanceOf(OrderOutcome.Rejected.class, gateway.place(order));
        commands.resume("mock", "KRX:005930");
        commands.shock("mock", "KRX:005930", "-0.1");
        time.advance(Duration.ofSeconds(2));
        assertTrue(gateway.quote(SAMSUNG).bid().orElseThrow().compareTo(BigDecimal.valueOf(74_000)) < 0,
                "expected a fall by a tenth");
    }

    @Test
    void scenarioEmptiesEveryBook() throws Exception {
        assertEquals("mock: all goes on as no-liquidity", commands.scenario("mock", "all", "no-liquidity"));
        time.advance(Duration.ofSeconds(3));
        assertTrue(gateway.orderBook(SAMSUNG).bids().isEmpty(), () -> "book: " + gateway);
    }

    @Test
    void moneyComesFromOutside() throws Exception {
        BigDecimal before = gateway.balances(MAIN).getFirst().cash();
        commands.deposit("mock", "MOCK-001", "5000", "KRW");
        assertEquals(0, before.add(BigDecimal.valueOf(5000)).compareTo(gateway.balances(MAIN).getFirst().cash()));
    }

    @Test
    void wrongWordsAreNamed() {
        assertEquals("expected one of the mock brokers [mock], was \"kis\"", wrong(() -> commands.fault("kis")));
        assertEquals("price: expected a number, was \"much\"",
                wrong(() -> commands.price("mock", "KRX:005930", "much")));
        assertTrue(wrong(() -> commands.price("mock", "005930", "80000")).contains("EXCHANGE:CODE"));
        assertTrue(wrong(() -> commands.halt("mock", "KRX:999999")).contains("999999"));
        assertTrue(wrong(() -> commands.scenario("mock", "all", "calm")).contains("flash-crash"));
    }

    @Test
    void removedBrokerIsNoLongerKnown() {
        commands.removeGateway(gateway);
        assertEquals("", commands.fault());
        assertEquals("expected one of the mock brokers [], was \"mock\"", wrong(() -> commands.clear("mock")));
    }

    private static String wrong(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
