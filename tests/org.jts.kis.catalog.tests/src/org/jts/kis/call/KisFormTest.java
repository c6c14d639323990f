package org.jts.kis.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisLabels;
import org.jts.kis.catalog.Nearest;
import org.junit.jupiter.api.Test;

class KisFormTest {

    private static final Optional<AccountId> ACCOUNT = Optional.of(new AccountId("50012345-01"));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private final KisCatalog catalog = KisCatalog.get();

    private static List<String> problems(KisApi api, Map<String, String> fields) {
        return KisForm.problems(api, KisEnvironment.REAL, KisForm.role(api, KisEnvironment.REAL), fields);
    }

    @Test
    void whatIsMissingIsNamedAndAnEmptyValueIsNotMissing() {
        KisApi price = catalog.api("inquire-price");
        String said = problems(price, Map.of("FID_COND_MRKT_DIV_CODE", "J")).getFirst();
        assertTrue(said.contains("FID_INPUT_ISCD") && !said.contains("MRKT"), said);
        assertEquals(List.of(), problems(price, Map.of("FID_COND_MRKT_DIV_CODE", "J", "FID_INPUT_ISCD", "")));
    }

    @Test
    void namesAreTakenInAnyCaseAndUnknownOnesNameTheNearest() {
        KisApi price = catalog.api("inquire-price");
        assertEquals(Map.of("FID_INPUT_ISCD", "005930"), KisForm.named(price, Map.of("fid_input_iscd", "005930")));
        String said = assertThrows(IllegalArgumentException.class,
                () -> KisForm.named(price, Map.of("FID_INPUT_ISD", "1"))).getMessage();
        assertTrue(said.contains("FID_INPUT_ISD") && said.contains("FID_INPUT_ISCD") && !said.contains("MRKT"), said);
        assertThrows(IllegalArgumentException.class, () -> KisForm.named(catalog.api("market-time"), Map.of("A", "1")));
        assertTrue(catalog.near("inquire-prise", 3).contains("inquire-price"));
        assertEquals(List.of(), Nearest.of("zzzzzzzzzzzzzzzzzzzz", List.of("inquire-price"), 3));
    }

    @Test
    void whatPaperLacksAndWhatIsNotCalledByNameIsSaid() {
        KisApi real = catalog.api("inquire-psbl-rvsecncl");
        assertTrue(KisForm.problems(real, KisEnvironment.PAPER, "", Map.of()).getFirst().contains("43"));
        for (String name : List.of("order-credit", "overseas-stock/order-resv", "domestic-bond/buy")) {
            assertEquals(Optional.empty(), KisForm.barred(catalog.api(name), KisEnvironment.REAL), name);
            assertTrue(KisForm.isOwnOrder(catalog.api(name), "", Map.of()), name);
        }
        assertFalse(KisForm.isOwnOrder(catalog.api("inquire-price"), "", Map.of()));
        assertEquals(Optional.empty(), KisForm.barred(catalog.api("order-cash"), KisEnvironment.REAL));
        KisApi abroad = catalog.api("overseas-stock/order");
        Map<String, String> order = KisSuggestions.of(abroad, KisEnvironment.REAL, TODAY, ACCOUNT, Optional.empty());
        order = new LinkedHashMap<>(order);
        order.put("OVRS_ORD_UNPR", "150");
        assertEquals(List.of(), KisForm.problems(abroad, KisEnvironment.REAL, "us_buy", order));
        assertEquals(List.of(), KisForm.problems(abroad, KisEnvironment.REAL, "jp_buy", order));
        assertFalse(KisForm.isOwnOrder(abroad, "us_buy", order), "the desk has those");
        assertTrue(KisForm.isOwnOrder(abroad, "jp_buy", order), "other countries it does not");
        order.put("ORD_DVSN", "36");
        assertTrue(KisForm.isOwnOrder(abroad, "us_buy", order), "an order over hours neither");
        assertFalse(KisForm.isOwnOrder(catalog.api("order-cash"), "buy", Map.of()));
    }

    @Test
    void whatTheDeskDoesNotCheckIsSaidBeforeItIsSent() {
        KisApi credit = catalog.api("order-credit");
        Map<String, String> fields = Map.of("CANO", "50012345", "ACNT_PRDT_CD", "01");
        assertTrue(KisForm.warnings(credit, "buy", fields).getFirst().contains("NOT checked"));
        assertTrue(KisForm.warnings(credit, "buy", fields).getLast().contains("not followed"));
        KisApi future = catalog.api("domestic-futureoption/order-rvsecncl");
        Map<String, String> other = Map.of("CANO", "50012345", "ACNT_PRDT_CD", "03", "RVSE_CNCL_DVSN_CD", "02");
        assertTrue(KisForm.isCancel(future, "day", other));
        List<String> cancel = KisForm.warnings(future, "day", other);
        assertEquals(2, cancel.size(), "a cancel needs no checks: " + cancel);
        assertTrue(cancel.getLast().contains("50012345-03"));
        assertFalse(KisForm.isCancel(future, "day", Map.of("RVSE_CNCL_DVSN_CD", "01")));
        assertTrue(KisForm.isCancel(catalog.api("overseas-stock/order-resv-ccnl"), "us", Map.of()));
        assertTrue(KisForm.isCancel(catalog.api("order-resv-rvsecncl"), "cancel", Map.of()));
        assertEquals(List.of(), KisForm.warnings(catalog.api("order-cash"), "buy", fields));
        assertEquals(List.of(), KisForm.warnings(catalog.api("inquire-price"), "", Map.of()));
        assertTrue(KisForm.warnings(catalog.api("revokeP"), "", Map.of()).getFirst().contains("six hours"));
        KisRequest request = KisRequest.of(credit, "buy", fields);
        assertFalse(request.agreed());
        assertTrue(request.agree().agreed());
    }

    @Test
    void whatCanPlaceAnOrderIsNeverTakenForACancel() {
        int placing = 0;
        for (KisApi api : catalog.apis()) {
            if (api.effect() == Effect.ORDERS && !api.name().endsWith("rvsecncl") && !api.name().endsWith("ccnl")) {
                placing++;
                for (String role : List.of("", "cancel", "us_buy", "us_sell", "asia", "buy", "sell", "day", "modify")) {
                    assertFalse(KisForm.isCancel(api, role, Map.of("RVSE_CNCL_DVSN_CD", "02")), api.name() + " "
                            + role);
                }
                assertFalse("02".equals(KisSuggestions.of(api, KisEnvironment.REAL, TODAY, ACCOUNT, Optional.empty())
                        .get("RVSE_CNCL_DVSN_CD")), api.name() + ": a form begins with a new order");
            }
        }
        assertEquals(10, placing);
        KisApi reserved = catalog.api("order-resv-rvsecncl");
        assertTrue(KisForm.isCancel(reserved, "cancel", Map.of()));
        assertFalse(KisForm.isCancel(reserved, "modify", Map.of("RVSE_CNCL_DVSN_CD", "02")));
        assertTrue(KisForm.warnings(catalog.api("overseas-stock/order-resv"), "us_buy", Map.of("CANO", "50012345",
                "ACNT_PRDT_CD", "01", "RVSE_CNCL_DVSN_CD", "02")).getFirst().contains("NOT checked"));
    }

    @Test
    void everyPostIsAnOrderOrSignsIn() {
        for (KisApi api : catalog.apis()) {
            Effect effect = api.effect();
            assertEquals(api.method().equals("POST"), effect == Effect.ORDERS || effect == Effect.SIGNS_IN, api.name());
            assertEquals(api.method().equals("SUBSCRIBE"), effect == Effect.STREAMS, api.name());
        }
        assertEquals(18, catalog.apis().stream().filter(a -> a.effect() == Effect.ORDERS).count());
    }

    @Test
    void theRoleToTakeFirstIsTheOneInUse() {
        KisApi fills = catalog.api("inquire-daily-ccld");
        assertEquals("within_3m", KisForm.role(fills, KisEnvironment.REAL));
        assertTrue(KisForm.roles(fills, KisEnvironment.REAL).getLast().startsWith("old"));
        assertEquals(List.of("buy", "sell", "old_buy", "old_sell"), KisForm.roles(catalog.api("order-cash"),
                KisEnvironment.PAPER));
        assertEquals("", KisForm.role(catalog.api("order-cash"), KisEnvironment.REAL), "a side is never guessed");
        String said = KisForm.problems(fills, KisEnvironment.REAL, "tomorrow", Map.of()).getFirst();
        assertTrue(said.contains("within_3m") && said.contains("tomorrow"), said);
    }

    @Test
    void theAccountAndTheMarketAreFilledInAndWhatIsGivenStays() {
        Map<String, String> fields = KisForm.completed(catalog.api("inquire-balance"), KisEnvironment.PAPER,
                Map.of("ACNT_PRDT_CD", "03"), ACCOUNT);
        assertEquals("50012345", fields.get("CANO"));
        assertEquals("03", fields.get("ACNT_PRDT_CD"));
        assertEquals("", fields.get("CTX_AREA_FK100"));
        assertFalse(fields.containsKey("AFHR_FLPR_YN"), "what means something is not guessed");
        assertEquals("U", KisForm.completed(catalog.api("inquire-index-price"), KisEnvironment.REAL, Map.of(), ACCOUNT)
                .get("FID_COND_MRKT_DIV_CODE"));
        assertEquals("20171", KisForm.completed(catalog.api("volume-rank"), KisEnvironment.REAL, Map.of(), ACCOUNT)
                .get("FID_COND_SCR_DIV_CODE"));
    }

    @Test
    void aFormBeginsWithValuesThatMakeTheUsualCallsComplete() {
        for (String name : List.of("inquire-price", "inquire-balance", "inquire-daily-ccld", "volume-rank",
                "inquire-daily-itemchartprice", "overseas-price/price", "overseas-stock/inquire-balance", "H0STCNT0")) {
            KisApi api = catalog.api(name);
            Map<String, String> values = KisSuggestions.of(api, KisEnvironment.REAL, TODAY, ACCOUNT,
                    Optional.of("000660"));
            assertEquals(List.of(), problems(api, values), name);
        }
        assertEquals("000660", KisSuggestions.of(catalog.api("inquire-price"), KisEnvironment.REAL, TODAY, ACCOUNT,
                Optional.of("000660")).get("FID_INPUT_ISCD"));
        assertEquals("20261020", KisSuggestions.of(catalog.api("inquire-daily-itemchartprice"), KisEnvironment.REAL,
                TODAY, ACCOUNT, Optional.empty()).get("FID_INPUT_DATE_1"));
    }

    @Test
    void aRequestHasOnlyFieldsOfTheCatalogInItsOrder() {
        KisApi price = catalog.api("inquire-price");
        Map<String, String> turned = new LinkedHashMap<>();
        turned.put("FID_INPUT_ISCD", "005930");
        turned.put("FID_COND_MRKT_DIV_CODE", "J");
        assertEquals(List.of("FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD"),
                List.copyOf(KisRequest.of(price, "", turned).fields().keySet()));
        assertThrows(IllegalArgumentException.class, () -> KisRequest.of(price, "", Map.of("OTHER", "1")));
        KisApi balance = catalog.api("inquire-balance");
        KisRequest next = KisRequest.of(balance, "", Map.of("CTX_AREA_FK100", "", "CTX_AREA_NK100", "")).after(
                new KisAnswer(true, "", "", true, Map.of("ctx_area_nk100", "50  "), List.of(), ""));
        assertTrue(next.next());
        assertEquals("50  ", next.fields().get("CTX_AREA_NK100"), "with its blanks");
    }

    @Test
    void curlHoldsNoSecretAndNoAccount() {
        KisBroker broker = new KisBroker(new BrokerId("kis"), KisEnvironment.PAPER, URI.create(
                "https://openapivts.koreainvestment.com:29443"), List.of(ACCOUNT.orElseThrow()));
        String price = KisCurl.of(KisRequest.of(catalog.api("inquire-price"), "", Map.of("FID_INPUT_ISCD", "a'b",
                "FID_COND_MRKT_DIV_CODE", "J")), broker);
        assertTrue(price.contains("-G 'https://openapivts.koreainvestment.com:29443/uapi/domestic-stock/v1/quotations/"
                + "inquire-price'"), price);
        assertTrue(price.contains("\"authorization: Bearer $KIS_TOKEN\"") && price.contains("'FID_INPUT_ISCD=a'\\''b'"),
                price);
        String order = KisCurl.of(KisRequest.of(catalog.api("order-cash"), "buy", Map.of("CANO", "50012345",
                "ACNT_PRDT_CD", "01", "PDNO", "005930")), broker);
        assertTrue(order.contains("{\"CANO\":\"'\"$KIS_ACCOUNT\"'\"") && order.contains("tr_id: VTTC0012U"), order);
        assertFalse(order.contains("50012345"), order);
        String odd = KisCurl.of(KisRequest.of(catalog.api("order-cash"), "buy", Map.of("PDNO", "a'\"$(x)")), broker);
        assertTrue(odd.contains("'{\"PDNO\":\"a'\\''\\\"$(x)\"}'"), odd);
        String hash = KisCurl.of(KisRequest.of(catalog.api("hashkey"), "", Map.of("JsonBody",
                "{\"CANO\": \"50012345\",\"PDNO\":\"005930\"}")), broker);
        assertTrue(hash.endsWith("-d '{\"CANO\": \"'\"$KIS_ACCOUNT\"'\",\"PDNO\":\"005930\"}'"), hash);
        assertFalse(KisCurl.of(KisRequest.of(catalog.api("H0STCNI0"), "", Map.of("tr_key", "trader")), broker)
                .contains("trader"));
        assertTrue(KisCurl.of(KisRequest.of(catalog.api("H0STCNT0"), "", Map.of("tr_key", "005930")), broker)
                .contains("\"tr_key\":\"005930\""));
        assertTrue(KisCurl.of(KisRequest.of(catalog.api("hashkey"), "", Map.of("JsonBody", "{}")), broker)
                .endsWith("-d '{}'"));
    }

    @Test
    void tablesJoinPagesAndBecomeCsv() {
        KisTable first = new KisTable("output1", true, List.of("a", "b"), List.of(List.of("1", "x,\"y\"")));
        KisTable second = new KisTable("output1", true, List.of("a", "b"), List.of(List.of("2", "")));
        assertEquals("a,b\r\n1,\"x,\"\"y\"\"\"\r\n2,\r\n", second.under(first).csv());
        assertEquals(List.of(0), second.filledColumns());
        KisTable sums = new KisTable("output2", false, List.of("a", "b"), List.of(List.of("3", "4")));
        assertEquals(sums, sums.under(first), "sums are of the whole");
        assertThrows(IllegalArgumentException.class,
                () -> new KisTable("x", true, List.of("a"), List.of(List.of("1", "2"))));
    }

    @Test
    void fieldsSayWhatTheyHold() {
        assertEquals(Optional.of("전일 대비 부호"), KisLabels.field("prdy_vrss_sign", Locale.KOREAN));
        assertEquals(Optional.of("ask size 3"), KisLabels.field("askp_rsqn3", Locale.ENGLISH));
        assertEquals(Optional.empty(), KisLabels.field("zzqq_x1", Locale.ENGLISH));
        assertEquals("[Shares] Quotes", KisLabels.category("[국내주식] 기본시세", Locale.ENGLISH));
        assertEquals("미국 매수", KisLabels.role("us_buy", Locale.KOREAN));
        assertEquals("old before 3 months", KisLabels.role("old_before_3m", Locale.ENGLISH));
        long requests = catalog.apis().stream().flatMap(a -> a.request().stream())
                .map(f -> f.name().toUpperCase(Locale.ROOT))
                .distinct().filter(n -> KisLabels.field(n, Locale.KOREAN).isEmpty()).count();
        assertTrue(requests < 60, () -> requests + " request fields have no label");
    }

    @Test
    void everyCategoryHasAnEnglishName() {
        for (KisApi api : catalog.apis()) {
            assertFalse(KisLabels.category(api.category(), Locale.ENGLISH).matches(".*[가-힣].*"), api.category());
        }
    }
}
