package org.jts.grpc.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the time of orders went within a server, as its audit trail has it.
 *
 * @param desk   p50 in microseconds from the moment at which the desk was asked to its answer, without the broker: the
 *               checks, the journal, and the hand-over to the broker's thread and back
 * @param broker p50 in microseconds of the simulated broker itself: request limiter, order book, its own audit
 */
record ServerTimes(double desk, double broker) {

    private static final Pattern FIELD = Pattern.compile("\"(at|kind|cid|action|phase|ms)\":\"([^\"]*)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Reads the newest orders.
     *
     * @param data  the server's data folder
     * @param count how many orders
     */
    static ServerTimes read(Path data, int count) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<Long> broker = new ArrayList<>();
        List<Long> desk = new ArrayList<>();
        do {
            Thread.sleep(200); // the trail is written behind the orders
            broker.clear();
            desk.clear();
            read(data, desk, broker);
        } while ((desk.size() < count || broker.size() < count) && System.nanoTime() < end);
        if (desk.size() < count || broker.size() < count) {
            throw new IOException("expected %d orders in the audit trail of %s, found %d".formatted(count, data,
                    Math.min(desk.size(), broker.size())));
        }
        double own = median(broker.subList(broker.size() - count, broker.size()));
        return new ServerTimes(median(desk.subList(desk.size() - count, desk.size())) - own, own);
    }

    private static void read(Path data, List<Long> desk, List<Long> broker) throws IOException {
        Map<String, Instant> asked = new HashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(data.resolve("audit"))) {
            files = all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                Map<String, String> fields = fields(line);
                if (!"place".equals(fields.get("action"))) {
                    continue;
                }
                switch (fields.get("kind") + " " + fields.get("phase")) {
                    case "act asked" -> asked.put(fields.get("cid"), Instant.parse(fields.get("at")));
                    case "act done" -> desk.add(Duration.between(asked.remove(fields.get("cid")),
                            Instant.parse(fields.get("at"))).toNanos());
                    case "call answer" -> broker.add(Math.round(Double.parseDouble(fields.get("ms")) * 1e6));
                    default -> { }
                }
            }
        }
    }

    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        Matcher found = FIELD.matcher(line);
        while (found.find()) {
            fields.putIfAbsent(found.group(1), found.group(2));
        }
        return fields;
    }

    private static double median(List<Long> nanos) {
        return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow() / 1_000.0;
    }
}
