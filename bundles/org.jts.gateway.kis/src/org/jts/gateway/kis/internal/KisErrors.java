package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.RejectReason;

/**
 * What the broker's codes mean. The same code stands for different refusals, so that the words come first where they
 * say more.
 */
final class KisErrors {

    private static final Map<String, ErrorCategory> CATEGORIES = Map.ofEntries(
            Map.entry("EGW00102", ErrorCategory.AUTHENTICATION), Map.entry("EGW00103", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00104", ErrorCategory.AUTHENTICATION), Map.entry("EGW00105", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00121", ErrorCategory.AUTHENTICATION), Map.entry("EGW00122", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00123", ErrorCategory.AUTHENTICATION), Map.entry("EGW00205", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00206", ErrorCategory.AUTHENTICATION), Map.entry("EGW00207", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00304", ErrorCategory.AUTHENTICATION), Map.entry("EGW02004", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW02007", ErrorCategory.AUTHENTICATION), Map.entry("IGW00002", ErrorCategory.AUTHENTICATION),
            Map.entry("90070000", ErrorCategory.AUTHENTICATION), Map.entry("EGW00003", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00004", ErrorCategory.AUTHENTICATION),
            Map.entry("EGW00133", ErrorCategory.RATE_LIMIT), Map.entry("EGW00201", ErrorCategory.RATE_LIMIT),
            Map.entry("EGW00215", ErrorCategory.RATE_LIMIT),
            Map.entry("EGW00301", ErrorCategory.TIMEOUT), Map.entry("EGW00302", ErrorCategory.TIMEOUT),
            Map.entry("90020000", ErrorCategory.TIMEOUT),
            Map.entry("EGW02006", ErrorCategory.UNSUPPORTED), Map.entry("OPSQ0002", ErrorCategory.UNSUPPORTED),
            Map.entry("EGW00131", ErrorCategory.VALIDATION), Map.entry("EGW00132", ErrorCategory.VALIDATION),
            Map.entry("EGW00208", ErrorCategory.VALIDATION), Map.entry("IGW00007", ErrorCategory.VALIDATION),
            Map.entry("OPSQ2000", ErrorCategory.VALIDATION), Map.entry("OPSQ2001", ErrorCategory.VALIDATION),
            Map.entry("OPSQ2002", ErrorCategory.VALIDATION), Map.entry("APMP0001", ErrorCategory.VALIDATION));

    private static final int SERVER_ERROR = 500;
    private static final Map<String, RejectReason> REASONS = Map.ofEntries(
            Map.entry("APBK0952", RejectReason.INSUFFICIENT_FUNDS), Map.entry("40250000",
                    RejectReason.INSUFFICIENT_FUNDS),
            Map.entry("APBK0400", RejectReason.INSUFFICIENT_HOLDINGS), Map.entry("APBK1234",
                    RejectReason.INSUFFICIENT_HOLDINGS),
            Map.entry("APBK0656", RejectReason.UNKNOWN_SYMBOL), Map.entry("APBK0918", RejectReason.MARKET_CLOSED),
            Map.entry("APBK1664", RejectReason.MARKET_CLOSED), Map.entry("KIOK0320", RejectReason.MARKET_CLOSED),
            Map.entry("40570000", RejectReason.MARKET_CLOSED), Map.entry("40580000", RejectReason.MARKET_CLOSED),
            Map.entry("40100000", RejectReason.MARKET_CLOSED), Map.entry("40030000", RejectReason.PRICE_TICK),
            Map.entry("40070000", RejectReason.NOT_TRADABLE), Map.entry("40330000", RejectReason.ORDER_CLOSED),
            Map.entry("40910000", RejectReason.UNKNOWN_ACCOUNT), Map.entry("IGW00002", RejectReason.UNKNOWN_ACCOUNT),
            Map.entry("OPSQ2000", RejectReason.UNKNOWN_ACCOUNT), Map.entry("EGW00201", RejectReason.RATE_LIMIT),
            Map.entry("EGW00215", RejectReason.RATE_LIMIT), Map.entry("EGW02006", RejectReason.UNSUPPORTED),
            Map.entry("APBK3013", RejectReason.UNSUPPORTED), Map.entry("APBK1269", RejectReason.UNSUPPORTED));

    private KisErrors() {
    }

    /**
     * Whether an order with that answer may be working all the same. A refusal is what the broker names as such: by
     * HTTP 200, or by a code that is known for one. The rate is such a refusal (EGW00201, EGW00215): as with a bad
     * token the broker's own gateway answers, nothing goes to the ledger, and the broker says to send it again.
     */
    static boolean isUnknown(KisReply reply) {
        return switch (reply.code()) {
            case "", "EGW00001", "EGW00002", "EGW00202", "EGW00203", "EGW00300", "EGW00301", "EGW00302", "IGW00009",
                    "90020000" -> true;
            default -> reply.status() >= SERVER_ERROR && !CATEGORIES.containsKey(reply.code())
                    && !REASONS.containsKey(reply.code());
        };
    }

    static ErrorCategory category(KisReply reply) {
        ErrorCategory known = CATEGORIES.get(reply.code());
        if (known != null) {
            return known;
        }
        return reply.body().text("rt_cd").equals("7") ? ErrorCategory.VALIDATION : ErrorCategory.SYSTEM;
    }

    /** @param what was asked for */
    static BrokerException failure(String what, KisReply reply) {
        ErrorCategory category = category(reply);
        boolean again = category == ErrorCategory.RATE_LIMIT || category == ErrorCategory.TIMEOUT
                || category == ErrorCategory.SYSTEM;
        return new BrokerException(category, T.format("broker.said", what, words(reply)), reply.code(), again,
                Optional.empty(), null);
    }

    /** The broker's words and code. */
    static String words(KisReply reply) {
        String text = Node.shown(reply.text().isEmpty() ? "HTTP " + reply.status() : reply.text());
        return reply.code().isEmpty() ? text : text + " [" + reply.code() + "]";
    }

    static RejectReason reason(KisReply reply) {
        String text = reply.text();
        if (text.contains("호가단위")) {
            return RejectReason.PRICE_TICK;
        }
        if (text.contains("상/하한가") || text.contains("상한가") || text.contains("하한가")) {
            return RejectReason.PRICE_LIMIT;
        }
        if (text.contains("원주문") && (text.contains("존재하지") || text.contains("없습니다"))) {
            return RejectReason.UNKNOWN_ORDER;
        }
        if (text.contains("정정") && text.contains("수량")) {
            return RejectReason.ORDER_CLOSED;
        }
        if (text.contains("주문가능금액")) {
            return RejectReason.INSUFFICIENT_FUNDS;
        }
        if (text.contains("가능수량") || text.contains("가능한 수량")) {
            return RejectReason.INSUFFICIENT_HOLDINGS;
        }
        if (text.contains("주문수량")) {
            return RejectReason.QUANTITY;
        }
        return REASONS.getOrDefault(reply.code(), RejectReason.OTHER);
    }
}
