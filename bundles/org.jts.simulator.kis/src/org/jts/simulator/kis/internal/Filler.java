package org.jts.simulator.kis.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisField;

/** Records with every field that the catalog names: what is not simulated gets a value of the right kind. */
final class Filler {

    private Filler() {
    }

    /** A record of that block. */
    static Map<String, Object> record(KisApi api, String block, Instant now) {
        KisBlock found = api.block(block).orElseThrow(() -> new IllegalArgumentException(
                "%s: expected a block %s, found %s".formatted(api.name(), block, api.answer())));
        Map<String, Object> values = new LinkedHashMap<>();
        for (KisField field : found.fields()) {
            values.put(field.name(), value(field.name(), now));
        }
        return values;
    }

    /** A whole answer of an interface that is not simulated: one record a block. */
    static Map<String, Object> answer(KisApi api, Instant now) {
        Map<String, Object> body = Reply.success("MCA00000", "정상처리 되었습니다.");
        for (KisBlock block : api.answer()) {
            Map<String, Object> record = record(api, block.name(), now);
            if (block.name().equals(KisBlock.TOP)) {
                body.putAll(record);
            } else {
                body.put(block.name(), block.array() ? new ArrayList<>(List.of(record)) : record);
            }
        }
        return body;
    }

    static String value(String name, Instant now) {
        String lower = name.toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("ctx_area")) {
            return "";
        }
        if (lower.endsWith("_yn")) {
            return "N";
        }
        if (lower.matches(".*(_dt|_date|date)$")) {
            return Texts.day(now);
        }
        if (lower.matches(".*(_hour|_tmd|_time|_hms)$")) {
            return Texts.clock(now);
        }
        if (lower.matches(".*(name|_kor_isnm|isnm|_nm|_cntt|_text|titl)$")) {
            return "";
        }
        return "0";
    }
}
