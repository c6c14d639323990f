package org.jts.exchange;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;

/**
 * The regular session of the Korea Exchange.
 * <ul>
 * <li>Hours, Asia/Seoul: opening auction 08:30 to 09:00, continuous 09:00 to 15:20, closing auction 15:20 to 15:30;
 * closed on Saturdays, Sundays and given holidays. Off-hours sessions, the random end of auctions, the late start of
 * the first trading day of the year and volatility interruptions are left out.</li>
 * <li>Ticks of shares since 2023-01-25 (exchange's notice of 2023-01-17): one table for KOSPI, KOSDAQ and KONEX.
 * ETFs: 5 won, 1 won below 2,000.</li>
 * <li>Price limits: 30 % of the previous close either way (since 2015-06-15), the distance rounded down to the tick
 * of that close.</li>
 * <li>Lot: 1 share.</li>
 * <li>Auctions: the price at which most trades; of several such, that with the smallest surplus; of several, that
 * nearest to the last price.</li>
 * </ul>
 *
 * @since 1.0
 */
public final class KrxRules implements MarketRules {

    /** The exchange's zone. */
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final LocalTime AUCTION = LocalTime.of(8, 30);
    private static final LocalTime OPEN = LocalTime.of(9, 0);
    private static final LocalTime CLOSING = LocalTime.of(15, 20);
    private static final LocalTime CLOSE = LocalTime.of(15, 30);
    private static final BigDecimal LIMIT = new BigDecimal("0.3");

    private final Set<LocalDate> holidays;
    private final boolean alwaysOpen;

    private KrxRules(Set<LocalDate> holidays, boolean alwaysOpen) {
        this.holidays = Set.copyOf(holidays);
        this.alwaysOpen = alwaysOpen;
    }

    /** @param holidays days besides weekends on which there is no trading */
    public static KrxRules regular(Set<LocalDate> holidays) {
        return new KrxRules(holidays, false);
    }

    /**
     * Continuous trading at all hours of all days, for demonstrations; a new trading day begins at midnight in Seoul.
     */
    public static KrxRules alwaysOpen() {
        return new KrxRules(Set.of(), true);
    }

    /** Ticks of shares. */
    public static TickTable shareTicks() {
        return table(0, 1, 2_000, 5, 5_000, 10, 20_000, 50, 50_000, 100, 200_000, 500, 500_000, 1_000);
    }

    /** Ticks of ETFs. */
    public static TickTable etfTicks() {
        return table(0, 1, 2_000, 5);
    }

    @Override
    public String name() {
        return "KRX";
    }

    @Override
    public ZoneId zone() {
        return SEOUL;
    }

    @Override
    public SessionPhase phaseAt(Instant time) {
        if (alwaysOpen) {
            return SessionPhase.CONTINUOUS;
        }
        ZonedDateTime local = time.atZone(SEOUL);
        LocalTime clock = local.toLocalTime();
        if (!isTradingDay(local.toLocalDate()) || clock.isBefore(AUCTION) || !clock.isBefore(CLOSE)) {
            return SessionPhase.CLOSED;
        }
        if (clock.isBefore(OPEN)) {
            return SessionPhase.OPENING_AUCTION;
        }
        return clock.isBefore(CLOSING) ? SessionPhase.CONTINUOUS : SessionPhase.CLOSING_AUCTION;
    }

    @Override
    public Instant nextChange(Instant time) {
        ZonedDateTime local = time.atZone(SEOUL);
        LocalDate day = local.toLocalDate();
        if (alwaysOpen) {
            return day.plusDays(1).atStartOfDay(SEOUL).toInstant();
        }
        if (isTradingDay(day)) {
            for (LocalTime change : List.of(AUCTION, OPEN, CLOSING, CLOSE)) {
                if (local.toLocalTime().isBefore(change)) {
                    return at(day, change);
                }
            }
        }
        return at(nextTradingDay(day.plusDays(1)), AUCTION);
    }

    @Override
    public LocalDate tradingDay(Instant time) {
        ZonedDateTime local = time.atZone(SEOUL);
        LocalDate day = local.toLocalDate();
        if (alwaysOpen) {
            return day;
        }
        return nextTradingDay(local.toLocalTime().isBefore(CLOSE) ? day : day.plusDays(1));
    }

    @Override
    public boolean isTradingDay(LocalDate day) {
        if (alwaysOpen) {
            return true;
        }
        DayOfWeek weekday = day.getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY && !holidays.contains(day);
    }

    @Override
    public Hours hours(LocalDate day) {
        if (alwaysOpen) {
            return new Hours(day.atStartOfDay(SEOUL).toInstant(), day.plusDays(1).atStartOfDay(SEOUL).toInstant());
        }
        return new Hours(at(day, OPEN), at(day, CLOSE));
    }

    @Override
    public Optional<PriceRange> priceLimits(Symbol symbol, BigDecimal previousClose) {
        TickTable ticks = symbol.ticks();
        BigDecimal tick = ticks.tickAt(previousClose);
        BigDecimal distance = previousClose.multiply(LIMIT).divideToIntegralValue(tick).multiply(tick);
        BigDecimal highest = ticks.roundDown(previousClose.add(distance));
        BigDecimal lowest = ticks.roundUp(previousClose.subtract(distance));
        BigDecimal smallest = ticks.tickAt(BigDecimal.ZERO);
        return Optional.of(new PriceRange(lowest.max(smallest), highest.max(smallest)));
    }

    private LocalDate nextTradingDay(LocalDate from) {
        LocalDate day = from;
        while (!isTradingDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(SEOUL).toInstant();
    }

    private static TickTable table(long... fromAndTick) {
        Band[] bands = new Band[fromAndTick.length / 2];
        for (int i = 0; i < bands.length; i++) {
            bands[i] = new Band(BigDecimal.valueOf(fromAndTick[2 * i]), BigDecimal.valueOf(fromAndTick[2 * i + 1]));
        }
        return new TickTable(List.of(bands));
    }
}
