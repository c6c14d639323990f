package org.jts.exchange;

import java.math.BigDecimal;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Disturbs a market, as no participant could. Part of the event log like everything else. A symbol, account or value
 * that cannot be taken is an {@link IllegalArgumentException} that says what was expected.
 *
 * @since 1.0
 */
@ProviderType
public interface MarketControl {

    /**
     * Moves the simulated participants' idea of the price, and at once their quotes; the path goes on from there. The
     * price is rounded to a tick and held within the day's limits.
     */
    void setPrice(SymbolId symbol, BigDecimal price);

    /** Moves the price by a part of itself: {@code -0.1} is a fall by a tenth. */
    void shock(SymbolId symbol, double fraction);

    /** Stops trading: orders are refused, the book stands still, cancels are taken. */
    void halt(SymbolId symbol);

    void resume(SymbolId symbol);

    /** Goes on with another model from the present price. */
    void scenario(SymbolId symbol, PriceModel model);

    /** Takes all simulated orders out of the book until the next step of the model; accounts' orders stay. */
    void clearLiquidity(SymbolId symbol);

    /** Brings money from outside, or takes it away when negative; not more than is free. */
    void deposit(AccountId account, CurrencyCode currency, BigDecimal amount);
}
