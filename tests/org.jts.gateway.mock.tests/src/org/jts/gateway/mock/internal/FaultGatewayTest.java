package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.tck.Fault;
import org.jts.tck.fault.FaultGateway;
import org.jts.tck.fault.FaultScript;
import org.jts.testkit.Await;
import org.jts.testkit.FakeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The broker whose faults follow a script, around the mock gateway. */
class FaultGatewayTest {

    private final MockHarness harness = new MockHarness();
    private final FaultGateway broker = new FaultGateway(harness.mock, harness.time);
    private final List<BrokerException> losses = Collections.synchronizedList(new ArrayList<>());
    private int orders;
    private BigDecimal price;

    @BeforeEach
    void connect() throws Exception {
        broker.connect(supervisor());
        Symbol symbol = harness.mock.symbols().stream().filter(s -> s.id().equals(MockHarness.SAMSUNG)).findFirst()
                .orElseThrow();
        price = harness.farBuyPrice(symbol, harness.mock.quote(MockHarness.SAMSUNG));
    }

    @AfterEach
    void close() {
        broker.disconnect();
        harness.close();
    }

    @Test
    void keepsTheWholeContractWhateverItsScriptSays() {
        ContractRun run = ContractRun.of(Scripted::new);
        assertEquals(Map.of(), run.failed(), "rules that failed");
        assertTrue(run.passed().size() >= 110, () -> "rules that passed: " + run.passed().size());
    }

    @Test
    void theThirdOrderIsDoneAndItsAnswerLost() throws Exception {
        broker.play("""
                # the third order is done, and nobody hears of it
                call 3 of place: lose the answer
                """);
        assertInstanceOf(Accepted.class, place());
        assertInstanceOf(Accepted.class, place());
        FutureTask<OrderOutcome> third = start(this::place);
        Await.until("three orders at the broker", () -> harness.mock.openOrders(MockHarness.MAIN).size() == 3);
        broker.disconnect();
        assertInstanceOf(Unknown.class, third.get());
    }

    @Test
    void aCallTimesOutAfterItsTime() throws Exception {
        broker.play("next call of balances: time out after 5s");
        FutureTask<?> read = start(() -> broker.balances(MockHarness.MAIN));
        harness.time.awaitSleepers(1);
        harness.time.advance(Duration.ofMillis(4_999));
        assertTrue(!read.isDone(), "an answer before its time");
        harness.time.advance(Duration.ofMillis(1));
        BrokerException late = assertInstanceOf(BrokerException.class,
                assertThrows(Exception.class, read::get).getCause());
        assertEquals(ErrorCategory.TIMEOUT, late.category());
        assertEquals(1, broker.balances(MockHarness.MAIN).size(), "balances at the next call");
    }

    @Test
    void refusalsHaveTheReasonAndTheWordsOfTheScript() throws Exception {
        broker.play("""
                next call of place: refuse as INSUFFICIENT_FUNDS "cash: not enough"
                every 2 calls of quote: refuse as RATE_LIMIT
                """);
        Rejected refusal = assertInstanceOf(Rejected.class, place());
        assertEquals(new Rejected(RejectReason.INSUFFICIENT_FUNDS, "", "cash: not enough"), refusal);
        for (int i = 0; i < 3; i++) {
            broker.quote(MockHarness.SAMSUNG);
            assertEquals(ErrorCategory.RATE_LIMIT,
                    assertThrows(BrokerException.class, () -> broker.quote(MockHarness.SAMSUNG)).category());
        }
    }

    @Test
    void framesAreDroppedDoubledAndLate() throws Exception {
        List<OrderEvent> events = Collections.synchronizedList(new ArrayList<>());
        broker.subscribeOrders(MockHarness.MAIN, events::add);
        broker.play("""
                next frame of orders: drop
                frame 2 of orders: send twice
                frame 3 of orders: send late 30s
                """);
        place();
        harness.pass(Duration.ofMillis(100));
        Accepted second = assertInstanceOf(Accepted.class, place());
        Await.until("the second order's event, twice", () -> {
            harness.pass(Duration.ofMillis(20));
            return events.size() == 2;
        });
        assertEquals(events.get(0), events.get(1));
        assertEquals(second.brokerOrderId(), events.get(0).order().brokerOrderId().orElseThrow());
        place();
        harness.pass(Duration.ofSeconds(20));
        assertEquals(2, events.size(), "events before the late one");
        Await.until("the late event", () -> {
            harness.pass(Duration.ofSeconds(1));
            return events.size() == 3;
        });
    }

    @Test
    void silenceLastsAsLongAsItSays() throws Exception {
        List<Quote> quotes = Collections.synchronizedList(new ArrayList<>());
        broker.subscribeQuotes(Set.of(MockHarness.SAMSUNG), quotes::add);
        broker.play("after 10s: go silent for 30s");
        harness.pass(Duration.ofSeconds(10));
        FutureTask<?> read = start(broker::accounts);
        Await.until("no quote any more", () -> {
            int before = quotes.size();
            harness.pass(Duration.ofSeconds(1));
            return quotes.size() == before;
        });
        harness.pass(Duration.ofSeconds(30));
        int before = quotes.size();
        Await.until("quotes again", () -> {
            harness.pass(Duration.ofMillis(100));
            return quotes.size() > before;
        });
        assertTrue(!read.isDone(), "what was asked in the silence is never answered");
        assertEquals(List.of(), losses);
    }

    @Test
    void theLineIsCutUnderAnOrderThatReachedTheBroker() throws Exception {
        broker.play("call 1 of order: cut the line");
        assertInstanceOf(Unknown.class, place());
        assertEquals(ErrorCategory.NETWORK, losses.getFirst().category());
        assertInstanceOf(OrderOutcome.NotSent.class, place());
        connect();
        assertEquals(1, broker.openOrders(MockHarness.MAIN).size(), "the order of the time before");
        broker.play("now: revoke the token");
        assertEquals(ErrorCategory.AUTHENTICATION, losses.getLast().category());
        assertEquals(2, losses.size());
        connect();
        broker.play("next call of place: revoke the token");
        assertInstanceOf(OrderOutcome.NotSent.class, place(), "a token that is not taken is an answer");
        connect();
        assertEquals(1, broker.openOrders(MockHarness.MAIN).size(), "the broker has not taken the second order");
    }

    @Test
    void realMoneyIsNothingToPlayFaultsOn() {
        FakeGateway live = new FakeGateway(new BrokerId("live")).with(new Account(new AccountId("L-1"), "Real",
                AccountType.LIVE, CurrencyCode.KRW, true));
        BrokerException refused = assertThrows(BrokerException.class,
                () -> new FaultGateway(live, harness.time).connect(supervisor()));
        assertEquals(ErrorCategory.VALIDATION, refused.category());
        assertTrue(refused.getMessage().contains("L-1"), refused.getMessage());
    }

    @Test
    void anOrderThatIsDoneTwiceIsOneOrderWhereTheBrokerKnowsItsName() throws Exception {
        broker.play("next call of place: do twice");
        assertInstanceOf(Accepted.class, place());
        assertEquals(1, broker.openOrders(MockHarness.MAIN).size());
    }

    @Test
    void whatCannotBeReadSaysWhichLineAndWhatIsExpected() {
        Map<String, String> wrong = Map.of("place: drop", "line 1: expected now, after TIME",
                "\n\nnow: explode", "line 3: expected one of: time out", "now drop", "line 1: expected WHEN: WHAT",
                "call 0 of place: garble", "line 1: expected a number from 1 on", "call 1 of buy: garble",
                "line 1: expected a call, order or one of [accounts, balances", "frame 1 of news: drop",
                "line 1: expected frames of quotes, books or orders, found 'news'", "after 3h: cut the line",
                "line 1: expected a time such as 500ms, 30s or 2m, found '3h'", "now: drop",
                "line 1: expected a frame to be dropped", "next call: refuse as BAD",
                "line 1: expected an ErrorCategory or a RejectReason");
        wrong.forEach((script, message) -> {
            String found = assertThrows(IllegalArgumentException.class, () -> FaultScript.parse(script), script)
                    .getMessage();
            assertTrue(found.startsWith("fault script, " + message), () -> script + ": " + found);
        });
        assertEquals(2, FaultScript.parse("# nothing\nnow: cut the line # now\n  every 5 calls :  garble\n").steps()
                .size());
    }

    private GatewayListener supervisor() {
        return new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                losses.add(reason);
            }

            @Override
            public void onNotice(String text) {
                // none of this test's business
            }
        };
    }

    private OrderOutcome place() {
        return broker.place(OrderRequest.limit(new ClientOrderId("fault-" + ++orders), MockHarness.MAIN,
                MockHarness.SAMSUNG, Side.BUY, BigDecimal.TEN, price));
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    /** Every fault of the kit, as a line of a script. */
    private static final class Scripted extends MockHarness {

        private final FaultGateway broker;

        Scripted() {
            super(h -> new FaultGateway(h.mock, h.time));
            broker = (FaultGateway) gateway();
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        public void inject(Fault fault) {
            switch (fault) {
                case CONNECT_REFUSED ->
                        broker.play("every call of connect: refuse as NETWORK \"nobody listens there\"");
                case SIGN_IN_REFUSED -> broker.play("every call of connect: refuse as AUTHENTICATION \"wrong key\"");
                case TOKEN_REVOKED -> broker.play("now: revoke the token");
                case CONNECTION_LOSS -> broker.play("now: cut the line");
                case SILENCE -> broker.play("now: go silent");
                case LOST_ANSWER -> broker.play("next call of order: lose the answer");
                case GARBLED_ANSWER -> broker.play("next call of balances: garble\nnext call of order: garble");
                case REFUSAL -> broker.play("every call of order: refuse \"not now, says the broker\"");
                case DUPLICATE_EVENTS -> broker.play("every frame of orders: send twice");
                case DROPPED_EVENTS -> broker.play("every frame of orders: drop");
                case NO_PERMIT -> super.inject(fault);
            }
        }

        @Override
        public void clearFaults() {
            super.clearFaults();
            broker.clear();
        }
    }
}
