package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.MockHarness.MAIN;
import static org.jts.gateway.mock.internal.MockHarness.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the mock gateway does beyond the contract. */
class MockGatewayTest {

    private final FakeTime time = new FakeTime();
    private final List<BrokerException> losses = new ArrayList<>();
    private final Map<String, Object> settings = new HashMap<>();
    private MockGateway gateway;
    private int orders;

    @AfterEach
    void close() {
        if (gateway != null) {
            gateway.close();
            assertEquals(0, time.pendingTasks(), "tasks left on the clock");
        }
    }

    @Test
    void wrongSettingsAreSaidAtConnectAndCanBeMended() throws Exception {
        settings.put("accounts", new String[] {"MOCK-001"});
        start();
        BrokerException failure = assertThrows(BrokerException.class, this::connect);
        assertEquals(ErrorCategory.VALIDATION, failure.category());
        assertTrue(failure.getMessage().contains("expected NUMBER:AMOUNT:CURRENCY"), failure.getMessage());
        settings.clear();
        gateway.configure(Configs.defaults());
        connect();
        assertEquals(3, gateway.accounts().size());
    }

    @Test
    void amountsThatTheExchangeCannotHoldAreSaidAtConnect() {
        settings.put("accounts", new String[] {"A-1:900000000000000:KRW"});
        start();
        BrokerException failure = assertThrows(BrokerException.class, this::connect);
        assertEquals(ErrorCategory.VALIDATION, failure.category());
    }

    @Test
    void brokerThatRefusesTheCredentialsSaysSo() {
        settings.put("fault_connect", "authentication");
        start();
        BrokerException failure = assertThrows(BrokerException.class, this::connect);
        assertEquals(ErrorCategory.AUTHENTICATION, failure.category());
        assertFalse(failure.isRetryable());
    }

    @Test
    void sameClientIdWithAnotherAmountIsRefusedEvenAfterAChange() throws Exception {
        startConnected();
        long low = gateway.quote(SAMSUNG).last().longValue() * 4 / 5 / 1000 * 1000;
        String price = String.valueOf(low);
        String other = String.valueOf(low + 500);
        OrderRequest request = limit("1.0", price);
        Accepted first = assertInstanceOf(Accepted.class, gateway.place(request));
        assertEquals(first, gateway.place(limit("1", price + ".00")), "the same order, written otherwise");
        assertDuplicate(limit("2", price));
        assertDuplicate(limit("1", other));
        OrderRef order = new OrderRef(MAIN, SAMSUNG, first.brokerOrderId(), Optional.of(request.clientOrderId()));
        assertInstanceOf(Accepted.class, gateway.modify(
                new OrderChange(order, new BigDecimal("2"), Optional.of(new BigDecimal(other)))));
        assertEquals(first.brokerOrderId(),
                assertInstanceOf(Accepted.class, gateway.place(request)).brokerOrderId(), "sent again after a change");
        assertDuplicate(limit("2", other));
        assertEquals(1, gateway.openOrders(MAIN).size());
    }

    private void assertDuplicate(OrderRequest request) {
        OrderOutcome outcome = gateway.place(request);
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class, outcome).reason());
    }

    private static OrderRequest limit(String quantity, String price) {
        return OrderRequest.limit(new ClientOrderId("T-same"), MAIN, SAMSUNG, Side.BUY, new BigDecimal(quantity),
                new BigDecimal(price));
    }

    @Test
    void inAKoreanWindowRefusalsAreKoreanAndNameNoBroker() throws Exception {
        startConnected();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREA);
        try {
            OrderOutcome.Rejected refused = assertInstanceOf(OrderOutcome.Rejected.class,
                    gateway.place(limit("1", "1")));
            assertTrue(refused.text().startsWith("지정가: 오늘은 "), refused.text());
            gateway.disconnect();
            OrderOutcome.NotSent offline = assertInstanceOf(OrderOutcome.NotSent.class, buy(1));
            assertTrue(offline.why().startsWith("연결되어 있지 않아 처리할 수 없습니다(주문 "), offline.why());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void newFaultsLeaveTheConnectionAsItIs() throws Exception {
        startConnected();
        settings.put("fault_refuse_ratio", 1.0);
        gateway.configure(Configs.with(settings));
        assertEquals(List.of(), losses);
        assertInstanceOf(OrderOutcome.Rejected.class, buy(1));
    }

    @Test
    void newMarketSettingsBeginAnotherMarket() throws Exception {
        startConnected();
        buy(10);
        settings.put("accounts", new String[] {"OTHER:5000000:KRW"});
        gateway.configure(Configs.with(settings));
        assertEquals(1, losses.size());
        assertThrows(BrokerException.class, gateway::accounts);
        connect();
        assertEquals("OTHER", gateway.accounts().getFirst().id().value());
    }

    @Test
    void connectionBreaksAfterTheTimeThatWasSet() throws Exception {
        settings.put("fault_disconnect_after_s", 30);
        startConnected();
        time.advance(Duration.ofSeconds(29));
        assertEquals(List.of(), losses);
        time.advance(Duration.ofSeconds(1));
        assertEquals(ErrorCategory.NETWORK, losses.getFirst().category());
        connect();
        time.advance(Duration.ofSeconds(30));
        assertEquals(2, losses.size());
    }

    @Test
    void positionsAndOrdersOutliveADisconnect() throws Exception {
        startConnected();
        buy(10);
        OrderRequest far = OrderRequest.limit(id(), MAIN, SAMSUNG, Side.BUY, BigDecimal.ONE, farPrice());
        gateway.place(far);
        gateway.disconnect();
        time.advance(Duration.ofHours(1));
        connect();
        assertEquals(BigDecimal.TEN, gateway.positions(MAIN).getFirst().quantity());
        assertEquals(List.of(far.clientOrderId()), gateway.openOrders(MAIN).stream()
                .map(o -> o.clientOrderId().orElseThrow()).toList());
    }

    @Test
    void marketGoesOnWhileNobodyIsConnected() throws Exception {
        startConnected();
        Quote before = gateway.quote(SAMSUNG);
        gateway.disconnect();
        time.advance(Duration.ofHours(1));
        connect();
        assertTrue(gateway.quote(SAMSUNG).time().isAfter(before.time().plus(Duration.ofMinutes(59))),
                () -> "quote after an hour: " + gateway);
    }

    /** As on a machine that slept, or that has much else to do: the market has not gone on yet. */
    @Test
    void anOrderArrivesAtThePresentHoweverFarTheMarketIsBehind() throws Exception {
        startConnected();
        Instant later = FakeTime.START.plus(Duration.ofMinutes(30));
        time.setWallClock(later);
        OrderRequest far = OrderRequest.limit(id(), MAIN, SAMSUNG, Side.BUY, BigDecimal.ONE, farPrice());
        assertInstanceOf(Accepted.class, gateway.place(far));
        assertFalse(gateway.openOrders(MAIN).getFirst().createdAt().isBefore(later), "dated before it was placed");
        time.setWallClock(later.plus(Duration.ofMinutes(30)));
        Order open = gateway.openOrders(MAIN).getFirst();
        assertInstanceOf(Accepted.class, gateway.modify(new OrderChange(open.ref().orElseThrow(), new BigDecimal("2"),
                open.limitPrice())));
        assertFalse(gateway.openOrders(MAIN).getFirst().updatedAt().isBefore(later.plus(Duration.ofMinutes(30))));
    }

    @Test
    void marketKeepsItsOwnTimeWhenTheWallClockGoesBack() throws Exception {
        startConnected();
        time.setWallClock(FakeTime.START.minus(Duration.ofDays(1)));
        Quote before = gateway.quote(SAMSUNG);
        time.advance(Duration.ofSeconds(10));
        assertTrue(gateway.quote(SAMSUNG).time().isAfter(before.time()), "expected newer quotes");
    }

    @Test
    void latencyIsHowLongARequestTakes() throws Exception {
        startConnected();
        gateway.faults(gateway.faults().with("latency", "200-300"));
        FutureTask<?> read = inBackground(() -> gateway.balances(MAIN));
        awaitTimers(2); // the pump, and the request on its way
        time.advance(Duration.ofMillis(99));
        assertFalse(read.isDone());
        Await.until("the answer", () -> {
            time.advance(Duration.ofMillis(1));
            return read.isDone();
        });
        read.get();
        assertTrue(time.nanoTime() >= Duration.ofMillis(200).toNanos(), "took " + time.nanoTime() + " ns");
    }

    @Test
    void orderGivenUpOnItsWayArrivesHalfOfTheTime() throws Exception {
        startConnected();
        gateway.faults(gateway.faults().with("latency", "1000"));
        BigDecimal price = BigDecimal.valueOf(60_000);
        for (int i = 0; i < 40; i++) {
            OrderRequest order = OrderRequest.limit(id(), MAIN, SAMSUNG, Side.BUY, BigDecimal.ONE, price);
            FutureTask<OrderOutcome> call = new FutureTask<>(() -> gateway.place(order));
            Thread thread = Thread.ofVirtual().start(call);
            awaitTimers(2);
            thread.interrupt();
            assertInstanceOf(OrderOutcome.Unknown.class, call.get());
            time.advance(Duration.ZERO); // tells of the order, if it arrived
        }
        gateway.faults(FaultPlan.NONE);
        int arrived = gateway.openOrders(MAIN).size();
        assertTrue(arrived > 8 && arrived < 32, "arrived of 40: " + arrived);
    }

    @Test
    void refusedShareOfOrdersIsAboutWhatWasSet() throws Exception {
        startConnected();
        gateway.faults(gateway.faults().with("refuse", "0.5"));
        Set<RejectReason> reasons = new HashSet<>();
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            if (buy(1) instanceof OrderOutcome.Rejected refusal) {
                reasons.add(refusal.reason());
                refused++;
            }
        }
        assertTrue(refused > 30 && refused < 70, "refused of 100: " + refused);
        assertEquals(Set.of(RejectReason.OTHER, RejectReason.RATE_LIMIT), reasons);
    }

    @Test
    void sameIdOnAnotherOrderIsADuplicate() throws Exception {
        startConnected();
        ClientOrderId same = id();
        gateway.place(OrderRequest.limit(same, MAIN, SAMSUNG, Side.BUY, BigDecimal.ONE, farPrice()));
        OrderOutcome second = gateway.place(OrderRequest.market(same, MAIN, SymbolId.parse("KRX:000660"), Side.BUY,
                BigDecimal.ONE));
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class, second).reason());
    }

    @Test
    void koreanSharesAndCryptoTradeInOneAccount() throws Exception {
        startConnected();
        SymbolId bitcoin = SymbolId.parse("UPBIT:KRW-BTC");
        gateway.place(OrderRequest.market(id(), MAIN, bitcoin, Side.BUY, new BigDecimal("0.01")));
        buy(1);
        assertEquals(Set.of(bitcoin, SAMSUNG), Set.copyOf(gateway.positions(MAIN).stream().map(p -> p.symbol())
                .toList()));
    }

    @Test
    void exchangeHoursRefuseOrdersAtNightAndCryptoTradesOn() throws Exception {
        settings.put("market_hours", "exchange");
        time.advance(Duration.ofHours(12)); // Friday, 22:00 in Seoul
        startConnected();
        OrderOutcome share = buy(1);
        assertEquals(RejectReason.MARKET_CLOSED, assertInstanceOf(OrderOutcome.Rejected.class, share).reason());
        assertInstanceOf(OrderOutcome.Accepted.class, gateway.place(OrderRequest.market(id(), MAIN,
                SymbolId.parse("UPBIT:KRW-BTC"), Side.BUY, new BigDecimal("0.01"))));
    }

    @Test
    void additionalSymbolsComeOnTop() throws Exception {
        settings.put("market_extra_symbols", 466);
        startConnected();
        assertTrue(gateway.symbols().size() >= 500, "symbols: " + gateway.symbols().size());
    }

    @Test
    void symbolsHaveAboutAsManyQuotesAsWereAskedFor() throws Exception {
        settings.put("market_extra_symbols", 466);
        settings.put("market_quotes_per_symbol", 10);
        startConnected();
        List<Quote> quotes = new ArrayList<>();
        Set<SymbolId> all = Set.copyOf(gateway.symbols().stream().map(s -> s.id()).toList());
        gateway.subscribeQuotes(all, quotes::add);
        time.advance(Duration.ofSeconds(1)); // the first pictures are no changes
        quotes.clear();
        time.advance(Duration.ofSeconds(10));
        int wanted = all.size() * 10 * 10;
        assertTrue(quotes.size() > wanted * 8 / 10 && quotes.size() < wanted * 12 / 10,
                () -> "expected about %d quotes, was %d".formatted(wanted, quotes.size()));
    }

    @Test
    void sameSeedMakesTheSameMarket() throws Exception {
        startConnected();
        time.advance(Duration.ofMinutes(5));
        Quote first = gateway.quote(SAMSUNG);
        gateway.close();
        FakeTime again = new FakeTime();
        MockGateway second = Configs.gateway("mock", Configs.with(settings), again);
        second.connect(listener());
        again.advance(Duration.ofMinutes(5));
        assertEquals(first, second.quote(SAMSUNG));
        second.close();
    }

    @Test
    void requestUnderWayEndsWithTheComponent() throws Exception {
        startConnected();
        gateway.faults(gateway.faults().with("silence", "on"));
        FutureTask<?> read = inBackground(() -> gateway.accounts());
        MockGateway silent = Configs.gateway("silent", Configs.with(Map.of("fault_silence", true)), time);
        FutureTask<?> dial = inBackground(() -> {
            silent.connect(listener());
            return null;
        });
        gateway.close();
        silent.close();
        for (FutureTask<?> call : List.of(read, dial)) {
            ExecutionException failure = assertThrows(ExecutionException.class, call::get);
            assertEquals(ErrorCategory.NETWORK,
                    assertInstanceOf(BrokerException.class, failure.getCause()).category());
        }
    }

    @Test
    void orderPicturesNameTheirAccountAndSymbol() throws Exception {
        startConnected();
        gateway.place(OrderRequest.limit(id(), MAIN, SAMSUNG, Side.BUY, BigDecimal.ONE, farPrice()));
        Order open = gateway.openOrders(MAIN).getFirst();
        assertEquals(MAIN, open.account());
        assertEquals(SAMSUNG, open.symbol());
        assertTrue(gateway.openOrders(MockHarness.SECOND).isEmpty());
    }

    private void start() {
        gateway = Configs.gateway("mock", Configs.with(settings), time);
    }

    private void startConnected() throws Exception {
        start();
        connect();
    }

    private void connect() throws Exception {
        gateway.connect(listener());
    }

    private GatewayListener listener() {
        return new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                losses.add(reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("no notice expected: " + text);
            }
        };
    }

    private OrderOutcome buy(int quantity) {
        return gateway.place(OrderRequest.market(id(), MAIN, SAMSUNG, Side.BUY, BigDecimal.valueOf(quantity)));
    }

    private BigDecimal farPrice() throws Exception {
        BigDecimal tick = BigDecimal.valueOf(100);
        return gateway.quote(SAMSUNG).last().multiply(new BigDecimal("0.8")).divideToIntegralValue(tick)
                .multiply(tick);
    }

    private ClientOrderId id() {
        return new ClientOrderId("T-" + ++orders);
    }

    private static <T> FutureTask<T> inBackground(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    private void awaitTimers(int count) {
        Await.until(count + " timers", () -> time.pendingTasks() >= count);
        assertEquals(count, time.pendingTasks(), "timers");
    }
}
