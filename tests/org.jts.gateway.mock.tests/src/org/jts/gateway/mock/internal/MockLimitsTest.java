package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.MockHarness.MAIN;
import static org.jts.gateway.mock.internal.MockHarness.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Permits of the gateway, and a broker that counts for itself and punishes. */
class MockLimitsTest {

    private static final BrokerId BROKER = new BrokerId("mock");

    private final FakeTime time = new FakeTime();
    private final FakeRequestLimiters limiters = new FakeRequestLimiters();
    private final FakeRequestLimiter limiter =
            limiters.put(BROKER, "mock/mock", FakeRequestLimiter.perSecond("Mock", 20));
    private MockGateway gateway;

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void everyCallIsOfItsLane() throws Exception {
        connect(Map.of("limit_windows", "1000/1s"));
        assertEquals(1, limiter.granted(Lane.ACCOUNT), "connecting");
        gateway.checkHealth();
        gateway.accounts();
        gateway.balances(MAIN);
        gateway.positions(MAIN);
        gateway.openOrders(MAIN);
        gateway.executions(MAIN, Instant.EPOCH);
        gateway.subscribeOrders(MAIN, event -> { });
        assertEquals(8, limiter.granted(Lane.ACCOUNT));
        Set<SymbolId> all = new HashSet<>(gateway.symbols().stream().map(Symbol::id).toList());
        gateway.quote(SAMSUNG);
        gateway.orderBook(SAMSUNG);
        gateway.subscribeOrderBooks(Set.of(SAMSUNG), book -> { });
        assertEquals(4, limiter.granted(Lane.MARKET_DATA));
        int before = limiter.granted();
        gateway.subscribeQuotes(all, quote -> { });
        assertEquals(2, limiter.granted() - before, "forty symbols a request: there are " + all.size());
        gateway.candles(new CandleQuery(SAMSUNG, Timeframe.DAY_1, time.now().minus(Duration.ofDays(9)), time.now(), 9));
        assertEquals(1, limiter.granted(Lane.HISTORY));
        gateway.place(buy());
        gateway.cancel(new OrderRef(MAIN, SAMSUNG, new BrokerOrderId("1"), Optional.empty()));
        assertEquals(1, limiter.granted(Lane.ORDER));
        assertEquals(1, limiter.granted(Lane.CANCEL));
        assertEquals(limiter.granted(), gateway.desk().weight());
        assertEquals(0, limiter.open());
    }

    @Test
    void theBrokerRefusesWhatIsTooMuchAndTheLimiterIsTold() throws Exception {
        connect(Map.of("limit_windows", "2/1s", "limit_ban_s", 0));
        gateway.accounts();
        BrokerException refusal = assertThrows(BrokerException.class, gateway::accounts);
        assertEquals(ErrorCategory.RATE_LIMIT, refusal.category());
        assertEquals("MOCK-429", refusal.brokerCode());
        assertTrue(refusal.isRetryable());
        assertEquals(1, limiter.usage().refusals());
        OrderOutcome.Rejected order = assertInstanceOf(OrderOutcome.Rejected.class, gateway.place(buy()));
        assertEquals(RejectReason.RATE_LIMIT, order.reason());
        assertEquals(2, limiter.usage().refusals());
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of(), gateway.openOrders(MAIN), "a refused order was never taken");
        assertEquals(0, limiter.open());
    }

    @Test
    void whoGoesOnIsBanned() throws Exception {
        connect(Map.of("limit_windows", "1/1s", "limit_ban_s", 60));
        for (int i = 0; i < 3; i++) {
            assertThrows(BrokerException.class, gateway::accounts);
        }
        assertEquals(Optional.of(Duration.ofSeconds(60)), limiter.usage().banned());
        time.advance(Duration.ofSeconds(20));
        BrokerException ban = assertThrows(BrokerException.class, gateway::accounts);
        assertEquals(Optional.of(Duration.ofSeconds(40)), ban.retryAfter());
        assertTrue(ban.getMessage().contains("refuses everything for 40 s"), ban.getMessage());
        time.advance(Duration.ofSeconds(40));
        assertEquals(3, gateway.accounts().size());
    }

    @Test
    void aDriftOfTheLimitsCanBeOrdered() throws Exception {
        connect(Map.of("limit_windows", "10/1s", "limit_ban_s", 0));
        gateway.faults(gateway.faults().with("drift", "on"));
        for (int i = 0; i < 4; i++) {
            gateway.quote(SAMSUNG);
        }
        assertThrows(BrokerException.class, () -> gateway.quote(SAMSUNG), "connecting was the fifth of five");
        gateway.faults(gateway.faults().with("drift", "off"));
        gateway.quote(SAMSUNG);
    }

    @Test
    void withoutAPermitAnOrderIsNotSent() throws Exception {
        connect(Map.of("limit_windows", "1000/1s"));
        limiter.empty(true);
        OrderOutcome.NotSent outcome = assertInstanceOf(OrderOutcome.NotSent.class, gateway.place(buy()));
        assertTrue(outcome.why().contains("was not sent: Mock: no permit for a request of lane ORDER"), outcome.why());
        BrokerException read = assertThrows(BrokerException.class, () -> gateway.quote(SAMSUNG));
        assertEquals(ErrorCategory.RATE_LIMIT, read.category());
        assertTrue(read.getMessage().startsWith("the request for quote was not sent"), read.getMessage());
        assertEquals(1, gateway.desk().arrivals(), "connecting only");
    }

    @Test
    void permitsComeFromWhoeverHasThemAndWhatWasSpentIsTold() throws Exception {
        connect(Map.of());
        limiter.used(7);
        FakeRequestLimiters others = new FakeRequestLimiters();
        FakeRequestLimiter other = others.put(BROKER, "mock/mock", FakeRequestLimiter.perSecond("Shared", 20));
        gateway.bindLimiters(others);
        gateway.unbindLimiters(limiters);
        assertEquals(7, other.usage().windows().getFirst().used());
        int before = limiter.granted();
        gateway.quote(SAMSUNG);
        assertEquals(before, limiter.granted());
        assertEquals(1, other.granted());
        assertEquals(Set.of("mock/mock"), limiters.limiters(BROKER).keySet(), "its successor may spend through it");
        gateway.unbindLimiters(others);
        assertEquals(Map.of(), others.limiters(BROKER), "let go");
        assertEquals(ErrorCategory.NETWORK, assertThrows(BrokerException.class, () -> gateway.quote(SAMSUNG))
                .category());
    }

    @Test
    void changedLimitsReachTheRunningLimiter() throws Exception {
        connect(Map.of("limit_windows", "1000/1s"));
        gateway.configure(Configs.limited(Map.of("limit_windows", "3/1s, 9/1m")));
        assertEquals("[3/1s, 9/1m]", limiter.profile().windows().toString());
        assertEquals(3, gateway.accounts().size(), "the connection stays");
    }

    private void connect(Map<String, Object> settings) throws Exception {
        gateway = new MockGateway(Configs.limited(new HashMap<>(settings)), Map.of(BrokerGateway.BROKER_ID, "mock"),
                time);
        gateway.bindLimiters(limiters);
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                throw new AssertionError("no loss expected", reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("no notice expected: " + text);
            }
        });
    }

    private static OrderRequest buy() {
        return OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()), MAIN, SAMSUNG, Side.BUY,
                BigDecimal.ONE);
    }
}
