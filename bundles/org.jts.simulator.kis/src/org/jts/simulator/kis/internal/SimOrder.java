package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Side;

/**
 * An order as the broker numbers it: a change gives the rest of it another number, and ends the first. Guarded by the
 * lock of {@link OrderLedger}.
 */
final class SimOrder {

    /** What is done with another order. */
    enum Kind {
        NEW, MODIFY, CANCEL
    }

    final String number;
    final SimOrder original;
    final Kind kind;
    final AccountId account;
    final Symbol symbol;
    final Side side;
    final String division;
    final BigDecimal price;
    final BigDecimal stop;
    final Instant time;
    BigDecimal quantity;
    BigDecimal filled = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    BigDecimal cancelled = BigDecimal.ZERO;
    BigDecimal refused = BigDecimal.ZERO;
    /** What was left of the order that this one goes on with. */
    BigDecimal replaced = BigDecimal.ZERO;
    /** Where it was sent: KRX, NXT or SOR. */
    String route = "KRX";
    boolean announced;
    /** The exchange has not answered yet, and may refuse it: nobody is shown it. Guarded by the ledger. */
    boolean pending;
    /** At the exchange, which keeps one name through all changes. */
    BrokerOrderId exchangeId;

    SimOrder(String number, SimOrder original, Kind kind, AccountId account, Symbol symbol, Side side, String division,
            BigDecimal quantity, BigDecimal price, BigDecimal stop, Instant time) {
        this.number = number;
        this.original = original;
        this.kind = kind;
        this.account = account;
        this.symbol = symbol;
        this.side = side;
        this.division = division;
        this.quantity = quantity;
        this.price = price;
        this.stop = stop;
        this.time = time;
    }

    BigDecimal rest() {
        return kind == Kind.CANCEL ? BigDecimal.ZERO : quantity.subtract(filled).subtract(cancelled).subtract(refused);
    }

    boolean isOpen() {
        return rest().signum() > 0;
    }

    String originalNumber() {
        return original == null ? "" : original.number;
    }

    BigDecimal average() {
        return filled.signum() == 0 ? BigDecimal.ZERO
                : value.divide(filled, 4, RoundingMode.HALF_UP).stripTrailingZeros();
    }
}
