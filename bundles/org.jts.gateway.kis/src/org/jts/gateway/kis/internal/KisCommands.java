package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisBroker;
import org.jts.kis.call.KisBrokers;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.kis.catalog.KisLabels;

/** What the commands do; a wrong word is an {@link IllegalArgumentException} that says what was expected. */
final class KisCommands {

    private static final List<String> RAW = List.of("--raw", "--json", "-j");
    private static final int NEAREST = 5;
    private static final int RECORDS = 5;
    private static final int SECONDS = 10;
    private static final int MOST = 10_000;
    private final KisBrokers brokers;
    private final TimeSource time;

    KisCommands(KisBrokers brokers, TimeSource time) {
        this.brokers = brokers;
        this.time = time;
    }

    /** Interfaces that hold the words, under their categories. */
    String apis(List<String> words) {
        List<KisApi> found = KisCatalog.get().search(String.join(" ", words));
        if (found.isEmpty()) {
            return T.get("console.nothing");
        }
        Locale locale = Locale.getDefault();
        StringBuilder text = new StringBuilder();
        String category = "";
        for (KisApi api : found) {
            if (!api.category().equals(category)) {
                category = api.category();
                text.append(KisLabels.category(category, locale)).append('\n');
            }
            text.append("  ").append(Columns.padded(api.name(), 44)).append(api.koreanName()).append(", ")
                    .append(api.englishName());
            text.append(api.isOfferedOn(KisEnvironment.PAPER) ? "" : " " + T.get("console.realOnly")).append('\n');
        }
        return text.append(T.format("console.count", found.size())).toString();
    }

    /** What may be sent, and what comes back. */
    String api(String name) {
        KisApi api = find(name);
        StringBuilder text = new StringBuilder("%s: %s, %s%n%s %s%n".formatted(api.name(), api.koreanName(),
                api.englishName(), api.method(), api.path()));
        text.append(T.format("console.ids.real", ids(api, KisEnvironment.REAL))).append('\n')
                .append(T.format("console.ids.paper", ids(api, KisEnvironment.PAPER))).append('\n');
        KisForm.barred(api, KisEnvironment.REAL).ifPresent(why -> text.append(why).append('\n'));
        text.append(T.get("console.request")).append(fields(api.request()));
        for (KisBlock block : api.answer()) {
            text.append('\n').append(T.format("console.block", block.name() + (block.array() ? "[]" : "")))
                    .append(fields(block.fields()));
        }
        return text.toString();
    }

    private static String ids(KisApi api, KisEnvironment environment) {
        Map<String, String> ids = api.ids(environment);
        return ids.isEmpty() ? "-" : ids.keySet().stream().sorted().map(r -> r.isEmpty() ? ids.get(r)
                : r + "=" + ids.get(r)).collect(Collectors.joining(", "));
    }

    private static String fields(List<KisField> fields) {
        return fields.stream().map(f -> "\n  " + Columns.padded(f.name() + (f.required() ? "*" : ""), 30)
                + KisLabels.field(f.name(), Locale.getDefault()).orElse("")).collect(Collectors.joining());
    }

    /** Calls an interface, or listens to a channel. */
    void call(List<String> typed, Consumer<String> out) throws BrokerException, InterruptedException {
        List<String> words = new ArrayList<>(typed);
        boolean raw = words.removeAll(RAW);
        boolean csv = words.remove("--csv");
        boolean agreed = words.remove("--agree");
        String role = option(words, "--role");
        int pages = number(words, "--pages", 1);
        int records = number(words, "--records", RECORDS);
        int seconds = number(words, "--seconds", SECONDS);
        boolean named = words.size() > 1 && !words.get(1).contains("=");
        String broker = named ? words.removeFirst() : "";
        if (words.isEmpty()) {
            throw new IllegalArgumentException(T.get("console.noName"));
        }
        KisApi api = find(words.removeFirst());
        KisBroker to = broker(broker);
        KisRequest request = request(api, to, role, words);
        List<String> warnings = KisForm.warnings(api, request.role(), request.fields());
        if (!warnings.isEmpty() && !agreed) {
            throw new IllegalArgumentException(T.format("console.agree", String.join("\n", warnings)));
        }
        request = agreed ? request.agree() : request;
        if (api.effect() == Effect.STREAMS) {
            listen(to, request, records, seconds, out);
        } else {
            show(to, request, pages, raw ? Shape.RAW : csv ? Shape.CSV : Shape.TABLE, out);
        }
    }

    private static KisRequest request(KisApi api, KisBroker to, String role, List<String> words) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(T.format("console.pair", word));
            }
            given.put(word.substring(0, equals), word.substring(equals + 1));
        }
        Map<String, String> fields = KisForm.completed(api, to.environment(), KisForm.named(api, given),
                to.accounts().stream().findFirst());
        String chosen = role.isEmpty() ? KisForm.role(api, to.environment()) : role;
        List<String> problems = KisForm.problems(api, to.environment(), chosen, fields);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", problems));
        }
        return KisRequest.of(api, chosen, fields);
    }

    /** How an answer is shown. */
    private enum Shape {
        TABLE, RAW, CSV
    }

    private void show(KisBroker to, KisRequest first, int pages, Shape shape, Consumer<String> out)
            throws BrokerException, InterruptedException {
        KisRequest request = first;
        for (int page = 1; page <= pages; page++) {
            KisAnswer answer = brokers.call(to.id(), request);
            switch (shape) {
                case RAW -> out.accept(answer.raw());
                case CSV -> out.accept(answer.tables().stream().filter(KisTable::isList).findFirst()
                        .or(() -> answer.tables().stream().findFirst()).map(KisTable::csv).orElse("").stripTrailing());
                case TABLE -> out.accept(answer.said() + answer.tables().stream().map(t -> "\n" + Columns.of(t))
                        .collect(Collectors.joining()));
            }
            if (first.api().effect() == Effect.ORDERS && !answer.isDone()) {
                throw new BrokerException(ErrorCategory.VALIDATION, answer.said(), answer.code(), false,
                        Optional.empty(), null);
            }
            if (!answer.hasMore()) {
                return;
            }
            if (page == pages && shape == Shape.TABLE) {
                out.accept(T.get("console.more"));
            }
            request = request.after(answer);
        }
    }

    private void listen(KisBroker to, KisRequest channel, int records, int seconds, Consumer<String> out)
            throws BrokerException, InterruptedException {
        LinkedBlockingQueue<KisTable> heard = new LinkedBlockingQueue<>(MOST);
        int left = records;
        try (Subscription open = brokers.subscribe(to.id(), channel, heard::offer)) {
            long end = time.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (left > 0) {
                KisTable table = heard.poll(end - time.nanoTime(), TimeUnit.NANOSECONDS);
                if (table == null) {
                    break;
                }
                out.accept(Columns.of(table));
                left -= table.rows().size();
            }
        }
        if (left == records) {
            out.accept(T.format("console.silent", channel.api().name(), seconds));
        }
    }

    private static KisApi find(String name) {
        KisCatalog catalog = KisCatalog.get();
        return catalog.find(name).orElseThrow(() -> {
            List<String> near = catalog.near(name, NEAREST);
            return new IllegalArgumentException(near.isEmpty() ? T.format("console.noApi", name)
                    : T.format("console.noApi.near", name, String.join(", ", near)));
        });
    }

    private KisBroker broker(String id) {
        List<KisBroker> all = brokers.brokers();
        String ids = all.stream().map(b -> b.id().value()).collect(Collectors.joining(", "));
        if (id.isEmpty()) {
            if (all.size() != 1) {
                throw new IllegalArgumentException(all.isEmpty() ? T.get("console.noBroker")
                        : T.format("console.brokers", ids));
            }
            return all.getFirst();
        }
        return all.stream().filter(b -> b.id().value().equals(id)).findFirst().orElseThrow(
                () -> new IllegalArgumentException(T.format("call.broker", id, "[" + ids + "]")));
    }

    private static int number(List<String> words, String name, int otherwise) {
        String text = option(words, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(T.format("console.number", name, text));
        }
        return Integer.parseInt(text);
    }

    private static String option(List<String> words, String name) {
        int at = words.indexOf(name);
        if (at < 0) {
            return "";
        }
        if (at + 1 >= words.size()) {
            throw new IllegalArgumentException(T.format("console.option", name));
        }
        words.remove(at);
        return words.remove(at);
    }
}
