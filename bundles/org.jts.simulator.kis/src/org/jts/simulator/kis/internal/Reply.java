package org.jts.simulator.kis.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status of HTTP
 * @param trCont the paging header; empty for none
 * @param body   of the answer: texts, numbers, maps and lists
 */
record Reply(int status, String trCont, Map<String, Object> body) {

    private static final int OK = 200;
    private static final int FAILED = 500;

    static Reply of(Map<String, Object> body) {
        return new Reply(OK, "", body);
    }

    /** The envelope of a success, to be filled with blocks. */
    static Map<String, Object> success(String code, String text) {
        return envelope("0", code, text);
    }

    /** A refusal of the gateway: HTTP 500. */
    static Reply gateway(String code, String text) {
        return new Reply(FAILED, "", envelope("1", code, text));
    }

    /** A refusal of the business: HTTP 200. */
    static Reply refused(String rtCd, String code, String text) {
        return of(envelope(rtCd, code, text));
    }

    /** A refusal around tokens: no envelope. */
    static Reply oauth(int status, String code, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code);
        body.put("error_description", text);
        return new Reply(status, "", body);
    }

    Reply withTrCont(String value) {
        return new Reply(status, value, body);
    }

    private static Map<String, Object> envelope(String rtCd, String code, String text) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("rt_cd", rtCd);
        body.put("msg_cd", code);
        body.put("msg1", text);
        return body;
    }
}
