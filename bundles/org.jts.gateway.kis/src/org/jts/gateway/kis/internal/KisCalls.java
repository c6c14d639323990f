package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.limit.Lane;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Kind;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.kis.catalog.KisJson;

/**
 * Any reading interface of the catalog by its name. What places or changes orders is not called here: orders go through
 * the order desk, with its limits, its journal and its stop. A wrong word is an {@link IllegalArgumentException}.
 */
final class KisCalls {

    private static final String JSON = "--json";
    private final Map<BrokerId, KisGateway> gateways = new ConcurrentHashMap<>();

    void add(BrokerGateway gateway) {
        if (gateway instanceof KisGateway kis) {
            gateways.put(kis.id(), kis);
        }
    }

    void remove(BrokerGateway gateway) {
        gateways.remove(gateway.id(), gateway);
    }

    /** {@code kis:apis 해외주식}: the interfaces whose names hold the words. */
    String apis(List<String> words) {
        List<KisApi> found = KisCatalog.get().search(String.join(" ", words));
        return found.isEmpty() ? "no interface holds all of these words" : found.stream().map(api -> "%-40s %s, %s%s"
                .formatted(api.name(), api.koreanName(), api.englishName(), api.isOfferedOn(KisEnvironment.PAPER) ? ""
                        : " (real service only)")).collect(Collectors.joining("\n"));
    }

    /** {@code kis:api inquire-price}: what may be sent and what comes back. */
    String api(String name) {
        KisApi api = find(name);
        StringBuilder text = new StringBuilder("%s: %s, %s\n%s %s\nids: %s, on paper %s\n".formatted(api.name(),
                api.koreanName(), api.englishName(), api.method(), api.path(), new TreeMap<>(api.realIds()).values(),
                new TreeMap<>(api.paperIds()).values()));
        text.append("request: ").append(api.request().stream().map(f -> f.name() + (f.required() ? "*" : ""))
                .collect(Collectors.joining(", "))).append("  (* required)");
        for (KisBlock block : api.answer()) {
            text.append('\n').append(block.name()).append(block.array() ? "[]" : "").append(": ").append(String.join(
                    ", ", block.names()));
        }
        return text.toString();
    }

    /** {@code kis:call [BROKER] inquire-price FID_INPUT_ISCD=005930 … [--role sell] [--json]}. */
    String call(List<String> typed) throws BrokerException, InterruptedException {
        List<String> words = new ArrayList<>(typed);
        boolean json = words.remove(JSON);
        String role = option(words, "--role");
        KisGateway gateway = words.size() > 1 && !words.get(1).contains("=") ? gateway(words.removeFirst())
                : onlyGateway();
        if (words.isEmpty()) {
            throw new IllegalArgumentException("expected the name of an interface such as inquire-price, found none");
        }
        KisApi api = find(words.removeFirst());
        checkCallable(api, gateway.environment());
        Map<String, String> fields = fields(api, words, gateway);
        KisReply reply = gateway.session().rest.read(api.name(), new KisRest.Call(api, role(api, role,
                gateway.environment()), fields, Lane.MARKET_DATA, ""));
        return json ? KisJson.write(reply.body().plain()) : table(reply);
    }

    private static void checkCallable(KisApi api, KisEnvironment environment) {
        if (api.kind() == Kind.WEBSOCKET) {
            throw new IllegalArgumentException(api.name() + ": expected an interface that answers, found a channel; "
                    + "watch the symbol instead");
        }
        if (!api.method().equals("GET")) {
            throw new IllegalArgumentException(api.name() + ": expected an interface that reads, found one that "
                    + "changes something; orders go through order:place and order:cancel");
        }
        if (!api.isOfferedOn(environment)) {
            throw new IllegalArgumentException(api.name() + ": expected an interface of the paper service, found one "
                    + "of the real service only");
        }
    }

    /** An interface of several ids reads the first of them, unless a role is named. */
    private static String role(KisApi api, String wanted, KisEnvironment environment) {
        Map<String, String> ids = new TreeMap<>(api.ids(environment));
        if (wanted.isEmpty() && ids.containsKey("within_3m")) {
            return "within_3m";
        }
        String role = wanted.isEmpty() && !ids.containsKey("") ? ids.keySet().iterator().next() : wanted;
        if (!ids.containsKey(role)) {
            throw new IllegalArgumentException("%s: expected one of the roles %s, found \"%s\"".formatted(api.name(),
                    ids.keySet(), role));
        }
        return role;
    }

    private static Map<String, String> fields(KisApi api, List<String> words, KisGateway gateway) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("expected FIELD=VALUE, was \"%s\"".formatted(word));
            }
            given.put(word.substring(0, equals), word.substring(equals + 1));
        }
        List<String> names = api.request().stream().map(KisField::name).toList();
        given.keySet().stream().filter(n -> !names.contains(n)).findFirst().ifPresent(n -> {
            throw new IllegalArgumentException("%s: expected one of %s, found %s".formatted(api.name(), names, n));
        });
        if (names.contains("CANO") && !given.containsKey("CANO")) {
            gateway.configuredAccounts().stream().findFirst().ifPresent(a -> given.putAll(OrderReader.account(
                    a.id())));
        }
        if (names.contains("FID_COND_MRKT_DIV_CODE")) {
            given.putIfAbsent("FID_COND_MRKT_DIV_CODE", MarketReader.KRX);
        }
        List<String> missing = api.request().stream().filter(KisField::required).map(KisField::name)
                .filter(n -> !given.containsKey(n) && !n.startsWith("CTX_AREA")).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("%s: expected values for %s, found none; write FIELD= for an empty one"
                    .formatted(api.name(), missing));
        }
        names.stream().filter(n -> n.startsWith("CTX_AREA")).forEach(n -> given.putIfAbsent(n, ""));
        return given;
    }

    private static String table(KisReply reply) {
        StringBuilder text = new StringBuilder(KisErrors.words(reply));
        reply.body().values().forEach((name, value) -> {
            if (value instanceof Node node) {
                text.append('\n').append(name).append(": ").append(line(node));
            } else if (value instanceof List<?>) {
                List<Node> rows = reply.body().rows(name);
                text.append('\n').append(name).append(": ").append(rows.size()).append(" rows");
                rows.forEach(row -> text.append("\n  ").append(line(row)));
            }
        });
        return text.toString();
    }

    private static String line(Node node) {
        return node.values().entrySet().stream().filter(e -> !e.getValue().toString().isBlank())
                .map(e -> e.getKey() + "=" + e.getValue().toString().strip()).collect(Collectors.joining(" "));
    }

    private static String option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return "";
        }
        if (at + 1 >= words.size()) {
            throw new IllegalArgumentException(name + ": expected a value after it, found none");
        }
        words.remove(at);
        return words.remove(at);
    }

    private static KisApi find(String name) {
        return KisCatalog.get().find(name).orElseThrow(() -> new IllegalArgumentException(
                "expected the name of an interface, was \"%s\"; kis:apis WORD lists them".formatted(name)));
    }

    private KisGateway gateway(String id) {
        return gateways.entrySet().stream().filter(e -> e.getKey().value().equals(id)).map(Map.Entry::getValue)
                .findFirst().orElseThrow(() -> new IllegalArgumentException(
                        "expected one of the KIS brokers %s, was \"%s\"".formatted(gateways.keySet(), id)));
    }

    private KisGateway onlyGateway() {
        if (gateways.size() != 1) {
            throw new IllegalArgumentException("expected one KIS broker, found %s; name it before the interface"
                    .formatted(gateways.keySet()));
        }
        return gateways.values().iterator().next();
    }
}
