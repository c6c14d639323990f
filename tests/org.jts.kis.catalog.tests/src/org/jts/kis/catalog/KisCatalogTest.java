package org.jts.kis.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.kis.catalog.KisApi.Kind;
import org.junit.jupiter.api.Test;

class KisCatalogTest {

    private final KisCatalog catalog = KisCatalog.get();

    @Test
    void everyInterfaceOfTheBrokerIsThere() {
        assertEquals(342, catalog.apis().size());
        assertEquals(63, catalog.apis().stream().filter(a -> a.kind() == Kind.WEBSOCKET).count());
        assertEquals(43, catalog.apis().stream().filter(a -> !a.paperIds().isEmpty()).count());
        assertEquals(4, catalog.apis().stream().filter(KisApi::isOAuth).count());
    }

    @Test
    void everyNameMeansOneInterface() {
        Set<String> names = new HashSet<>();
        for (KisApi api : catalog.apis()) {
            assertTrue(names.add(api.name()), () -> "named twice: " + api.name());
            assertEquals(api, catalog.api(api.name()));
        }
    }

    @Test
    void aCallIsReadWithItsFieldsAndBlocks() {
        KisApi price = catalog.api("inquire-price");
        assertEquals("/uapi/domestic-stock/v1/quotations/inquire-price", price.path());
        assertEquals("GET", price.method());
        assertEquals(Optional.of("FHKST01010100"), price.id(KisEnvironment.PAPER, ""));
        assertEquals(List.of(new KisField("FID_COND_MRKT_DIV_CODE", true, KisField.Mark.TABLE),
                new KisField("FID_INPUT_ISCD", true, KisField.Mark.TABLE)), price.request());
        KisBlock output = price.block("output").orElseThrow();
        assertFalse(output.array());
        assertTrue(output.names().containsAll(List.of("stck_prpr", "stck_sdpr", "aspr_unit")), output::toString);
    }

    @Test
    void sidesHaveIdsOfTheirOwn() {
        KisApi order = catalog.api("order-cash");
        assertEquals(Optional.of("TTTC0012U"), order.id(KisEnvironment.REAL, "buy"));
        assertEquals(Optional.of("VTTC0011U"), order.id(KisEnvironment.PAPER, "sell"));
        assertEquals(Optional.empty(), order.id(KisEnvironment.REAL, ""));
        assertEquals(Optional.of(order), catalog.byId("TTTC0802U"));
    }

    @Test
    void fieldsKnowWhereTheyComeFrom() {
        KisApi trades = catalog.api("H0STCNT0");
        assertEquals(47, trades.columns().size());
        assertEquals(46, trades.columnsBefore202609().size());
        assertEquals("MARKET_CLS_CODE", trades.columns().getLast());
        assertEquals(63, catalog.api("H0STASP0").columns().size());
        assertEquals(26, catalog.api("H0STCNI0").columns().size());
        assertEquals(KisField.Mark.EXAMPLE, catalog.api("inquire-daily-ccld").block("top").orElseThrow().fields()
                .getFirst().mark());
    }

    @Test
    void aSeriesIsWrittenOut() {
        List<String> names = catalog.api("overseas-price/multprice").request().stream().map(KisField::name).toList();
        assertEquals(22, names.size(), names::toString);
        assertTrue(names.contains("EXCD_07") && names.contains("SYMB_10"), names::toString);
    }

    @Test
    void paperLacksWhatItHasNoIdFor() {
        assertFalse(catalog.api("inquire-psbl-rvsecncl").isOfferedOn(KisEnvironment.PAPER));
        assertTrue(catalog.api("inquire-psbl-rvsecncl").isOfferedOn(KisEnvironment.REAL));
        assertTrue(catalog.api("tokenP").isOfferedOn(KisEnvironment.PAPER));
    }

    @Test
    void interfacesAreFoundByKoreanAndEnglishWords() {
        assertEquals(Optional.of("inquire-price"), catalog.find("주식현재가 시세").map(KisApi::name));
        assertEquals(Optional.of("inquire-price"), catalog.find("FHKST01010100").map(KisApi::name));
        assertTrue(catalog.search("해외주식 주문").stream().anyMatch(a -> a.name().equals("overseas-stock/order")));
        assertTrue(catalog.search("RT TRADES krx").stream().anyMatch(a -> a.name().equals("H0STCNT0")));
        assertTrue(catalog.search("/ranking/").size() > 20, "by path");
        assertTrue(catalog.search("[shares] quotes").stream().anyMatch(a -> a.name().equals("inquire-price")));
        assertTrue(catalog.search("stck_sspr").stream().anyMatch(a -> a.name().equals("inquire-price")), "by field");
        assertEquals(342, catalog.search("").size());
        assertEquals(List.of(), catalog.search("no such thing anywhere"));
        assertEquals(Optional.empty(), catalog.find("no such thing"));
    }

    @Test
    void anUnknownNameSaysWhatWasExpected() {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> catalog.api("nothing"));
        assertTrue(wrong.getMessage().contains("inquire-price") && wrong.getMessage().contains("nothing"));
        assertThrows(IllegalStateException.class, () -> catalog.api("inquire-price").columns());
    }

    @Test
    void aBlockThatThePapersHaveTwiceHasAllOfItsFields() {
        for (KisApi api : catalog.apis()) {
            assertEquals(api.answer().size(), api.answer().stream().map(KisBlock::name).distinct().count(), api.name());
        }
        assertTrue(catalog.api("domestic-futureoption/ngt-margin-detail").block("output1").orElseThrow().names()
                .containsAll(List.of("cash_amt", "futr_new_mgn_amt")));
    }

    @Test
    void brokenLinesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> KisApi.parse("too\tshort"));
        assertThrows(IllegalArgumentException.class, () -> KisBlock.parse("output{a}"));
        assertThrows(IllegalArgumentException.class, () -> KisField.parse("a b"));
    }
}
