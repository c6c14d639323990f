package org.jts.ui.kis.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisField;
import org.osgi.service.prefs.BackingStoreException;

/** What was filled in last, over restarts: values that are neither secret nor of an account. */
final class Remembered {

    private static final String NODE = "org.jts.ui.kis";
    private static final String API = "api";
    private static final String BROKER = "broker";
    private static final Set<String> NEVER = Set.of("CANO", "ACNT_PRDT_CD", "ACNT_PWD", "APPKEY", "APPSECRET",
            "SECRETKEY", "TOKEN", "JSONBODY");

    private Remembered() {
    }

    private static IEclipsePreferences node(String name) {
        return InstanceScope.INSTANCE.getNode(NODE + name);
    }

    private static IEclipsePreferences values(KisApi api) {
        return node("/values/" + api.name().replace('/', '.'));
    }

    private static boolean isKept(String field) {
        return !NEVER.contains(field.toUpperCase(java.util.Locale.ROOT)) && !field.toUpperCase(java.util.Locale.ROOT)
                .startsWith("CTX_AREA");
    }

    static Map<String, String> of(KisApi api) {
        Map<String, String> values = new LinkedHashMap<>();
        for (KisField field : api.request()) {
            String value = isKept(field.name()) ? values(api).get(field.name(), null) : null;
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return values;
    }

    static void keep(KisApi api, Map<String, String> values, String broker) {
        for (KisField field : api.request()) {
            String value = values.get(field.name());
            if (value == null || !isKept(field.name())) {
                values(api).remove(field.name());
            } else {
                values(api).put(field.name(), value);
            }
        }
        node("").put(API, api.name());
        node("").put(BROKER, broker);
        try {
            node("").flush();
        } catch (BackingStoreException e) {
            ILog.of(Remembered.class).warn("KIS API: what was typed could not be kept: " + e.getMessage(), e);
        }
    }

    static Optional<KisApi> api() {
        return KisCatalog.get().find(node("").get(API, ""));
    }

    static String broker() {
        return node("").get(BROKER, "");
    }
}
