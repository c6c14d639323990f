package org.jts.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditStatus;
import org.jts.api.audit.AuditTrail;
import org.jts.api.store.StoreException;

/** Keeps records in memory as they come, secrets too. */
public final class FakeAuditTrail implements AuditTrail {

    private final List<AuditRecord> records = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final List<AuditQuery> queries = new CopyOnWriteArrayList<>();

    public List<AuditRecord> records() {
        return List.copyOf(records);
    }

    public List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** What was looked for. */
    public List<AuditQuery> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void record(AuditRecord entry) {
        records.add(entry);
    }

    @Override
    public void secret(String value) {
        secrets.add(value);
    }

    @Override
    public AuditStatus status() {
        return new AuditStatus(Path.of("audit"), 1_000, 1, records.size(), 2, 0, Optional.empty());
    }

    @Override
    public List<AuditLine> find(AuditQuery query, int newest) {
        queries.add(query);
        List<AuditLine> all = records.stream().map(r -> new AuditLine(r.at(), r.kind().name().toLowerCase(Locale.ROOT),
                r.correlation(), r.broker().map(BrokerId::value), r.action(), r.facts().get(),
                "{\"action\":\"" + r.action() + "\"}")).toList();
        return all.subList(Math.max(0, all.size() - newest), all.size());
    }

    @Override
    public long export(AuditQuery query, Path file) throws StoreException {
        List<String> lines = find(query, Integer.MAX_VALUE).stream().map(AuditLine::json).toList();
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new StoreException(e.getMessage(), e);
        }
        return lines.size();
    }
}
