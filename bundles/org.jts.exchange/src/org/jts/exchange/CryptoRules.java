package org.jts.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;

/**
 * A crypto exchange: continuous trading at all hours, no price limits. Only the day rolls over.
 * <p>
 * Ticks: {@link #upbitTicks()} is the table of Upbit's KRW market since 2025-07-31. An exchange with filters per
 * symbol, such as Binance, uses {@link TickTable#uniform} in the symbol.
 *
 * @since 1.0
 */
public final class CryptoRules implements MarketRules {

    /** Smallest order of Upbit's KRW market, in KRW. */
    public static final BigDecimal MIN_ORDER_KRW = BigDecimal.valueOf(5_000);
    /** Quantities have eight decimals. */
    public static final BigDecimal LOT = new BigDecimal("0.00000001");

    private final ZoneId zone;

    private CryptoRules(ZoneId zone) {
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** The day rolls at 00:00 UTC, which is 09:00 in Seoul, as at Upbit and Binance. */
    public static CryptoRules utcDay() {
        return new CryptoRules(ZoneOffset.UTC);
    }

    /** The day rolls at midnight in the given zone. */
    public static CryptoRules dayIn(ZoneId zone) {
        return new CryptoRules(zone);
    }

    /** Price steps of Upbit's KRW market. */
    public static TickTable upbitTicks() {
        List<Band> bands = new ArrayList<>();
        bands.add(new Band(BigDecimal.ZERO, BigDecimal.ONE.movePointLeft(8)));
        for (int decimals = 5; decimals >= -1; decimals--) {
            bands.add(new Band(BigDecimal.ONE.movePointLeft(decimals), BigDecimal.ONE.movePointLeft(decimals + 2)));
        }
        String[][] upper = {{"100", "1"}, {"5000", "5"}, {"10000", "10"}, {"50000", "50"}, {"100000", "100"},
            {"500000", "500"}, {"1000000", "1000"}};
        for (String[] band : upper) {
            bands.add(new Band(new BigDecimal(band[0]), new BigDecimal(band[1])));
        }
        return new TickTable(bands);
    }

    @Override
    public String name() {
        return "crypto";
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public SessionPhase phaseAt(Instant time) {
        return SessionPhase.CONTINUOUS;
    }

    @Override
    public Instant nextChange(Instant time) {
        return tradingDay(time).plusDays(1).atStartOfDay(zone).toInstant();
    }

    @Override
    public LocalDate tradingDay(Instant time) {
        return LocalDate.ofInstant(time, zone);
    }

    @Override
    public boolean isTradingDay(LocalDate day) {
        return true;
    }

    @Override
    public Hours hours(LocalDate day) {
        return new Hours(day.atStartOfDay(zone).toInstant(), day.plusDays(1).atStartOfDay(zone).toInstant());
    }

    @Override
    public Optional<PriceRange> priceLimits(Symbol symbol, BigDecimal previousClose) {
        return Optional.empty();
    }
}
