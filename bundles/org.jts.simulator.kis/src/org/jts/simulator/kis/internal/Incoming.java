package org.jts.simulator.kis.internal;

import java.util.Map;
import java.util.TreeMap;

import org.jts.kis.catalog.KisApi;

/**
 * A request as it came.
 *
 * @param method  of HTTP
 * @param path    without the query
 * @param headers names in lower case
 * @param fields  of the query or the body, names as they came
 * @param body    as it came
 */
record Incoming(String method, String path, Map<String, String> headers, Map<String, Object> fields, String body) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The value of a field, whatever the case of its name; empty when it is missing. */
    String field(String name) {
        Object value = fields.get(name);
        return value != null ? value.toString().strip() : folded().getOrDefault(name, "").toString().strip();
    }

    boolean has(String name) {
        return fields.containsKey(name) || folded().containsKey(name);
    }

    /** Queries may be written in lower case, and work; bodies may not. */
    private Map<String, Object> folded() {
        if (!method.equals("GET")) {
            return Map.of();
        }
        Map<String, Object> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(fields);
        return any;
    }

    String trId() {
        return header("tr_id");
    }

    /** The account as 8-2 digits, or what else was sent. */
    String account() {
        return field("CANO") + "-" + field("ACNT_PRDT_CD");
    }

    /** Whether the transaction id is the one of that role, in either environment or as it was before. */
    boolean isRole(KisApi api, String role) {
        return trId().equals(api.realIds().get(role)) || trId().equals(api.paperIds().get(role))
                || trId().equals(api.realIds().get("old_" + role)) || trId().equals(api.paperIds().get("old_" + role));
    }
}
