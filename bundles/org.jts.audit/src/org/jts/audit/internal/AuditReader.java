package org.jts.audit.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;

/** Goes through the files of a trail, line by line. */
final class AuditReader {

    private static final String ORDER = "order";
    private static final String BROKER_ORDER = "brokerOrder";

    /** What is done with each line that is asked for. */
    @FunctionalInterface
    interface Use {
        void line(AuditLine line) throws IOException;
    }

    private final List<Path> files;

    /** @param files oldest first */
    AuditReader(List<Path> files) {
        this.files = files;
    }

    void read(AuditQuery query, Use use) throws IOException {
        if (query.order().isEmpty()) {
            each(query, use);
            return;
        }
        Related related = related(query);
        each(query, line -> {
            if (related.has(line)) {
                use.line(line);
            }
        });
    }

    /** The names under which an order is in the trail: its key, the broker's, and what happened because of it. */
    private record Related(Set<String> orders, Set<String> brokerOrders, Set<String> correlations) {
        boolean has(AuditLine line) {
            return orders.contains(line.facts().getOrDefault(ORDER, ""))
                    || brokerOrders.contains(line.facts().getOrDefault(BROKER_ORDER, ""))
                    || line.correlation().filter(correlations::contains).isPresent();
        }
    }

    private Related related(AuditQuery query) throws IOException {
        Related related = new Related(Set.of(query.order().orElseThrow()), new HashSet<>(), new HashSet<>());
        each(query, line -> {
            if (related.orders().contains(line.facts().getOrDefault(ORDER, ""))) {
                line.correlation().ifPresent(related.correlations()::add);
                Optional.ofNullable(line.facts().get(BROKER_ORDER)).ifPresent(related.brokerOrders()::add);
            }
        });
        return related;
    }

    private void each(AuditQuery query, Use use) throws IOException {
        LocalDate first = query.from().map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)).orElse(LocalDate.MIN);
        LocalDate last = query.to().map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC)).orElse(LocalDate.MAX);
        for (Path file : files) {
            LocalDate day = AuditFiles.day(file);
            // A record is dated when it began: it may stand in the next day's file.
            if (!day.isBefore(first) && !day.minusDays(1).isAfter(last)) {
                each(file, query, use);
            }
        }
    }

    private static void each(Path file, AuditQuery query, Use use) throws IOException {
        // A line that was cut off in the middle of a character is none of ours: it must not hide the others.
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Optional<AuditLine> found = Lines.read(line).filter(l -> isWanted(l, query));
                if (found.isPresent()) {
                    use.line(found.get());
                }
            }
        } catch (NoSuchFileException e) {
            // It has just become too old.
        }
    }

    private static boolean isWanted(AuditLine line, AuditQuery query) {
        return query.from().filter(line.at()::isBefore).isEmpty()
                && query.to().filter(to -> !line.at().isBefore(to)).isEmpty();
    }
}
