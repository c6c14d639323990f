package org.jts.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * When an exchange trades and between which prices. Tick, lot and minimum value are those of the {@link Symbol}.
 * Immutable; the same question always has the same answer.
 *
 * @see KrxRules
 * @see CryptoRules
 * @since 1.0
 */
@ConsumerType
public interface MarketRules {

    /** Short name for messages: {@code KRX}. */
    String name();

    /** In which days are counted. */
    ZoneId zone();

    SessionPhase phaseAt(Instant time);

    /** @return the first time after {@code time} at which the phase changes or another trading day begins */
    Instant nextChange(Instant time);

    /** @return the day to which trading at {@code time} belongs; while closed, the day of the next session */
    LocalDate tradingDay(Instant time);

    boolean isTradingDay(LocalDate day);

    /** @return the hours of the first and last trade of a trading day, auctions at both ends included */
    Hours hours(LocalDate day);

    /** @return the lowest and highest price of the day, on ticks; empty where there are no limits */
    Optional<PriceRange> priceLimits(Symbol symbol, BigDecimal previousClose);

    /** @param open first trade @param close after the last trade */
    record Hours(Instant open, Instant close) {
        public Hours {
            if (!close.isAfter(open)) {
                throw new IllegalArgumentException("hours: expected open < close, was %s, %s".formatted(open, close));
            }
        }
    }

    /** @param lowest allowed price @param highest allowed price */
    record PriceRange(BigDecimal lowest, BigDecimal highest) {
        public PriceRange {
            if (highest.compareTo(lowest) < 0) {
                throw new IllegalArgumentException("price range: expected lowest <= highest, was %s, %s"
                        .formatted(lowest.toPlainString(), highest.toPlainString()));
            }
        }
    }
}
