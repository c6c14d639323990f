package org.jts.ui.chart.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.market.Candle;
import org.jts.api.market.TickTable;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final TickTable HUNDREDS = TickTable.uniform(new BigDecimal(100));

    @Test
    void priceLinesAreRoundAndWithinTheRange() {
        assertEquals(List.of("66000", "68000", "70000", "72000", "74000"),
                PriceAxis.lines(65_300, 75_900, 6, HUNDREDS).stream().map(BigDecimal::toPlainString).toList());
    }

    @Test
    void priceLinesAreNeverFinerThanThePriceSteps() {
        assertEquals(List.of("71100", "71200", "71300"),
                PriceAxis.lines(71_050, 71_320, 20, HUNDREDS).stream().map(BigDecimal::toPlainString).toList());
    }

    @Test
    void smallPricesGetExactDecimals() {
        assertEquals(List.of("0.4510", "0.4512", "0.4514"),
                PriceAxis.lines(0.45095, 0.45145, 3, TickTable.uniform(new BigDecimal("0.0001"))).stream()
                        .map(BigDecimal::toPlainString).toList());
    }

    @Test
    void stepsAreOneTwoOrFiveTimesAPowerOfTen() {
        assertEquals(0, new BigDecimal("2000").compareTo(PriceAxis.step(1_766)));
        assertEquals(0, new BigDecimal("5000").compareTo(PriceAxis.step(2_001)));
        assertEquals(0, new BigDecimal("10000").compareTo(PriceAxis.step(5_001)));
        assertEquals(0, new BigDecimal("0.002").compareTo(PriceAxis.step(0.0011)));
        assertEquals(0, new BigDecimal("1000").compareTo(PriceAxis.step(1_000)));
    }

    @Test
    void anEmptyRangeHasNoLines() {
        assertEquals(List.of(), PriceAxis.lines(5, 5, 4, HUNDREDS));
        assertEquals(List.of(), PriceAxis.lines(Double.NaN, 5, 4, HUNDREDS));
    }

    @Test
    void aPriceComesBackFromItsPixel() {
        for (boolean logarithmic : new boolean[] { false, true }) {
            Scale scale = Scale.around(1_000, 80_000, 30, 400, logarithmic);
            for (double price : new double[] { 1_000, 5_500, 80_000 }) {
                int y = scale.y(price);
                assertTrue(y >= 30 && y <= 430, "inside the pane: " + y);
                assertEquals(y, scale.y(scale.price(y)));
            }
        }
    }

    @Test
    void aLogarithmicScaleShowsDoublingsEquallyTall() {
        Scale scale = Scale.around(1_000, 64_000, 0, 6_000, true);

        assertEquals(scale.y(1_000) - scale.y(2_000), scale.y(32_000) - scale.y(64_000), 1);
    }

    @Test
    void pricesThatNeverMovedAreDrawnInTheMiddle() {
        Scale scale = Scale.around(500, 500, 0, 100, false);

        assertEquals(50, scale.y(500));
    }

    @Test
    void thirtyYearsOfDaysAreLabelledByYears() {
        ChartData data = days(LocalDate.of(1990, 9, 11), 8_000);

        List<TimeAxis.Label> labels = TimeAxis.labels(data, 0, data.size(), 10);

        assertTrue(labels.size() >= 4 && labels.size() <= 10, "labels: " + labels);
        assertTrue(labels.stream().allMatch(label -> label.text().matches("\\d{4}") && label.major()));
    }

    @Test
    void someMonthsOfDaysAreLabelledByMonthsAndTheNewYearByItsNumber() {
        ChartData data = days(LocalDate.of(2023, 9, 20), 120);

        assertEquals(List.of("2023-10", "2023-11", "2023-12", "2024"),
                TimeAxis.labels(data, 0, data.size(), 6).stream().map(TimeAxis.Label::text).toList());
    }

    @Test
    void minutesAreLabelledByTheExchangesClockAndANewDayByItsDate() {
        Instant open = LocalDate.of(2024, 3, 14).atTime(23, 40).atZone(SEOUL).toInstant();
        ChartData data = data(open, Duration.ofMinutes(1), 40);

        List<TimeAxis.Label> labels = TimeAxis.labels(data, 0, 40, 8);

        assertEquals(List.of("23:45", "23:50", "23:55", "03-15", "00:05", "00:10", "00:15"),
                labels.stream().map(TimeAxis.Label::text).toList());
        assertEquals(List.of("03-15"),
                labels.stream().filter(TimeAxis.Label::major).map(TimeAxis.Label::text).toList());
    }

    private static ChartData days(LocalDate first, int count) {
        List<Candle> candles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candles.add(candle(first.plusDays(i).atStartOfDay(SEOUL).toInstant()));
        }
        return new ChartData(SEOUL, candles);
    }

    private static ChartData data(Instant first, Duration each, int count) {
        List<Candle> candles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            candles.add(candle(first.plus(each.multipliedBy(i))));
        }
        return new ChartData(SEOUL, candles);
    }

    private static Candle candle(Instant openTime) {
        BigDecimal price = BigDecimal.TEN;
        return new Candle(openTime, price, price, price, price, BigDecimal.ONE);
    }
}
