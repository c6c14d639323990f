package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.gateway.BrokerException;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisJson;

/** Makes tables of what came: columns in the catalog's order, then what it does not know. */
final class Answers {

    private static final String PAGING = "ctx_area";

    private Answers() {
    }

    static KisAnswer of(KisApi api, KisReply reply) {
        Node body = reply.body();
        List<KisTable> tables = new ArrayList<>();
        Set<String> done = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        done.addAll(Set.of("rt_cd", "msg_cd", "msg1"));
        for (KisBlock block : api.answer()) {
            if (block.name().equals(KisBlock.TOP)) {
                top(api, body).ifPresent(tables::add);
            } else {
                tables.add(table(block.name(), block.array(), block.names(), body));
            }
            done.add(block.name());
        }
        body.values().forEach((name, value) -> {
            if (!done.contains(name) && !(value instanceof String)) {
                tables.add(table(name, value instanceof List<?>, List.of(), body));
            }
        });
        return new KisAnswer(reply.isDone() || reply.isNothing(), reply.code(), reply.text(), reply.hasMore(),
                paging(body), tables, reply.raw());
    }

    /** An answer that this program makes by itself. */
    static KisAnswer own(KisApi api, boolean done, String code, String text, Map<String, String> values) {
        List<KisTable> tables = new ArrayList<>();
        for (KisBlock block : api.answer()) {
            List<String> row = block.names().stream().map(n -> values.getOrDefault(n, "")).toList();
            tables.add(new KisTable(block.name(), false, block.names(), List.of(row)));
        }
        return new KisAnswer(done, code, text, false, Map.of(), tables, KisJson.write(values));
    }

    private static Map<String, String> paging(Node body) {
        Map<String, String> paging = new LinkedHashMap<>();
        body.values().forEach((name, value) -> {
            if (name.toLowerCase(java.util.Locale.ROOT).startsWith(PAGING) && value instanceof String text) {
                paging.put(name, text);
            }
        });
        return paging;
    }

    /** Values of the answer itself, but what leads to the next page. */
    private static Optional<KisTable> top(KisApi api, Node body) {
        List<String> names = api.block(KisBlock.TOP).orElseThrow().names().stream()
                .filter(n -> !n.toLowerCase(java.util.Locale.ROOT).startsWith(PAGING)).toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(new KisTable(KisBlock.TOP, false, names,
                List.of(names.stream().map(body::text).toList())));
    }

    private static KisTable table(String name, boolean array, List<String> known, Node body) {
        Object value = body.values().get(name);
        boolean list = array || value instanceof List<?> many && many.size() != 1;
        List<Node> rows = body.rows(name);
        Set<String> columns = new LinkedHashSet<>(known);
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        seen.addAll(known);
        rows.forEach(row -> row.values().keySet().stream().filter(seen::add).forEach(columns::add));
        return new KisTable(name, list, List.copyOf(columns), rows.stream().map(row -> columns.stream()
                .map(row::text).toList()).toList());
    }

    /**
     * Records of a channel, without those that say that they are of another key that is registered too.
     *
     * @param key  that is meant
     * @param keys all that are registered for the channel
     */
    static KisTable records(KisApi channel, Frame frame, String key, Set<String> keys) throws BrokerException {
        List<String> columns = channel.columns();
        Layout layout = new Layout(columns, channel.columnsBefore202609().size());
        List<List<String>> rows = new ArrayList<>();
        for (Frame.Row row : frame.rows(layout)) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                values.add(row.text(i));
            }
            if (values.getFirst().equals(key) || !keys.contains(values.getFirst())) {
                rows.add(values);
            }
        }
        return new KisTable(KisBlock.FRAME, true, columns, rows);
    }
}
