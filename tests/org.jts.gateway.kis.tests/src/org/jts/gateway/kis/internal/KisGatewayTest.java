package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.limit.Lane;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.testkit.FakeAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract does not ask: the broker's own ways. */
class KisGatewayTest {

    private KisHarness harness = new KisHarness(KisEnvironment.REAL);
    private final Line line = new Line();

    @AfterEach
    void close() {
        harness.close();
    }

    private KisGateway connected() throws Exception {
        harness.kis.connect(line);
        return harness.kis;
    }

    private OrderRequest market(Side side, int quantity) {
        return OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()), KisHarness.MAIN,
                KisHarness.SAMSUNG, side, BigDecimal.valueOf(quantity));
    }

    private OrderRequest far(int quantity) throws Exception {
        BigDecimal price = new BigDecimal(harness.kis.session().rest.read("price", KisRest.Call.of("inquire-price",
                Lane.MARKET_DATA, MarketReader.fields(KisHarness.SAMSUNG))).body().block("output")
                .text("stck_llam"));
        return OrderRequest.limit(new ClientOrderId(UUID.randomUUID().toString()), KisHarness.MAIN,
                KisHarness.SAMSUNG, Side.BUY, BigDecimal.valueOf(quantity), price);
    }

    private static OrderRef ref(OrderRequest request, Accepted accepted) {
        return new OrderRef(request.account(), request.symbol(), accepted.brokerOrderId(), Optional.empty());
    }

    private int ordersAtTheBroker() {
        return harness.broker.exchange().orders(KisHarness.MAIN).size();
    }

    @Test
    void aTokenRevokedBeforeItsTimeIsHealedOnceAndNotInALoop() throws Exception {
        KisGateway kis = connected();
        harness.broker.revokeTokens();
        BrokerException wait = assertThrows(BrokerException.class, () -> kis.quote(KisHarness.SAMSUNG));
        assertEquals(ErrorCategory.RATE_LIMIT, wait.category(), "a token was asked for less than a minute ago");
        long before = harness.broker.rates().requests();
        assertThrows(BrokerException.class, () -> kis.quote(KisHarness.SAMSUNG));
        assertInstanceOf(NotSent.class, kis.place(market(Side.BUY, 1)), "nothing is sent without a token");
        assertEquals(before, harness.broker.rates().requests(), "and nobody hammers the broker");
        assertEquals(0, ordersAtTheBroker());
    }

    @Test
    void manyGatewaysOfOneKeyShareAToken() throws Exception {
        TokenDesk tokens = harness.tokens();
        KisGateway other = harness.gateway(Map.of(), tokens);
        connected();
        harness.kis.disconnect();
        other.connect(line);
        other.disconnect();
        assertEquals(1, harness.broker.tokensIssued(), "the second found it on disk");
    }

    @Test
    void whatTheBrokerTimesOutIsUnknownAndNeverSentAgain() throws Exception {
        KisGateway kis = connected();
        harness.broker.faults().timeOutNextOrder();
        assertInstanceOf(Unknown.class, kis.place(market(Side.BUY, 1)));
        harness.broker.faults().loseNextOrder();
        assertInstanceOf(Unknown.class, kis.place(market(Side.BUY, 1)));
        assertEquals(2, ordersAtTheBroker(), "each was sent once");
        List<Execution> trades = kis.executions(KisHarness.MAIN, Instant.EPOCH);
        assertEquals(2, trades.size(), "and is found by asking");
        Order told = kis.order(KisHarness.MAIN, trades.getFirst().brokerOrderId()).orElseThrow();
        assertEquals(OrderStatus.FILLED, told.status());
        assertEquals(OrderType.MARKET, told.type(), "as it was ordered");
        assertEquals(0, BigDecimal.ONE.compareTo(told.quantity()));
        assertEquals(Optional.empty(), kis.order(KisHarness.MAIN, new BrokerOrderId("20260102-0000099999")));
        assertEquals(Optional.empty(), kis.order(KisHarness.MAIN, new BrokerOrderId("somebody's")));
    }

    @Test
    void aRefusalForTheRateIsARefusalAndTheLimiterLearnsOfIt() throws Exception {
        KisGateway kis = connected();
        harness.broker.faults().ledgerBusyOnce();
        Rejected refused = assertInstanceOf(Rejected.class, kis.place(market(Side.BUY, 1)));
        assertEquals(RejectReason.RATE_LIMIT, refused.reason());
        assertEquals("EGW00215", refused.brokerCode());
        assertEquals(0, harness.limiter.usage().refusals(), "all customers together asked too much, not we");
        assertEquals(0, ordersAtTheBroker());
    }

    @Test
    void aQuantityIsLoweredByCancellingAPartAndNeverRaised() throws Exception {
        KisGateway kis = connected();
        OrderRequest request = far(10);
        Accepted accepted = assertInstanceOf(Accepted.class, kis.place(request));
        Accepted less = assertInstanceOf(Accepted.class, kis.modify(new OrderChange(ref(request, accepted),
                BigDecimal.valueOf(4), Optional.empty())));
        assertEquals(accepted.brokerOrderId(), less.brokerOrderId(), "the order keeps its number");
        assertEquals(BigDecimal.valueOf(4), kis.openOrders(KisHarness.MAIN).getFirst().remaining());
        Rejected more = assertInstanceOf(Rejected.class, kis.modify(new OrderChange(ref(request, accepted),
                BigDecimal.valueOf(40), Optional.empty())));
        assertEquals(RejectReason.QUANTITY, more.reason());
        Rejected half = assertInstanceOf(Rejected.class, kis.modify(new OrderChange(ref(request, accepted),
                BigDecimal.valueOf(3), Optional.of(request.limitPrice().orElseThrow().add(BigDecimal.ONE)))));
        assertEquals(RejectReason.PRICE_TICK, half.reason());
        assertTrue(half.text().contains("1"), half::text);
    }

    @Test
    void hashKeysAreSentWhenAskedFor() throws Exception {
        KisGateway kis = harness.gateway(Map.of("hashkey", true), harness.tokens());
        kis.connect(line);
        long before = harness.broker.rates().requests();
        assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 1)));
        assertEquals(before + 2, harness.broker.rates().requests());
        kis.disconnect();
    }

    @Test
    void aSecondSessionOfTheKeyIsNoticedAndNotFoughtOver() throws Exception {
        connected().subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> { });
        KisGateway second = harness.gateway(Map.of(), harness.tokens());
        second.connect(line);
        BrokerException taken = assertThrows(BrokerException.class, () -> second.subscribeQuotes(Set.of(
                KisHarness.SAMSUNG), q -> { }));
        assertEquals("OPSP8996", taken.brokerCode());
        second.quote(KisHarness.SAMSUNG);
        second.disconnect();
        assertEquals(1, harness.broker.streams(), "the first goes on");
    }

    @Test
    void moreSymbolsThanASessionTakesAreRefusedWithAReason() throws Exception {
        KisGateway kis = connected();
        List<SymbolId> all = kis.symbols().stream().map(s -> s.id()).toList();
        kis.subscribeQuotes(Set.copyOf(all.subList(0, 28)), q -> { });
        BrokerException full = assertThrows(BrokerException.class, () -> kis.subscribeOrderBooks(Set.copyOf(all
                .subList(0, 20)), b -> { }));
        assertEquals(ErrorCategory.UNSUPPORTED, full.category());
        assertTrue(full.getMessage().contains("38"), full::getMessage);
        kis.subscribeOrderBooks(Set.copyOf(all.subList(0, 10)), b -> { });
    }

    @Test
    void withoutAnHtsIdThereAreNoOrderEvents() throws Exception {
        KisGateway kis = harness.gateway(Map.of("hts_id", ""), harness.tokens());
        assertFalse(kis.capabilities().has(Feature.ORDER_STREAM));
        kis.connect(line);
        assertEquals(ErrorCategory.UNSUPPORTED, assertThrows(BrokerException.class, () -> kis.subscribeOrders(
                KisHarness.MAIN, e -> { })).category());
        kis.disconnect();
    }

    @Test
    void anHtsIdThatIsNotTheCustomersIsNamedWithWhatToDo() throws Exception {
        KisGateway kis = harness.gateway(Map.of("hts_id", "somebody"), harness.tokens());
        kis.connect(line);
        BrokerException wrong = assertThrows(BrokerException.class, () -> kis.subscribeOrders(KisHarness.MAIN,
                e -> { }));
        assertTrue(wrong.getMessage().contains("somebody") && wrong.getMessage().contains("OPSP8992")
                && wrong.getMessage().contains("leave it empty"), wrong::getMessage);
        assertFalse(kis.balances(KisHarness.MAIN).isEmpty(), "all else works");
        kis.disconnect();
    }

    @Test
    void repeatedNoticesCountOnce() throws Exception {
        KisGateway kis = connected();
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        kis.subscribeOrders(KisHarness.MAIN, events::add);
        harness.broker.faults().duplicateFrames(true);
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 7)));
        }
        Line.await("five orders to fill", () -> events.stream().filter(e -> e.order().status().isFinal()).count() == 5);
        List<Execution> told = events.stream().filter(OrderEvent.Filled.class::isInstance)
                .map(e -> ((OrderEvent.Filled) e).execution()).toList();
        assertEquals(BigDecimal.valueOf(35), told.stream().map(Execution::quantity).reduce(BigDecimal.ZERO,
                BigDecimal::add));
        assertEquals(told.stream().map(Execution::id).sorted().toList(), kis.executions(KisHarness.MAIN,
                Instant.EPOCH).stream().map(Execution::id).sorted().toList(), "notice and list name trades alike");
    }

    @Test
    void wrongSettingsAreSaidWhenConnecting() {
        KisGateway kis = harness.gateway(Map.of("accounts", new String[] {"12"}), harness.tokens());
        BrokerException wrong = assertThrows(BrokerException.class, () -> kis.connect(line));
        assertEquals(ErrorCategory.VALIDATION, wrong.category());
        assertTrue(wrong.getMessage().contains("12"), wrong::getMessage);
        OrderOutcome order = kis.place(market(Side.BUY, 1));
        assertInstanceOf(NotSent.class, order);
        assertEquals(List.of(), kis.configuredAccounts());
    }

    @Test
    void secretsAreInNoErrorNoNoticeAndNoFile() throws Exception {
        List<String> said = new ArrayList<>();
        KisGateway kis = connected();
        harness.broker.faults().maintenance(true);
        said.add(assertThrows(BrokerException.class, kis::checkHealth).toString());
        said.add(kis.place(market(Side.BUY, 1)).toString());
        harness.broker.faults().clear();
        kis.disconnect();
        harness.broker.faults().maintenance(true);
        KisGateway fresh = harness.gateway(Map.of(), new TokenDesk(harness.time, new FakeSecrets(Map.of()),
                harness.trail));
        said.add(stack(assertThrows(BrokerException.class, () -> fresh.connect(line))));
        said.addAll(line.notices);
        try (Stream<Path> files = Files.walk(harness.folder.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                said.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (String text : said) {
            assertFalse(text.contains(KisHarness.KEY) || text.contains("plantedSecret") || text.contains("eyJ0eXAi"),
                    text);
        }
        assertTrue(said.size() >= 3);
    }

    @Test
    void theAuditTrailHearsOfNoticesAndOfSecretsToLeaveOut() throws Exception {
        FakeAuditTrail audit = new FakeAuditTrail();
        harness.trail.bindTrail(audit);
        KisGateway kis = connected();
        assertEquals(2, audit.secrets().size(), "token and key of the session");
        kis.subscribeOrders(KisHarness.MAIN, e -> { });
        Accepted accepted = assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 1)));
        Line.await("notices in the trail", () -> audit.records().size() >= 2);
        Map<String, String> facts = audit.records().getLast().facts().get();
        assertEquals("WS H0STCNI0", audit.records().getLast().action());
        assertTrue(accepted.brokerOrderId().value().endsWith(facts.get("brokerOrder")), facts::toString);
        assertEquals("FILLED", facts.get("notice"));
        harness.trail.unbindTrail(audit);
    }

    private static String stack(Throwable problem) {
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aBlankAnswerIsNoPrice() throws Exception {
        KisGateway kis = connected();
        harness.broker.faults().blankOutput(true);
        BrokerException none = assertThrows(BrokerException.class, () -> kis.quote(KisHarness.SAMSUNG));
        assertEquals(ErrorCategory.DATA, none.category());
        assertInstanceOf(Unknown.class, kis.place(market(Side.BUY, 1)), "taken, and no number to name it by");
    }

    @Test
    void silenceEndsTheConnectionWhileMarketsAreOpen() throws Exception {
        KisGateway kis = connected();
        Quote[] last = new Quote[1];
        kis.subscribeQuotes(Set.of(KisHarness.SAMSUNG), q -> last[0] = q);
        Line.await("a quote", () -> last[0] != null);
        harness.broker.faults().muteStreams(true);
        kis.session().listenForSilence();
        assertEquals(List.of(), line.losses, "a moment of silence is none");
        harness.time.jump(Duration.ofSeconds(120));
        harness.time.set(Instant.parse("2026-11-21T12:00:00Z"));
        kis.session().listenForSilence();
        assertEquals(List.of(), line.losses, "on a Saturday evening a quiet line is a quiet line");
        harness.time.set(RealTime.START);
        kis.session().listenForSilence();
        Line.await("the loss to be told", () -> line.losses.size() == 1);
        assertTrue(line.losses.getFirst().getMessage().contains("90"), () -> line.losses.toString());
    }

    @Test
    void readsAreTriedAgainAfterARefusalForTheRateAndOrdersNever() throws Exception {
        KisGateway kis = connected();
        harness.broker.faults().rateRefusals(2);
        assertTrue(kis.quote(KisHarness.SAMSUNG).last().signum() > 0, "two servers counted for themselves");
        harness.broker.faults().rateRefusals(9);
        BrokerException fast = assertThrows(BrokerException.class, () -> kis.quote(KisHarness.SAMSUNG));
        assertEquals("EGW00201", fast.brokerCode());
        harness.broker.faults().rateRefusals(1);
        assertEquals(RejectReason.RATE_LIMIT, assertInstanceOf(Rejected.class, kis.place(market(Side.BUY, 1)))
                .reason());
        assertEquals(0, ordersAtTheBroker());
        assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 1)));
        assertEquals(1, ordersAtTheBroker());
    }

    @Test
    void masterFilesAreFetchedOnceADayAndABrokenOneIsNamed() throws Exception {
        KisGateway kis = connected();
        assertTrue(kis.symbols().size() > 50, () -> "both markets");
        long before = harness.broker.rates().requests();
        KisGateway next = harness.gateway(Map.of(), harness.tokens());
        next.connect(line);
        assertTrue(harness.broker.rates().requests() - before < 5, "those of today are kept");
        next.disconnect();
        harness.broker.faults().breakMasterFiles(true);
        try (Stream<Path> files = Files.walk(harness.folder.path())) {
            for (Path day : files.filter(f -> f.toString().endsWith(".day")).toList()) {
                Files.writeString(day, "2026-11-17");
            }
        }
        KisGateway tomorrow = harness.gateway(Map.of(), harness.tokens());
        tomorrow.connect(line);
        assertEquals(5, line.notices.stream().filter(n -> n.contains("_code.mst") || n.contains("mst.cod")).count(),
                () -> "each is named: " + line.notices);
        assertEquals(kis.symbols().size(), tomorrow.symbols().size(), "those of yesterday are used");
        tomorrow.disconnect();
    }

    @Test
    void aDownloadHostThatNeverAnswersKeepsNobodyFromTrading() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            KisGateway kis = harness.gateway(Map.of("master_url", "http://127.0.0.1:" + deaf.getLocalPort()),
                    harness.tokens());
            kis.connect(line);
            assertTrue(kis.symbols().size() >= 50, "the short list");
            assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 1)));
            assertEquals(1, line.notices.size(), line.notices::toString);
            kis.disconnect();
        }
    }

    @Test
    void whatIsOpenIsCancelledAndWhatIsHeldIsSoldThoughNoListHasTheSymbol() throws Exception {
        KisGateway kis = connected();
        Accepted bought = assertInstanceOf(Accepted.class, kis.place(market(Side.BUY, 2)));
        OrderRequest open = far(1);
        Accepted waiting = assertInstanceOf(Accepted.class, kis.place(open));
        kis.disconnect();
        Path lists = Files.createDirectories(harness.folder.path().resolve("lists"));
        Files.writeString(lists.resolve("kospi_code.mst"), "%-9s%-12s%-40s%s%s%n".formatted("000001", "KR7000001003",
                "another", "ST", "0".repeat(225)));
        KisGateway next = harness.gateway(Map.of("master_folder", lists.toString()), harness.tokens());
        next.connect(line);
        assertEquals(RejectReason.UNKNOWN_SYMBOL, assertInstanceOf(Rejected.class, next.place(market(Side.BUY, 1)))
                .reason());
        assertInstanceOf(Accepted.class, next.cancel(ref(open, waiting)));
        assertInstanceOf(Accepted.class, next.place(market(Side.SELL, 2)), bought::toString);
        next.disconnect();
    }
}
