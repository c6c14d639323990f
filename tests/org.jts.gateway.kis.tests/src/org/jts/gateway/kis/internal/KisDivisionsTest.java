package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.kis.catalog.KisEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders of all the broker's divisions, to all exchanges. */
class KisDivisionsTest {

    private KisHarness harness;

    @AfterEach
    void close() {
        harness.close();
    }

    private OrderOutcome place(String division, String route, BigDecimal price, BigDecimal stop) throws Exception {
        ClientOrderId id = new ClientOrderId(UUID.randomUUID().toString());
        OrderType type = Divisions.base(division).orElseThrow();
        return harness.kis.place(new OrderRequest(id, KisHarness.MAIN, KisHarness.SAMSUNG, Side.BUY, type,
                TimeInForce.DAY, BigDecimal.ONE, Optional.of(price).filter(p -> type.hasLimitPrice()), Optional.of(
                        stop).filter(p -> type.hasStopPrice()), Optional.of(route + "-" + division)));
    }

    @Test
    void everyDivisionOfTheSessionGoesWhereItIsTaken() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL);
        harness.kis.connect(new Line());
        BigDecimal last = harness.kis.quote(KisHarness.SAMSUNG).last();
        BigDecimal far = new BigDecimal(last.longValue() * 9 / 10 / 500 * 500);
        BigDecimal above = new BigDecimal(last.longValue() * 11 / 10 / 500 * 500);
        Map<String, List<String>> taken = Map.of(
                "KRX", List.of("00", "01", "02", "03", "04", "11", "12", "13", "14", "15", "16", "21", "22", "23",
                "24"),
                "NXT", List.of("00", "03", "04", "11", "12", "13", "14", "15", "16", "21", "22", "23", "24"),
                "SOR", List.of("00", "01", "03", "04", "11", "12", "13", "14", "15", "16"));
        for (var route : taken.entrySet()) {
            for (String division : route.getValue()) {
                OrderOutcome outcome = place(division, route.getKey(), division.equals("22") ? above : far, above);
                assertInstanceOf(Accepted.class, outcome, () -> division + " at " + route.getKey() + ": " + outcome);
            }
            assertTrue(Divisions.taken(route.getKey()).containsAll(route.getValue()));
        }
        assertEquals(38, harness.broker.exchange().orders(KisHarness.MAIN).size());
    }

    @Test
    void thoseOutsideTheSessionAreTakenAtTheirHoursAlone() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL, Map.of(), KisHarness.SAMSUNG,
                builder -> builder.step(Duration.ofSeconds(30)));
        harness.kis.connect(new Line());
        BigDecimal far = new BigDecimal(harness.kis.quote(KisHarness.SAMSUNG).last().longValue() * 9 / 10 / 500 * 500);
        Map<String, List<String>> hours = new TreeMap<>(Map.of("18T12:00", List.of(), "18T15:50", List.of("KRX-06"),
                "18T17:00", List.of("KRX-41", "KRX-42", "KRX-43", "KRX-44", "KRX-45", "KRX-46", "KRX-47"),
                "19T08:10", List.of("NXT-27", "NXT-28", "NXT-29"), "19T08:35", List.of("KRX-05", "NXT-27", "NXT-28",
                "NXT-29")));
        List<String> all = List.of("KRX-05", "KRX-06", "NXT-27", "NXT-28", "NXT-29", "KRX-41", "KRX-42", "KRX-43",
                "KRX-44", "KRX-45", "KRX-46", "KRX-47");
        for (var hour : hours.entrySet()) {
            harness.time.set(Instant.parse("2026-11-" + hour.getKey() + ":00+09:00"));
            for (String code : all) {
                OrderOutcome outcome = place(code.substring(4), code.substring(0, 3), far, far);
                if (hour.getValue().contains(code)) {
                    assertInstanceOf(Accepted.class, outcome, () -> code + " at " + hour.getKey() + ": " + outcome);
                } else {
                    Rejected refused = assertInstanceOf(Rejected.class, outcome, () -> code + " at " + hour.getKey());
                    assertEquals(RejectReason.MARKET_CLOSED, refused.reason(), code + ": " + refused.text());
                }
            }
        }
    }

    @Test
    void anOrderIsCancelledWhereItWent() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL);
        harness.kis.connect(new Line());
        Accepted placed = assertInstanceOf(Accepted.class, place("00", "NXT", new BigDecimal("50400"),
                BigDecimal.ONE));
        OrderRef ref = new OrderRef(KisHarness.MAIN, KisHarness.SAMSUNG, placed.brokerOrderId(), Optional.empty());
        KisGateway next = harness.gateway(Map.of(), harness.tokens());
        harness.kis.disconnect();
        next.connect(new Line());
        Order listed = next.openOrders(KisHarness.MAIN).getFirst();
        assertEquals("NXT-00", listed.instruction().orElseThrow(), "and so is what kind of order it is");
        assertEquals("Limit · NXT", next.capabilities().kind(listed));
        assertInstanceOf(Accepted.class, next.cancel(ref), "the list says where it went");
        next.disconnect();
    }

    @Test
    void aChangeKeepsTheKindOfAnOrder() throws Exception {
        harness = new KisHarness(KisEnvironment.REAL);
        harness.kis.connect(new Line());
        Accepted placed = assertInstanceOf(Accepted.class, place("02", "KRX", new BigDecimal("50500"),
                BigDecimal.ONE));
        OrderRef ref = new OrderRef(KisHarness.MAIN, KisHarness.SAMSUNG, placed.brokerOrderId(), Optional.empty());
        assertInstanceOf(Accepted.class, harness.kis.modify(new OrderChange(ref, BigDecimal.ONE, Optional.of(
                new BigDecimal("50400")))));
        List<OrderRow> rows = harness.kis.session().reads.orders.read(KisHarness.MAIN, Clock.today(harness.now()),
                OrderReader.OPEN, "").rows();
        assertEquals(List.of("02"), rows.stream().map(OrderRow::division).toList());
        Order open = harness.kis.openOrders(KisHarness.MAIN).getFirst();
        assertEquals("Limit, at market in the close · KRX", harness.kis.capabilities().kind(open));
    }

    @Test
    void whatIsNotTakenIsSaidBeforeItIsSent() throws Exception {
        harness = new KisHarness(KisEnvironment.PAPER);
        harness.kis.connect(new Line());
        for (List<String> wrong : List.of(List.of("01", "NXT"), List.of("02", "SOR"), List.of("99", "KRX"), List.of(
                "00", "MARS"), List.of("00", "NXT"), List.of("22", "KRX"), List.of("05", "KRX"))) {
            String said = Instructions.refusal(new Instructions.Instruction(wrong.get(1), wrong.get(0)), true)
                    .orElseThrow(() -> new AssertionError(wrong.toString()));
            assertTrue(said.contains(wrong.get(0)) && said.contains(wrong.get(1)), said);
            if (Divisions.base(wrong.get(0)).isPresent()) {
                Rejected refused = assertInstanceOf(Rejected.class, place(wrong.get(0), wrong.get(1), BigDecimal.TEN,
                        BigDecimal.TEN));
                assertEquals(RejectReason.UNSUPPORTED, refused.reason());
            }
        }
        assertInstanceOf(Accepted.class, place("03", "KRX", BigDecimal.ONE, BigDecimal.ONE), "best limit on paper");
        harness.broker.faults().refuseOrders(true);
        assertInstanceOf(Rejected.class, place("03", "KRX", BigDecimal.ONE, BigDecimal.ONE));
    }

    @Test
    void whatCanBeChosenIsWhatTheBrokerTakes() {
        harness = new KisHarness(KisEnvironment.REAL);
        Capabilities real = harness.gateway(Map.of("route", "NXT"), harness.tokens()).capabilities();
        List<String> codes = real.instructions(Side.BUY, KisHarness.SAMSUNG).stream().map(
                OrderInstruction::code).toList();
        assertTrue(codes.getFirst().startsWith("NXT-"), "the usual way first: " + codes);
        assertTrue(codes.containsAll(List.of("NXT-03", "NXT-27", "KRX-00", "KRX-02", "KRX-05", "KRX-41", "SOR-01")),
                codes.toString());
        assertFalse(codes.contains("NXT-00"), "what plain orders are is no instruction");
        assertTrue(real.instructions().stream().filter(i -> i.isPlain()).noneMatch(i -> i.route().equals("NXT")));
        for (OrderInstruction one : real.instructions()) {
            assertTrue(one.name().isEmpty() == (Divisions.code(one.type(), one.timeInForce()).filter(d -> one.code()
                    .endsWith("-" + d)).isPresent()), one.toString());
        }
        SymbolId apple = new SymbolId("NASDAQ", "AAPL");
        assertEquals(List.of("US-32", "US-34"), real.instructions(Side.BUY, apple).stream().map(
                OrderInstruction::code).toList(), "at market in an auction only sales");
        assertEquals(4, real.instructions(Side.SELL, apple).size());
    }

    @Test
    void paperOffersTheRegularSessionAlone() {
        harness = new KisHarness(KisEnvironment.PAPER);
        assertEquals(List.of("KRX-02", "KRX-03", "KRX-04", "KRX-15", "KRX-16"), harness.kis.capabilities()
                .instructions().stream().map(OrderInstruction::code).toList());
    }
}
