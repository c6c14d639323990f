package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.exchange.MarketRules;
import org.jts.exchange.SessionPhase;
import org.jts.kis.catalog.UsSession;

/** The regular session in the United States, or no end of it; without auctions and without limits of the day. */
record UsRules(boolean alwaysOpen) implements MarketRules {

    @Override
    public String name() {
        return "US";
    }

    @Override
    public ZoneId zone() {
        return UsSession.ZONE;
    }

    @Override
    public SessionPhase phaseAt(Instant time) {
        return alwaysOpen || UsSession.isOpen(time) ? SessionPhase.CONTINUOUS : SessionPhase.CLOSED;
    }

    @Override
    public Instant nextChange(Instant time) {
        LocalDate day = time.atZone(zone()).toLocalDate();
        if (alwaysOpen) {
            return midnight(day.plusDays(1));
        }
        if (isTradingDay(day)) {
            if (time.isBefore(UsSession.open(day))) {
                return UsSession.open(day);
            }
            if (time.isBefore(UsSession.close(day))) {
                return UsSession.close(day);
            }
        }
        return UsSession.open(nextTradingDay(day.plusDays(1)));
    }

    @Override
    public LocalDate tradingDay(Instant time) {
        LocalDate day = time.atZone(zone()).toLocalDate();
        if (alwaysOpen) {
            return day;
        }
        return isTradingDay(day) && time.isBefore(UsSession.close(day)) ? day : nextTradingDay(day.plusDays(1));
    }

    @Override
    public boolean isTradingDay(LocalDate day) {
        return alwaysOpen || UsSession.isTradingDay(day);
    }

    @Override
    public Hours hours(LocalDate day) {
        return alwaysOpen ? new Hours(midnight(day), midnight(day.plusDays(1)))
                : new Hours(UsSession.open(day), UsSession.close(day));
    }

    @Override
    public Optional<PriceRange> priceLimits(Symbol symbol, BigDecimal previousClose) {
        return Optional.empty();
    }

    private LocalDate nextTradingDay(LocalDate from) {
        LocalDate day = from;
        while (!isTradingDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    private Instant midnight(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }
}
