package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable;
import org.jts.exchange.FeeSchedule.Rates;
import org.jts.exchange.MarketRules.Hours;
import org.jts.exchange.MarketRules.PriceRange;
import org.junit.jupiter.api.Test;

class RulesTest {

    private static final LocalDate FRIDAY = LocalDate.of(2026, 1, 2);
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);

    private final KrxRules krx = KrxRules.regular(Set.of(LocalDate.of(2026, 1, 1)));

    @Test
    void shareTicksAreThoseOf2023() {
        TickTable ticks = KrxRules.shareTicks();
        String[][] expected = {{"1999", "1"}, {"2000", "5"}, {"4995", "5"}, {"5000", "10"}, {"19990", "10"},
            {"20000", "50"}, {"49950", "50"}, {"50000", "100"}, {"199900", "100"}, {"200000", "500"},
            {"499500", "500"}, {"500000", "1000"}, {"2000000", "1000"}};
        for (String[] row : expected) {
            assertNumber(row[1], ticks.tickAt(number(row[0])));
        }
    }

    @Test
    void etfTicksAreFiveWonAndOneBelowTwoThousand() {
        assertNumber("1", KrxRules.etfTicks().tickAt(number("1999")));
        assertNumber("5", KrxRules.etfTicks().tickAt(number("250000")));
    }

    @Test
    void priceLimitsAreThirtyPerCentRoundedToThePreviousClose() {
        assertLimits("71900", "50400", "93400");
        assertLimits("70000", "49000", "91000");
        // the distance of 13,515 counts 13,500; the upper limit lies in a coarser band
        assertLimits("45050", "31550", "58500");
        // 603 counts 600
        assertLimits("2010", "1410", "2610");
        assertLimits("1", "1", "1");
    }

    private void assertLimits(String close, String lowest, String highest) {
        Symbol samsung = Trader.listing(Trader.SAMSUNG, krx).symbol();
        PriceRange range = krx.priceLimits(samsung, number(close)).orElseThrow();
        assertNumber(lowest, range.lowest());
        assertNumber(highest, range.highest());
    }

    @Test
    void weekendsAndHolidaysAreClosed() {
        assertFalse(krx.isTradingDay(LocalDate.of(2026, 1, 1)));
        assertTrue(krx.isTradingDay(FRIDAY));
        assertFalse(krx.isTradingDay(LocalDate.of(2026, 1, 3)));
        assertFalse(krx.isTradingDay(LocalDate.of(2026, 1, 4)));
        assertEquals(SessionPhase.CLOSED, krx.phaseAt(at("2026-01-01T10:00")));
        assertEquals(SessionPhase.CLOSED, krx.phaseAt(at("2026-01-03T10:00")));
        assertEquals(at("2026-01-02T08:30"), krx.nextChange(at("2025-12-31T16:00")));
        assertEquals(at("2026-01-05T08:30"), krx.nextChange(at("2026-01-02T15:30")));
    }

    @Test
    void phasesBeginAtTheirTimeExactly() {
        assertEquals(SessionPhase.CLOSED, krx.phaseAt(at("2026-01-02T08:29:59")));
        assertEquals(SessionPhase.OPENING_AUCTION, krx.phaseAt(at("2026-01-02T08:30")));
        assertEquals(SessionPhase.CONTINUOUS, krx.phaseAt(at("2026-01-02T09:00")));
        assertEquals(SessionPhase.CLOSING_AUCTION, krx.phaseAt(at("2026-01-02T15:20")));
        assertEquals(SessionPhase.CLOSED, krx.phaseAt(at("2026-01-02T15:30")));
        assertEquals(at("2026-01-02T09:00"), krx.nextChange(at("2026-01-02T08:30")));
        assertTrue(SessionPhase.CLOSING_AUCTION.isAuction());
        assertFalse(SessionPhase.CONTINUOUS.isAuction());
    }

    @Test
    void afterTheCloseTheTradingDayIsTheNextOne() {
        assertEquals(FRIDAY, krx.tradingDay(at("2026-01-02T15:29:59")));
        assertEquals(MONDAY, krx.tradingDay(at("2026-01-02T15:30")));
        assertEquals(FRIDAY, krx.tradingDay(at("2026-01-01T12:00")));
        assertEquals(new Hours(at("2026-01-02T09:00"), at("2026-01-02T15:30")), krx.hours(FRIDAY));
    }

    @Test
    void theDemonstrationIsAlwaysOpenAndRollsAtMidnightInSeoul() {
        KrxRules open = KrxRules.alwaysOpen();
        assertEquals(SessionPhase.CONTINUOUS, open.phaseAt(at("2026-01-04T03:00")));
        assertEquals(at("2026-01-05T00:00"), open.nextChange(at("2026-01-04T03:00")));
        assertEquals(LocalDate.of(2026, 1, 4), open.tradingDay(at("2026-01-04T23:59:59")));
        assertTrue(open.isTradingDay(LocalDate.of(2026, 1, 4)));
        assertEquals(at("2026-01-05T00:00"), open.hours(LocalDate.of(2026, 1, 4)).close());
        assertEquals("KRX", open.name());
        assertEquals(KrxRules.SEOUL, open.zone());
    }

    @Test
    void cryptoNeverClosesAndItsDayRollsAtNineInSeoulOrAsAsked() {
        CryptoRules utc = CryptoRules.utcDay();
        assertEquals(at("2026-01-05T09:00"), utc.nextChange(at("2026-01-05T08:59")));
        assertEquals(LocalDate.of(2026, 1, 4), utc.tradingDay(at("2026-01-05T08:59")));
        CryptoRules seoul = CryptoRules.dayIn(KrxRules.SEOUL);
        assertEquals(at("2026-01-06T00:00"), seoul.nextChange(at("2026-01-05T08:59")));
        assertEquals(SessionPhase.CONTINUOUS, seoul.phaseAt(Instant.EPOCH));
        assertTrue(seoul.isTradingDay(MONDAY));
        assertEquals("crypto", seoul.name());
        assertTrue(utc.priceLimits(Trader.listing(Trader.BTC, utc).symbol(), BigDecimal.TEN).isEmpty());
    }

    @Test
    void cryptoTicksAreUpbits() {
        TickTable ticks = CryptoRules.upbitTicks();
        String[][] expected = {{"142500000", "1000"}, {"1000000", "1000"}, {"999500", "500"}, {"499900", "100"},
            {"99950", "50"}, {"49990", "10"}, {"9995", "5"}, {"4999", "1"}, {"100", "1"}, {"99.9", "0.1"},
            {"9.99", "0.01"}, {"0.999", "0.001"}, {"0.0999", "0.0001"}, {"0.00999", "0.00001"},
            {"0.000999", "0.000001"}, {"0.0000999", "0.0000001"}, {"0.00000999", "0.00000001"}};
        for (String[] row : expected) {
            assertNumber(row[1], ticks.tickAt(number(row[0])));
        }
    }

    @Test
    void feeRatesOf2026AreTheDefaults() {
        FeeSchedule fees = FeeSchedule.korean2026();
        assertNumber("0.0020", fees.of("KOSPI").sellTax());
        assertNumber("0.0020", fees.of("KOSDAQ").sellTax());
        assertNumber("0", fees.of("ETF").sellTax());
        assertNumber("0.0005", fees.of("CRYPTO").buyCommission());
        assertNumber("0.00015", fees.of("anything else").sellCommission());
    }

    @Test
    void settingsThatCannotBeAreRefusedWithAText() {
        assertText("buy commission: expected 0 to 0.1", () -> Rates.of("0.2", "0"));
        assertText("sell tax: expected 0 to 0.1 with at most 8 decimals", () -> Rates.of("0", "0.000000001"));
        assertText("rounding unit", () -> new FeeSchedule(java.util.Map.of(), Rates.of("0", "0"), BigDecimal.ZERO));
        assertText("rounding unit: expected at most 8 decimals",
                () -> new FeeSchedule(java.util.Map.of(), Rates.of("0", "0"), number("0.000000001")));
        assertText("hours: expected open < close", () -> new Hours(Instant.EPOCH, Instant.EPOCH));
        assertText("price range", () -> new PriceRange(BigDecimal.TEN, BigDecimal.ONE));
    }

    @Test
    void theDefaultListingsAreRealNamesOnTheirTicks() {
        List<Listing> korean = DefaultListings.korean(krx);
        List<Listing> crypto = DefaultListings.crypto(CryptoRules.utcDay());
        assertTrue(korean.size() >= 30, () -> "was " + korean.size());
        assertTrue(crypto.size() >= 10, () -> "was " + crypto.size());
        assertEquals("삼성전자", korean.getFirst().symbol().name());
        assertTrue(korean.stream().map(l -> l.symbol().market()).toList()
                .containsAll(List.of("KOSPI", "KOSDAQ", "ETF")));
        for (Listing listing : List.of(korean, crypto, DefaultListings.synthetic(500, krx)).stream()
                .flatMap(List::stream).toList()) {
            assertTrue(listing.symbol().ticks().isOnTick(listing.previousClose()), listing::toString);
        }
        assertEquals(500, DefaultListings.synthetic(500, krx).stream().map(l -> l.symbol().id()).distinct().count());
        assertText("expected 1 to 99,999", () -> DefaultListings.synthetic(0, krx));
    }

    static void assertText(String expected, org.junit.jupiter.api.function.Executable broken) {
        String found = assertThrows(IllegalArgumentException.class, broken).getMessage();
        assertTrue(found.contains(expected), () -> "expected a text with \"" + expected + "\", was \"" + found + '"');
    }
}
