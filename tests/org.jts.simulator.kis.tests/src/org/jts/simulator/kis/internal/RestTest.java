package org.jts.simulator.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Kind;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.simulator.kis.KisSimulator;
import org.jts.simulator.kis.internal.Customer.Answer;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestTest {

    private static final BigDecimal MILLIONS = new BigDecimal("100000000");

    private final FakeTime time = new FakeTime();
    private KisSimulator broker;
    private Customer customer;

    @BeforeEach
    void open() throws Exception {
        use(KisSimulator.builder().account("50012345-01", MILLIONS).account("50099999-01", MILLIONS));
    }

    @AfterEach
    void close() {
        customer.close();
        broker.close();
    }

    private void use(KisSimulator.Builder builder) throws Exception {
        if (broker != null) {
            close();
        }
        broker = builder.open(time);
        customer = new Customer(broker);
    }

    private void signIn() throws Exception {
        customer.signIn();
    }

    @Test
    void aTokenIsIssuedOnceAMinuteAndIsTheSameForSixHours() throws Exception {
        Answer first = customer.token();
        assertEquals("Bearer", first.body().get("token_type"));
        assertEquals("86400", first.body().get("expires_in"));
        assertEquals("2026-01-03 10:00:00", first.body().get("access_token_token_expired"));
        Answer soon = customer.token();
        assertEquals(403, soon.status());
        assertEquals("EGW00133", soon.body().get("error_code"));
        time.advance(Duration.ofSeconds(61));
        assertEquals(first.body().get("access_token"), customer.token().body().get("access_token"));
        time.advance(Duration.ofHours(6));
        assertNotEquals(first.body().get("access_token"), customer.token().body().get("access_token"));
        assertEquals(2, broker.tokensIssued());
    }

    @Test
    void wrongKeysAreRefusedWithoutAnEnvelope() throws Exception {
        Answer wrong = customer.post("/oauth2/tokenP", Map.of("grant_type", "client_credentials", "appkey", "x",
                "appsecret", Customer.SECRET));
        assertEquals(403, wrong.status());
        assertEquals("EGW00103", wrong.body().get("error_code"));
        assertEquals("EGW00105", customer.post("/oauth2/tokenP", Map.of("grant_type", "client_credentials", "appkey",
                Customer.KEY, "appsecret", "x")).body().get("error_code"));
        assertEquals("EGW00105", customer.post("/oauth2/Approval", Map.of("grant_type", "client_credentials",
                "appkey", Customer.KEY, "appsecret", Customer.SECRET)).body().get("error_code"));
    }

    @Test
    void revokedAndExpiredTokensAreRefusedWith500() throws Exception {
        signIn();
        broker.revokeTokens();
        Answer revoked = customer.price();
        assertEquals(500, revoked.status());
        assertEquals("EGW00121", revoked.code());
        time.advance(Duration.ofMinutes(2));
        signIn();
        assertEquals("MCA00000", customer.price().code());
        time.advance(Duration.ofHours(24));
        assertEquals("EGW00123", customer.price().code());
        assertEquals("EGW00121", customer.post("/oauth2/revokeP", Map.of("appkey", Customer.KEY, "appsecret",
                Customer.SECRET, "token", "x")).body().get("error_code"));
        assertEquals("200", customer.post("/oauth2/revokeP", Map.of("appkey", Customer.KEY, "appsecret",
                Customer.SECRET, "token", customer.token)).body().get("code"));
    }

    @Test
    void theNineteenthRequestOfASecondIsRefused() throws Exception {
        signIn();
        for (int i = 0; i < 18; i++) {
            assertEquals("MCA00000", customer.price().code());
        }
        Answer tooMany = customer.price();
        assertEquals(500, tooMany.status());
        assertEquals("EGW00201", tooMany.code());
        time.advance(Duration.ofMillis(999));
        assertEquals("EGW00201", customer.price().code());
        time.advance(Duration.ofMillis(1));
        assertEquals("MCA00000", customer.price().code());
        assertEquals(21, broker.rates().metered());
        assertEquals(2, broker.rates().refused());
        assertEquals(20, broker.rates().worstSecond());
        assertEquals(21, broker.rates().worstMinute());
    }

    @Test
    void anOrderTradesAndShowsInBalanceAndOrders() throws Exception {
        signIn();
        Answer bought = customer.order("TTTC0012U", "01", 10, "0");
        assertEquals("APBK0013", bought.code());
        assertEquals("0000000001", bought.block("output").get("ODNO"));
        Answer again = customer.order("TTTC0012U", "01", 10, "0");
        assertEquals("0000000002", again.block("output").get("ODNO"), "the same order twice is two orders");
        Map<?, ?> held = (Map<?, ?>) customer.balance().rows("output1").getFirst();
        assertEquals("20", held.get("hldg_qty"));
        Map<?, ?> row = (Map<?, ?>) orders("00").rows("output1").getFirst();
        assertEquals("0000000002", row.get("odno"), "newest first");
        assertEquals("10", row.get("tot_ccld_qty"));
        assertEquals("0", row.get("rmn_qty"));
        Map<?, ?> money = (Map<?, ?>) customer.balance().rows("output2").getFirst();
        assertEquals("100000000", money.get("dnca_tot_amt"), "today's cash does not fall when one buys");
        assertTrue(new BigDecimal(money.get("prvs_rcdl_excc_amt").toString()).compareTo(MILLIONS) < 0);
        assertEquals("APBK0013", customer.order("TTTC0011U", "01", 20, "0").code());
        assertEquals(List.of(), customer.balance().rows("output1"));
    }

    private Answer orders(String which) throws Exception {
        return customer.call("inquire-daily-ccld", "TTTC0081R", "", "CANO", "50012345", "ACNT_PRDT_CD", "01",
                "INQR_STRT_DT", "20260101", "INQR_END_DT", "20260103", "SLL_BUY_DVSN_CD", "00", "CCLD_DVSN", which,
                "INQR_DVSN", "00");
    }

    private Answer change(String kind, String number, String all, String quantity, String price) throws Exception {
        return customer.call("order-rvsecncl", "TTTC0013U", "", "CANO", "50012345", "ACNT_PRDT_CD", "01",
                "KRX_FWDG_ORD_ORGNO", "06010", "ORGN_ODNO", number, "ORD_DVSN", "00", "RVSE_CNCL_DVSN_CD", kind,
                "QTY_ALL_ORD_YN", all, "ORD_QTY", quantity, "ORD_UNPR", price);
    }

    @Test
    void aChangeGetsANumberOfItsOwnAndEndsTheFirst() throws Exception {
        signIn();
        String low = customer.price().block("output").get("stck_llam").toString();
        customer.order("TTTC0012U", "00", 10, low);
        assertEquals("APBK0013", change("02", "0000000001", "N", "3", "0").code());
        Answer changed = change("01", "1", "Y", "0", new BigDecimal(low).add(new BigDecimal("100")).toPlainString());
        assertEquals("0000000003", changed.block("output").get("ODNO"));
        List<?> open = orders("02").rows("output1");
        assertEquals(1, open.size(), open::toString);
        assertEquals("0000000003", ((Map<?, ?>) open.getFirst()).get("odno"));
        assertEquals("0000000001", ((Map<?, ?>) open.getFirst()).get("orgn_odno"));
        assertEquals("7", ((Map<?, ?>) open.getFirst()).get("rmn_qty"));
        assertEquals("7", change("02", "0000000001", "Y", "0", "0").body().get("rt_cd"), "the first has ended");
        assertEquals("APBK0013", change("02", "0000000003", "Y", "0", "0").code());
        assertEquals(List.of(), orders("02").rows("output1"));
        assertEquals("APBK0340", change("02", "77", "Y", "0", "0").code());
    }

    @Test
    void refusalsComeWithHttp200AndRtCd7() throws Exception {
        signIn();
        Answer poor = customer.order("TTTC0012U", "01", 1_000_000, "0");
        assertEquals(200, poor.status());
        assertEquals("7", poor.body().get("rt_cd"));
        assertEquals("APBK0952", poor.code());
        assertEquals("APBK0400", customer.order("TTTC0011U", "01", 1, "0").code());
        assertTrue(customer.order("TTTC0012U", "00", 1, "70001").body().get("msg1").toString().contains("호가단위"));
        assertEquals("IGW00007", customer.order("TTTC0012U", "00", 1, "70000.5").code());
        assertEquals(List.of(), orders("00").rows("output1"));
    }

    @Test
    void accountsAreChecked() throws Exception {
        signIn();
        assertEquals("OPSQ2000", customer.call("inquire-balance", "TTTC8434R", "", "CANO", "5001").code());
        assertEquals("IGW00002", customer.call("inquire-balance", "TTTC8434R", "", "CANO", "11111111",
                "ACNT_PRDT_CD", "01").code());
    }

    @Test
    void thePaperServiceLacksWhatItLacksAndSpeaksItsOwnCodes() throws Exception {
        use(KisSimulator.builder().environment(KisEnvironment.PAPER).account("50012345-01", MILLIONS)
                .requestsPerSecond(100));
        signIn();
        assertEquals("EGW02006", customer.order("TTTC0012U", "01", 1, "0").code());
        assertEquals("40600000", customer.order("VTTC0012U", "01", 1, "0").code());
        assertEquals("40250000", customer.order("VTTC0012U", "01", 1_000_000, "0").code());
        assertEquals("EGW02006", customer.call("inquire-psbl-rvsecncl", "TTTC0084R", "", "CANO", "50012345",
                "ACNT_PRDT_CD", "01").code());
    }

    @Test
    void longListsComeInPages() throws Exception {
        use(KisSimulator.builder().environment(KisEnvironment.PAPER).account("50012345-01", MILLIONS)
                .requestsPerSecond(100));
        signIn();
        for (int i = 0; i < 20; i++) {
            customer.order("VTTC0012U", "01", 1, "0");
        }
        String[] fields = {"CANO", "50012345", "ACNT_PRDT_CD", "01", "INQR_STRT_DT", "20260101", "INQR_END_DT",
            "20260103", "INQR_DVSN", "01"};
        Answer first = customer.call("inquire-daily-ccld", "VTTC0081R", "", fields);
        assertEquals("F", first.trCont());
        assertEquals(15, first.rows("output1").size());
        String[] more = Arrays.copyOf(fields, fields.length + 4);
        more[fields.length] = "CTX_AREA_FK100";
        more[fields.length + 1] = first.body().get("ctx_area_fk100").toString();
        more[fields.length + 2] = "CTX_AREA_NK100";
        more[fields.length + 3] = first.body().get("ctx_area_nk100").toString();
        assertEquals(100, more[fields.length + 3].length(), "keys are padded with blanks");
        Answer second = customer.call("inquire-daily-ccld", "VTTC0081R", "N", more);
        assertEquals("E", second.trCont());
        assertEquals(5, second.rows("output1").size());
    }

    @Test
    void candlesComeNewestFirst() throws Exception {
        signIn();
        Answer days = customer.call("inquire-daily-itemchartprice", "FHKST03010100", "", "FID_COND_MRKT_DIV_CODE",
                "J", "FID_INPUT_ISCD", "005930", "FID_INPUT_DATE_1", "20250101", "FID_INPUT_DATE_2", "20251231",
                "FID_PERIOD_DIV_CODE", "D", "FID_ORG_ADJ_PRC", "0");
        assertEquals(100, days.rows("output2").size());
        assertEquals("20251231", ((Map<?, ?>) days.rows("output2").getFirst()).get("stck_bsop_date"));
        Answer minutes = customer.call("inquire-time-itemchartprice", "FHKST03010200", "", "FID_COND_MRKT_DIV_CODE",
                "J", "FID_INPUT_ISCD", "005930", "FID_INPUT_HOUR_1", "093000");
        assertEquals(30, minutes.rows("output2").size());
        assertEquals("093000", ((Map<?, ?>) minutes.rows("output2").getFirst()).get("stck_cntg_hour"));
    }

    /** What would refuse an order of blanks. */
    private static final List<String> ORDERS = List.of("order-cash", "order-credit", "order-rvsecncl",
            "overseas-stock/order", "overseas-stock/order-rvsecncl", "overseas-stock/daytime-order",
            "overseas-stock/daytime-order-rvsecncl");

    @Test
    void everyInterfaceAnswersWithItsFields() throws Exception {
        use(KisSimulator.builder().account("50012345-01", MILLIONS).requestsPerSecond(1_000));
        signIn();
        for (KisApi api : KisCatalog.get().apis()) {
            if (api.kind() == Kind.REST && !api.isOAuth() && !ORDERS.contains(api.name())) {
                Map<String, String> fields = new LinkedHashMap<>();
                api.request().stream().map(KisField::name).filter(n -> n.equals("CANO"))
                        .forEach(n -> fields.putAll(Map.of("CANO", "50012345", "ACNT_PRDT_CD", "01")));
                fields.putAll(Map.of("FID_COND_MRKT_DIV_CODE", "J", "FID_INPUT_ISCD", "005930", "FID_PERIOD_DIV_CODE",
                        "D", "FID_INPUT_DATE_1", "20260101", "FID_INPUT_DATE_2", "20260102", "FID_INPUT_HOUR_1",
                        "100000"));
                fields.putAll(Map.of("BASS_DT", "20260102", "EXCD", "NAS", "SYMB", "AAPL", "GUBN", "0", "NMIN", "1",
                        "NREC", "120"));
                Answer answer = customer.call(api.name(), api.realIds().values().iterator().next(), "",
                        fields.entrySet().stream().flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                                .toArray(String[]::new));
                assertEquals("0", answer.body().get("rt_cd"), () -> api.name() + ": " + answer);
                api.answer().stream().filter(b -> !b.name().equals("top")).forEach(b -> assertTrue(
                        answer.body().containsKey(b.name()), () -> api.name() + " without " + b.name()));
            }
        }
    }

    @Test
    void faultsDoWhatTheySay() throws Exception {
        signIn();
        broker.faults().timeOutNextOrder();
        assertEquals("EGW00301", customer.order("TTTC0012U", "01", 1, "0").code());
        broker.faults().loseNextOrder();
        assertThrows(IOException.class, () -> customer.order("TTTC0012U", "01", 1, "0"));
        assertEquals(2, orders("00").rows("output1").size(), "both orders were taken");
        broker.faults().ledgerBusyOnce();
        assertEquals("EGW00215", customer.price().code());
        broker.faults().refuseOrders(true);
        assertEquals("7", customer.order("TTTC0012U", "01", 1, "0").body().get("rt_cd"));
        broker.faults().clear();
        broker.faults().blankOutput(true);
        assertTrue(customer.price().body().keySet().stream().noneMatch(k -> k.startsWith("output")));
        broker.faults().clear();
        broker.faults().maintenance(true);
        assertThrows(IOException.class, customer::price);
    }

    @Test
    void hashkeyIsCheckedWhenSent() throws Exception {
        Answer hash = customer.post("/uapi/hashkey", Map.of("a", "b"));
        assertEquals("EGW00103", hash.body().get("error_code"), "the pair comes in headers");
        signIn();
        assertEquals("EGW00131", customer.hashed("wrong").code());
        assertEquals("MCA00000", customer.price().code());
    }
}
