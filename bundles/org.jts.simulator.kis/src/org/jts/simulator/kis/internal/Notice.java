package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.api.account.AccountId;
import org.jts.api.order.Execution;
import org.jts.api.order.Side;

/**
 * What the customer is told of an order.
 *
 * @param account whose
 * @param us      whether for a share in the United States
 * @param values  by column of the notice channel; what is missing is empty
 */
record Notice(AccountId account, boolean us, Map<String, String> values) {

    private static final int QUANTITY_WIDTH = 10;
    private static final int ORDER_QUANTITY_WIDTH = 9;
    private static final int PRICE_WIDTH = 9;
    private static final int US_DECIMALS = 4;

    static Notice accepted(SimOrder order, Instant at) {
        return order(order, at, "1", "1", "0");
    }

    /** A change or cancel is confirmed. */
    static Notice confirmed(SimOrder order, Instant at) {
        return order(order, at, "1", "2", "0");
    }

    /** What is left of an IOC, FOK or market order ends. */
    static Notice killed(SimOrder order, Instant at) {
        return order(order, at, "1", "3", "0");
    }

    static Notice fill(SimOrder order, Execution trade) {
        Notice notice = order(order, trade.time(), "2", "2", "0");
        notice.values.put("CNTG_QTY", padded(trade.quantity(), QUANTITY_WIDTH));
        notice.values.put("CNTG_UNPR", padded(notice.us ? trade.price().movePointRight(US_DECIMALS) : trade.price(),
                PRICE_WIDTH));
        return notice;
    }

    private static Notice order(SimOrder order, Instant at, String filled, String accepted, String refused) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("ACNT_NO", order.account.value().replace("-", ""));
        values.put("ODER_NO", order.number);
        values.put("OODER_NO", order.originalNumber());
        values.put("SELN_BYOV_CLS", order.side == Side.SELL ? "01" : "02");
        values.put("RCTF_CLS", switch (order.kind) {
            case NEW -> "0";
            case MODIFY -> "1";
            case CANCEL -> "2";
        });
        values.put("ODER_KIND", order.division);
        values.put("ODER_COND", order.division.matches("11|13|15|23|42|45") ? "1"
                : order.division.matches("12|14|16|24|43|46") ? "2" : "0");
        values.put("STCK_SHRN_ISCD", order.symbol.id().code());
        values.put("CNTG_QTY", padded(order.quantity, QUANTITY_WIDTH));
        values.put("CNTG_UNPR", "0".repeat(PRICE_WIDTH));
        values.put("STCK_CNTG_HOUR", Texts.clock(at));
        values.put("RFUS_YN", refused);
        values.put("CNTG_YN", filled);
        values.put("ACPT_YN", accepted);
        values.put("BRNC_NO", OrderDesk.BRANCH);
        values.put("ODER_QTY", padded(order.quantity, ORDER_QUANTITY_WIDTH));
        values.put("ACNT_NAME", "모의고객");
        values.put("ORD_COND_PRC", padded(order.stop, PRICE_WIDTH));
        values.put("ORD_EXG_GB", switch (order.route) {
            case "NXT" -> "2";
            case "SOR" -> "3";
            default -> "1";
        });
        values.put("POPUP_YN", "Y");
        values.put("CRDT_CLS", "00");
        values.put("CNTG_ISNM40", order.symbol.name());
        values.put("ODER_PRC", padded(order.price, PRICE_WIDTH));
        boolean us = World.isUs(order.symbol.id());
        if (us) { // numbers come without zeros here, and the market stands where the condition does elsewhere
            values.put("ODER_NO", order.number.replaceFirst("^0+", ""));
            values.put("OODER_NO", order.originalNumber().replaceFirst("^0+", ""));
            values.put("ODER_KIND2", kind(order.division));
            values.put("ODER_COND", UsListings.NOTICES.get(order.symbol.id().exchange()));
            values.put("CNTG_ISNM", order.symbol.name());
        }
        return new Notice(order.account, us, values);
    }

    /** As notices of shares in the United States say it. */
    private static String kind(String division) {
        return switch (division) {
            case "31" -> "A";
            case "32" -> "B";
            case "33" -> "C";
            case "34" -> "D";
            default -> "2";
        };
    }

    private static String padded(BigDecimal number, int width) {
        return Texts.padded(Texts.won(number), width);
    }
}
