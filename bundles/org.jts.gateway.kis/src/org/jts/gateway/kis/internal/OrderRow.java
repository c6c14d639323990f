package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;

/**
 * An order as the broker lists it: there is no status, it follows from the quantities.
 *
 * @param name      of the order
 * @param original  number of the order that it changed; empty for none
 * @param branch    the office it went through
 * @param symbol    the share
 * @param quantity  asked for
 * @param price     0 without one
 * @param filled    traded
 * @param value     of what was traded
 * @param rest      still open
 * @param refused   by the exchange
 * @param cancelled confirmed
 * @param placed    when
 */
record OrderRow(OrderName name, String original, String branch, SymbolId symbol, Side side, String division,
        BigDecimal quantity, BigDecimal price, BigDecimal stop, BigDecimal filled, BigDecimal value, BigDecimal rest,
        BigDecimal refused, BigDecimal cancelled, Instant placed) {

    OrderRow {
        if (quantity.signum() < 0 || price.signum() < 0 || stop.signum() < 0 || filled.signum() < 0
                || value.signum() < 0 || rest.signum() < 0 || filled.compareTo(quantity) > 0) {
            throw new IllegalArgumentException("%s of %s at %s, %s filled for %s, %s open".formatted(quantity, symbol,
                    price, filled, value, rest));
        }
    }

    /** @throws BrokerException of category DATA that names the field */
    static OrderRow read(Node row) throws BrokerException {
        try {
            OrderName name = new OrderName(Clock.day("ord_dt", row.text("ord_dt")), OrderName.number(row.text("odno")));
            BigDecimal cancelled = row.number(row.has("cncl_cfrm_qty") ? "cncl_cfrm_qty" : "cnc_cfrm_qty");
            return new OrderRow(name, OrderName.original(row.text("orgn_odno")),
                    row.text("ord_gno_brno"), Venue.KRX.symbol(row.text("pdno")),
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

    /**
     * A row of the list of foreign orders; null for what is no order in the United States, or no order at all but a
     * cancel. The list tells no cancelled quantity: what is neither traded nor open is cancelled, or refused when there
     * is a reason.
     *
     * @throws BrokerException of category DATA that names the field
     */
    static OrderRow us(Node row) throws BrokerException {
        Optional<Venue> venue = Venue.trading(row.text("ovrs_excg_cd")).filter(Venue::isUs);
        if (venue.isEmpty() || row.text("rvse_cncl_dvsn").equals("02")) {
            return null;
        }
        try {
            OrderName name = new OrderName(Clock.day("ord_dt", row.text("ord_dt")), true, OrderName.number(row.text(
                    "odno")));
            BigDecimal quantity = row.number("ft_ord_qty");
            BigDecimal filled = row.number("ft_ccld_qty");
            BigDecimal open = row.number("nccs_qty");
            BigDecimal gone = quantity.subtract(filled).subtract(open).max(BigDecimal.ZERO);
            boolean refused = !row.text("rjct_rson").matches("0*");
            BigDecimal price = row.number("ft_ord_unpr3");
            BigDecimal amount = row.number("ft_ccld_amt3");
            BigDecimal value = amount.signum() > 0 ? amount : filled.multiply(row.number("ft_ccld_unpr3"));
            return new OrderRow(name, OrderName.original(row.text("orgn_odno")), row.text("ord_gno_brno"),
                    venue.orElseThrow().symbol(row.text("pdno")), row.text("sll_buy_dvsn_cd").equals("01") ? Side.SELL
                            : Side.BUY, "00", quantity, price, BigDecimal.ZERO, filled, value,
                    open, refused ? gone : BigDecimal.ZERO, refused ? BigDecimal.ZERO : gone, placed(row, name));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "overseas-stock/inquire-ccnl",
                    e.getMessage()), e);
        }
    }

    /** The domestic day and time are told too, and are Korean without doubt. */
    private static Instant placed(Node row, OrderName name) throws BrokerException {
        if (!row.text("dmst_ord_dt").isEmpty() && !row.text("thco_ord_tmd").isEmpty()) {
            return Clock.at(Clock.day("dmst_ord_dt", row.text("dmst_ord_dt")), Clock.time("thco_ord_tmd", row.text(
                    "thco_ord_tmd")));
        }
        return name.day().atTime(Clock.time("ord_tmd", row.text("ord_tmd"))).atZone(Venue.NEW_YORK).toInstant();
    }

    /** Cancels are listed as orders of their own, and trade nothing. */
    boolean isOrder() {
        return quantity.signum() > 0 && (rest.signum() > 0 || filled.signum() > 0 || cancelled.signum() > 0
                || refused.signum() > 0);
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
