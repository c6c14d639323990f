package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.CurrencyCode;
import org.jts.api.order.CallForm;
import org.jts.kis.call.KisForm;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisLabels;

/** The broker's calls for orders that the desk cannot express, as a gateway offers them. */
final class OwnForms {

    private static final CurrencyCode USD = new CurrencyCode("USD");
    private static final CurrencyCode CNY = new CurrencyCode("CNY");
    private static final CurrencyCode VND = new CurrencyCode("VND");
    private static final String DIVISION = "ORD_DVSN";
    /** Of orders over hours, which the desk cannot express where it can all others. */
    private static final Map<String, String> OVER_HOURS = Map.of(DIVISION, "35");
    private static final Map<String, String> CANCELS = Map.of("RVSE_CNCL_DVSN_CD", "02");
    private static final String EXCHANGE = "OVRS_EXCG_CD";
    /** By the broker's codes of the exchanges where shares are traded abroad. */
    private static final Map<String, CurrencyCode> CURRENCIES = Map.of("NASD", USD, "NYSE", USD, "AMEX", USD, "SEHK",
            new CurrencyCode("HKD"), "SHAA", CNY, "SZAA", CNY, "TKSE", new CurrencyCode("JPY"), "HASE", VND, "VNSE",
            VND);
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
                takesBack(api, role), api.requestField(EXCHANGE).map(f -> new CallForm.Currencies(EXCHANGE,
                        CURRENCIES)));
    }

    private static Optional<Map<String, String>> takesBack(KisApi api, String role) {
        return KisForm.isCancel(api, role, Map.of()) ? Optional.of(Map.of())
                : Optional.of(CANCELS).filter(fields -> KisForm.isCancel(api, role, fields));
    }

    /** Of shares abroad, whose exchange is among the fields; what else is abroad does not say where. */
    static Optional<CurrencyCode> currency(Map<String, String> fields) {
        return Optional.ofNullable(CURRENCIES.get(fields.getOrDefault(EXCHANGE, "").strip()));
    }

    /** What a call of the broker does, for people. */
    static String title(KisApi api, String role) {
        Locale locale = Locale.getDefault();
        return role.isEmpty() ? api.label(locale) : api.label(locale) + ", " + KisLabels.role(role, locale);
    }
}
