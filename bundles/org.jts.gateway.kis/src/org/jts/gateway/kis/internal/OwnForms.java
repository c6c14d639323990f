package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.order.CallForm;
import org.jts.kis.call.KisForm;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisLabels;

/** The broker's calls for orders that the desk cannot express, as a gateway offers them. */
final class OwnForms {

    private static final String DIVISION = "ORD_DVSN";
    /** Of orders over hours, which the desk cannot express where it can all others. */
    private static final Map<String, String> OVER_HOURS = Map.of(DIVISION, "35");
    private static final Map<String, String> CANCELS = Map.of("RVSE_CNCL_DVSN_CD", "02");
    private static final Map<KisEnvironment, List<CallForm>> ALL = new ConcurrentHashMap<>();

    private OwnForms() {
    }

    /** In the language of the process. */
    static List<CallForm> of(KisEnvironment environment) {
        return ALL.computeIfAbsent(environment, OwnForms::read);
    }

    private static List<CallForm> read(KisEnvironment environment) {
        List<CallForm> forms = new ArrayList<>();
        KisCatalog.get().apis().stream().filter(api -> api.effect() == Effect.ORDERS)
                .forEach(api -> api.ids(environment).keySet().stream().sorted()
                        .filter(role -> isOwn(api, role)).forEach(role -> forms.add(form(api, role))));
        return List.copyOf(forms);
    }

    private static boolean isOwn(KisApi api, String role) {
        return KisForm.isOwnOrder(api, role, Map.of())
                || api.requestField(DIVISION).isPresent() && KisForm.isOwnOrder(api, role, OVER_HOURS);
    }

    private static CallForm form(KisApi api, String role) {
        Locale locale = Locale.getDefault();
        return new CallForm(api.name(), role, title(api, role), api.request().stream().map(f -> new CallForm.Field(
                f.name(), KisLabels.field(f.name(), locale).orElse(""), f.required())).toList(),
                takesBack(api, role));
    }

    private static Optional<Map<String, String>> takesBack(KisApi api, String role) {
        return KisForm.isCancel(api, role, Map.of()) ? Optional.of(Map.of())
                : Optional.of(CANCELS).filter(fields -> KisForm.isCancel(api, role, fields));
    }

    /** What a call of the broker does, for people. */
    static String title(KisApi api, String role) {
        Locale locale = Locale.getDefault();
        return role.isEmpty() ? api.label(locale) : api.label(locale) + ", " + KisLabels.role(role, locale);
    }
}
