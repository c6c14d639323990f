package org.jts.kis.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisField;

/**
 * A call, or a registration for a channel, as it is to be sent.
 *
 * @param api    which interface
 * @param role   which of its transaction ids, {@code buy}; empty where there is one
 * @param fields values by the catalog's names, in its order; an empty value is sent
 * @param next   whether it asks for the page after the one before
 * @param agreed whether a person has read and agreed to what {@link KisForm#warnings} says of it; since 1.1
 * @since 1.0
 */
public record KisRequest(KisApi api, String role, Map<String, String> fields, boolean next, boolean agreed) {
    public KisRequest {
        Objects.requireNonNull(api, "interface");
        Objects.requireNonNull(role, "role");
        Map<String, String> ordered = new LinkedHashMap<>();
        for (KisField field : api.request()) {
            if (fields.containsKey(field.name())) {
                ordered.put(field.name(), fields.get(field.name()));
            }
        }
        if (ordered.size() < fields.size()) {
            Map<String, String> unknown = new LinkedHashMap<>(fields);
            unknown.keySet().removeAll(ordered.keySet());
            throw new IllegalArgumentException(api.name() + ": expected fields of the catalog, found "
                    + unknown.keySet());
        }
        fields = Collections.unmodifiableMap(ordered);
    }

    /** One to which nobody has agreed. */
    public KisRequest(KisApi api, String role, Map<String, String> fields, boolean next) {
        this(api, role, fields, next, false);
    }

    /** The same, with the agreement of whoever sends it. @since 1.1 */
    public KisRequest agree() {
        return new KisRequest(api, role, fields, next, true);
    }

    /** The first page. */
    public static KisRequest of(KisApi api, String role, Map<String, String> fields) {
        return new KisRequest(api, role, fields, false);
    }

    /** The page after {@code answer}, which has told that there is one. */
    public KisRequest after(KisAnswer answer) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        answer.paging().forEach((name, value) -> api.requestField(name).ifPresent(f -> more.put(f.name(), value)));
        return new KisRequest(api, role, more, true);
    }
}
