package org.jts.gateway.kis.internal;

/**
 * An answer of the broker, whatever it says.
 *
 * @param status of HTTP, which says little: 500 for an expired token, 200 for a refused order
 * @param trCont paging header: F or M when more follows
 * @param body   as read
 * @param raw    as it came
 */
record KisReply(int status, String trCont, Node body, String raw) {

    private static final int OK = 200;

    KisReply(int status, String trCont, Node body) {
        this(status, trCont, body, "");
    }

    boolean isDone() {
        return status == OK && body.text("rt_cd").equals("0");
    }

    /** The broker's code; that of signing in stands elsewhere. */
    String code() {
        String code = body.text("msg_cd");
        return code.isEmpty() ? body.text("error_code") : code;
    }

    String text() {
        String text = body.text("msg1");
        return text.isEmpty() ? body.text("error_description") : text;
    }

    boolean hasMore() {
        return trCont.equals("F") || trCont.equals("M");
    }

    /** Whether the broker's gateway refused the token, before it looked at anything else. */
    boolean isTokenRefused() {
        return code().equals("EGW00121") || code().equals("EGW00123");
    }

    /** Whether it was refused for the rate, of this key or of all customers together. */
    boolean isTooFast() {
        return code().equals("EGW00201") || code().equals("EGW00215");
    }

    /** Whether nothing was found, which the broker sometimes says as a refusal. */
    boolean isNothing() {
        return switch (code()) {
            case "KIOK0560", "70070000", "APBK1631" -> true;
            default -> false;
        };
    }
}
