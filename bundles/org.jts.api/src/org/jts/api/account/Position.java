package org.jts.api.account;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

import org.jts.api.CurrencyCode;
import org.jts.api.internal.Check;
import org.jts.api.market.SymbolId;

/**
 * What an account holds of one instrument. Quantity is negative when short.
 *
 * @param account      whose
 * @param symbol       what
 * @param name         of the instrument, for people
 * @param currency     of the prices
 * @param quantity     held, whatever is reserved for open sell orders included
 * @param sellable     part of it that is not reserved by open orders
 * @param averagePrice what one unit cost on average, fees not included; 0 or more
 * @param currentPrice at which it is valued now; 0 or more
 * @since 1.0
 */
public record Position(AccountId account, SymbolId symbol, String name, CurrencyCode currency, BigDecimal quantity,
        BigDecimal sellable, BigDecimal averagePrice, BigDecimal currentPrice) {

    public Position {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Check.text(name, "symbol name", 200);
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(sellable, "sellable");
        Check.notNegative(averagePrice, "average price");
        Check.notNegative(currentPrice, "current price");
    }

    public BigDecimal marketValue() {
        return currentPrice.multiply(quantity);
    }

    /** @return what closing at the current price would gain, before fees and taxes */
    public BigDecimal unrealizedPnl() {
        return currentPrice.subtract(averagePrice).multiply(quantity);
    }

    /**
     * @return {@link #unrealizedPnl()} in per cent of the cost; 0 when the cost is 0. For display: rounded to 16 digits
     */
    public BigDecimal unrealizedPnlPercent() {
        BigDecimal cost = averagePrice.multiply(quantity).abs();
        if (cost.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return unrealizedPnl().multiply(BigDecimal.valueOf(100)).divide(cost, MathContext.DECIMAL64);
    }
}
