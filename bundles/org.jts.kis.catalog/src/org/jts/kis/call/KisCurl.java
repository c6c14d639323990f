package org.jts.kis.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jts.kis.catalog.KisApi.Kind;

/**
 * A request as a command of a shell, for whoever tries it outside. Keys, token and account number are variables, so
 * that nothing of them can be copied with it.
 *
 * @since 1.0
 */
public final class KisCurl {

    private static final Map<String, String> VARIABLES = Map.of("CANO", "$KIS_ACCOUNT", "ACNT_PRDT_CD",
            "$KIS_PRODUCT", "APPKEY", "$KIS_APP_KEY", "APPSECRET", "$KIS_APP_SECRET", "SECRETKEY", "$KIS_APP_SECRET",
            "TOKEN", "$KIS_TOKEN");
    private static final String BREAK = " \\\n  ";

    private KisCurl() {
    }

    /**
     * @return the command, or for a real-time channel the message that registers for it
     */
    public static String of(KisRequest request, KisBroker broker) {
        String id = request.api().id(broker.environment(), request.role()).orElse("");
        if (request.api().kind() == Kind.WEBSOCKET) {
            return """
                    {"header":{"approval_key":"$KIS_APPROVAL_KEY","custtype":"P","tr_type":"1","content-type":"utf-8"},\
                    "body":{"input":{"tr_id":"%s","tr_key":"%s"}}}""".formatted(id,
                    isNotice(request) ? "$KIS_HTS_ID" : json(request.fields().getOrDefault("tr_key", "")));
        }
        boolean get = request.api().method().equals("GET");
        List<String> words = new ArrayList<>();
        words.add("curl -sS " + (get ? "-G " : "") + quoted(broker.host() + request.api().path()));
        words.add("-H 'content-type: application/json; charset=utf-8'");
        if (!request.api().isOAuth()) {
            words.add("-H \"authorization: Bearer $KIS_TOKEN\"");
            words.add("-H \"appkey: $KIS_APP_KEY\"");
            words.add("-H \"appsecret: $KIS_APP_SECRET\"");
            words.add("-H " + quoted("tr_id: " + id));
            words.add("-H 'custtype: P'");
        }
        if (request.next()) {
            words.add("-H 'tr_cont: N'");
        }
        if (get) {
            request.fields().forEach((name, value) -> words.add("--data-urlencode " + pair(name, value)));
        } else {
            words.add("-d " + body(request));
        }
        return String.join(BREAK, words);
    }

    /** Notices are registered with the name of the customer. */
    private static boolean isNotice(KisRequest request) {
        return request.api().koreanName().contains("통보");
    }

    private static String pair(String name, String value) {
        String variable = VARIABLES.get(name.toUpperCase(Locale.ROOT));
        return variable == null ? quoted(name + "=" + value) : "\"" + name + "=" + variable + "\"";
    }

    /** A variable stands outside the single quotes: {@code '{"CANO":"'"$KIS_ACCOUNT"'"}'}. */
    private static String body(KisRequest request) {
        if (request.fields().containsKey("JsonBody")) {
            String text = inner(request.fields().get("JsonBody"));
            return "'" + masked(masked(text, "CANO"), "ACNT_PRDT_CD") + "'";
        }
        List<String> members = new ArrayList<>();
        request.fields().forEach((name, value) -> {
            String variable = VARIABLES.get(name.toUpperCase(Locale.ROOT));
            members.add("\"" + name + "\":\"" + (variable == null ? inner(json(value)) : "'\"" + variable + "\"'")
                    + "\"");
        });
        return "'{" + String.join(",", members) + "}'";
    }

    /** A member of a JSON text whose value is to be a variable. */
    private static String masked(String text, String member) {
        return text.replaceAll("(?i)(\"" + member + "\"\\s*:\\s*\")[^\"]*\"", "$1'\"\\" + VARIABLES.get(member)
                + "\"'\"");
    }

    private static String json(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }

    private static String quoted(String word) {
        return "'" + inner(word) + "'";
    }

    /** As it stands between single quotes. */
    private static String inner(String text) {
        return text.replace("'", "'\\''");
    }
}
