package org.jts.exchange;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import org.jts.api.CurrencyCode;
import org.jts.api.market.SymbolId;

/**
 * The sum of everything that everybody owns: accounts, simulated participants, collected fees and taxes. What is
 * brought in from outside is counted once; trading never changes a sum.
 *
 * @param cash        per currency; always what was brought in
 * @param instruments per symbol; always what was brought in
 * @param commissions collected so far, per currency
 * @param taxes       collected so far, per currency
 * @param problems    what does not add up: sums that changed, negative cash or holdings, reserves that do not fit the
 *                    open orders; empty when all is well
 * @since 1.0
 */
public record Audit(Map<CurrencyCode, BigDecimal> cash, Map<SymbolId, BigDecimal> instruments,
        Map<CurrencyCode, BigDecimal> commissions, Map<CurrencyCode, BigDecimal> taxes, List<String> problems) {
    public Audit {
        cash = Map.copyOf(cash);
        instruments = Map.copyOf(instruments);
        commissions = Map.copyOf(commissions);
        taxes = Map.copyOf(taxes);
        problems = List.copyOf(problems);
    }

    public boolean isClean() {
        return problems.isEmpty();
    }
}
