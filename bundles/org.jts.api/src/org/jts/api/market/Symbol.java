package org.jts.api.market;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.internal.Check;

/**
 * A traded instrument and the rules an order for it must keep.
 *
 * @param id            exchange and code
 * @param name          as the broker gives it, often Korean; 1 to 200 characters
 * @param market        segment of the exchange: {@code KOSPI}, {@code KOSDAQ}, {@code ETF}, {@code KONEX},
 *                      {@code CRYPTO} …
 * @param sector        industry, where known
 * @param currency      in which prices are quoted
 * @param zone          of the exchange; trading days begin and end in it
 * @param ticks         allowed prices
 * @param lotSize       quantities are multiples of it: 1 share, or 0.00000001 BTC
 * @param minOrderValue smallest allowed price times quantity, in {@code currency}, where the exchange has one
 * @param active        false when listed but not traded (halted, delisted)
 * @since 1.0
 */
public record Symbol(SymbolId id, String name, String market, Optional<String> sector, CurrencyCode currency,
        ZoneId zone, TickTable ticks, BigDecimal lotSize, Optional<BigDecimal> minOrderValue, boolean active) {

    public Symbol {
        Objects.requireNonNull(id, "id");
        Check.text(name, "symbol name", 200);
        Check.text(market, "market", 20);
        Objects.requireNonNull(sector, "sector");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(ticks, "ticks");
        Check.positive(lotSize, "lot size");
        Check.positive(minOrderValue, "minimum order value");
    }

    /** Whether {@code quantity} is a positive multiple of the lot size. */
    public boolean isOnLot(BigDecimal quantity) {
        return quantity.signum() > 0 && quantity.remainder(lotSize).signum() == 0;
    }
}
