package org.jts.kis.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.account.AccountId;
import org.jts.api.text.Texts;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.kis.catalog.Nearest;

/**
 * What must be known of a request before it is sent: which fields there are, which must be filled in, what the paper
 * service lacks, and what a person must agree to. All texts are in the language of the process.
 *
 * @since 1.0
 */
public final class KisForm {

    private static final Texts T = Texts.of(KisForm.class);
    private static final int NEAREST = 4;
    private static final String OLD = "old";
    /** Orders that the order desk makes. */
    private static final List<String> DESK = List.of("order-cash", "order-rvsecncl", "overseas-stock/order",
            "overseas-stock/order-rvsecncl");
    /** Abroad the order desk trades there alone. */
    private static final String US = "us";
    private static final String CHANGE_OR_CANCEL = "RVSE_CNCL_DVSN_CD";
    private static final String REVOKE = "revokeP";
    private static final String SHARES = "01|02|21|22";

    private KisForm() {
    }

    /**
     * The roles of its transaction ids, the one to take first in front, those that were replaced last; empty for an
     * interface that has none or one without a role.
     */
    public static List<String> roles(KisApi api, KisEnvironment environment) {
        return api.ids(environment).keySet().stream().filter(r -> !r.isEmpty())
                .sorted(Comparator.comparing((String r) -> r.startsWith(OLD)).thenComparing(KisForm::rank)
                        .thenComparing(r -> r)).toList();
    }

    private static int rank(String role) {
        return List.of("within_3m", "day", "us", "us_buy", "buy").contains(role) ? 0 : 1;
    }

    /**
     * The role where nobody chose one: none, if there is an id without a role, and none for an order, whose side must
     * be said.
     */
    public static String role(KisApi api, KisEnvironment environment) {
        return api.effect() == Effect.ORDERS || api.ids(environment).containsKey("") ? ""
                : roles(api, environment).stream().findFirst().orElse("");
    }

    /**
     * Names as they are typed, in any case, as the catalog's.
     *
     * @throws IllegalArgumentException for a name that the interface does not have, with those that are most like it
     */
    public static Map<String, String> named(KisApi api, Map<String, String> typed) {
        Map<String, String> named = new LinkedHashMap<>();
        typed.forEach((name, value) -> {
            KisField field = api.requestField(name).orElseThrow(() -> new IllegalArgumentException(unknown(api, name)));
            named.put(field.name(), value);
        });
        return named;
    }

    private static String unknown(KisApi api, String name) {
        List<String> all = api.request().stream().map(KisField::name).toList();
        if (all.isEmpty()) {
            return T.format("field.none", api.name(), name);
        }
        List<String> near = Nearest.of(name, all, NEAREST);
        return T.format("field.unknown", api.name(), name, String.join(", ", near.isEmpty() ? all : near));
    }

    /**
     * Fills in what is the same in each call: the account, the market of shares, the number of the screen, and empty
     * keys of a first page. What is given stays.
     *
     * @param account whose; empty where there is none
     */
    public static Map<String, String> completed(KisApi api, KisEnvironment environment, Map<String, String> given,
            Optional<AccountId> account) {
        Map<String, String> all = new LinkedHashMap<>(given);
        for (KisField field : api.request()) {
            if (!all.containsKey(field.name())) {
                KisSuggestions.sure(api, environment, field.name(), account).ifPresent(v -> all.put(field.name(), v));
            }
        }
        return all;
    }

    /**
     * What is wrong with a request, each as a sentence that says what was expected and what was found; empty when it
     * may be sent.
     *
     * @param fields by the catalog's names
     */
    public static List<String> problems(KisApi api, KisEnvironment environment, String role,
            Map<String, String> fields) {
        Optional<String> barred = barred(api, environment);
        if (barred.isPresent()) {
            return List.of(barred.get());
        }
        List<String> problems = new ArrayList<>();
        if (!api.ids(environment).isEmpty() && !api.ids(environment).containsKey(role)) {
            problems.add(T.format("role.unknown", api.name(), String.join(", ", new TreeMap<>(api.ids(environment))
                    .keySet()), role));
        }
        List<String> missing = missing(api, fields);
        if (!missing.isEmpty()) {
            problems.add(T.format("field.missing", api.name(), String.join(", ", missing)));
        }
        return problems;
    }

    /** Why it cannot be called at all in this environment; empty when it can. */
    public static Optional<String> barred(KisApi api, KisEnvironment environment) {
        if (!api.isOfferedOn(environment)) {
            String label = api.label(Locale.getDefault());
            return Optional.of(environment == KisEnvironment.PAPER ? T.format("paper.lacks", label, api.name())
                    : T.format("real.lacks", label, api.name()));
        }
        return Optional.empty();
    }

    /**
     * Whether it is an order that the order desk cannot follow as one of its own: it is sent in the broker's own words.
     *
     * @param fields by the catalog's names
     * @since 1.1
     */
    public static boolean isOwnOrder(KisApi api, String role, Map<String, String> fields) {
        boolean abroad = api.name().startsWith("overseas");
        return api.effect() == Effect.ORDERS && (!DESK.contains(api.name()) || abroad && !role.startsWith(US)
                || abroad && List.of("35", "36").contains(fields.getOrDefault("ORD_DVSN", "").strip()));
    }

    /**
     * Whether an order in the broker's own words only takes back what is open: never one of an interface that can place
     * something, whatever its fields say. The broker has a field for changes and cancels where it does not read it.
     *
     * @since 1.1
     */
    public static boolean isCancel(KisApi api, String role, Map<String, String> fields) {
        if (api.name().equals("overseas-stock/order-resv-ccnl")) {
            return true;
        }
        return api.name().endsWith("rvsecncl") && (role.equals("cancel") || !role.equals("modify")
                && fields.getOrDefault(CHANGE_OR_CANCEL, "").strip().equals("02"));
    }

    /**
     * What a person must have read and agreed to before such a request is sent; empty where nothing has to be.
     *
     * @param fields by the catalog's names
     * @since 1.1
     */
    public static List<String> warnings(KisApi api, String role, Map<String, String> fields) {
        if (api.name().equals(REVOKE)) {
            return List.of(T.get("warn.revoke"));
        }
        if (!isOwnOrder(api, role, fields)) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>();
        if (!isCancel(api, role, fields)) {
            warnings.add(T.get("warn.limits"));
        }
        warnings.add(T.get("warn.followed"));
        String product = fields.getOrDefault("ACNT_PRDT_CD", "").strip();
        if (!product.matches(SHARES)) {
            warnings.add(T.format("warn.product", fields.getOrDefault("CANO", "").strip(), product));
        }
        return warnings;
    }

    /** Required fields without a value; an empty text is one. What the gateway fills in by itself is not missing. */
    public static List<String> missing(KisApi api, Map<String, String> fields) {
        return api.request().stream().filter(KisField::required).map(KisField::name)
                .filter(n -> !fields.containsKey(n) && !isOwn(api, n)).toList();
    }

    /** Whether the gateway fills it in, and nobody else: keys and secrets, and the id of a channel. */
    public static boolean isOwn(KisApi api, String field) {
        return switch (api.effect()) {
            case SIGNS_IN -> !field.equals("JsonBody");
            case STREAMS -> field.equalsIgnoreCase("tr_id");
            case READS, ORDERS -> false;
        };
    }
}
