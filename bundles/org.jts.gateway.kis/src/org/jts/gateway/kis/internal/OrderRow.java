package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;

/**
 * An order as the broker lists it: there is no status, it follows from the quantities.
 *
 * @param name      of the order
 * @param original  number of the order that it changed; empty for none
 * @param branch    the office it went through
 * @param code      of the share
 * @param quantity  asked for
 * @param price     0 without one
 * @param filled    traded
 * @param value     of what was traded
 * @param rest      still open
 * @param refused   by the exchange
 * @param cancelled confirmed
 * @param placed    when
 */
record OrderRow(OrderName name, String original, String branch, String code, Side side, String division,
        BigDecimal quantity, BigDecimal price, BigDecimal stop, BigDecimal filled, BigDecimal value, BigDecimal rest,
        BigDecimal refused, BigDecimal cancelled, Instant placed) {

    /** @throws BrokerException of category DATA that names the field */
    static OrderRow read(Node row) throws BrokerException {
        try {
            OrderName name = new OrderName(Clock.day("ord_dt", row.text("ord_dt")), OrderName.number(row.text("odno")));
            String original = row.text("orgn_odno");
            BigDecimal cancelled = row.number(row.has("cncl_cfrm_qty") ? "cncl_cfrm_qty" : "cnc_cfrm_qty");
            return new OrderRow(name, original.isEmpty() || original.matches("0+") ? "" : OrderName.number(original),
                    row.text("ord_gno_brno"), row.text("pdno"),
                    row.text("sll_buy_dvsn_cd").equals("01") ? Side.SELL : Side.BUY, row.text("ord_dvsn_cd"),
                    row.number("ord_qty"), row.number("ord_unpr"), row.number("stpm_cndt_pric"),
                    row.number("tot_ccld_qty"), row.number("tot_ccld_amt"), row.number("rmn_qty"),
                    row.number("rjct_qty"), cancelled,
                    Clock.at(name.day(), Clock.time("ord_tmd", row.text("ord_tmd"))));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "inquire-daily-ccld",
                    e.getMessage()), e);
        }
    }

    /** Cancels are listed as orders of their own, and trade nothing. */
    boolean isOrder() {
        return rest.signum() > 0 || filled.signum() > 0 || cancelled.signum() > 0 || refused.signum() > 0;
    }

    OrderStatus status() {
        if (rest.signum() > 0) {
            return filled.signum() > 0 ? OrderStatus.PARTIAL : OrderStatus.ACCEPTED;
        }
        if (filled.compareTo(quantity) >= 0) {
            return OrderStatus.FILLED;
        }
        return refused.signum() > 0 ? OrderStatus.REJECTED : OrderStatus.CANCELLED;
    }
}
