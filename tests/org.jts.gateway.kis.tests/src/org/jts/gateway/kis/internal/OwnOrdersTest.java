package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.testkit.FakeDesk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that the desk hands on in the broker's own words: credit, reserved, futures, bonds, other countries. */
class OwnOrdersTest {

    private final KisHarness harness = new KisHarness(KisEnvironment.REAL, Map.of(), KisHarness.SAMSUNG,
            builder -> builder.step(Duration.ofSeconds(10))); // hours go by here
    private final CallDesk calls = new CallDesk(harness.time);
    private final FakeDesk desk = new FakeDesk();

    @BeforeEach
    void connect() throws Exception {
        harness.kis.connect(new Line());
        calls.addGateway(harness.kis);
        calls.bindDesk(desk);
        // The desk sends them under the name by which it lists them.
        desk.onCall(c -> harness.kis.call(new ClientOrderId("call-" + (desk.calls().size() + 1)), c));
    }

    @AfterEach
    void close() {
        calls.removeGateway(harness.kis);
        harness.close();
    }

    private static KisRequest request(String name, String role, String product, String... more) {
        KisApi api = KisCatalog.get().api(name);
        Map<String, String> fields = new LinkedHashMap<>(Map.of("CANO", "50012345", "ACNT_PRDT_CD", product));
        for (String pair : more) {
            fields.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        KisForm.missing(api, fields).forEach(f -> fields.put(f, ""));
        return KisRequest.of(api, role, fields);
    }

    private static KisRequest credit(String quantity) {
        return request("order-credit", "buy", "01", "PDNO=005930", "CRDT_TYPE=21", "LOAN_DT=20261121", "ORD_DVSN=00",
                "ORD_QTY=" + quantity, "ORD_UNPR=60000", "EXCG_ID_DVSN_CD=KRX");
    }

    @Test
    void nothingIsSentBeforeItIsAgreedTo() {
        String said = assertThrows(IllegalArgumentException.class, () -> calls.call(harness.kis.id(), credit("1")))
                .getMessage();
        assertTrue(said.contains("NOT checked"), said);
        assertEquals(List.of(), desk.calls());
        assertEquals(List.of(), harness.broker.otherOrders());
    }

    @Test
    void anOrderOnCreditGoesOutAsTypedAndIsCalledAsTheBrokersListDoes() throws Exception {
        KisAnswer answer = calls.call(harness.kis.id(), credit("3").agree());
        assertTrue(answer.isDone(), answer.said());
        OrderCall call = desk.calls().getFirst().call();
        assertEquals(KisHarness.MAIN, call.account().account());
        assertTrue(call.title().contains("005930 3 60000"), call.title());
        Accepted taken = assertInstanceOf(Accepted.class, desk.calls().getFirst().outcome().orElseThrow());
        assertTrue(OrderName.of(taken.brokerOrderId()).isPresent(), taken.toString());
        String body = harness.broker.otherOrders().getFirst();
        assertTrue(body.startsWith("order-credit TTTC0052U") && body.contains("\"CRDT_TYPE\":\"21\"")
                && body.contains("\"ORD_QTY\":\"3\""), body);
        assertEquals(OrderName.of(taken.brokerOrderId()).orElseThrow().number(), answer.tables().getFirst().rows()
                .getFirst().get(answer.tables().getFirst().columns().indexOf("ODNO")));
    }

    @Test
    void reservedOrdersFuturesBondsAndOtherCountriesGoTheSameWay() throws Exception {
        for (KisRequest one : List.of(request("order-resv", "", "01", "PDNO=005930"),
                request("order-resv-rvsecncl", "cancel", "01", "RSVN_ORD_SEQ=17"),
                request("domestic-futureoption/order", "day", "03", "SHTN_PDNO=101W09"),
                request("overseas-futureoption/order", "", "08"), request("domestic-bond/buy", "", "01"),
                request("overseas-stock/order", "jp_buy", "01", "OVRS_EXCG_CD=TKSE", "PDNO=7203", "ORD_QTY=100"))) {
            KisAnswer answer = calls.call(harness.kis.id(), one.agree());
            assertTrue(answer.isDone(), one.api().name() + ": " + answer.said());
            assertTrue(harness.broker.otherOrders().getLast().startsWith(one.api().name() + " "));
        }
        assertEquals(6, harness.broker.otherOrders().size());
        assertEquals(List.of("", "", "", "", "", "JPY"), desk.calls().stream().map(c -> c.call().currency()
                .map(CurrencyCode::value).orElse("")).toList(), "it has the day of where it is traded");
        assertTrue(desk.calls().get(1).call().isCancel(), "it takes something back");
        assertEquals(KisHarness.MAIN, desk.calls().get(2).call().account().account(),
                "of the same customer's account for futures the lock of the one for shares holds");
    }

    @Test
    void theDaySessionOfTheUnitedStatesAndOrdersOverHoursGoTheSameWay() throws Exception {
        harness.time.set(Instant.parse("2026-11-18T04:00:00Z"));
        KisRequest day = request("overseas-stock/daytime-order", "buy", "01", "OVRS_EXCG_CD=NASD", "PDNO=AAPL",
                "ORD_QTY=1", "OVRS_ORD_UNPR=10", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=00");
        assertTrue(calls.call(harness.kis.id(), day.agree()).isDone());
        Accepted taken = assertInstanceOf(Accepted.class, desk.calls().getFirst().outcome().orElseThrow());
        assertEquals(List.of(taken.brokerOrderId()), harness.kis.openOrders(KisHarness.MAIN).stream().map(o -> o
                .brokerOrderId().orElseThrow()).toList(), "and it is listed under that name");
        KisRequest vwap = request("overseas-stock/order", "us_buy", "01", "OVRS_EXCG_CD=NASD", "PDNO=AAPL",
                "ORD_QTY=1", "OVRS_ORD_UNPR=10", "ORD_SVR_DVSN_CD=0", "ORD_DVSN=36", "ALGO_ORD_TMD_DVSN_CD=00",
                "START_TIME=100000", "END_TIME=110000");
        assertTrue(calls.call(harness.kis.id(), vwap.agree()).isDone());
        Order open = harness.kis.openOrders(KisHarness.MAIN).stream().filter(o -> o.brokerOrderId().equals(Optional.of(
                taken.brokerOrderId()))).findFirst().orElseThrow();
        assertInstanceOf(Accepted.class, harness.kis.cancel(open.ref().orElseThrow()),
                "by the interface of that session, which alone knows it");
        assertInstanceOf(Rejected.class, harness.kis.call(new ClientOrderId("x"), OwnOrders.of(harness.kis, request(
                "overseas-stock/daytime-order-rvsecncl", "", "01", "OVRS_EXCG_CD=NASD", "PDNO=AAPL", "ORGN_ODNO="
                + OrderName.of(((Accepted) desk.calls().getLast().outcome().orElseThrow()).brokerOrderId())
                        .orElseThrow().number(), "ORD_QTY=1",
                "RVSE_CNCL_DVSN_CD=02"))), "and no order of the other session");
        harness.time.set(Instant.parse("2026-11-18T10:00:00Z"));
        KisAnswer late = calls.call(harness.kis.id(), day.agree());
        assertFalse(late.isDone(), "at 19:00 in Seoul that session is over");
        assertEquals("APBK0918", late.code());
    }

    @Test
    void theAnswerIsShownAsItCame() throws Exception {
        KisAnswer answer = calls.call(harness.kis.id(), request("overseas-stock/order-resv", "asia", "01",
                "OVRS_EXCG_CD=TKSE", "PDNO=7203", "FT_ORD_QTY=100").agree());
        List<String> columns = answer.tables().getFirst().columns();
        List<String> row = answer.tables().getFirst().rows().getFirst();
        String today = row.get(columns.indexOf("OVRS_RSVN_ODNO"));
        assertFalse(row.get(columns.indexOf("ODNO")).equals(today), "each number is its own: " + row);
        assertFalse(row.get(columns.indexOf("RSVN_ORD_RCIT_DT")).isEmpty(), "by which it is cancelled");
        assertTrue(answer.raw().contains("\"OVRS_RSVN_ODNO\":\"" + today + "\""), answer.raw());
    }

    @Test
    void aReservedOrderThatWasNotCancelledIsNotTakenForOneThatWas() throws Exception {
        harness.broker.faults().leaveReserved(true);
        KisRequest cancel = request("order-resv-rvsecncl", "cancel", "01", "RSVN_ORD_SEQ=17").agree();
        KisAnswer answer = calls.call(harness.kis.id(), cancel);
        assertFalse(answer.isDone());
        assertTrue(answer.text().contains("NRML_PRCS_YN"), answer.text());
        assertInstanceOf(Rejected.class, desk.calls().getFirst().outcome().orElseThrow());
        harness.broker.faults().clear();
        assertTrue(calls.call(harness.kis.id(), cancel).isDone());
    }

    @Test
    void anUnknownOneSaysWhichSideItHad() throws Exception {
        calls.call(harness.kis.id(), request("domestic-futureoption/order", "day", "03", "SHTN_PDNO=101W09",
                "SLL_BUY_DVSN_CD=01", "ORD_QTY=1").agree());
        assertTrue(desk.calls().getFirst().call().title().contains("Sell 101W09 1"), desk.calls().getFirst().call()
                .title());
        calls.call(harness.kis.id(), request("domestic-futureoption/order-rvsecncl", "day", "03", "ORGN_ODNO=5",
                "RVSE_CNCL_DVSN_CD=02").agree());
        assertTrue(desk.calls().getLast().call().title().contains("cancel 5"), desk.calls().getLast().call().title());
    }

    @Test
    void theSimulatorTakesNoOrderOfTheUnitedStatesForAnExchangeThatIsNone() {
        assertInstanceOf(Rejected.class, harness.kis.call(new ClientOrderId("x"), OwnOrders.of(harness.kis, request(
                "overseas-stock/order", "us_buy", "01", "OVRS_EXCG_CD=NAS", "PDNO=AAPL", "ORD_QTY=1",
                "OVRS_ORD_UNPR=10", "ORD_DVSN=00"))));
        assertEquals(List.of(), harness.broker.otherOrders());
    }

    @Test
    void anOrderThatWasTakenWithoutANumberIsUnknown() throws Exception {
        harness.broker.faults().blankOutput(true);
        assertFalse(calls.call(harness.kis.id(), credit("1").agree()).isDone());
        Unknown taken = assertInstanceOf(Unknown.class, desk.calls().getFirst().outcome().orElseThrow());
        assertTrue(taken.why().contains("no number"), taken.why());
        harness.broker.faults().clear();
    }

    @Test
    void aLostAnswerIsUnknownAndNothingIsSentTwice() throws Exception {
        harness.broker.faults().loseNextOrder();
        KisAnswer answer = calls.call(harness.kis.id(), credit("1").agree());
        assertFalse(answer.isDone());
        assertTrue(answer.text().contains("order:settle " + desk.calls().getFirst().key()), answer.text());
        assertInstanceOf(Unknown.class, desk.calls().getFirst().outcome().orElseThrow());
        assertEquals(1, harness.broker.otherOrders().size());
        harness.broker.faults().timeOutNextOrder();
        calls.call(harness.kis.id(), credit("2").agree());
        assertInstanceOf(Unknown.class, desk.calls().getLast().outcome().orElseThrow());
        assertEquals(2, harness.broker.otherOrders().size());
    }

    @Test
    void whatTheBrokerRefusesKeepsItsWords() throws Exception {
        harness.broker.faults().refuseOrders(true);
        KisAnswer answer = calls.call(harness.kis.id(), credit("1").agree());
        assertFalse(answer.isDone());
        assertFalse(answer.code().isEmpty(), answer.said());
        Rejected refused = assertInstanceOf(Rejected.class, desk.calls().getFirst().outcome().orElseThrow());
        assertEquals(answer.code(), refused.brokerCode());
    }

    @Test
    void theOfferSaysWhatIsForTheDeskAndWhatOnlyTakesBack() throws Exception {
        List<CallForm> forms = harness.kis.callForms();
        List<String> names = forms.stream().map(CallForm::fullName).toList();
        assertTrue(names.containsAll(List.of("order-credit buy", "order-resv", "order-resv-rvsecncl cancel",
                "domestic-bond/buy", "overseas-stock/order jp_buy", "overseas-futureoption/order")), names.toString());
        assertFalse(names.stream().anyMatch(n -> n.startsWith("order-cash") || n.startsWith("order-rvsecncl")
                || n.startsWith("inquire")), names.toString());
        assertEquals(Optional.of(Map.of()), form(forms, "order-resv-rvsecncl cancel").takesBack());
        assertEquals(Optional.of(Map.of("RVSE_CNCL_DVSN_CD", "02")), form(forms, "domestic-bond/order-rvsecncl")
                .takesBack());
        assertEquals(Optional.empty(), form(forms, "order-resv-rvsecncl modify").takesBack());
        assertEquals(Optional.empty(), form(forms, "order-credit buy").takesBack());
        assertTrue(form(forms, "order-credit buy").title().contains("credit"), form(forms, "order-credit buy").title());
        KisRequest plain = request("overseas-stock/order", "us_buy", "01", "OVRS_EXCG_CD=NASD", "PDNO=AAPL",
                "ORD_QTY=1", "OVRS_ORD_UNPR=10", "ORD_DVSN=00");
        Rejected refused = assertInstanceOf(Rejected.class, call(OwnOrders.of(harness.kis, plain)));
        assertTrue(refused.text().contains("Place it as an order"), refused.text());
        assertEquals(List.of(), harness.broker.otherOrders());
    }

    /** The lock that was asked for is the one of the account that the order goes into. */
    @Test
    void noOrderGoesIntoAnotherAccountThanWhoseLockWasAskedFor() throws Exception {
        KisHarness two = new KisHarness(KisEnvironment.REAL, Map.of("accounts", new String[] {"50012345-01",
            "50012345-22"}));
        try {
            two.kis.connect(new Line());
            for (String product : List.of("22", " 22 ")) {
                Map<String, String> fields = new LinkedHashMap<>(credit("1").fields());
                fields.put("ACNT_PRDT_CD", product);
                Rejected refused = assertInstanceOf(Rejected.class, two.kis.call(new ClientOrderId("x"), new OrderCall(
                        new AccountKey(two.kis.id(), KisHarness.MAIN), "order-credit", "buy", "x", fields, false)));
                assertEquals(RejectReason.UNKNOWN_ACCOUNT, refused.reason());
                assertTrue(refused.text().contains("50012345-22"), refused.text());
            }
            assertEquals(List.of(), two.broker.otherOrders());
        } finally {
            two.close();
        }
    }

    private static CallForm form(List<CallForm> forms, String name) {
        return forms.stream().filter(f -> f.fullName().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void whatCannotBeSentSaysSo() throws Exception {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> calls.call(harness.kis.id(), request(
                "order-credit", "buy", "01", "CANO=99999999").agree())).getMessage().contains("99999999"));
        AccountKey account = new AccountKey(harness.kis.id(), KisHarness.MAIN);
        assertInstanceOf(Rejected.class, call(new OrderCall(account, "order-credit", "sideways", "x", Map.of(),
                false)));
        Map<String, String> fields = new LinkedHashMap<>(credit("1").fields());
        fields.put("CANO", "11111111");
        assertEquals(RejectReason.UNKNOWN_ACCOUNT, assertInstanceOf(Rejected.class, call(new OrderCall(account,
                "order-credit", "buy", "x", fields, false))).reason());
        fields.put("CANO", "77777777");
        assertEquals(RejectReason.UNKNOWN_ACCOUNT, assertInstanceOf(Rejected.class, call(new OrderCall(new AccountKey(
                harness.kis.id(), new AccountId("77777777-01")), "order-credit", "buy", "x", fields, false)))
                .reason());
        harness.kis.disconnect();
        assertInstanceOf(NotSent.class, call(new OrderCall(account, "order-credit", "buy", "x", Map.of("CANO",
                "50012345"), false)));
        assertEquals(List.of(), harness.broker.otherOrders());
        assertEquals(Optional.empty(), desk.calls().stream().findFirst());
    }

    private OrderOutcome call(OrderCall call) {
        return harness.kis.call(new ClientOrderId("x"), call);
    }
}
